"""Graphs in which every step is a node of its own: what AIF, SADFace and arggraph files share.

Statements lead to a step, and the step leads to what it bears on: a statement, or another step.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .document import Claim, Link, LinkTarget, Problem
from .titles import LONGEST_TITLE, title_of


@dataclass(frozen=True, slots=True)
class Statement:
    """`by` and `topic` are keys of the document; `place` is where the file says it."""

    text: str
    place: str
    by: str
    body: str = ""
    attributed_to: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    relation: str
    place: str
    note: str = ""


@dataclass(slots=True)
class Graph:
    """Nodes by their ids in the file, and edges between them. `by`: whose steps they are."""

    by: str
    statements: dict[str, Statement] = field(default_factory=dict)
    schemes: dict[str, Scheme] = field(default_factory=dict)
    edges: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def claims(self) -> list[Claim]:
        return [
            Claim(
                number=number,
                title=title_of(each.text) or "(nothing)",
                body="\n\n".join(filter(None, [beyond_title(each.text), each.body])),
                attributed_to=each.attributed_to,
                by=each.by,
            )
            for number, each in enumerate(self.statements.values(), 1)
        ]

    def links(self) -> list[Link]:
        """A link for each thing that a step leads to. Steps that lack an end are problems."""
        claims = {name: number for number, name in enumerate(self.statements, 1)}
        steps = list(self.whole(claims, self.ends(1, 0), self.ends(0, 1)))
        numbers: dict[str, int] = {}
        for number, (name, _, _) in enumerate(steps, 1):
            numbers.setdefault(name, number)
        links = []
        for number, (name, premises, end) in enumerate(steps, 1):
            scheme = self.schemes[name]
            target = LinkTarget(claim=claims.get(end), link=numbers.get(end))
            if end in self.schemes and target.link is None:
                self.wrong(scheme.place, "What it bears on was left out, so it is too.")
                continue
            if target.link and scheme.relation != "attacks":
                self.wrong(scheme.place, "Only a conflict can bear on a step.")
                continue
            links.append(
                Link(
                    number=number,
                    relation=scheme.relation,
                    premises=tuple(claims[each] for each in premises),
                    target=target,
                    note=scheme.note,
                    by=self.by,
                )
            )
        return kept(links)

    def ends(self, here: int, there: int) -> dict[str, list[str]]:
        """By node, the nodes at the other end of its edges, each once."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for edge in self.edges:
            found[edge[here]][edge[there]] = None
        return {name: list(others) for name, others in found.items()}

    def whole(
        self,
        claims: Mapping[str, int],
        into: Mapping[str, Sequence[str]],
        out: Mapping[str, Sequence[str]],
    ) -> Iterator[tuple[str, Sequence[str], str]]:
        """The steps with all their ends: name, premises, and one thing that it leads to."""
        for name, scheme in self.schemes.items():
            premises = [each for each in into.get(name, ()) if each in claims]
            targets = [each for each in out.get(name, ()) if each in claims or each in self.schemes]
            if not premises or not targets:
                missing = "nothing leads to it" if not premises else "it leads to nothing"
                self.wrong(scheme.place, f"This step is left out: {missing}.")
            for end in targets if premises else ():
                if end == name:
                    self.wrong(scheme.place, "A step cannot bear on itself.")
                else:
                    yield name, premises, end

    def wrong(self, place: str, message: str) -> None:
        self.problems.append(Problem(place, message))


def beyond_title(text: str) -> str:
    """The whole text, where a title cannot hold it."""
    return text if len(" ".join(text.split())) > LONGEST_TITLE else ""


def kept(links: Sequence[Link]) -> list[Link]:
    """Without those whose target was left out, however long the chain."""
    known = {link.number for link in links}
    bearing: dict[int, list[int]] = defaultdict(list)
    waiting = []
    for link in links:
        if link.target.link is not None:
            bearing[link.target.link].append(link.number)
            if link.target.link not in known:
                waiting.append(link.number)
    gone: set[int] = set()
    while waiting:
        gone.add(here := waiting.pop())
        waiting += [each for each in bearing[here] if each not in gone]
    return [link for link in links if link.number not in gone]
