"""The cruxes of a debate: what its disagreements turn on, who says so, and what hangs on it.

After the double crux of the Center for Applied Rationality: a crux is what would change a person's
mind were it otherwise; it is worth most where both sides name the same one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from arguments import wording
from arguments.graph import Graph
from arguments.graphs import graph_of
from arguments.models import Claim, Debate, Link, Participant, Person
from arguments.roles import bears_on
from reviews.acts import Position
from reviews.mentions import points_about
from reviews.models import CruxWord, Stance, Thread

NAMED, ACCEPTED, DECLINED = "named", "accepted", "declined"
#: What waits for the other side comes first, what it does not accept last.
ORDER = (NAMED, ACCEPTED, DECLINED)
HOLDS, DENIES = CruxWord.Hold.HOLDS, CruxWord.Hold.DENIES


@dataclass(frozen=True)
class Crux:
    """A claim or a step that somebody holds to be a crux, with all that was said of that.

    `words`: the oldest first. It is *named* while only one person holds it, *accepted* once
    another does too, *declined* where another says that it is none and nobody accepts it.
    """

    element: Claim | Link
    words: Sequence[CruxWord]

    @property
    def title(self) -> str:
        """The statement it is, or the step in words."""
        return self.element.title if isinstance(self.element, Claim) else self.element.in_words

    @property
    def premises(self) -> Sequence[Claim]:
        """What carries the step, where it is one."""
        if isinstance(self.element, Claim):
            return []
        return [premise.claim for premise in self.element.premise_set.all()]

    @cached_property
    def last(self) -> Mapping[int, CruxWord]:
        """The last word of each person, by participant."""
        return {word.by_id: word for word in self.words}

    @cached_property
    def holders(self) -> Sequence[Participant]:
        """Who holds it now, in the order in which they first did."""
        first = {word.by_id: word.by for word in self.words if word.hold == HOLDS}
        return [by for pk, by in first.items() if self.last[pk].hold == HOLDS]

    @cached_property
    def deniers(self) -> Sequence[Participant]:
        return [word.by for word in self.last.values() if word.hold == DENIES]

    @property
    def state(self) -> str:
        """`named`, `accepted` or `declined`; "" where nobody holds it (any more)."""
        if not self.holders:
            return ""
        if len(self.holders) > 1:
            return ACCEPTED
        return DECLINED if self.deniers else NAMED

    @property
    def sentence(self) -> str:
        first, *others = [str(by) for by in self.holders]
        said = [f"named by {first}"]
        if others:
            said.append(f"accepted by {wording.listed(others, most=4)}")
        if self.deniers:
            said.append(f"not so, says {wording.listed([str(by) for by in self.deniers], most=4)}")
        if self.state == NAMED:
            said.append("nobody else has said whether it is")
        words = "; ".join(said)
        return f"{words[:1].upper()}{words[1:]}."

    def word_of(self, person: Person) -> CruxWord | None:
        """What `person` last said of it."""
        return next((word for word in self.last.values() if word.by.is_user(person)), None)


@dataclass(frozen=True, slots=True)
class Contested:
    """A claim that people hold different positions on; `positions`: which, and how many do."""

    claim: Claim
    positions: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Hanging:
    """A crux with what hangs on it: open points about it, and disagreements it bears on."""

    crux: Crux
    points: Sequence[Thread]
    contested: Sequence[Contested]


def crux_on(element: Claim | Link) -> Crux:
    """What was said of `element`, maybe nothing. One query."""
    return Crux(
        element, list(element.crux_words.select_related("by", "comment__thread", "comment__debate"))
    )


def cruxes_of(debate: Debate) -> list[Crux]:
    """All that somebody holds to be a crux. A fixed number of queries."""
    words: dict[tuple[str, int], list[CruxWord]] = defaultdict(list)
    for word in debate.crux_words.with_elements():
        words[type(word.element).__name__, word.element.pk].append(word)
    found = [Crux(said[0].element, said) for said in words.values()]
    held = [crux for crux in found if crux.state]
    return sorted(held, key=lambda crux: (ORDER.index(crux.state), crux.words[0].at))


def with_hanging(debate: Debate, cruxes: Sequence[Crux]) -> list[Hanging]:
    """What hangs on each of some cruxes of one debate. A fixed number of queries."""
    graph, claims, links = graph_of(debate), _ids(cruxes, Claim), _ids(cruxes, Link)
    points = points_about(claims, links)
    above = {id(crux): _above(graph, crux.element) for crux in cruxes}
    contested = contested_among({claim for ids in above.values() for claim in ids})
    return [
        Hanging(
            crux,
            _unsettled((points.claims if crux.element.pk in claims else points.links), crux),
            [contested[claim] for claim in above[id(crux)] if claim in contested],
        )
        for crux in cruxes
    ]


def contested_among(claims: Iterable[int]) -> dict[int, Contested]:
    """Those of `claims`, by id, on which people differ. Two queries."""
    held: dict[int, Counter[str]] = defaultdict(Counter)
    current = Stance.objects.filter(claim__in=list(claims)).exclude(position=Position.UNSURE)
    for claim, position in current.current().values_list("claim_id", "position"):
        held[claim][position] += 1
    differing = {claim: count for claim, count in held.items() if len(count) > 1}
    rows = Claim.objects.select_related("debate").in_bulk(differing)
    return {
        claim: Contested(
            rows[claim], [(word, count[word]) for word in Position.values if count[word]]
        )
        for claim, count in differing.items()
    }


def _ids(cruxes: Sequence[Crux], kind: type[Claim | Link]) -> set[int]:
    return {crux.element.pk for crux in cruxes if isinstance(crux.element, kind)}


def _above(graph: Graph, element: Claim | Link) -> list[int]:
    """The claims that `element` bears on in the end, the nearest first, itself among them."""
    if isinstance(element, Claim):
        starts = [element.pk]
    else:
        starts = list(bears_on(graph.by_id[element.pk], graph.by_id))
    found = [claim for start in starts for claim in (start, *graph.upward(start).claims)]
    return list(dict.fromkeys(found))


def _unsettled(points: Mapping[int, Sequence[Thread]], crux: Crux) -> list[Thread]:
    about = points.get(crux.element.pk, ())
    return [thread for thread in about if thread.state != Thread.State.RESOLVED]
