"""Where notes stand beside a text: in rows of a grid that the server gives, without a script.

Each block of text is one row. The notes on a block stand together, in its row or in the first row
below it which is free, over as many rows as hold their estimated height. So notes never overlap,
and each stands at its passage or as little below it as can be. This is the one downward pass of
LessWrong's side items, in units of rows.

Heights are estimates in CSS pixels. A wrong one costs a gap, never an overlap: rows grow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from arguments.text import Block

Row = TypeVar("Row")

#: As many as the style sheet has classes for (`static/css/rows.css`).
ROWS, SPANS = 400, 12

LINE, LETTERS = 30, 66
GAP = 18
HEADING, FORMULA, SMALL_LINE = 62, 70, 22
NOTE, NOTE_LINE, NOTE_LETTERS, NOTES_GAP = 74, 20, 38, 12


@dataclass(frozen=True, slots=True)
class Place:
    """The row where something begins, counted from 1, and how many rows it spans."""

    row: int
    span: int


def places(heights: Sequence[int], notes: Mapping[int, int]) -> dict[int, Place]:
    """Where the notes on each block stand, by the index of the block.

    `heights` are those of the blocks, at most `ROWS`; `notes` are the heights of all notes on a
    block together, by its index.
    """
    found: dict[int, Place] = {}
    free = 1
    for later, index in zip(range(len(notes) - 1, -1, -1), sorted(notes), strict=True):
        row = max(index + 1, free)
        most = min(SPANS, ROWS + 1 - row - later)
        found[index] = Place(row, _span(heights[row - 1 :], notes[index], most))
        free = row + found[index].span
    return found


def _span(heights: Sequence[int], needed: int, most: int) -> int:
    span = 0
    for height in heights[:most]:
        span += 1
        needed -= height
        if needed <= 0:
            break
    return max(1, span)


def parts(rows: list[Row]) -> list[list[Row]]:
    """The rows of a text in runs that fit into one grid each."""
    return [rows[start : start + ROWS] for start in range(0, len(rows), ROWS)]


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


def note_height(text: str) -> int:
    """The height of a note that shows `text`, with what is around it."""
    return NOTE + NOTE_LINE * (ceil(len(text) / NOTE_LETTERS) or 1) + NOTES_GAP
