"""Why an element has its label: the five words, causes of falling rank, and what would change it.

All by index, from a labelling; nothing here is stored, so that only what a page shows is explained.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .labelling import ATTACKS, IN, NEEDS, OUT, SUPPORTS, UNDECIDED, Labelling

UNOPPOSED, ANSWERED, UNDECIDED_WORD = "unopposed", "answered", "undecided"
DEFEATED, NOT_ESTABLISHED = "defeated", "not established"
#: The five words, the best first.
WORDS = (UNOPPOSED, ANSWERED, UNDECIDED_WORD, DEFEATED, NOT_ESTABLISHED)
#: Not a standing: what is withdrawn, or a settled objection where it is read as reviewed.
SET_ASIDE = "set aside"

WITHDRAWN, SETTLED = "withdrawn", "settled"

#: How many dry runs an explanation may cost, each as long as a labelling.
MOST_TRIED = 8
#: Kinds of causes. An element is out because it is set aside, attacked by a link that holds, misses
#: a claim it needs or a premise, or has no support that holds. It is in since nothing speaks
#: against it, or all that does is answered. It is undecided with what it depends on.
ATTACKED, MISSING, UNSUPPORTED = "attacked", "missing", "unsupported"
UNATTACKED, ALL_ANSWERED, DEPENDS = "unattacked", "all answered", "depends"


class Cause(NamedTuple):
    """What fixed a label. `by`: the deciding elements, the first of them first in rank.

    Attacked: the links that hold. Missing: the links of needed claims that do not hold, or for a
    link its premises. Unsupported: all links that support it, none of which holds. All answered:
    the links that attack it. Depends: what is undecided.
    """

    kind: str
    by: Sequence[int]


class Reasons:
    """The reasons for the labels of one labelling."""

    def __init__(self, labelling: Labelling) -> None:
        self.structure, self.off = labelling.structure, labelling.off
        self.labels, self.ranks = labelling.labels, labelling.ranks

    def is_link(self, element: int) -> bool:
        return element >= self.structure.claims

    # Words

    def word(self, element: int) -> str:
        """One of the five words, or SET_ASIDE."""
        if element in self.off:
            return SET_ASIDE
        label = self.labels[element]
        if label == UNDECIDED:
            return UNDECIDED_WORD
        if label == IN:
            return ANSWERED if self.raised_against(element) else UNOPPOSED
        kind = self.cause(element).kind
        falls = kind == ATTACKED or (kind == MISSING and not self.is_link(element))
        return DEFEATED if falls else NOT_ESTABLISHED

    def raised_against(self, element: int) -> list[int]:
        """The attacks on it, answered or not, save those that were withdrawn."""
        return [link for link in self._leading(element, ATTACKS) if not self._withdrawn(link)]

    def _withdrawn(self, link: int) -> bool:
        return any(
            self.off.get(each) == WITHDRAWN for each in (link, *self.structure.premises_of(link))
        )

    # Causes

    def cause(self, element: int) -> Cause:
        """What fixed its label: every element it names has a lower rank, unless undecided."""
        if element in self.off:
            return Cause(self.off[element], ())
        label = self.labels[element]
        if label == UNDECIDED:
            return Cause(DEPENDS, [each for each in self.requirements(element) if self._open(each)])
        if label == IN:
            raised = self.raised_against(element)
            return Cause(ALL_ANSWERED, raised) if raised else Cause(UNATTACKED, ())
        return self._cause_of_fall(element)

    def _cause_of_fall(self, element: int) -> Cause:
        attacks = self._before(element, self.unanswered(element))
        lost = self._before(element, self._lost(element))
        if not attacks and not lost:
            return Cause(UNSUPPORTED, sorted(self.supports(element), key=self._order))
        if attacks and (not lost or self.ranks[attacks[0]] <= self.ranks[lost[0]]):
            return Cause(ATTACKED, attacks)
        return Cause(MISSING, lost)

    def _before(self, element: int, others: Sequence[int]) -> list[int]:
        """Those of `others` whose label came first, in that order."""
        rank = self.ranks[element]
        found = [each for each in others if self.ranks[each] < rank]
        return sorted(found, key=self._order)

    def _order(self, element: int) -> tuple[int, int]:
        return self.ranks[element], element

    def unanswered(self, element: int) -> list[int]:
        """The attacks on it that hold."""
        return [link for link in self._leading(element, ATTACKS) if self.labels[link] == IN]

    def _lost(self, element: int) -> list[int]:
        """What it cannot do without and does not hold: premises of a link, claims it needs."""
        if self.is_link(element):
            premises = self.structure.premises_of(element)
            return [claim for claim in premises if self.labels[claim] == OUT]
        return [link for link in self._leading(element, NEEDS) if self.labels[link] == OUT]

    def _open(self, element: int) -> bool:
        return self.labels[element] == UNDECIDED

    def _leading(self, element: int, effect: int) -> Iterator[int]:
        structure = self.structure
        return (link for link in structure.onto(element) if structure.effect(link) == effect)

    def supports(self, element: int) -> list[int]:
        return list(self._leading(element, SUPPORTS))

    def requirements(self, element: int) -> list[int]:
        """All elements on which its label rests directly."""
        structure = self.structure
        if self.is_link(element):
            return [*structure.premises_of(element), *self._leading(element, ATTACKS)]
        wanted = {ATTACKS, NEEDS}
        if element in structure.unasserted:
            wanted.add(SUPPORTS)
        return [link for link in structure.onto(element) if structure.effect(link) in wanted]

    # Explanations

    def line(self, element: int) -> list[int]:
        """The chain of causes from an element down to where it ends, with falling rank.

        Of an element that is out, the cause that came first; of one that is in, the requirement
        that was met last. It is a winning line of the grounded discussion game. An undecided
        element is followed through undecided ones until one comes back, which ends the line.
        """
        line, seen = [element], {element}
        while True:
            following = self._next(line[-1])
            if following is None:
                return line
            line.append(following)
            if following in seen:
                return line
            seen.add(following)

    def _next(self, element: int) -> int | None:
        label = self.labels[element]
        if element in self.off:
            return None
        if label == IN:
            return min(self._met_last(element), default=None)
        return next(iter(self.cause(element).by), None)

    def _met_last(self, element: int) -> list[int]:
        """What an element that is in waited for: nothing, where it is so from the beginning."""
        before = self.ranks[element] - 1
        required = self.requirements(element)
        return [each for each in required if self.ranks[each] == before and self._met(each)]

    def _met(self, requirement: int) -> bool:
        """Whether a requirement of what is in is met; only supports are alternatives."""
        attacks = self.is_link(requirement) and self.structure.effect(requirement) == ATTACKS
        return self.labels[requirement] == (OUT if attacks else IN)

    def openers(self, element: int) -> list[int]:
        """Of an element that holds: some single things without which it would not.

        For each answered attack, what answers it, where one thing alone does: a dispute of the
        attack itself, or an attack on a claim that carries it. In a circle its fall may change
        nothing all the same, so each is tried, as many as `MOST_TRIED`.
        """
        found: dict[int, None] = {}
        for attack in self.raised_against(element):
            answers = self.answers_to(attack)
            if len(answers) == 1:
                found[answers[0]] = None
        return [each for each in list(found)[:MOST_TRIED] if not self._holds_without(element, each)]

    def _holds_without(self, element: int, other: int) -> bool:
        labels = self.structure.label({**self.off, other: WITHDRAWN}).labels
        return labels[element] == IN

    def answers_to(self, attack: int) -> list[int]:
        """What keeps an attack from holding: links that hold and attack it, or one of its premises.

        What it lacks for other reasons counts too: a premise that is set aside or unsupported, or
        a claim that a premise needs, stands for itself.
        """
        found = list(self.unanswered(attack))
        for claim in self._lost(attack):
            attacks = self.unanswered(claim)
            found.extend(attacks or [claim])
            found.extend(self._lost(claim) if attacks else [])
        if attack in self.off:
            found.append(attack)
        return found
