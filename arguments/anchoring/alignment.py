"""Which characters of a text survive in its next version, and where: a diff in two levels.

First paragraphs (lines) are compared, then the words within what changed. Only
`Levenshtein.opcodes` stays small in memory on long lists.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

CELLS = 4_000_000_000  # of the table of one comparison: about a third of a second

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class Run(NamedTuple):
    """`length` characters that are the same at `old` in the old text and at `new` in the new."""

    old: int
    new: int
    length: int


class Alignment:
    """The runs of characters that two versions of a text share, in order in both."""

    def __init__(self, old: str, new: str) -> None:
        self.runs = list(_joined(old, new, _runs(old, new)))
        self._old = [run.old for run in self.runs]
        self._new = [run.new for run in self.runs]

    def within(self, start: int, end: int) -> list[Run]:
        """The parts of a passage of the old text that survive."""
        first = max(0, bisect_right(self._old, start) - 1)
        parts = []
        for index in range(first, len(self.runs)):
            old, new, length = self.runs[index]
            if old >= end:
                break
            begin, stop = max(start, old), min(end, old + length)
            if begin < stop:
                parts.append(Run(begin, new + begin - old, stop - begin))
        return parts

    def survivors(self, start: int, end: int) -> int:
        """How many characters of a passage of the new text come from the old."""
        first = max(0, bisect_right(self._new, start) - 1)
        count = 0
        for index in range(first, len(self.runs)):
            run = self.runs[index]
            if run.new >= end:
                break
            count += max(0, min(end, run.new + run.length) - max(start, run.new))
        return count


def _runs(old: str, new: str) -> Iterator[Run]:
    old_lines = [line.span() for line in _LINE.finditer(old)]
    new_lines = [line.span() for line in _LINE.finditer(new)]
    olds, news = [old[a:b] for a, b in old_lines], [new[a:b] for a, b in new_lines]
    old_next = new_next = 0
    for i, j, count in (*_equal(olds, news), (len(olds), len(news), 0)):
        if old_next < i and new_next < j:
            yield from _word_runs(
                old, new, (old_lines[old_next][0], old_lines[i - 1][1]),
                (new_lines[new_next][0], new_lines[j - 1][1]),
            )  # fmt: skip
        for k in range(count):
            begin, stop = old_lines[i + k]
            yield Run(begin, new_lines[j + k][0], stop - begin)
        old_next, new_next = i + count, j + count


def _word_runs(
    old: str, new: str, old_span: tuple[int, int], new_span: tuple[int, int]
) -> Iterator[Run]:
    old_words = [word.span() for word in _WORD.finditer(old, *old_span)]
    new_words = [word.span() for word in _WORD.finditer(new, *new_span)]
    olds, news = [old[a:b] for a, b in old_words], [new[a:b] for a, b in new_words]
    for i, j, count in _equal(olds, news):
        begin = old_words[i][0]
        yield Run(begin, new_words[j][0], old_words[i + count - 1][1] - begin)


def _equal(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The stretches that two lists share: where in each, and how many items."""
    if len(olds) * len(news) > CELLS:
        return
    for change in Levenshtein.opcodes(olds, news):
        if change.tag == "equal":
            yield change.src_start, change.dest_start, change.src_end - change.src_start


def _joined(old: str, new: str, runs: Iterator[Run]) -> Iterator[Run]:
    """Join runs when what stands between them is the same in both texts."""
    last: Run | None = None
    for run in runs:
        if last is None:
            last = run
            continue
        gap = old[last.old + last.length : run.old]
        if gap == new[last.new + last.length : run.new]:
            last = Run(last.old, last.new, run.old + run.length - last.old)
        else:
            yield last
            last = run
    if last is not None:
        yield last
