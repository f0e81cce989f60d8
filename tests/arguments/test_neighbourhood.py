"""The neighbourhood of a claim: what is chosen, and where it is put."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from arguments.graph import Graph, Statement
from arguments.neighbourhood import (
    GUTTER,
    HEIGHT,
    MIDDLE,
    MOST,
    WIDTH,
    Box,
    Drawing,
    Neighbourhood,
    Point,
)
from arguments.roles import Step

RELATIONS = ["supports", "needs", "attacks", "answers", "clarifies"]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Few claims, many steps: circles, attacks on oneself, undercuts of undercuts."""
    claims = draw(st.integers(1, 8))
    steps: list[Step] = []
    for number in range(1, draw(st.integers(0, 60)) + 1):
        premises = draw(st.lists(st.integers(1, claims), min_size=1, max_size=4, unique=True))
        status = draw(st.sampled_from(["open", "settled", "withdrawn"]))
        target = draw(st.integers(0, number - 1))
        if target:
            steps.append(Step(number, "attacks", premises, None, target, status, number))
        else:
            relation, onto = draw(st.sampled_from(RELATIONS)), draw(st.integers(1, claims))
            steps.append(Step(number, relation, premises, onto, None, status, number))
    return Graph(steps, [Statement(each, each) for each in range(1, claims + 1)])


def drawing_of(graph: Graph) -> Drawing:
    return Neighbourhood.of(graph, 1).drawing()


def overlap(one: Box, other: Box) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + HEIGHT and other.y < one.y + HEIGHT


def inside(point: Point, box: Box) -> bool:
    across = box.x < point.x < box.x + box.width
    return across and box.y < point.y < box.y + HEIGHT


@given(graphs())
def test_there_are_few_boxes_each_in_a_place_of_its_own(graph: Graph) -> None:
    drawing = drawing_of(graph)
    assert len(drawing.boxes) <= MOST
    assert not [pair for pair in combinations(drawing.boxes, 2) if overlap(*pair)]
    for box in drawing.boxes:
        assert box.x >= 0 and box.x + box.width <= drawing.width
        assert box.y >= 0 and box.y + HEIGHT <= drawing.height


@given(graphs())
def test_lines_run_between_the_boxes(graph: Graph) -> None:
    drawing = drawing_of(graph)
    for line in drawing.lines:
        for start in line.starts:
            for step in range(1, 20):
                share = step / 20
                for a, b in ((start, line.meet), (line.meet, line.end)):
                    point = Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
                    assert not [box for box in drawing.boxes if inside(point, box)]


@given(graphs())
def test_an_undercut_ends_on_the_line_of_the_link_it_disputes(graph: Graph) -> None:
    drawing = drawing_of(graph)
    middles = {line.link: line.middle for line in drawing.lines}
    for line in drawing.lines[len(Neighbourhood.of(graph, 1).above) :]:
        target = graph.by_id[line.link].link
        if target is not None:
            assert line.end == middles[target]


@given(graphs())
def test_what_is_not_drawn_is_counted(graph: Graph) -> None:
    around = Neighbourhood.of(graph, 1)
    drawn = set(around.links())
    near = [s for s in (*graph.from_claim.get(1, ()), *graph.onto_claim.get(1, ())) if s.in_force]
    missing = {step.id for step in near} - drawn
    assert len(missing) <= around.hidden
    assert not [id for id in drawn if not graph.by_id[id].in_force]
    assert around.hidden or {step.id for step in near} <= drawn


@given(graphs())
def test_the_same_graph_is_drawn_the_same(graph: Graph) -> None:
    again = Graph(list(graph.by_id.values()), list(graph.statements.values()))
    assert drawing_of(graph) == drawing_of(again)


def test_attacks_that_hold_come_first_when_there_is_no_room() -> None:
    supports = [Step(n, "supports", [n + 1], 1, None, "open", n) for n in range(1, 31)]
    attack = Step(31, "attacks", [40], 1, None, "open", 31)
    around = Neighbourhood.of(Graph([*supports, attack]), 1)
    assert around.links()[0] == 31
    assert len(around.links()) == MOST - 1
    assert around.hidden == 31 - (MOST - 1)


def test_a_long_chain_of_undercuts_is_cut_and_counted() -> None:
    chain = [Step(1, "supports", [2], 1, None, "open", 1)]
    chain += [Step(n, "attacks", [n + 1], None, n - 1, "open", n) for n in range(2, 5_000)]
    around = Neighbourhood.of(Graph(chain), 1)
    assert around.links() == [1, 2, 3]
    assert around.hidden == 1


def test_a_claim_alone_is_one_box_between_the_columns() -> None:
    drawing = drawing_of(Graph([], [Statement(1, 1)]))
    [box] = drawing.boxes
    assert (box.claim, box.x, box.width) == (1, MIDDLE, WIDTH)
    assert not drawing.lines and GUTTER > 0
