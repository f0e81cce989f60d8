"""The argument graph of a debate as ids: what bears on a claim or a link, and the ways up.

Pure. Circles are legal: every walk is iterative and passes each claim once.
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from arguments.roles import ARGUMENT, Step, bears_on, roles


class Hop(NamedTuple):
    """One step of a way up: the claim it leads to, and the link that leads there."""

    claim: int
    link: int


@dataclass(frozen=True, slots=True)
class Way:
    """A way up from a claim, the nearest hop first. `loops`: it never comes to a top."""

    hops: Sequence[Hop]
    loops: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A link with the links that dispute it; `hidden` of them stand below the last level asked."""

    link: int
    disputes: Sequence["Node"]
    hidden: int


class Graph:
    """All links of one debate, also those withdrawn, which count for nothing but are shown."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.by_id: Mapping[int, Step] = {step.id: step for step in steps}
        self.in_force = [step for step in steps if step.in_force]
        self.onto_claim: dict[int, list[Step]] = defaultdict(list)
        self.onto_link: dict[int, list[Step]] = defaultdict(list)
        self.from_claim: dict[int, list[Step]] = defaultdict(list)
        for step in steps:
            if step.claim is not None:
                self.onto_claim[step.claim].append(step)
            elif step.link is not None:
                self.onto_link[step.link].append(step)
            for premise in step.premises:
                self.from_claim[premise].append(step)

    # Roles

    @cached_property
    def roles(self) -> Mapping[int, str]:
        linked = {claim for step in self.in_force for claim in (*step.premises, step.claim)}
        return roles([claim for claim in linked if claim is not None], self.in_force)

    def role(self, claim: int) -> str:
        """A claim without links attacks nothing, so it is an argument."""
        return self.roles.get(claim, ARGUMENT)

    # Down: what disputes a link

    def below(self, link: int, *, levels: int) -> Node:
        """A link with the disputes of it, and those of these, `levels` deep."""
        tiers = [[link]]
        for _ in range(levels):
            tiers.append([step.id for id in tiers[-1] for step in self.onto_link.get(id, ())])
        nodes: dict[int, Node] = {}
        for depth in range(levels, -1, -1):
            for id in tiers[depth]:
                disputes = self.onto_link.get(id, ())
                shown = [nodes[step.id] for step in disputes] if depth < levels else []
                nodes[id] = Node(id, shown, len(disputes) - len(shown))
        return nodes[link]

    # Up: what a claim bears on

    def ways_up(self, claim: int) -> list[Way]:
        """For each step taken from `claim`, the shortest way on from there to a top.

        A top is a claim which bears on nothing. Those that come to one are first, then the shorter.
        """
        upward = self._upward(claim)
        ways = [_climb(claim, hop, upward) for hop in self.hops(claim)]
        return sorted(ways, key=lambda way: (way.loops, len(way.hops)))

    def hops(self, claim: int) -> list[Hop]:
        """The steps taken from `claim` that are in force, each with a claim it bears on."""
        return [
            Hop(above, step.id)
            for step in self.from_claim.get(claim, ())
            if step.in_force
            for above in bears_on(step, self.by_id)
        ]

    def _upward(self, claim: int) -> Mapping[int, Hop | None]:
        """The first hop of the shortest way to a top, from all that `claim` bears on in the end.

        None for the tops. What only leads in a circle is left out.
        """
        below: dict[int, list[tuple[int, Hop]]] = defaultdict(list)
        tops: list[int] = []
        above, seen = deque([claim]), {claim}
        while above:
            each = above.popleft()
            hops = self.hops(each)
            if not hops:
                tops.append(each)
            for hop in hops:
                below[hop.claim].append((each, hop))
                if hop.claim not in seen:
                    seen.add(hop.claim)
                    above.append(hop.claim)
        return _shortest(tops, below)


def _shortest(
    tops: Sequence[int], below: Mapping[int, Sequence[tuple[int, Hop]]]
) -> Mapping[int, Hop | None]:
    upward: dict[int, Hop | None] = dict.fromkeys(tops)
    queue = deque(tops)
    while queue:
        for claim, hop in below.get(queue.popleft(), ()):
            if claim not in upward:
                upward[claim] = hop
                queue.append(claim)
    return upward


def _climb(claim: int, first: Hop, upward: Mapping[int, Hop | None]) -> Way:
    hops: list[Hop] = []
    seen, hop = {claim}, first
    while True:
        hops.append(hop)
        if hop.claim in seen or hop.claim not in upward:
            return Way(hops, loops=True)
        seen.add(hop.claim)
        further = upward[hop.claim]
        if further is None:
            return Way(hops, loops=False)
        hop = further
