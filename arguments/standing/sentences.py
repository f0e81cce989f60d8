"""Labels and their reasons as sentences, the same on pages, in the API and in exports.

Every sentence names what decides by its number, C41 a claim and L12 a link, so that each word of
it can lead to its ground.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from .labelling import ATTACKS, IN, NEEDS, OUT, SUPPORTS, UNDECIDED
from .reasons import (
    ATTACKED,
    MISSING,
    SETTLED,
    UNATTACKED,
    WITHDRAWN,
    Cause,
    Reasons,
)

#: How many things of a kind a sentence names before it counts the others.
MOST_NAMED = 3
SET_ASIDE_AS = {WITHDRAWN: "withdrawn", SETTLED: "settled"}
#: How a claim depends on a link that leads to it.
HANGS = {ATTACKS: "is attacked by", SUPPORTS: "rests on", NEEDS: "needs"}


class Sentences:
    """What to say of the elements of one labelling. `number`: "C41" or "L12", by index."""

    def __init__(self, reasons: Reasons, number: Callable[[int], str]) -> None:
        self.reasons, self.number = reasons, number
        self.structure, self.labels = reasons.structure, reasons.labels

    def why(self, element: int) -> str:
        """Where it stands and why, in one or two sentences."""
        cause, name = self.reasons.cause(element), self.number(element)
        if element in self.reasons.off:
            return f"{name} is set aside: {SET_ASIDE_AS[cause.kind]}."
        if self.labels[element] == UNDECIDED:
            return self._undecided(element)
        link = self.reasons.is_link(element)
        if self.labels[element] == IN:
            return self._link_holds(element, cause) if link else self._claim_holds(element, cause)
        return self._link_fails(element, cause) if link else self._claim_fails(element, cause)

    # Claims

    def _claim_holds(self, claim: int, cause: Cause) -> str:
        return f"{self.number(claim)} stands: {self._against(cause)}.{self._on_what(claim)}"

    def _against(self, cause: Cause) -> str:
        if cause.kind == UNATTACKED:
            return "nothing has been raised against it"
        answers = [self._answered(attack) for attack in cause.by]
        if len(answers) == 1:
            return f"the one attack on it is answered: {answers[0]}"
        return f"every attack on it is answered: {named(answers, between='; ')}"

    def _answered(self, attack: int) -> str:
        """Who attacks, and what keeps the attack from holding."""
        return f"{self._premises(attack)} ({self._failing(attack)})"

    def _failing(self, link: int) -> str:
        """Why a link does not hold, as a remark beside the claims that carry it."""
        cause = self.reasons.cause(link)
        if link in self.reasons.off:
            return f"the step is {SET_ASIDE_AS[cause.kind]}"
        if cause.kind == ATTACKED:
            return f"the step is undercut by {self._premises(cause.by[0])}"
        claim = cause.by[0]
        several = len(self.structure.premises_of(link)) > 1
        return f"{self.number(claim)} {self._fallen(claim)}" if several else self._fallen(claim)

    def _fallen(self, claim: int) -> str:
        cause = self.reasons.cause(claim)
        if claim in self.reasons.off:
            return SET_ASIDE_AS[cause.kind]
        if cause.kind == ATTACKED:
            return f"defeated by {self._premises(cause.by[0])}"
        if cause.kind == MISSING:
            return f"falls with {self._premises(cause.by[0])}"
        return "not established"

    def _on_what(self, claim: int) -> str:
        """What is said of its supports, where that is worth a sentence."""
        supports = self.reasons.supports(claim)
        holding = [link for link in supports if self.labels[link] == IN]
        if claim in self.structure.unasserted:
            return f" It rests on {self._sources(holding)}."
        failing = [link for link in supports if self.labels[link] == OUT]
        if not supports or len(failing) < len(supports):
            return ""
        said = named([self._answered(link) for link in failing], between="; ")
        return f" It stands on its own word: no argument given for it holds: {said}."

    def _claim_fails(self, claim: int, cause: Cause) -> str:
        name = self.number(claim)
        if cause.kind == ATTACKED:
            return f"{name} is defeated by {self._sources(cause.by)}{self._reply(cause.by[0])}."
        if cause.kind == MISSING:
            lost = self._premises(cause.by[0])
            return f"{name} falls with {lost}, which it needs: {self._because(cause.by[0])}."
        if not cause.by:
            return f"{name} is not established: no argument is given for it."
        said = named([self._answered(link) for link in cause.by], between="; ")
        return f"{name} is not established: no argument given for it holds: {said}."

    def _because(self, link: int) -> str:
        """Why a link does not hold, as a clause of its own."""
        cause = self.reasons.cause(link)
        if link in self.reasons.off or cause.kind == ATTACKED:
            return self._failing(link)
        claim = cause.by[0]
        fallen = self._fallen(claim)
        verb = "" if fallen.startswith("falls") else "is "
        return f"{self.number(claim)} {verb}{fallen}"

    def _reply(self, attack: int) -> str:
        """What became of the answers to an attack that holds."""
        answers = [
            link
            for element in (attack, *self.structure.premises_of(attack))
            for link in self.reasons.raised_against(element)
        ]
        if not answers:
            return ", which nothing answers"
        said = named([self._answered(link) for link in answers], between="; ")
        return f"; every answer to it fails: {said}"

    # Links

    def _link_holds(self, link: int, cause: Cause) -> str:
        stands = "stand" if len(self.structure.premises_of(link)) > 1 else "stands"
        said = f"{self.number(link)} has force: {self._premises(link)} {stands}"
        if cause.kind == UNATTACKED:
            return f"{said}, and nobody disputes the step."
        answers = named([self._answered(attack) for attack in cause.by], between="; ")
        return f"{said}, and every dispute of the step is answered: {answers}."

    def _link_fails(self, link: int, cause: Cause) -> str:
        name = self.number(link)
        if cause.kind == ATTACKED:
            by = self._sources(cause.by)
            reply = self._reply(cause.by[0])
            return f"{name} has no force: the step is undercut by {by}{reply}."
        return f"{name} has no force: {self._because(link)}."

    # Both

    def _undecided(self, element: int) -> str:
        """The round of undecided elements that hold each other up."""
        line = self.reasons.line(element)
        said = [self._hangs(above, below) for above, below in pairwise(line)]
        round_about = named([each for each in said if each], between="; ")
        return f"{self.number(element)} is undecided: {round_about}. Nothing outside settles it."

    def _hangs(self, above: int, below: int) -> str:
        """How an undecided element depends on another; "" where the next says it."""
        if not self.reasons.is_link(below):
            return ""
        undercut = self.reasons.is_link(above)
        verb = "is undercut by" if undercut else HANGS[self.structure.effect(below)]
        return f"{self.number(above)} {verb} {self._premises(below)}"

    def _premises(self, link: int) -> str:
        return together([self.number(claim) for claim in self.structure.premises_of(link)])

    def _sources(self, links: Sequence[int]) -> str:
        return named([self._premises(link) for link in links], between=", ")


def together(names: Sequence[str]) -> str:
    """Claims that work jointly: "C5", "C5 and C6 together"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]} together"


def named(said: Sequence[str], *, between: str) -> str:
    """Some things, so many that a sentence can hold them: "C1, C2, C3 and 4 more"."""
    shown = list(dict.fromkeys(said))
    more = len(shown) - MOST_NAMED
    if more < 1:
        return between.join(shown)
    return f"{between.join(shown[:MOST_NAMED])} and {more} more"
