"""Where what people decided and what the graph implies do not go together, and the missing move.

Pure. Neither overrules the other: a disagreement asks for an answer, a decision or an objection.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from arguments.graph import Graph
from arguments.standing import ANSWERED, DEFEATED, NOT_ESTABLISHED, UNDECIDED_WORD, UNOPPOSED
from arguments.wording import listed

#: Moves that are missing. To answer is to object to what attacks; to resolve, to settle the attack;
#: to object, to put the reason on record; to support, to give an argument.
ANSWER, RESOLVE, OBJECT, SUPPORT = "answer", "resolve", "object", "support"
MOST_NAMED = 3


class Move(NamedTuple):
    """Something to do with a claim, or (to resolve it) with a link: by id and number."""

    kind: str
    id: int
    number: int

    @property
    def label(self) -> str:
        return f"{'L' if self.kind == RESOLVE else 'C'}{self.number}"


class Disagreement(NamedTuple):
    """A claim that stands otherwise than people decided. `id`: of the claim."""

    id: int
    status: str
    word: str
    sentence: str
    moves: Sequence[Move]


def disagreements_in(graph: Graph) -> Iterator[Disagreement]:
    """All of a debate, in order of its claims."""
    for claim in graph.claims.values():
        if claim.status not in {"open", "withdrawn"}:
            found = disagreement_on(graph, claim.id)
            if found is not None:
                yield found


def disagreement_on(graph: Graph, id: int) -> Disagreement | None:
    """What is wrong between the status of one claim and where it stands, if anything."""
    claim, standing = graph.claims[id], graph.reviewed.claim(id)
    word, name = standing.word, f"C{claim.number}"
    said = _said(claim.status, word, name, _attackers(graph, standing.unanswered))
    if not said:
        return None
    moves = list(_moves(graph, id, word, standing.unanswered))
    return Disagreement(id, claim.status, word, said, moves)


def _said(status: str, word: str, name: str, attackers: str) -> str:
    """The sentence; "" where status and standing go together."""
    accepted = status in {"settled", "revised"}
    if accepted and word == DEFEATED:
        because = f"{attackers} unanswered" if attackers else "what it needs does not stand"
        return f"{name} is {status}, yet {because}."
    if status == "settled" and word == UNDECIDED_WORD:
        return f"{name} is settled, yet what bears on it is undecided."
    if status == "settled" and word == NOT_ESTABLISHED:
        return f"{name} is settled, yet no argument given for it holds."
    if status == "conceded" and word in {UNOPPOSED, ANSWERED}:
        return f"{name} is conceded, yet no objection to it stands."
    if status == "challenged" and word == UNOPPOSED:
        return f"{name} is challenged, yet nothing has been raised against it here."
    return ""


def _attackers(graph: Graph, attacks: Sequence[int]) -> str:
    """ "C41 is", "C41 and C42 are": who attacks, with a verb."""
    names = [_carried_by(graph, attack) for attack in attacks]
    if not names:
        return ""
    return f"{listed(names, most=MOST_NAMED)} {'is' if len(names) == 1 else 'are'}"


def _carried_by(graph: Graph, link: int) -> str:
    premises = [f"C{graph.claims[claim].number}" for claim in graph.by_id[link].premises]
    return " with ".join(premises)


def _moves(graph: Graph, id: int, word: str, attacks: Sequence[int]) -> Iterator[Move]:
    for attack in attacks[:MOST_NAMED]:
        step = graph.by_id[attack]
        yield Move(ANSWER, step.premises[0], graph.claims[step.premises[0]].number)
        yield Move(RESOLVE, attack, step.number)
    if word in {UNOPPOSED, ANSWERED}:
        yield Move(OBJECT, id, graph.claims[id].number)
    if word == NOT_ESTABLISHED:
        yield Move(SUPPORT, id, graph.claims[id].number)
