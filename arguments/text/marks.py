"""Marking quoted passages in a rendered block."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate
from typing import NamedTuple

from .projection import Piece, pieces
from .render import DIVIDER, Block


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage to mark: `start` and `end` in the projection, as in a quotation.

    `key` names it in `data-marks` and is the id of its number; `label` is the number shown,
    `href` where it leads and `name` what it is called aloud ("Note 3 by Ada"), which should hold
    the label. Without `href` no number is shown.
    """

    start: int
    end: int
    key: str
    classes: str = ""
    label: str = ""
    href: str = ""
    name: str = ""


class _Span(NamedTuple):
    """A mark within one block: offsets in the block's text, and whether it ends there."""

    start: int
    end: int
    mark: Mark
    ends: bool


def marked(block: Block, marks: Sequence[Mark]) -> str:
    """Return the block's HTML with its marks, each followed by its number.

    Where marks overlap, each run of text lists all of them: `<mark class="…" data-marks="q1 q2">`.
    A run never crosses a tag, and a formula or a reference is marked as a whole. The number comes
    after the last run of its mark (in the block in which the mark ends), outside of any link.
    """
    found = list(pieces(block.html))
    waiting = deque(_spans(block, found, marks))
    bounds = sorted({bound for span in waiting for bound in span[:2]})
    written: list[str] = []
    active: list[_Span] = []
    numbers: list[str] = []
    links = position = 0
    for piece in found:
        links += _links_opened(piece.html)
        for html, stop in _cut(piece, position, bounds):
            while waiting and waiting[0].start < stop:
                active.append(waiting.popleft())
            written.append(_wrapped(html, active) if piece.wrappable and active else html)
            numbers += [_number(s.mark) for s in active if s.end <= stop and s.ends]
            active = [span for span in active if span.end > stop]
            position = stop
            if not links:
                written += numbers
                numbers.clear()
    return "".join(written)


def _spans(block: Block, found: Sequence[Piece], marks: Sequence[Mark]) -> list[_Span]:
    """Clip marks to the block, leave out blank edges, and widen them to whole pieces."""
    text = "".join(piece.text for piece in found)
    ends = list(accumulate(len(piece.text) for piece in found))
    spans = []
    for mark in marks:
        start, end = max(mark.start - block.start, 0), min(mark.end, block.end) - block.start
        passage = text[start:end] if start < end else ""
        start += len(passage) - len(passage.lstrip())
        end -= len(passage) - len(passage.rstrip())
        if start < end:
            first, last = bisect_right(ends, start), bisect_left(ends, end)
            start = ends[first] - len(found[first].text) if found[first].whole else start
            end = ends[last] if found[last].whole else end
            spans.append(_Span(start, end, mark, mark.end <= block.end + len(DIVIDER)))
    return sorted(spans, key=lambda span: span[:2])


def _cut(piece: Piece, start: int, bounds: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Cut a piece at the bounds within it; yields the HTML and where it stops."""
    stop = start + len(piece.text)
    inside = bounds[bisect_right(bounds, start) : bisect_left(bounds, stop)]
    if not piece.wrappable or not inside:
        yield piece.html, stop
        return
    begin = start
    for bound in (*inside, stop):
        part = piece.text[begin - start : bound - start]
        yield escape(part, quote=False).replace("\xa0", "&nbsp;"), bound
        begin = bound


def _links_opened(html: str) -> int:
    if html.startswith("<a "):
        return 0 if html.endswith("</a>") else 1
    return -1 if html == "</a>" else 0


def _wrapped(html: str, active: Sequence[_Span]) -> str:
    classes = dict.fromkeys(" ".join(span.mark.classes for span in active).split())
    keys = " ".join(span.mark.key for span in active)
    attributes = f' class="{escape(" ".join(classes))}"' if classes else ""
    return f'<mark{attributes} data-marks="{escape(keys)}">{html}</mark>'


def _number(mark: Mark) -> str:
    if not mark.href:
        return ""
    name = f' aria-label="{escape(mark.name)}"' if mark.name else ""
    return (
        f'<a class="mark-number" id="{escape(mark.key)}" href="{escape(mark.href)}"{name}>'
        f"{escape(mark.label)}</a>"
    )
