"""Where notes stand beside a text: in rows of a grid that the server gives, without a script.

A block of text takes as many rows as it has units of height. The notes on a block stand together,
from the row where the block begins or the first free row below it, over as many rows as hold their
estimated height. So notes never overlap, and each stands at its passage or as little below it as
can be. This is the one downward pass of LessWrong's side items, in units of rows.

Heights are estimates in CSS pixels. A wrong one costs a gap, never an overlap: rows grow.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from arguments.text import Block

#: As many as the style sheet has classes for (`static/css/rows.css`).
ROWS, SPANS = 400, 12
#: The height of a row: about three lines of the text.
UNIT = 90
#: Notes on one block stand together up to this height, so that they never span too many rows.
TALLEST = (SPANS - 2) * UNIT

LINE, LETTERS, GAP = 30, 66, 18
HEADING, FORMULA, SMALL_LINE = 62, 70, 22
NOTE, NOTE_LINE, NOTE_LETTERS, SIGNS_LINE, FOLDED_NOTE = 76, 20, 38, 24, 64


@dataclass(frozen=True, slots=True)
class Beside:
    """A block of text and the notes on it, by their heights."""

    height: int
    notes: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """The row where something begins, counted from 1, and how many rows it spans."""

    row: int
    span: int


@dataclass(frozen=True, slots=True)
class Group:
    """The next `count` notes on a block, which stand together."""

    count: int
    place: Place


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a block stands, and the notes on it."""

    place: Place
    groups: Sequence[Group]


def grids(blocks: Iterable[Beside]) -> Iterator[list[Laid]]:
    """Lay out a text: in several grids, if there are more rows than the style sheet has."""
    part: list[Beside] = []
    free = ROWS
    for block in blocks:
        rows = max(_rows_of(block.height), len(_together(block.notes)))
        if rows > free:
            yield _laid(part)
            part, free = [], ROWS
        part.append(block)
        free -= rows
    yield _laid(part)


def _laid(blocks: Sequence[Beside]) -> list[Laid]:
    spans = [_rows_of(block.height) for block in blocks]
    heights = [
        block.height / span for block, span in zip(blocks, spans, strict=True) for _ in range(span)
    ]
    groups = [_together(block.notes) for block in blocks]
    later = sum(len(sizes) for sizes in groups)
    laid: list[Laid] = []
    row = free = 1
    for span, sizes in zip(spans, groups, strict=True):
        found: list[Group] = []
        for count, height in sizes:
            later -= 1
            start = max(row, free)
            most = min(SPANS, ROWS + 1 - start - later)
            place = Place(start, _span(heights[start - 1 :], height, most))
            free = start + place.span
            found.append(Group(count, place))
        laid.append(Laid(Place(row, span), found))
        row += span
    return laid


def _together(notes: Sequence[int]) -> list[tuple[int, int]]:
    """Notes in order as groups: how many, and how high together."""
    groups: list[tuple[int, int]] = []
    for height in notes:
        if groups and groups[-1][1] + height <= TALLEST:
            groups[-1] = (groups[-1][0] + 1, groups[-1][1] + height)
        else:
            groups.append((1, height))
    return groups


def _rows_of(height: int) -> int:
    return max(1, min(SPANS, round(height / UNIT)))


def _span(heights: Sequence[float], needed: float, most: int) -> int:
    """How many rows hold `needed`; below the text a row is as high as what stands in it."""
    span = 0
    for height in heights[:most]:
        span += 1
        needed -= height
        if needed <= 0:
            break
    return max(1, span)


def block_height(block: Block, text: str) -> int:
    """The height of a block whose plain text is `text`, at full width."""
    if block.kind == "heading":
        return HEADING
    if block.kind == "math":
        return FORMULA
    lines = [ceil(len(line) / LETTERS) or 1 for line in text.split("\n") if line]
    if block.kind in {"table", "code"}:
        return SMALL_LINE * len(lines) + GAP
    return LINE * (sum(lines) or 1) + GAP


def note_height(letters: int, *, signs: int) -> int:
    """The height of a note that shows so many letters, and so many signs beside its state."""
    return NOTE + NOTE_LINE * (ceil(letters / NOTE_LETTERS) or 1) + SIGNS_LINE * signs
