"""A graph read in one of two columns, by the ids of its claims and links.

*As argued* leaves out what was withdrawn; *as reviewed* also the objections that were settled.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .labelling import ATTACKS, IN, OUT, Structure
from .reasons import DEFEATED, NOT_ESTABLISHED, UNDECIDED_WORD, Reasons
from .sentences import Sentences

LABELS = ("undecided", "in", "out")


class Elements:
    """The claims and links of a graph, by id and by index.

    `claims` and `links`: pairs of an id and a number. The indexes of the links follow the claims'.
    `letters`: what stands before the number of a claim, and of a link, in its name.
    """

    def __init__(
        self,
        claims: Sequence[tuple[int, object]],
        links: Sequence[tuple[int, object]],
        letters: tuple[str, str] = ("C", "L"),
    ) -> None:
        self.claims, self.links, self.letters = claims, links, letters
        self.claim_at = {id: index for index, (id, _) in enumerate(claims)}
        self.link_at = {id: index for index, (id, _) in enumerate(links, len(claims))}

    def id(self, element: int) -> int:
        return self._pair(element)[0]

    def label(self, element: int) -> str:
        """What people call it: "C41", "L12"."""
        return f"{self.letters[self.is_link(element)]}{self._pair(element)[1]}"

    def is_link(self, element: int) -> bool:
        return element >= len(self.claims)

    def _pair(self, element: int) -> tuple[int, object]:
        if self.is_link(element):
            return self.links[element - len(self.claims)]
        return self.claims[element]


class Flip(NamedTuple):
    """An element whose label is another than before, and the words for both. `is_link`, `id`."""

    is_link: bool
    id: int
    label: str
    old: str
    new: str


class Move(NamedTuple):
    """One step of a line of causes: an element, where it stands, and the sentence that says why."""

    is_link: bool
    id: int
    label: str
    word: str
    rank: int
    sentence: str


class Remedy(NamedTuple):
    """What would change where something stands: a sentence, and the elements it is about."""

    sentence: str
    moves: Sequence[Move]


class Column:
    """The standings of all claims and links in one reading."""

    def __init__(self, structure: Structure, elements: Elements, off: Mapping[int, str]) -> None:
        self.elements, self.off = elements, off
        self.labelling = structure.label(off)
        self.reasons = Reasons(self.labelling)
        self.sentences = Sentences(self.reasons, elements.label)

    def claim(self, id: int) -> "Standing":
        return Standing(self, self.elements.claim_at[id])

    def link(self, id: int) -> "Standing":
        return Standing(self, self.elements.link_at[id])

    def without(self, element: int) -> list[Flip]:
        """What would flip if that element were withdrawn: a dry run."""
        off = {**self.off, element: "withdrawn"}
        other = Column(self.labelling.structure, self.elements, off)
        return [flip for flip in flips(self, other) if flip.label != self.elements.label(element)]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one claim or link stands in one column; `element` is its index."""

    column: Column
    element: int

    @property
    def word(self) -> str:
        return self.column.reasons.word(self.element)

    @property
    def label(self) -> str:
        """The formal label: in, out or undecided."""
        return LABELS[self.column.labelling.labels[self.element]]

    @property
    def rank(self) -> int:
        return self.column.labelling.ranks[self.element]

    @property
    def sentence(self) -> str:
        return self.column.sentences.why(self.element)

    @property
    def cause(self) -> tuple[str, list[tuple[bool, int]]]:
        """The kind of cause, and the deciding elements: whether a link, and its id."""
        kind, by = self.column.reasons.cause(self.element)
        return kind, [self._named(each) for each in by]

    @property
    def unanswered(self) -> list[int]:
        """Ids of the links that attack it and hold, or are undecided with it."""
        return [self.column.elements.id(link) for link in self._open_attacks()]

    @property
    def holds(self) -> bool:
        return self.column.labelling.labels[self.element] == IN

    def line(self) -> list[Move]:
        """The chain of causes down to the bottom, this element first."""
        return [self._move(each) for each in self.column.reasons.line(self.element)]

    def remedy(self) -> Remedy:
        """What would change where it stands."""
        reasons = self.column.reasons
        if self.word in {DEFEATED, UNDECIDED_WORD} and (attacks := self._open_attacks()):
            these = "all of these" if len(attacks) > 1 else "this"
            return Remedy(f"An answer to {these}:", [self._move(each) for each in attacks])
        if self.holds and (openers := reasons.openers(self.element)):
            one = "one of these" if len(openers) > 1 else "this"
            return Remedy(f"It would not hold if {one} fell:", [self._move(e) for e in openers])
        if self.holds:
            return Remedy("An objection that nothing answers.", [])
        lacking = [each for each in reasons.requirements(self.element) if self._lacks(each)]
        if self.word == NOT_ESTABLISHED and not reasons.is_link(self.element):
            return Remedy("An argument for it that holds.", [self._move(e) for e in lacking])
        return Remedy("That what it rests on holds.", [self._move(each) for each in lacking])

    def if_withdrawn(self) -> list[Flip]:
        return self.column.without(self.element)

    def _open_attacks(self) -> list[int]:
        raised = self.column.reasons.raised_against(self.element)
        return [link for link in raised if self.column.labelling.labels[link] != OUT]

    def _lacks(self, requirement: int) -> bool:
        """Whether something it rests on does not hold; an attack is nothing to rest on."""
        reasons = self.column.reasons
        attack = reasons.is_link(requirement) and reasons.structure.effect(requirement) == ATTACKS
        return not attack and reasons.labels[requirement] != IN

    def _move(self, element: int) -> Move:
        standing = Standing(self.column, element)
        label = self.column.elements.label(element)
        return Move(*self._named(element), label, standing.word, standing.rank, standing.sentence)

    def _named(self, element: int) -> tuple[bool, int]:
        elements = self.column.elements
        return elements.is_link(element), elements.id(element)


def flips(before: Column, after: Column) -> Iterator[Flip]:
    """What is in both columns, by id, set aside in neither, and has another label than before."""
    for kind in (False, True):
        old = before.elements.link_at if kind else before.elements.claim_at
        new = after.elements.link_at if kind else after.elements.claim_at
        was, now = before.labelling.labels, after.labelling.labels
        for id, element in old.items():
            other = new.get(id)
            if other is None or was[element] == now[other]:
                continue
            if element not in before.off and other not in after.off:
                words = before.reasons.word(element), after.reasons.word(other)
                yield Flip(kind, id, after.elements.label(other), *words)
