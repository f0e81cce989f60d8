"""Where notes stand beside a text."""

from hypothesis import given
from hypothesis import strategies as st

from arguments.text import Block
from reviews import margin
from reviews.margin import Beside, Group, Laid, Place, grids

PARAGRAPH = 2 * margin.UNIT
blocks_with_notes = st.lists(
    st.builds(Beside, st.integers(20, 2000), st.lists(st.integers(60, 3000), max_size=5)),
    min_size=1,
    max_size=300,
)


def laid(*blocks: Beside) -> list[Laid]:
    (grid,) = grids(blocks)
    return grid


def test_a_block_takes_rows_by_its_height() -> None:
    places = [block.place for block in laid(Beside(40), Beside(PARAGRAPH), Beside(40))]
    assert places == [Place(1, 1), Place(2, 2), Place(4, 1)]


def test_a_note_begins_where_its_block_does_and_spans_what_it_needs() -> None:
    found = laid(Beside(PARAGRAPH), Beside(PARAGRAPH, [margin.UNIT + 1]), Beside(40))
    assert found[1].groups == [Group(1, Place(3, 2))]


def test_notes_on_one_block_stand_together() -> None:
    (only,) = laid(Beside(PARAGRAPH, [80, 80]))
    assert only.groups == [Group(2, Place(1, 2))]


def test_a_note_is_pushed_below_the_one_above_it_and_no_further() -> None:
    found = laid(Beside(90, [250]), Beside(90, [40]), Beside(90), Beside(90))
    assert found[0].groups == [Group(1, Place(1, 3))]
    assert found[1].groups == [Group(1, Place(4, 1))]


def test_notes_may_run_on_below_the_end_of_the_text() -> None:
    found = laid(Beside(90, [300]), Beside(90, [90]))
    assert [block.groups[0].place for block in found] == [Place(1, 2), Place(3, 1)]


def test_many_notes_on_one_block_are_parted_rather_than_span_too_much() -> None:
    (only,) = laid(Beside(PARAGRAPH, [300] * 10))
    assert sum(group.count for group in only.groups) == 10
    assert len(only.groups) > 1
    assert all(group.place.span <= margin.SPANS for group in only.groups)


@given(blocks_with_notes)
def test_nothing_overlaps_nothing_is_lost_and_all_is_in_the_style_sheet(
    blocks: list[Beside],
) -> None:
    found = list(grids(blocks))
    assert sum(len(grid) for grid in found) == len(blocks)
    counted = [sum(group.count for group in block.groups) for grid in found for block in grid]
    assert counted == [len(block.notes) for block in blocks]
    for grid in found:
        expected, taken = 1, 0
        for block in grid:
            assert block.place.row == expected
            assert expected + block.place.span - 1 <= margin.ROWS
            expected += block.place.span
            for group in block.groups:
                assert group.place.row > taken, "overlaps the one above"
                assert group.place.row >= block.place.row, "stands above its block"
                assert group.place.row <= margin.ROWS
                assert 1 <= group.place.span <= margin.SPANS
                taken = group.place.row + group.place.span - 1


@given(
    st.lists(st.builds(Beside, st.integers(20, 900), st.lists(st.integers(60, 400), max_size=2)))
)
def test_a_note_stands_below_its_block_only_when_another_is_in_the_way(
    blocks: list[Beside],
) -> None:
    for grid in grids(blocks[:40]):
        taken = 0
        for block in grid:
            for group in block.groups:
                assert group.place.row == max(block.place.row, taken + 1)
                taken = group.place.row + group.place.span - 1


def test_long_texts_are_cut_into_grids_that_the_style_sheet_can_place() -> None:
    found = list(grids([Beside(PARAGRAPH)] * margin.ROWS))
    assert [len(grid) for grid in found] == [margin.ROWS // 2] * 2
    assert found[1][0].place == Place(1, 2)


def test_longer_texts_are_taken_to_be_higher() -> None:
    paragraph = Block("", 0, 0, "paragraph")
    assert margin.block_height(paragraph, "word " * 100) > margin.block_height(paragraph, "word")
    items = margin.block_height(Block("", 0, 0, "list"), "one\n\ntwo\n\nthree")
    assert items == margin.block_height(paragraph, "x" * margin.LETTERS * 3)
    assert margin.note_height(150, signs=0) > margin.note_height(10, signs=0)
    assert margin.note_height(10, signs=1) > margin.note_height(10, signs=0)
