"""Walks over the argument graph."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from arguments.graph import Graph, Hop, Node
from arguments.roles import ARGUMENT, OBJECTION, Step


def attack(id: int, premise: int, claim: int | None = None, link: int | None = None) -> Step:
    return Step(id, "attacks", [premise], claim, link)


def support(id: int, premise: int, claim: int, in_force: bool = True) -> Step:
    return Step(id, "supports", [premise], claim, None, "open" if in_force else "withdrawn")


def way(graph: Graph, claim: int) -> list[tuple[list[int], bool]]:
    return [([hop.claim for hop in way.hops], way.loops) for way in graph.upward(claim).ways]


def test_a_claim_without_links_bears_on_nothing_and_is_an_argument() -> None:
    graph = Graph([support(1, 2, 1)])
    assert graph.upward(7).ways == []
    assert graph.role(7) == ARGUMENT


def test_a_way_goes_up_to_what_bears_on_nothing() -> None:
    graph = Graph([support(1, 2, 1), support(2, 3, 2), attack(3, 4, claim=3)])
    assert graph.upward(4).ways[0].hops == [Hop(3, 3), Hop(2, 2), Hop(1, 1)]


def test_each_thing_a_claim_bears_on_has_its_way_the_shortest_first() -> None:
    graph = Graph([support(1, 2, 1), support(2, 5, 2), support(3, 5, 9)])
    assert way(graph, 5) == [([9], False), ([2, 1], False)]


def test_the_way_of_an_undercut_goes_to_the_claim_whose_step_it_disputes() -> None:
    graph = Graph([support(1, 2, 1), attack(2, 3, link=1), attack(3, 4, link=2)])
    assert way(graph, 3) == [([1], False)]
    assert way(graph, 4) == [([3, 1], False)]


def test_the_shortest_circle_through_a_claim_is_found() -> None:
    steps = [support(1, 1, 2), support(2, 2, 3), support(3, 3, 1), support(4, 2, 9)]
    assert Graph(steps).upward(1).circle == [1, 2, 3, 1]
    assert Graph([*steps, attack(5, 2, claim=1)]).upward(1).circle == [1, 2, 1]
    assert Graph(steps).upward(9).circle == []
    assert Graph([*steps, attack(5, 1, claim=1)]).upward(1).circle == [1, 1]
    assert Graph([*steps[:2], support(3, 3, 1, in_force=False)]).upward(1).circle == []


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), max_size=14))
def test_a_circle_is_found_exactly_where_a_claim_leads_back_to_itself(
    pairs: list[tuple[int, int]],
) -> None:
    graph = Graph([support(id, *pair) for id, pair in enumerate(pairs, 1)])
    for claim in range(1, 7):
        reached: set[int] = set()
        for _ in range(7):
            reached |= {above for below, above in pairs if below in {claim, *reached}}
        circle = graph.upward(claim).circle
        assert bool(circle) == (claim in reached)
        assert all(step in pairs for step in pairwise(circle))
        assert not circle or circle[0] == circle[-1] == claim


def test_circles_end_and_are_named() -> None:
    mutual = Graph([attack(1, 1, claim=2), attack(2, 2, claim=1)])
    assert way(mutual, 1) == [([2], True)]
    assert way(Graph([attack(1, 1, claim=1)]), 1) == [([1], True)]


def test_a_way_that_comes_back_to_where_it_began_stops_there() -> None:
    graph = Graph([support(1, 1, 2), support(2, 2, 1), support(3, 1, 9)])
    assert way(graph, 1) == [([9], False), ([2, 1], True)]


def test_a_withdrawn_link_leads_nowhere_and_is_still_listed() -> None:
    graph = Graph([support(1, 2, 1, in_force=False)])
    assert graph.upward(2).ways == []
    assert [step.id for step in graph.onto_claim[1]] == [1]


def test_a_withdrawn_attack_makes_no_objection() -> None:
    assert Graph([attack(1, 2, claim=1)]).role(2) == OBJECTION
    assert Graph([Step(1, "attacks", [2], 1, None, "withdrawn")]).role(2) == ARGUMENT


def test_disputes_are_nested_as_deep_as_asked_and_the_rest_is_counted() -> None:
    graph = Graph(
        [support(1, 2, 1), attack(2, 3, link=1), attack(3, 4, link=2), attack(4, 5, link=3)]
    )
    deepest = Node(3, [], 1)
    assert graph.below(1, levels=2) == Node(1, [Node(2, [deepest], 0)], 0)
    assert graph.below(4, levels=2) == Node(4, [], 0)


def test_a_long_chain_needs_no_recursion() -> None:
    length = 50_000
    graph = Graph([support(number, number + 1, number) for number in range(length)])
    assert len(graph.upward(length).ways[0].hops) == length
    undercuts = Graph(
        [support(0, 1, 2), *(attack(id, 1, link=id - 1) for id in range(1, length + 1))]
    )
    assert undercuts.below(0, levels=2).disputes[0].disputes[0].hidden == 1


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 9), st.integers(0, 9)), max_size=30),
    st.integers(0, 9),
)
def test_a_way_never_passes_a_claim_twice(rows: list[tuple[bool, int, int]], claim: int) -> None:
    graph = Graph(
        [
            Step(id, "attacks" if row[0] else "supports", [row[1]], row[2], None)
            for id, row in enumerate(rows)
        ]
    )
    for found in graph.upward(claim).ways:
        passed = [hop.claim for hop in found.hops]
        assert len(set(passed[:-1])) == len(passed) - 1
        assert found.loops == (passed[-1] in {claim, *passed[:-1]} or not reaches(graph, passed))


def reaches(graph: Graph, passed: list[int]) -> bool:
    """Whether the last claim of a way bears on nothing."""
    return not any(step.in_force for step in graph.from_claim.get(passed[-1], ()))
