"""Kialo's text export in its classic form: a tree of claims, each Pro or Con its parent.

    Discussion Title: Should it be so?
                                            (an empty line)
    1. The thesis.
    1.1. Pro: A reason for it.
    1.1.1. Con: An objection to that reason.
    1.2. Con: -> See 1.1.1.

Records end in CR LF; a bare LF is a line break within a claim. Files that lost their CRs are read
by their numbers: a line begins a record if its number can follow the last one. Where the children
of the root have no stance, the root is a question and they answer it.

A claim's text becomes its title where it is one plain line; else the title is its plain text, as
much as fits, and the body is what was written. So a file that was read is written byte for byte.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .document import Claim, Debate, Document, FormatError, Link, LinkTarget, Person, Problem
from .files import text_of
from .losses import Carried, Loss, of_links
from .titles import LONGEST_TITLE, slug_of, title_of

title = "Kialo: claims as a tree of pros and cons, as text"
media_type = "text/plain; charset=utf-8"
suffix = ".kialo.txt"
CARRIED: Carried = {
    "debate": frozenset({"slug", "title"}),
    "claims": frozenset({"number", "title", "body"}),
    "links": frozenset({"number", "relation", "premises", "target"}),
}

HEAD = "Discussion Title: "
NOBODY = "kialo"
ROOT = (1,)
STANCES = {"Pro": "supports", "Con": "attacks", "": "answers"}
SIGNS = {relation: sign for sign, relation in STANCES.items()}

_RECORD = re.compile(r"((?:[0-9]{1,9}\.)+) (?:(Pro|Con): )?(.*)", re.DOTALL)
_SEE = re.compile(r"-> See ((?:[0-9]{1,9}\.)+)")
_LINKED = re.compile(r"\[((?:\\.|[^\]\\])*)\]\((?:\\.|[^()\\\s]|\([^()\s]*\))*\)")
_ESCAPED = re.compile(r"\\([()\[\]<>@\\])")
_SIGN = re.compile(r"[()\[\]<>@\\]")

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the tree: where it stands, which side it takes, and what it says."""

    number: Number
    stance: str
    text: str
    line: int

    def __str__(self) -> str:
        stance = f"{self.stance}: " if self.stance else ""
        return f"{dotted(self.number)} {stance}{self.text}"


def dotted(number: Number) -> str:
    return "".join(f"{part}." for part in number)


# Reading


def loads(data: bytes) -> Document:
    """A debate of a file; FormatError with the lines where it is not as it should be."""
    words = text_of(data)
    if not words.startswith(HEAD):
        raise FormatError([Problem("line 1", f"A file begins with “{HEAD.strip()}”.")])
    ending = "\r\n" if "\r\n" in words else "\n"
    head, _, rest = words.removeprefix(HEAD).partition(ending)
    return _document(head.strip(), checked(list(records(rest, ending))))


def records(words: str, ending: str) -> Iterator[Record]:
    """The records of a tree, whose first line is the file's second."""
    line, begun = 2, 2
    last: Number = ()
    stance, parts = "", list[str]()
    for piece in words.split(ending):
        found = _RECORD.fullmatch(piece)
        number = numbered(found[1]) if found else ()
        if found and (ending == "\r\n" or follows(number, last)):
            if parts:
                yield Record(last, stance, "\n".join(parts), begun)
            begun, last, stance, parts = line, number, found[2] or "", [found[3]]
        elif parts:  # a line break within a claim
            parts.append(piece)
        elif piece.strip():
            raise FormatError([Problem(f"line {line}", "A number such as “1.” should begin here.")])
        line += 1 + piece.count("\n")
    if parts:
        yield Record(last, stance, "\n".join(parts).rstrip("\n"), begun)


def numbered(words: str) -> Number:
    return tuple(int(part) for part in words.split(".")[:-1])


def follows(number: Number, last: Number) -> bool:
    """Whether a record may come next: the first child, or the next sibling at any level above."""
    if not last:
        return number == ROOT
    if number == (*last, 1):
        return True
    depth = len(number)
    return 1 < depth <= len(last) and number == (*last[: depth - 1], last[depth - 1] + 1)


def checked(found: Sequence[Record]) -> Sequence[Record]:
    """The records, where each follows the one before it and names only what came earlier."""
    problems: list[Problem] = []
    last: Number = ()
    known: set[Number] = set()
    for record in found:
        see = _SEE.fullmatch(record.text)
        if not follows(record.number, last):
            problems.append(Problem(f"line {record.line}", f"{dotted(record.number)} is not next."))
        elif see and (named := numbered(see[1])) not in known:
            message = f"There is no {dotted(named)} above it."
            problems.append(Problem(f"line {record.line}", message))
        elif not record.text.strip():
            problems.append(Problem(f"line {record.line}", "This claim says nothing."))
        elif not see:
            known.add(record.number)
        last = record.number
    if not found:
        problems.append(Problem("", "There is no claim in it."))
    if problems:
        raise FormatError(problems)
    return found


def _document(heading: str, found: Sequence[Record]) -> Document:
    claims: list[Claim] = []
    links: list[Link] = []
    known: dict[Number, int] = {}
    asked = any(len(record.number) == 2 and not record.stance for record in found)
    for record in found:
        if see := _SEE.fullmatch(record.text):
            premise = known[numbered(see[1])]
        else:
            premise = known[record.number] = len(claims) + 1
            kind = "question" if asked and record.number == ROOT else "claim"
            line, body = wording(record.text)
            claims.append(Claim(number=premise, title=line, body=body, kind=kind, by=NOBODY))
        if record.number != ROOT:
            links.append(
                Link(
                    number=len(links) + 1,
                    relation=STANCES[record.stance],
                    premises=(premise,),
                    target=LinkTarget(claim=known[record.number[:-1]]),
                    by=NOBODY,
                )
            )
    debate = Debate(slug=slug_of(heading), title=heading[:LONGEST_TITLE])
    people = (Person(key=NOBODY, name="Kialo", role="author"),)
    return Document(debate=debate, people=people, claims=tuple(claims), links=tuple(links))


def wording(written: str) -> tuple[str, str]:
    """The title and the body of a claim that was written so."""
    line = plain(written)
    return (line, "") if line == written else (line, written)


def plain(written: str) -> str:
    """One line without markup, as much as a title holds."""
    return title_of(_ESCAPED.sub(r"\1", _LINKED.sub(r"\1", written)))


# Writing


def dumps(document: Document) -> str:
    heading = document.debate.title if document.debate else "Untitled"
    lines = [f"{HEAD}{' '.join(heading.split())}", ""]
    lines += [str(record) for record in Tree(document).records]
    return "\r\n".join(lines)


def left_out(document: Document) -> list[Loss]:
    """The links for which a tree of pros and cons has no place."""
    what = "links that are joint, in a circle, or neither for nor against a claim"
    return of_links(what, Tree(document).unplaced)


class Tree:
    """The claims of a document as a tree: each once in full, and named where it bears on more.

    `unplaced`: the links that found no place in it.
    """

    def __init__(self, document: Document) -> None:
        self.claims = {claim.number: claim for claim in document.claims}
        self.under: dict[int, list[Link]] = defaultdict(list)
        self.places: dict[int, Number] = {}
        self.placed: set[int] = set()
        plain_links = [link for link in document.links if self.is_plain(link)]
        self.sort_in(plain_links)
        roots = self.roots()
        if len(roots) == 1:
            self.records = list(self.branch(roots[0], ROOT))
        else:
            self.records = list(self.theses(document, roots))
        self.unplaced = [link for link in document.links if link.number not in self.placed]

    def is_plain(self, link: Link) -> bool:
        """Whether one claim bears on another, both of them known."""
        ends = (*link.premises, link.target.claim)
        return len(ends) == 2 and all(end in self.claims for end in ends)

    def sort_in(self, links: Sequence[Link]) -> None:
        """Pros and cons under what they bear on; answers only under a question that has all else
        under it."""
        answers: dict[int, list[Link]] = defaultdict(list)
        for link in links:
            kinds = answers if link.relation == "answers" else self.under
            if link.relation in SIGNS:
                kinds[link.target.claim or 0].append(link)
        free = self.free()
        for number in free:
            answering = {link.premises[0] for link in answers[number]}
            if answering and not self.under[number] and answering | {number} >= set(free):
                self.under[number] = answers[number]
                return

    def free(self) -> list[int]:
        """The claims that bear on nothing."""
        bearing = {link.premises[0] for links in self.under.values() for link in links}
        return [number for number in self.claims if number not in bearing]

    def roots(self) -> list[int]:
        """From where all are reached: those that bear on nothing, then one of each circle."""
        roots: list[int] = []
        reached: set[int] = set()
        for number in [*self.free(), *self.claims]:
            if number not in reached:
                roots.append(number)
                self.reach(number, reached)
        return roots

    def reach(self, number: int, reached: set[int]) -> None:
        waiting = [number]
        while waiting:
            if (here := waiting.pop()) not in reached:
                reached.add(here)
                waiting += [link.premises[0] for link in self.under[here]]

    def theses(self, document: Document, roots: Sequence[int]) -> Iterator[Record]:
        """Under a question that is asked for the purpose."""
        asked = document.debate.title if document.debate else "Untitled"
        yield Record(ROOT, "", " ".join(asked.split()), 0)
        for place, number in enumerate(roots, 1):
            yield from self.branch(number, (*ROOT, place))

    def branch(self, root: int, place: Number) -> Iterator[Record]:
        """A claim and all that bears on it, in the order of a reader. No recursion."""
        waiting: list[tuple[int, Number, str]] = [(root, place, "")]
        while waiting:
            number, here, stance = waiting.pop()
            if number in self.places:
                yield Record(here, stance, f"-> See {dotted(self.places[number])}", 0)
                continue
            self.places[number] = here
            yield Record(here, stance, written(self.claims[number]), 0)
            inner = [link for link in self.under[number] if not self.above(link, here)]
            self.placed.update(link.number for link in inner)
            children = [
                (link.premises[0], (*here, place), SIGNS[link.relation])
                for place, link in enumerate(inner, 1)
            ]
            waiting += reversed(children)

    def above(self, link: Link, here: Number) -> bool:
        """Whether the link would lead round in a circle."""
        place = self.places.get(link.premises[0])
        return place is not None and here[: len(place)] == place


def written(claim: Claim) -> str:
    """The text of a claim in the file: what `wording` makes its title and body of."""
    body = claim.body.replace("\r\n", "\n").replace("\r", "\n")
    if body and plain(body) == claim.title:
        return body
    line = " ".join(claim.title.split())
    line = line if plain(line) == line else _SIGN.sub(r"\\\g<0>", line)
    return f"{line}\n{body}" if body else line
