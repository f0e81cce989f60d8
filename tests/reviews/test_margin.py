"""Where notes stand beside a text."""

from hypothesis import given
from hypothesis import strategies as st

from arguments.text import Block
from reviews import margin
from reviews.margin import Place, places

heights = st.lists(st.integers(20, 900), min_size=1, max_size=margin.ROWS)


def test_a_note_stands_at_its_block_and_spans_what_it_needs() -> None:
    assert places([50, 50, 200, 50], {1: 120}) == {1: Place(2, 2)}


def test_a_note_is_pushed_below_the_one_above_it_and_no_further() -> None:
    assert places([50, 50, 50, 50], {0: 140, 1: 40}) == {0: Place(1, 3), 1: Place(4, 1)}


def test_a_note_that_has_room_is_not_pushed() -> None:
    assert places([50, 400, 50], {0: 200, 2: 100}) == {0: Place(1, 2), 2: Place(3, 1)}


def test_notes_may_run_on_below_the_end_of_the_text() -> None:
    assert places([50, 50], {0: 300, 1: 90}) == {0: Place(1, 2), 1: Place(3, 1)}


@given(heights, st.data())
def test_no_two_notes_overlap_and_none_leaves_the_style_sheet(
    blocks: list[int], data: st.DataObject
) -> None:
    indexes = st.integers(0, len(blocks) - 1)
    notes = data.draw(st.dictionaries(indexes, st.integers(60, 3000), max_size=len(blocks)))
    found = places(blocks, notes)
    assert list(found) == sorted(notes)
    taken = 0
    for index, place in found.items():
        assert place.row > taken, "overlaps the one above"
        assert place.row >= index + 1, "stands above its block"
        assert 1 <= place.span <= margin.SPANS
        assert place.row <= margin.ROWS
        taken = place.row + place.span - 1


@given(heights, st.data())
def test_a_note_stands_below_its_block_only_when_something_is_in_the_way(
    blocks: list[int], data: st.DataObject
) -> None:
    indexes = st.integers(0, len(blocks) - 1)
    notes = data.draw(st.dictionaries(indexes, st.integers(60, 900), min_size=1, max_size=40))
    above = 0
    for index, place in places(blocks, notes).items():
        assert place.row == max(index + 1, above + 1)
        above = place.row + place.span - 1


def test_long_texts_are_cut_into_grids_that_the_style_sheet_can_place() -> None:
    rows = [None] * (2 * margin.ROWS + 1)
    assert [len(part) for part in margin.parts(rows)] == [margin.ROWS, margin.ROWS, 1]


def test_longer_texts_are_taken_to_be_higher() -> None:
    paragraph = Block("", 0, 0, "paragraph")
    assert margin.block_height(paragraph, "word " * 100) > margin.block_height(paragraph, "word")
    items = margin.block_height(Block("", 0, 0, "list"), "one\n\ntwo\n\nthree")
    assert items == margin.block_height(paragraph, "x" * margin.LETTERS * 3)
    assert margin.note_height("word " * 30) > margin.note_height("word")
