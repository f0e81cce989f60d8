"""Which characters of a text survive in its next version, and where: a diff in two levels.

First the lines of a projection (its paragraphs) are compared, then the words of those that
changed. Of rapidfuzz only `Levenshtein` keeps its memory small on long lists.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from rapidfuzz.distance import Levenshtein

CELLS = 4_000_000_000  # of the table of one comparison: about a third of a second
TELLING = 0.4  # of the shorter of two lines: when they share less, they agree by chance

Run = tuple[int, int, int]  # characters alike: offset in the old text, in the new, how many
Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


class Alignment:
    """The runs of characters that two versions of a text share, in order in both.

    `changed` are the stretches of lines of the new text that do not stand so in the old one.
    """

    def __init__(self, old: str, new: str) -> None:
        self.changed: list[Span] = []
        self.runs = list(_joined(old, new, self._compared(old, new)))
        self._old = [run[0] for run in self.runs]
        self._new = [run[1] for run in self.runs]

    def survivors(self, start: int, end: int) -> list[Run]:
        """The parts of a passage of the old text that are left."""
        parts = []
        for index in range(max(0, bisect_right(self._old, start) - 1), len(self.runs)):
            old, new, length = self.runs[index]
            if old >= end:
                break
            begin, stop = max(start, old), min(end, old + length)
            if begin < stop:
                parts.append((begin, new + begin - old, stop - begin))
        return parts

    def is_new(self, start: int, end: int) -> bool:
        """Tell whether most of a passage of the new text was not in the old one."""
        kept = 0
        for index in range(max(0, bisect_right(self._new, start) - 1), len(self.runs)):
            _, new, length = self.runs[index]
            if new >= end:
                break
            kept += max(0, min(end, new + length) - max(start, new))
        return 2 * kept < end - start

    def _compared(self, old: str, new: str) -> Iterator[Run]:
        old_lines = [line.span() for line in _LINE.finditer(old)]
        new_lines = [line.span() for line in _LINE.finditer(new)]
        i = j = 0
        for same_old, same_new, count in _same(
            [old[begin:end] for begin, end in old_lines],
            [new[begin:end] for begin, end in new_lines],
        ):
            if j < same_new:
                self.changed.append((new_lines[j][0], new_lines[same_new - 1][1]))
            if i < same_old and j < same_new:
                yield from _shared(old, new, old_lines[i:same_old], new_lines[j:same_new])
            for k in range(count):
                begin, end = old_lines[same_old + k]
                yield begin, new_lines[same_new + k][0], end - begin
            i, j = same_old + count, same_new + count


def _shared(
    old: str, new: str, old_lines: Sequence[Span], new_lines: Sequence[Span]
) -> Iterator[Run]:
    """What changed lines share, without what two of them share by chance."""
    pairs = []
    for run in _common_words(old, new, old_lines, new_lines):
        old_line = old_lines[bisect_right(old_lines, (run[0], len(old))) - 1]
        new_line = new_lines[bisect_right(new_lines, (run[1], len(new))) - 1]
        pairs.append(((old_line, new_line), run))
    shared: Counter[tuple[Span, Span]] = Counter()
    for lines, run in pairs:
        shared[lines] += run[2]
    for lines, run in pairs:
        if shared[lines] >= TELLING * min(end - start for start, end in lines):
            yield run


def _common_words(
    old: str, new: str, old_lines: Sequence[Span], new_lines: Sequence[Span]
) -> Iterator[Run]:
    """The runs of whole words that changed lines share, none of them longer than a line."""
    olds = _WORD.findall(old, old_lines[0][0], old_lines[-1][1])
    news = _WORD.findall(new, new_lines[0][0], new_lines[-1][1])
    old_at = list(accumulate(map(len, olds), initial=old_lines[0][0]))
    new_at = list(accumulate(map(len, news), initial=new_lines[0][0]))
    for i, j, count in _same(olds, news):
        for part in _LINE.finditer(old, old_at[i], old_at[i + count]):
            begin, end = part.span()
            yield begin, begin - old_at[i] + new_at[j], end - begin


def _same(olds: Sequence[str], news: Sequence[str]) -> Iterable[Run]:
    """The stretches that two lists share, counted in items, and an empty one at their ends."""
    if len(olds) * len(news) > CELLS:
        return [(len(olds), len(news), 0)]
    blocks = Levenshtein.opcodes(olds, news).as_matching_blocks()
    return [(block.a, block.b, block.size) for block in blocks]


def _joined(old: str, new: str, runs: Iterable[Run]) -> Iterator[Run]:
    """Join runs when what stands between them is the same in both texts."""
    start, new_start, length = 0, 0, 0
    for run in runs:
        gap = old[start + length : run[0]]
        if gap == new[new_start + length : run[1]]:
            length = run[0] + run[2] - start
        else:
            yield start, new_start, length
            start, new_start, length = run
    if length:
        yield start, new_start, length
