"""What merging a claim into one that says the same does to the steps around it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from arguments.graph import Graph
from arguments.roles import Step

#: What makes two steps the same: relation, premises in any order, target.
Key = tuple[str, frozenset[int], int | None, int | None]


@dataclass(frozen=True, slots=True)
class Merging:
    """Links by id. `attacking`, `joint`, `circular` and `doubled` are in force.

    `between`: those that name both claims; they stay as they are, for the record.
    `attacking`: of these, those by which one claim attacks the other: the two do not say the same.
    `joint`: of these, those that rest on both at once.
    `circular`: of these, those by which a claim would bear on itself.
    `moving`: those that name the merged claim and will name the other one instead.
    `doubled`: those that will say what another link says, by the one that stays. What disputes
    such a link disputes the other one then, so an undercut can be doubled too.
    """

    between: Sequence[int]
    attacking: Sequence[int]
    joint: Sequence[int]
    circular: Sequence[int]
    moving: Sequence[int]
    doubled: Mapping[int, int]


def merging(graph: Graph, claim: int, into: int) -> Merging:
    """What happens to the steps of `graph` once `into` stands wherever `claim` does now."""
    touching = steps_of(graph, claim)
    between = [step for step in touching if into in (*step.premises, step.claim)]
    live = [step for step in between if step.in_force]
    joint = [step for step in live if {claim, into} <= set(step.premises)]
    leading = [step for step in live if step not in joint]
    moving = [step for step in touching if step not in between]
    return Merging(
        between=[step.id for step in between],
        attacking=[step.id for step in leading if step.attacks],
        joint=[step.id for step in joint],
        circular=[step.id for step in leading if not step.attacks],
        moving=[step.id for step in moving],
        doubled=doubled_by(graph, moving, claim, into),
    )


def doubled_by(graph: Graph, moving: Iterable[Step], claim: int, into: int) -> dict[int, int]:
    """Each link that will be there twice, by the one that stays."""
    twins = dict(twins_among(moving, steps_of(graph, into), claim, into))
    queue = list(twins.items())
    for link, twin in queue:
        onto = [step._replace(link=twin) for step in graph.onto_link.get(link, ())]
        found = twins_among(onto, graph.onto_link.get(twin, ()), claim, into)
        fresh = {each: other for each, other in found if each not in twins}
        twins |= fresh
        queue.extend(fresh.items())
    return {link: last(twin, twins) for link, twin in twins.items()}


def twins_among(
    steps: Iterable[Step], others: Iterable[Step], claim: int, into: int
) -> Iterable[tuple[int, int]]:
    """Those of `steps` in force that will say what one of `others` says, with that one."""
    said = {key_of(step, claim, into): step.id for step in others if step.in_force}
    for step in steps:
        twin = said.get(key_of(step, claim, into))
        if step.in_force and twin is not None and twin != step.id:
            yield step.id, twin


def last(link: int, twins: Mapping[int, int]) -> int:
    """The link at the end of the way from twin to twin."""
    while link in twins:
        link = twins[link]
    return link


def steps_of(graph: Graph, claim: int) -> list[Step]:
    """Those that the claim carries or that lead to it, withdrawn ones too, each once."""
    steps = (*graph.from_claim.get(claim, ()), *graph.onto_claim.get(claim, ()))
    return list({step.id: step for step in steps}.values())


def key_of(step: Step, claim: int, into: int) -> Key:
    """What the step says once `into` stands in the place of `claim`."""
    premises = frozenset(into if premise == claim else premise for premise in step.premises)
    return step.relation, premises, into if step.claim == claim else step.claim, step.link
