"""Where a whole debate stands, in one word and one sentence, over the claims its conclusions need.

Pure. Computed from the graph as reviewed and from what was raised, never from votes. A
*conclusion* is an asserted argument that bears on nothing further while something bears on it; what
it *needs* is itself and all that links of that relation lead down to.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from arguments.graph import Graph, Statement
from arguments.roles import ARGUMENT, Step
from arguments.wording import agreeing, counted, listed

NOT_REVIEWED, STANDS, WEAKENED = "not reviewed", "stands", "weakened"
CONTESTED, UNDERMINED, TO_RECHECK = "contested", "undermined", "to re-check"
WORDS = (NOT_REVIEWED, STANDS, WEAKENED, CONTESTED, UNDERMINED, TO_RECHECK)
#: The relations that speak for or against.
ARGUING = frozenset({"supports", "needs", "attacks"})
STATING = frozenset({"claim", "proposal"})
#: Statuses in which an objection asks for nothing more.
DONE = frozenset({"conceded", "settled", "withdrawn"})
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word and the sentence for a debate, and the numbers of what they rest on.

    `conclusions`, `needed`: ids of claims. `open`: ids of needed claims that do not hold.
    `waiting`: ids of attacks on needed claims that are answered and not yet settled.
    """

    word: str
    sentence: str
    conclusions: Sequence[int]
    needed: Sequence[int]
    open: Sequence[int]
    waiting: Sequence[int]


#: What was found, by graph and by the counts of reviews and rechecks.
_known: WeakKeyDictionary[Graph, dict[tuple[int, int], Verdict]] = WeakKeyDictionary()


def conclusions_of(graph: Graph) -> list[int]:
    """The claims that a debate is for, in order; without links, all that it asserts."""
    carried = {claim for step in _arguing(graph) for claim in step.premises}
    asserted = [
        claim.id
        for claim in graph.claims.values()
        if claim.in_force
        and claim.voice == "asserted"
        and claim.kind in STATING
        and claim.id not in carried
        and graph.role(claim.id) == ARGUMENT
    ]
    borne_on = {step.claim for step in _arguing(graph)}
    return [claim for claim in asserted if claim in borne_on] or asserted


def needed_for(graph: Graph, conclusions: Collection[int]) -> list[int]:
    """The conclusions and all that they need, also what is withdrawn by now, nearest first."""
    found = dict.fromkeys(conclusions)
    queue = deque(found)
    while queue:
        for step in graph.onto_claim.get(queue.popleft(), ()):
            if step.relation == "needs" and step.in_force:
                queue.extend(claim for claim in step.premises if claim not in found)
                found |= dict.fromkeys(step.premises)
    return list(found)


def verdict_on(graph: Graph, *, reviews: int, rechecks: int) -> Verdict:
    """Where the debate stands: the gravest word whose rule holds. Kept as long as the graph is.

    `reviews`: how many were published. `rechecks`: how many comments are on words that have changed
    or gone since.
    """
    known = _known.setdefault(graph, {})
    if (reviews, rechecks) not in known:
        known[reviews, rechecks] = _verdict(graph, reviews, rechecks)
    return known[reviews, rechecks]


def _verdict(graph: Graph, reviews: int, rechecks: int) -> Verdict:
    conclusions = conclusions_of(graph)
    needed = needed_for(graph, conclusions)
    standing = graph.reviewed
    open_ = [claim for claim in needed if not standing.claim(claim).holds]
    waiting = [step.id for claim in needed for step in _waiting(graph, claim)]
    facts = Facts(graph, conclusions, needed, open_, waiting, reviews, rechecks)
    word, sentence = facts.said()
    return Verdict(word, sentence, conclusions, needed, open_, waiting)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a verdict rests on, and how it is said."""

    graph: Graph
    conclusions: Sequence[int]
    needed: Sequence[int]
    open: Sequence[int]
    waiting: Sequence[int]
    reviews: int
    rechecks: int

    def said(self) -> tuple[str, str]:
        if not self.conclusions:
            return NOT_REVIEWED, "Nothing has been asserted yet."
        if lost := self._lost():
            return UNDERMINED, self._undermined(lost)
        if self.open or self.waiting:
            return CONTESTED, self._contested()
        if self.rechecks:
            notes, are = counted(self.rechecks, "comment"), agreeing(self.rechecks, "is", "are")
            return TO_RECHECK, f"No objection is open. {notes} {are} on words that have changed."
        if side := self._disputed_besides():
            disputed = f"{counted(len(side), 'disputed claim')}: {_names(side)}"
            return WEAKENED, f"{self._conclusion('stands', 'stand')} without {disputed}."
        attacks = sum(step.attacks for step in self.graph.in_force)
        if attacks or self.reviews:
            return STANDS, self._stands(attacks)
        return NOT_REVIEWED, f"Nobody has reviewed this: {self._to_read}."

    def _undermined(self, lost: Sequence[Statement]) -> str:
        words = " or ".join(sorted({claim.status for claim in lost}))
        were, them = agreeing(len(lost), "was", "were"), agreeing(len(lost), "it", "them")
        need = self._conclusion("needs", "need").lower()
        return f"{_names(lost)} {were} {words}, and {need} {them}."

    def _contested(self) -> str:
        said = self._fallen() if self.open else f"{self._conclusion('stands', 'stand')}."
        if not self.waiting:
            return said
        count = len(self.waiting)
        answered = f"{counted(count, 'objection')} {agreeing(count, 'is', 'are')} answered"
        return f"{said} {answered} and {agreeing(count, 'waits', 'wait')} to be settled."

    def _fallen(self) -> str:
        names = _names(self.graph.claims[id] for id in self.open)
        if len(self.open) == len(self.conclusions) == len(self.needed):
            return f"{self._conclusion('does', 'do')} not stand: {names}."
        of = f"{len(self.open)} of the {counted(len(self.needed), 'claim')}"
        which = f"which {self._conclusion('needs', 'need').lower()}"
        return f"{of} {which} {agreeing(len(self.open), 'does', 'do')} not stand: {names}."

    def _stands(self, attacks: int) -> str:
        if not attacks:
            return f"{counted(self.reviews, 'review')}, and nothing was raised against it."
        return agreeing(
            attacks, "The one objection is answered.", f"All {attacks} objections are answered."
        )

    # Parts

    def _conclusion(self, one: str, several: str) -> str:
        count = len(self.conclusions)
        return f"The {agreeing(count, 'conclusion', 'conclusions')} {agreeing(count, one, several)}"

    @property
    def _to_read(self) -> str:
        return f"{counted(len(self.graph.claims), 'claim')} to read"

    def _lost(self) -> list[Statement]:
        claims = [self.graph.claims[id] for id in self.needed]
        return [claim for claim in claims if claim.status in {"conceded", "withdrawn"}]

    def _disputed_besides(self) -> list[Statement]:
        """Asserted arguments beside the needed ones that do not hold, or were conceded."""
        needed, standing = set(self.needed), self.graph.reviewed
        return [
            claim
            for claim in self.graph.claims.values()
            if claim.in_force
            and claim.voice == "asserted"
            and claim.id not in needed
            and self.graph.role(claim.id) == ARGUMENT
            and (claim.status == "conceded" or not standing.claim(claim.id).holds)
        ]


def _waiting(graph: Graph, claim: int) -> Iterator[Step]:
    """The attacks on a claim that are answered, and neither settled nor given up."""
    for step in graph.onto_claim.get(claim, ()):
        statuses = {step.status, *(graph.claims[premise].status for premise in step.premises)}
        if step.attacks and not statuses & DONE and not graph.reviewed.link(step.id).holds:
            yield step


def _arguing(graph: Graph) -> Iterator[Step]:
    return (step for step in graph.in_force if step.relation in ARGUING)


def _names(claims: Iterable[Statement]) -> str:
    return listed([f"C{claim.number}" for claim in claims], most=MOST_NAMED)
