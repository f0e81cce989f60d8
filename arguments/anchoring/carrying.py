"""Carrying quotations over to the next version of their text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .alignment import Alignment
from .finding import CANDIDATES, DECISIVE, MARGIN, places_of, score
from .selectors import Selector, described, select

State = Literal["exact", "moved", "changed", "lost"]


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a passage, and where it now is (None when it is lost).

    exact: it stands where the diff puts it, word for word. moved: it was taken away and stands,
    word for word, in a part that is new. changed: half or more of its characters are left where it
    was. lost: neither. Nothing is placed by resemblance.
    """

    state: State
    selector: Selector | None


def carry(old_text: str, new_text: str, selectors: Iterable[Selector]) -> list[Carried]:
    """Carry passages of one version of a text over to the next, by one diff for all.

    A selector whose words are not at its offsets in `old_text` counts as lost, unless it moved.
    """
    alignment = Alignment(old_text, new_text)
    return [_carried(old_text, new_text, alignment, selector) for selector in selectors]


def _carried(old: str, new: str, alignment: Alignment, selector: Selector) -> Carried:
    start, end = selector.start, selector.end
    parts = alignment.within(start, end) if old[start:end] == selector.exact else []
    if len(parts) == 1 and parts[0].length == end - start:
        return Carried("exact", described(new, parts[0].new, parts[0].new + parts[0].length))
    moved = _moved(new, alignment, selector)
    if moved:
        return Carried("moved", described(new, *moved))
    if parts and 2 * sum(part.length for part in parts) >= end - start:
        return _changed(new, selector, parts[0].new, parts[-1].new + parts[-1].length)
    return Carried("lost", None)


def _moved(new: str, alignment: Alignment, selector: Selector) -> tuple[int, int] | None:
    """The one place where the same words are new, if its context is decisive.

    Words which the diff traces to another place of the old text were there all along: they are a
    lookalike, however much they resemble.
    """
    places = places_of(new, selector.exact)
    if not 0 < len(places) <= CANDIDATES:
        return None
    context = (selector.prefix, selector.suffix, selector.start)
    ranked = sorted(((score(new, place, *context), place) for place in places), reverse=True)
    best, place = ranked[0]
    ahead = best - ranked[1][0] if len(ranked) > 1 else 1.0
    if best < DECISIVE or ahead < MARGIN:
        return None
    return place if 2 * alignment.survivors(*place) < place[1] - place[0] else None


def _changed(new: str, selector: Selector, start: int, end: int) -> Carried:
    found = select(new, start, end)
    if found.exact == selector.exact:
        return Carried("exact", found)
    return Carried("changed", found)
