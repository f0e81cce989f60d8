"""The graph of a debate as an outline: from what bears on nothing down to what bears on it.

Pure. The rows come flat, each with its depth, so that a chain of a thousand steps is a list of a
thousand rows. A claim stands in full at its first place; elsewhere a row refers to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from arguments.graph import Graph
from arguments.roles import Step

FULL, AGAIN, CIRCLE = "full", "again", "circle"


class Row(NamedTuple):
    """A claim in the outline: `link` leads up from it (None at a top), `onto_step`: to a step.

    `place`: here in full, again (it is in full elsewhere), or a circle comes back to it.
    """

    claim: int
    depth: int
    link: int | None
    onto_step: bool
    place: str


@dataclass(slots=True)
class Branch:
    """What is still to be shown of one thing: a claim, or the link that leads up from it."""

    steps: Iterator[tuple[Step, int]]
    claim: int | None
    depth: int


def tops(graph: Graph) -> list[int]:
    """The claims that bear on nothing, in order."""
    carried = {claim for step in graph.in_force for claim in step.premises}
    return [claim for claim in graph.claims if claim not in carried]


def outline_of(graph: Graph) -> list[Row]:
    """All claims, in time linear in the graph; those that only go round in a circle come last."""
    rows: list[Row] = []
    seen: set[int] = set()
    for top in (*tops(graph), *graph.claims):
        if top not in seen:
            rows.extend(_down_from(top, graph, seen))
    return rows


def _down_from(top: int, graph: Graph, seen: set[int]) -> Iterator[Row]:
    """The rows of one top, depth first; `seen` grows by what is in full in them."""
    seen.add(top)
    above = {top}
    yield Row(top, 0, None, False, FULL)
    stack = [Branch(_onto(graph, top, None), top, 0)]
    while stack:
        branch = stack[-1]
        following = next(branch.steps, None)
        if following is None:
            stack.pop()
            above.discard(branch.claim)
            continue
        step, claim = following
        place = CIRCLE if claim in above else AGAIN if claim in seen else FULL
        yield Row(claim, branch.depth + 1, step.id, step.link is not None, place)
        if place == FULL:
            seen.add(claim)
            above.add(claim)
            stack.append(Branch(_onto(graph, claim, step), claim, branch.depth + 1))
        elif claim == step.premises[0]:
            # The disputes of this step are new, whatever its premise is.
            stack.append(Branch(_disputes(graph, step), None, branch.depth + 1))


def _onto(graph: Graph, claim: int, step: Step | None) -> Iterator[tuple[Step, int]]:
    """What disputes the step by which one came to a claim, then what bears on the claim."""
    if step is not None and claim == step.premises[0]:
        yield from _disputes(graph, step)
    for onto in graph.onto_claim.get(claim, ()):
        yield from _carried(onto)


def _disputes(graph: Graph, step: Step) -> Iterator[tuple[Step, int]]:
    for onto in graph.onto_link.get(step.id, ()):
        yield from _carried(onto)


def _carried(step: Step) -> Iterator[tuple[Step, int]]:
    if step.in_force:
        for premise in step.premises:
            yield step, premise


def only(rows: Sequence[Row], wanted: set[int]) -> list[Row]:
    """The rows of the claims in `wanted`, and those above them that lead there."""
    kept: list[Row] = []
    depth = 0
    for row in reversed(rows):
        if row.depth < depth or row.claim in wanted:
            kept.append(row)
            depth = row.depth
    return kept[::-1]
