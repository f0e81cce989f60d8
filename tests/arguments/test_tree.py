"""The graph as an outline: every claim in full once, every step once, circles cut."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from arguments.graph import Graph, Statement
from arguments.roles import Step
from arguments.tree import AGAIN, CIRCLE, FULL, only, outline_of


def step(id: int, premises: list[int], claim: int | None = None, link: int | None = None) -> Step:
    return Step(id, "attacks" if link else "supports", premises, claim, link)


def said(graph: Graph) -> list[tuple[int, int, str]]:
    return [(row.claim, row.depth, row.place) for row in outline_of(graph)]


def test_a_step_stands_under_what_it_bears_on_and_its_disputes_under_it() -> None:
    graph = Graph([step(1, [2], claim=1), step(2, [3], link=1), step(3, [4], claim=2)])
    assert said(graph) == [(1, 0, FULL), (2, 1, FULL), (3, 2, FULL), (4, 2, FULL)]
    assert [row.onto_step for row in outline_of(graph)] == [False, False, True, False]


def test_a_claim_that_bears_on_two_is_in_full_once() -> None:
    graph = Graph([step(1, [3], claim=1), step(2, [3], claim=2), step(3, [4], link=2)])
    assert said(graph) == [(1, 0, FULL), (3, 1, FULL), (2, 0, FULL), (3, 1, AGAIN), (4, 2, FULL)]


def test_a_circle_is_cut_where_it_comes_back() -> None:
    graph = Graph([step(1, [2], claim=1), step(2, [1], claim=2)])
    assert said(graph) == [(1, 0, FULL), (2, 1, FULL), (1, 2, CIRCLE)]


def test_only_what_leads_to_the_wanted_is_left() -> None:
    graph = Graph([step(1, [2], claim=1), step(2, [3], claim=2), step(3, [4], claim=1)])
    assert [row.claim for row in only(outline_of(graph), {3})] == [1, 2, 3]
    assert only(outline_of(graph), set()) == []


def test_a_long_chain_is_a_long_list() -> None:
    length = 20_000
    graph = Graph([step(id, [id + 1], claim=id) for id in range(1, length)])
    rows = outline_of(graph)
    assert [row.depth for row in rows] == list(range(length))


CLAIM = st.integers(1, 5)
ENDS = st.tuples(CLAIM, CLAIM, st.integers(0, 9))


@given(st.lists(ENDS, max_size=9))
def test_every_claim_is_in_full_once_and_every_step_once(
    ends: list[tuple[int, int, int]],
) -> None:
    steps = [
        step(id, [premise], link=onto) if 0 < onto < id else step(id, [premise], claim=target)
        for id, (premise, target, onto) in enumerate(ends, 1)
    ]
    rows = outline_of(Graph(steps, [Statement(id) for id in range(1, 6)]))
    assert sorted(row.claim for row in rows if row.place == FULL) == [1, 2, 3, 4, 5]
    links = [row.link for row in rows if row.link is not None]
    assert len(links) == len(set(links))
    assert all(after.depth <= row.depth + 1 for row, after in pairwise(rows))
