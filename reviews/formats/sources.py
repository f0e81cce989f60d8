"""Where the passages quoted in a thread come from: the texts at hand, and the thread itself."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from arguments import anchoring
from arguments.anchoring.selectors import described

from .document import UNRESOLVED, Comment, Document, Quotation, QuotationSource, Target, Thread
from .projection import plain_text


@dataclass(frozen=True, slots=True)
class Source:
    """One revision of a document, and its plain text."""

    document: int
    revision: int
    text: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A text in which a passage may stand, with its letters and digits alone for a first look."""

    source: QuotationSource
    text: str
    letters: str

    def may_hold(self, pieces: Iterable[str]) -> bool:
        return all(piece in self.letters for piece in pieces)

    def find(self, quotation: Quotation) -> list[Quotation]:
        """The quotation as it stands here: once, not at all, or (twice the same) undecided."""
        try:
            match = anchoring.find(
                self.text, quotation.exact, quotation.prefix, quotation.suffix, quotation.start
            )
        except anchoring.NotFound:
            return []
        except anchoring.Ambiguous:
            return [quotation, quotation]
        selector = described(self.text, match.start, match.end)
        found = replace(
            quotation,
            exact=selector.exact if match.verbatim else quotation.exact,
            prefix=selector.prefix,
            suffix=selector.suffix,
            start=match.start,
            end=match.end,
            verbatim=match.verbatim,
            state="exact",
            source=self.source,
        )
        return [found]


def resolve(document: Document, sources: Sequence[Source] = ()) -> Document:
    """The document with each unresolved quotation traced to the one passage that it quotes.

    A passage is looked for in the newest revision of each source that has it, and in the comments
    of earlier reviews; then in those of later reviews, as pages are not always in order of time.
    Nobody quotes their own review. Found nowhere, or in more than one place, it stays unresolved.

    A comment that answers a passage then answers the comment, or document, in which it stands; and
    `threads` are made anew, as chains of answers. Meant for a document fresh from a thread format.
    """
    traced = _Tracing(document, sources)
    comments = tuple(traced.comments())
    comments, threads = _threaded(_aimed(comments))
    return replace(document, comments=comments, threads=threads)


class _Tracing:
    def __init__(self, document: Document, sources: Sequence[Source]) -> None:
        self.document = document
        self.order: dict[int | None, int] = {
            review.number: index for index, review in enumerate(document.reviews)
        }
        self.revisions: dict[int, list[_Place]] = {}
        for source in sorted(sources, key=lambda source: source.revision, reverse=True):
            at = QuotationSource(document=source.document, revision=source.revision)
            self.revisions.setdefault(source.document, []).append(_place(at, source.text))
        self.written = [
            (comment, _place(QuotationSource(comment=comment.key), plain_text(comment.source)))
            for comment in document.comments
        ]

    def comments(self) -> Iterator[Comment]:
        for comment in self.document.comments:
            quotations = tuple(
                self._traced(quotation, comment) if quotation.state == UNRESOLVED else quotation
                for quotation in comment.quotations
            )
            yield replace(comment, quotations=quotations)

    def _traced(self, quotation: Quotation, comment: Comment) -> Quotation:
        pieces = _pieces(quotation.exact)
        found = [
            each
            for places in self.revisions.values()
            for each in _first(place.find(quotation) for place in places if place.may_hold(pieces))
        ]
        others = [
            (other, place)
            for other, place in self.written
            if place.may_hold(pieces) and self._other_review(other, comment)
        ]
        for earlier in (True, False):
            found += [
                each
                for other, place in others
                if self._is_before(other, comment) == earlier
                for each in place.find(quotation)
            ]
            if found:
                break
        return found[0] if len(found) == 1 else quotation

    def _other_review(self, other: Comment, comment: Comment) -> bool:
        if comment.review is None:
            return other.key != comment.key
        return other.review != comment.review

    def _is_before(self, other: Comment, comment: Comment) -> bool:
        """Comments posted on their own stand after the reviews."""
        last = len(self.order)
        return self.order.get(other.review, last) <= self.order.get(comment.review, last)


def _place(source: QuotationSource, text: str) -> _Place:
    return _Place(source, text, _letters(text))


def _pieces(exact: str) -> list[str]:
    """The letters of what stands around ellipses, which may be for words left out."""
    return [_letters(piece) for piece in re.split(r"\.{3,}|…", exact)]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def _first(results: Iterable[list[Quotation]]) -> list[Quotation]:
    return next((result for result in results if result), [])


def _aimed(comments: Sequence[Comment]) -> Iterator[Comment]:
    """Comments without a target get that of the first passage which they answer."""
    answers = {each.key: each.target.comment for each in comments if each.target.comment}
    for comment in comments:
        if comment.target == Target():
            source = next(
                (q.source for q in comment.quotations if _is_answered(q)), QuotationSource()
            )
            target = Target(document=source.document, comment=source.comment)
            if source.comment is not None and _leads_to(comment.key, source.comment, answers):
                target = Target()
            comment = replace(comment, target=target)
        if comment.target.comment is not None:
            answers[comment.key] = comment.target.comment
        yield comment


def _is_answered(quotation: Quotation) -> bool:
    return quotation.purpose == "answered" and quotation.state != UNRESOLVED


def _leads_to(goal: str, start: str, answers: Mapping[str, str]) -> bool:
    """Whether following the answers from `start` comes to `goal`. There are no circles in them."""
    while start != goal and start in answers:
        start = answers[start]
    return start == goal


def _threaded(comments: Iterable[Comment]) -> tuple[tuple[Comment, ...], tuple[Thread, ...]]:
    """Each comment in the thread of what it answers, or in a new one."""
    by_key = {comment.key: comment for comment in comments}
    thread_of: dict[str | None, int] = {}
    threads: list[Thread] = []
    lengths: Counter[int] = Counter()
    placed: dict[str, Comment] = {}
    for comment in _answered_first(by_key):
        number = thread_of.get(comment.target.comment, len(threads) + 1)
        if number > len(threads):
            title = comment.heading
            threads.append(Thread(number=number, title=title, raised_by=comment.by, at=comment.at))
        lengths[number] += 1
        thread_of[comment.key] = number
        placed[comment.key] = replace(comment, thread=number, number=lengths[number])
    return tuple(placed[key] for key in by_key), tuple(threads)


def _answered_first(comments: Mapping[str, Comment]) -> Iterator[Comment]:
    """All in order, but what is answered before its answers; in order of time if it is known."""
    ordered = list(comments.values())
    times = {comment.key: comment.at for comment in ordered if comment.at}
    if len(times) == len(ordered):
        ordered.sort(key=lambda comment: times[comment.key])
    seen: set[str] = set()
    for comment in ordered:
        chain: list[Comment] = []
        step: Comment | None = comment
        while step and step.key not in seen:
            seen.add(step.key)
            chain.append(step)
            step = comments.get(step.target.comment or "")
        yield from reversed(chain)
