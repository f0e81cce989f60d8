"""The response letter: what was answered to one review, point by point, as Markdown.

Writes only.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from arguments.text.markdown import parser

from .document import Comment, Document, Review
from .markdown_writer import words_of

_markdown = parser()
#: The deepest level there is.
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a point: `word` for it, and `facts`, each a sentence."""

    thread: int
    title: str
    place: str
    word: str
    facts: Sequence[str] = ()


def dumps(document: Document, review: Review, about: str, fates: Sequence[Fate]) -> str:
    """The letter on `review`, which is of `about` (""), in the order of `fates`.

    `document` holds all comments of these points, and the people.
    """
    names = {person.key: person.name for person in document.people}
    parts = [*_head(review, names, about, fates)]
    for number, fate in enumerate(fates, start=1):
        held = [each for each in document.comments if each.thread == fate.thread]
        held.sort(key=lambda comment: comment.number or 0)
        parts += _point(number, fate, [each for each in held if not each.removed], names)
    return "\n\n".join(parts) + "\n"


def _head(
    review: Review, names: Mapping[str, str], about: str, fates: Sequence[Fate]
) -> Iterator[str]:
    yield f"# Response to review {review.number} by {names[review.by]}"
    of = f" of {about}" if about else ""
    yield f"The review{of}{_on(review.at)}, point by point, with what became of each."
    counts = Counter(fate.word for fate in fates)
    if counts:
        said = ", ".join(f"{word.lower()} {count}" for word, count in counts.items())
        yield f"{len(fates)} points: {said}."
    else:
        yield "It raised nothing that calls for an answer."


def _point(
    number: int, fate: Fate, comments: Sequence[Comment], names: Mapping[str, str]
) -> Iterator[str]:
    yield f"## {number}. {fate.title}"
    place = f", on {fate.place}" if fate.place else ""
    yield f"T{fate.thread}{place}. **{fate.word}.**"
    for comment in comments:
        yield f"### {names[comment.by]}{_on(comment.at)}"
        yield deeper(words_of(comment), 3)
    yield from fate.facts


def _on(at: datetime | None) -> str:
    return f", {at.day} {at:%b %Y}" if at else ""


def deeper(source: str, levels: int) -> str:
    """`source` with its headings so many levels further down, the sixth at most."""
    lines = source.split("\n")
    for token in _markdown.parse(source):
        if token.type == "heading_open" and token.level == 0 and token.markup.startswith("#"):
            at = token.map[0] if token.map else 0
            level = min(len(token.markup) + levels, DEEPEST)
            lines[at] = "#" * level + lines[at].lstrip().removeprefix(token.markup)
    return "\n".join(lines)
