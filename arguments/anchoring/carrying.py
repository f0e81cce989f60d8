"""Carrying quotations over to the next version of their text."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from .alignment import Alignment, Run, Span
from .finding import CANDIDATES, DECISIVE, MARGIN, places_of, score
from .selectors import Selector, described, select

State = Literal["exact", "moved", "changed", "lost"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a passage, and where it now is (None when it is lost).

    exact: it stands where the diff puts it, word for word. changed: half or more of its characters
    are left there. moved: it was taken away, and stands word for word in a part that is new. lost:
    none of these. Nothing is placed by resemblance.
    """

    state: State
    selector: Selector | None


def carry(old_text: str, new_text: str, selectors: Iterable[Selector]) -> list[Carried]:
    """Carry passages of one version of a text over to the next, by one diff for all.

    A selector whose words are not at its offsets in `old_text` counts as lost, unless it moved.
    """
    carrier = _Carrier(old_text, new_text)
    return [carrier.carried(selector) for selector in selectors]


class _Carrier:
    """Two versions of a text, what they share, and the lines in which words may newly stand."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.alignment = Alignment(old, new)
        self.changed = self.alignment.changed
        self.changed_text = "\n\n".join(new[start:end] for start, end in self.changed)
        lengths = (end - start + len("\n\n") for start, end in self.changed)
        self.changed_at = list(accumulate(lengths, initial=0))

    def carried(self, selector: Selector) -> Carried:
        start, end = selector.start, selector.end
        there = self.old[start:end] == selector.exact
        parts = self.alignment.survivors(start, end) if there else []
        if len(parts) == 1 and parts[0][2] == end - start:
            return Carried("exact", described(self.new, parts[0][1], parts[0][1] + end - start))
        span, kept = _densest(parts)
        if kept and 2 * kept >= end - start:
            found = select(self.new, *span)
            return Carried("exact" if found.exact == selector.exact else "changed", found)
        moved = self._moved(selector)
        return Carried("moved", described(self.new, *moved)) if moved else Carried("lost", None)

    def _moved(self, selector: Selector) -> Span | None:
        """The one new place of the words, if what stands around it is decisive.

        Words which the diff traces to another place of the old text were there all along: they
        are a lookalike, however much they resemble.
        """
        places = [self._in_new(place) for place in places_of(self.changed_text, selector.exact)]
        if not 0 < len(places) <= CANDIDATES:
            return None
        context = (selector.prefix, selector.suffix, selector.start)
        scored = ((score(self.new, each, *context), each) for each in places)
        (best, place), *others = sorted(scored, reverse=True)
        second = others[0][0] if others else 0.0
        decisive = best >= DECISIVE and best - second >= MARGIN
        return place if decisive and self.alignment.is_new(*place) else None

    def _in_new(self, place: Span) -> Span:
        index = bisect_right(self.changed_at, place[0]) - 1
        offset = self.changed[index][0] - self.changed_at[index]
        return place[0] + offset, place[1] + offset


def _densest(parts: Sequence[Run]) -> tuple[Span, int]:
    """The span of the new text with the most survivors, and how many of them are in it.

    Four characters put between them outweigh one that survived: a passage torn far apart is found
    in the greater of its halves.
    """
    best = value = 0.0
    start = end = kept = 0
    found, survived = (0, 0), 0
    for _, new, length in parts:
        value -= (new - end) / 4
        if value <= 0:
            value, start, kept = 0.0, new, 0
        end = new + length
        value, kept = value + length, kept + length
        if value > best:
            best, found, survived = value, (start, end), kept
    return found, survived
