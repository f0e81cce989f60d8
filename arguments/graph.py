"""The argument graph of a debate as ids: what bears on what, the ways up, and where each stands.

Pure. Circles are legal: every walk is iterative and passes each claim once.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from arguments.roles import ARGUMENT, Step, bears_on, roles
from arguments.standing import (
    ATTACKS,
    NEEDS,
    NEUTRAL,
    SETTLED,
    SUPPORTS,
    WITHDRAWN,
    Column,
    Elements,
    Structure,
)

EFFECTS = {"attacks": ATTACKS, "supports": SUPPORTS, "needs": NEEDS}


#: Kinds of claims that bear no burden of proof: evidence rests on its source, a question asks and a
#: definition fixes what is meant. Every other claim that is only reported needs a support.
UNBURDENED = frozenset({"evidence", "question", "definition"})


class Statement(NamedTuple):
    """A claim as the rules see it."""

    id: int
    number: int = 0
    voice: str = "asserted"
    kind: str = "claim"
    status: str = "open"

    @property
    def asserted(self) -> bool:
        """Whether it stands on its own word unless something speaks against it."""
        return self.voice == "asserted" or self.kind in UNBURDENED

    @property
    def in_force(self) -> bool:
        return self.status != "withdrawn"


Part = TypeVar("Part", Step, Statement)


class Change(NamedTuple):
    """The ids of those claims and links that one edit added to a graph, or made otherwise."""

    claims: Collection[int] = ()
    links: Collection[int] = ()


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
    """All claims and links of one debate; those withdrawn count for nothing, but are shown.

    `version`: which state of the debate it shows. Claims that only links name are asserted.
    """

    def __init__(
        self,
        steps: Sequence[Step],
        claims: Sequence[Statement] = (),
        version: int = 0,
        index: "Index | None" = None,
    ) -> None:
        self.version = version
        self.statements: Mapping[int, Statement] = {claim.id: claim for claim in claims}
        self.by_id: Mapping[int, Step] = {step.id: step for step in steps}
        self.in_force = [step for step in steps if step.status != "withdrawn"]
        self.size = len(claims) + len(steps)
        self.onto_claim, self.onto_link, self.from_claim = index or indexed(steps)

    def edited(self, steps: Sequence[Step], claims: Sequence[Statement], version: int) -> "Graph":
        """The graph in a later version, in which these are new, or otherwise than in this one.

        Both graphs are in order of ids. What an edit leaves as it was is shared by both.
        """
        links = {**self.by_id, **{step.id: step for step in steps}}
        statements = {**self.statements, **{claim.id: claim for claim in claims}}
        old = [self.by_id[step.id] for step in steps if step.id in self.by_id]
        index = Index(
            reindexed(self.onto_claim, old, steps, lambda step: [step.claim]),
            reindexed(self.onto_link, old, steps, lambda step: [step.link]),
            reindexed(self.from_claim, old, steps, lambda step: step.premises),
        )
        graph = Graph([*links.values()], [*statements.values()], version, index)
        if only_decided(self.by_id, steps) and only_decided(self.statements, claims):
            graph.elements, graph.structure = self.elements, self.structure
        return graph

    @cached_property
    def claims(self) -> Mapping[int, Statement]:
        """All claims by id, also those which only links name."""
        missing = {*self.onto_claim, *self.from_claim} - self.statements.keys()
        return {**self.statements, **{id: Statement(id) for id in sorted(missing)}}

    # Roles

    @cached_property
    def roles(self) -> Mapping[int, str]:
        return roles(self.claims, self.in_force)

    def role(self, claim: int) -> str:
        """A claim without links attacks nothing, so it is an argument."""
        return self.roles.get(claim, ARGUMENT)

    # Standing

    @cached_property
    def elements(self) -> Elements:
        return Elements(
            [(claim.id, claim.number) for claim in self.claims.values()],
            [(step.id, step.number) for step in self.by_id.values()],
        )

    @cached_property
    def structure(self) -> Structure:
        claim_at, link_at = self.elements.claim_at, self.elements.link_at
        steps = self.by_id.values()
        return Structure(
            len(claim_at),
            [EFFECTS.get(step.relation, NEUTRAL) for step in steps],
            [
                link_at[step.link] if step.claim is None else claim_at[step.claim]  # type: ignore[index]
                for step in steps
            ],
            [claim_at[premise] for step in steps for premise in step.premises],
            [len(step.premises) for step in steps],
            [claim_at[claim.id] for claim in self.claims.values() if not claim.asserted],
        )

    @cached_property
    def argued(self) -> Column:
        """Where each element stands as argued: without what was withdrawn."""
        claim_at, link_at = self.elements.claim_at, self.elements.link_at
        claims = [claim_at[claim.id] for claim in self.claims.values() if not claim.in_force]
        links = [link_at[step.id] for step in self.by_id.values() if not step.in_force]
        return Column(self.structure, self.elements, dict.fromkeys([*claims, *links], WITHDRAWN))

    @cached_property
    def reviewed(self) -> Column:
        """Where each element stands as reviewed: also without the objections that were settled."""
        settled = [step.id for step in self.in_force if step.attacks and step.status == "settled"]
        if not settled:
            return self.argued
        off = dict.fromkeys((self.elements.link_at[id] for id in settled), SETTLED)
        return Column(self.structure, self.elements, {**self.argued.off, **off})

    @cached_property
    def open_claims(self) -> set[int]:
        """Where work is open: claims in force that do not hold, and what attacks them."""
        standings = ((id, self.reviewed.claim(id)) for id in self.claims)
        fallen = {id: each for id, each in standings if not each.holds and self.claims[id].in_force}
        attacks = (link for each in fallen.values() for link in each.unanswered)
        return {*fallen, *(claim for link in attacks for claim in self.by_id[link].premises)}

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

    def upward(self, claim: int) -> "Upward":
        return Upward(self, claim)

    def hops(self, claim: int) -> list[Hop]:
        """The steps taken from `claim` that are in force, each with a claim it bears on."""
        return [
            Hop(above, step.id)
            for step in self.from_claim.get(claim, ())
            if step.in_force
            for above in bears_on(step, self.by_id)
        ]


class Upward:
    """All that a claim bears on in the end, walked once, the nearest first."""

    def __init__(self, graph: Graph, claim: int) -> None:
        self.claim, self.hops = claim, graph.hops(claim)
        self._tops: list[int] = []
        #: From where each claim was come to, and by which hop, the nearest first.
        self._below: dict[int, list[tuple[int, Hop]]] = defaultdict(list)
        above, seen = deque([claim]), {claim}
        while above:
            each = above.popleft()
            hops = graph.hops(each)
            if not hops:
                self._tops.append(each)
            for hop in hops:
                self._below[hop.claim].append((each, hop))
                if hop.claim not in seen:
                    seen.add(hop.claim)
                    above.append(hop.claim)

    @property
    def claims(self) -> Collection[int]:
        """The claims it bears on in the end, the nearest first."""
        return self._below.keys()

    @property
    def ways(self) -> list[Way]:
        """For each step taken from the claim, the shortest way on from there to a top.

        A top is a claim which bears on nothing. Those that come to one are first, then the shorter.
        """
        onward = _shortest(self._tops, self._below)
        ways = [_climb(self.claim, hop, onward) for hop in self.hops]
        return sorted(ways, key=lambda way: (way.loops, len(way.hops)))

    @property
    def circle(self) -> list[int]:
        """The shortest way from the claim back to itself, which is first and last; [] if none."""
        if self.claim not in self._below:
            return []
        way = [self.claim, self._below[self.claim][0][0]]
        while way[-1] != self.claim:
            way.append(self._below[way[-1]][0][0])
        return way[::-1]


def only_decided(known: Mapping[int, Part], new: Sequence[Part]) -> bool:
    """Whether at most the status of each is another than the one that is known."""
    old = [known.get(each.id) for each in new]
    return all(
        was and was._replace(status=now.status) == now for was, now in zip(old, new, strict=True)
    )


class Index(NamedTuple):
    """The steps that lead to each claim, and to each link, and those that each claim carries."""

    onto_claim: Mapping[int, Sequence[Step]]
    onto_link: Mapping[int, Sequence[Step]]
    from_claim: Mapping[int, Sequence[Step]]


def indexed(steps: Iterable[Step]) -> Index:
    onto_claim: dict[int, list[Step]] = defaultdict(list)
    onto_link: dict[int, list[Step]] = defaultdict(list)
    from_claim: dict[int, list[Step]] = defaultdict(list)
    for step in steps:
        _, _, premises, claim, link, *_ = step
        if claim is not None:
            onto_claim[claim].append(step)
        elif link is not None:
            onto_link[link].append(step)
        for premise in premises:
            from_claim[premise].append(step)
    return Index(dict(onto_claim), dict(onto_link), dict(from_claim))


def reindexed(
    index: Mapping[int, Sequence[Step]],
    old: Sequence[Step],
    new: Sequence[Step],
    keys: Callable[[Step], Sequence[int | None]],
) -> Mapping[int, Sequence[Step]]:
    """Steps by `keys`, once the `old` ones have become the `new` ones."""
    gone, fresh = {step.id for step in old}, dict(index)
    for key in {key for step in old for key in keys(step) if key is not None}:
        fresh[key] = [step for step in fresh[key] if step.id not in gone]
    for step in new:
        for each in keys(step):
            if each is not None:
                fresh[each] = sorted([*fresh.get(each, ()), step])
    return fresh


def _shortest(
    tops: Sequence[int], below: Mapping[int, Sequence[tuple[int, Hop]]]
) -> Mapping[int, Hop | None]:
    """The first hop of the shortest way to a top, from every claim that has one; None for tops."""
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
