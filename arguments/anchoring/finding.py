"""Finding a quoted passage in a text: these words or none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from rapidfuzz.distance import Levenshtein

from .folding import fold

# The score of a place is Hypothesis's, for words that agree: 50 for them (less for short ones), 20
# for the context on each side and 2 for the position. A place needs so much, and so much ahead.
WORDS, CONTEXT, POSITION = 50, 20, 2
TELLING = 20  # characters: shorter words prove less
DECISIVE = 0.72
MARGIN = 0.04
CANDIDATES = 500  # more places are not weighed against each other
PLACES = 10_000  # more are not counted
PIECE = 16  # characters: less beside an ellipsis proves nothing
LEFT_OUT = 10_000  # characters that one ellipsis may stand for

_MARKED_ELLIPSIS = re.compile(r" ?(?:\[ ?\.{3,} ?\]|\( ?\.{3,} ?\)) ?")
_ELLIPSIS = re.compile(rf"{_MARKED_ELLIPSIS.pattern}| ?\.{{3,}} ?")


class NotFound(LookupError):
    """The words are not in the text."""


class Ambiguous(LookupError):
    """The words are in the text `count` times (at least), and nothing decides which is meant."""

    def __init__(self, count: int) -> None:
        super().__init__(f"found {count} times")
        self.count = count


@dataclass(frozen=True, slots=True)
class Match:
    """Where the words stand; `verbatim` when they are the same character by character."""

    start: int
    end: int
    verbatim: bool


def find(
    text: str, exact: str, prefix: str = "", suffix: str = "", start: int | None = None
) -> Match:
    """Find the passage that `exact` quotes.

    Copies that differ only in typographic signs, white space and invisible characters count as
    the same, and "…", "..." or "[...]" may stand for words left out. Where the words occur more
    than once the context decides, then the position. Raises NotFound or Ambiguous; what merely
    resembles the words is never returned.
    """
    if not exact.strip():
        raise NotFound("there are no words to find")
    if start is not None and _stands_at(text, start, exact, prefix, suffix):
        return Match(start, start + len(exact), verbatim=True)
    places = places_of(text, exact) or places_of(text, exact.strip())
    verbatim = bool(places)
    places = places or _folded_places(text, exact)
    if not places:
        raise NotFound("these words are not in the text")
    return Match(*_chosen(text, places, prefix, suffix, start), verbatim=verbatim)


def score(text: str, place: tuple[int, int], prefix: str, suffix: str, start: int | None) -> float:
    """How well what stands around a place agrees with what stood around the passage, 0 to 1."""
    before = text[max(0, place[0] - len(prefix)) : place[0]]
    after = text[place[1] : place[1] + len(suffix)]
    agreement = Levenshtein.normalized_similarity(prefix, before)
    agreement += Levenshtein.normalized_similarity(suffix, after)
    far = abs(place[0] - start) / max(1, len(text)) if start is not None else 0
    words = WORDS * min(1, (place[1] - place[0]) / TELLING)
    points = words + CONTEXT * agreement + POSITION * (1 - far)
    return points / (words + 2 * CONTEXT + POSITION)


def places_of(text: str, words: str) -> list[tuple[int, int]]:
    """The first `PLACES`, overlapping ones too, where these very characters stand."""
    occurrences = islice(_occurrences(text, words), PLACES)
    return [(begin, begin + len(words)) for begin in occurrences]


def _occurrences(text: str, words: str) -> Iterator[int]:
    begin = text.find(words)
    while begin >= 0:
        yield begin
        begin = text.find(words, begin + 1)


def _stands_at(text: str, start: int, words: str, prefix: str, suffix: str) -> bool:
    before = text[max(0, start - len(prefix)) : start]
    return text.startswith(words + suffix, start) and before == prefix


def _folded_places(text: str, exact: str) -> list[tuple[int, int]]:
    folded, words = fold(text), fold(exact).text.strip()
    if not words:
        return []
    places = (
        places_of(folded.text, words)
        or _elided_places(folded.text, _MARKED_ELLIPSIS.split(words))
        or _elided_places(folded.text, _ELLIPSIS.split(words))
    )
    return [folded.original(*place) for place in places]


def _elided_places(text: str, parts: list[str]) -> list[tuple[int, int]]:
    """Where the pieces around the ellipses follow each other."""
    pieces = [part for part in parts if part]
    if len(parts) == 1 or not pieces or min(map(len, pieces)) < PIECE:
        return []
    begins = list(islice(_occurrences(text, pieces[0]), CANDIDATES))
    if len(begins) == CANDIDATES:
        return []
    found = []
    for begin in begins:
        end: int = begin + len(pieces[0])
        for piece in pieces[1:]:
            next_begin = text.find(piece, end, end + LEFT_OUT)
            end = next_begin + len(piece)
            if next_begin < 0:
                break
        else:
            found.append((begin, end))
    return found


def _chosen(
    text: str, places: list[tuple[int, int]], prefix: str, suffix: str, start: int | None
) -> tuple[int, int]:
    """The one place that is meant, by its context, else by its position; or Ambiguous."""
    left = places
    if len(left) > 1 and (prefix or suffix):
        left = [
            (begin, end)
            for begin, end in places
            if _stands_at(text, begin, text[begin:end], prefix, suffix)
        ] or _best(text, places, prefix, suffix, start)
    at_start = [place for place in left if place[0] == start]
    for decided in (left, at_start):
        if len(decided) == 1:
            return decided[0]
    raise Ambiguous(len(places))


def _best(
    text: str, places: list[tuple[int, int]], prefix: str, suffix: str, start: int | None
) -> list[tuple[int, int]]:
    """The places none of which is decidedly worse than the best; all when none is good."""
    if len(places) > CANDIDATES:
        return places
    scores = [score(text, place, prefix, suffix, start) for place in places]
    best = max(scores)
    if best < DECISIVE:
        return places
    return [place for place, each in zip(places, scores, strict=True) if each > best - MARGIN]
