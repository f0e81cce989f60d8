"""The role of each claim, derived from the links it takes part in.

*argument*: attacks nothing. *objection*: attacks an argument, or a step for it.
*rebuttal*: attacks an objection, or a step of one. A claim that attacks several things takes the
role of its shortest way down to an argument, so an attack on a rebuttal is an objection again.
Claims that only attack each other in a circle have no way down; they are objections.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

ARGUMENT, OBJECTION, REBUTTAL = "argument", "objection", "rebuttal"


class Step(NamedTuple):
    """A link as the rules see it: ids of its premises, and of the claim or link it targets."""

    id: int
    relation: str
    premises: Sequence[int]
    claim: int | None
    link: int | None
    status: str = "open"
    number: int = 0

    @property
    def attacks(self) -> bool:
        return self.relation == "attacks"

    @property
    def edge(self) -> str:
        """Its relation as pages show it: an attack on a link is an undercut."""
        return "undercuts" if self.link is not None else self.relation

    @property
    def in_force(self) -> bool:
        return self.status != "withdrawn"


def roles(claims: Collection[int], steps: Sequence[Step]) -> dict[int, str]:
    """The role of every claim in `claims`, for any graph, in time linear in claims and links."""
    by_id = {step.id: step for step in steps if step.status != "withdrawn"}
    attackers: dict[int, list[int]] = defaultdict(list)
    attacking: set[int] = set()
    for step in by_id.values():
        if step.relation == "attacks":
            attacking.update(step.premises)
            for attacked in bears_on(step, by_id):
                attackers[attacked].extend(step.premises)
    depth = _depths((claim for claim in claims if claim not in attacking), attackers)
    return {claim: _role(depth.get(claim, 1)) for claim in claims}


def bears_on(step: Step, by_id: Mapping[int, Step]) -> Sequence[int]:
    """The claims for or against which a step speaks: its target, unless that is a link.

    An attack on an attack goes against those who made it; an attack on any other step goes
    against the claim which that step is for.
    """
    if step.link is None:
        return [step.claim] if step.claim is not None else []
    disputed = by_id.get(step.link)
    if disputed is None:
        return []
    if disputed.attacks or disputed.claim is None:
        return disputed.premises
    return [disputed.claim]


def _depths(arguments: Iterable[int], attackers: Mapping[int, list[int]]) -> dict[int, int]:
    depth = dict.fromkeys(arguments, 0)
    queue = deque(depth)
    while queue:
        claim = queue.popleft()
        for attacker in attackers.get(claim, ()):
            if attacker not in depth:
                depth[attacker] = depth[claim] + 1
                queue.append(attacker)
    return depth


def _role(depth: int) -> str:
    if depth == 0:
        return ARGUMENT
    return OBJECTION if depth % 2 else REBUTTAL
