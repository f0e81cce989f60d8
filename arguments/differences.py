"""What was taken out of a text and what was put in, by words. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

SAME, TAKEN, PUT = "same", "taken", "put"
#: The parts of a claim's wording, as people call them.
WORDING = {
    "title": "In one sentence",
    "body": "What is meant, or why",
    "kind": "Kind",
    "voice": "Whose it is",
    "attributed_to": "Attributed to",
}
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
#: Above this many cells of the table of a comparison, texts are compared by lines.
MOST_CELLS = 25_000_000


class Piece(NamedTuple):
    """A stretch of words: the same in both texts, taken out of the old, or put into the new."""

    kind: str
    text: str


def parts_of(old: object, new: object) -> list[tuple[str, list[Piece]]]:
    """What differs between two claims or versions of one: the part's name, the pieces of both."""
    pairs = ((part, getattr(old, name), getattr(new, name)) for name, part in WORDING.items())
    return [(part, differences(was, now)) for part, was, now in pairs if was != now]


def differences(old: str, new: str) -> list[Piece]:
    """The pieces of both texts in order; the same ones joined give either text back."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(after) > MOST_CELLS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return list(_joined(_pieces(before, after)))


def _pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for step in Levenshtein.opcodes(before, after):
        now = "".join(after[step.dest_start : step.dest_end])
        if step.tag == "equal":
            yield Piece(SAME, now)
            continue
        yield Piece(TAKEN, "".join(before[step.src_start : step.src_end]))
        yield Piece(PUT, now)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """What changed between two lone spaces or signs reads better as one change."""
    taken = put = gap = ""
    for kind, text in pieces:
        if kind == TAKEN:
            taken, put, gap = taken + gap + text, put + gap, ""
        elif kind == PUT:
            taken, put, gap = taken + gap, put + gap + text, ""
        elif (taken or put) and not gap and not re.search(r"\w", text):
            gap = text
        else:
            yield from _change(taken, put)
            yield Piece(SAME, gap + text)
            taken = put = gap = ""
    yield from _change(taken, put)
    if gap:
        yield Piece(SAME, gap)


def _change(taken: str, put: str) -> Iterator[Piece]:
    if taken:
        yield Piece(TAKEN, taken)
    if put:
        yield Piece(PUT, put)
