"""The argument graph of a debate as ids: what bears on a claim or a link, and the ways up.

Pure. Circles are legal: every walk is iterative and passes each claim once.
"""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from arguments.roles import ARGUMENT, Step, bears_on, roles


@dataclass(frozen=True, slots=True)
class Hop:
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
        ways = [self._climb(claim, hop) for hop in self._hops.get(claim, ())]
        return sorted(ways, key=lambda way: (way.loops, len(way.hops)))

    def _climb(self, claim: int, hop: Hop | None) -> Way:
        hops: list[Hop] = []
        seen = {claim}
        while hop is not None:
            hops.append(hop)
            if hop.claim in seen or hop.claim not in self._upward:
                return Way(hops, loops=True)
            seen.add(hop.claim)
            hop = self._upward[hop.claim]
        return Way(hops, loops=False)

    @cached_property
    def _hops(self) -> Mapping[int, list[Hop]]:
        hops: dict[int, list[Hop]] = defaultdict(list)
        for step in self.in_force:
            for above in bears_on(step, self.by_id):
                for premise in step.premises:
                    hops[premise].append(Hop(above, step.id))
        return hops

    @cached_property
    def _upward(self) -> Mapping[int, Hop | None]:
        """The first hop of the shortest way from each claim to a top; None for the tops."""
        below: dict[int, list[tuple[int, Hop]]] = defaultdict(list)
        for claim, hops in self._hops.items():
            for hop in hops:
                below[hop.claim].append((claim, hop))
        upward: dict[int, Hop | None] = {top: None for top in below if top not in self._hops}
        queue = deque(upward)
        while queue:
            for claim, hop in below[queue.popleft()]:
                if claim not in upward:
                    upward[claim] = hop
                    queue.append(claim)
        return upward
