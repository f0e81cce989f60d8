"""Markdown threads, written. What is written and why is said in `markdown`, which reads them."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from . import byline
from .blocks import (
    MARKER,
    Body,
    Heading,
    Quote,
    block_starts,
    body,
    events,
    marker,
    one_line,
    quoted,
    text_between_markers,
    trimmed,
)
from .document import Comment, Document, Quotation, Review
from .projection import markdown_of, plain_text

ANSWERED, CITED = "answered", "cited"


def dumps(
    document: Document, reviews: Collection[int] | None = None, *, thread: int | None = None
) -> str:
    """The reviews of a document (or those with these numbers) and the comments posted on their own;
    or the comments of one thread, in its order. Removed comments are left out."""
    names = {person.key: person.name for person in document.people}
    writer = _Writer()
    sections = _by_review(document, reviews) if thread is None else _of_thread(document, thread)
    for review, comments in sections:
        by = review or comments[0]
        line = byline.Byline(names[by.by], by.at, review.url if review else "")
        writer.section(line, comments, single=review is None)
    return "\n\n".join(writer.pieces) + "\n"


def words_of(comment: Comment) -> str:
    """What one comment says, its quotations where they stand in it."""
    chunks = _chunks(comment)
    parts = (chunk if isinstance(chunk, str) else quoted(chunk.passages) for chunk in chunks)
    return "\n\n".join(parts)


Section = tuple[Review | None, list[Comment]]


def _by_review(document: Document, numbers: Collection[int] | None) -> Iterator[Section]:
    comments = [comment for comment in document.comments if not comment.removed]
    by_review: dict[int | None, list[Comment]] = {}
    for comment in comments:
        by_review.setdefault(comment.review, []).append(comment)
    for review in document.reviews:
        if numbers is None or review.number in numbers:
            held = by_review.get(review.number, [])
            yield review, sorted(held, key=lambda comment: comment.position)
    if numbers is None:
        yield from ((None, [comment]) for comment in by_review.get(None, []))


def _of_thread(document: Document, thread: int) -> Iterator[Section]:
    reviews = {review.number: review for review in document.reviews}
    comments = [each for each in document.comments if each.thread == thread and not each.removed]
    comments.sort(key=lambda comment: comment.number or 0)
    for number, together in groupby(comments, key=lambda comment: comment.review):
        if number is None:
            yield from ((None, [comment]) for comment in together)
        else:
            yield reviews[number], list(together)


@dataclass(frozen=True, slots=True)
class _Group:
    """The quotations of one `>` block."""

    purpose: str
    after: int
    goes_on: bool
    passages: tuple[str, ...]
    exacts: tuple[str, ...]


@dataclass(slots=True)
class _Writer:
    """The pieces written so far, and what a reader would know at this point.

    `begun`: whether the current comment holds anything yet; None when there is no comment.
    `bare`: whether it began with no more than a marker.
    `tail`: the last piece's quotation, when the next comment could go on in its block.
    """

    pieces: list[str] = field(default_factory=list)
    begun: bool | None = None
    blocks: int = 0
    introduces: bool = False
    tail: tuple[str, ...] = ()
    bare: bool = False

    def section(self, by: byline.Byline, comments: Sequence[Comment], *, single: bool) -> None:
        self.pieces.append(_heading(byline.written(by)))
        self.begun, self.introduces, self.tail = None, False, ()
        if single:
            self.pieces.append(marker("single"))
        if not comments:
            self.pieces.append(marker("empty"))
        for comment in comments:
            self._comment(comment, single)

    def _comment(self, comment: Comment, single: bool) -> None:
        chunks = list(_chunks(comment))
        lead = chunks[0] if chunks else None
        if isinstance(lead, _Group) and self._goes_on_in_tail(comment, lead):
            chunks = chunks[1:]
        else:
            self._begin(comment, lead, single)
        for chunk in chunks:
            if isinstance(chunk, str):
                self._text(chunk)
            else:
                self._group(chunk)

    def _goes_on_in_tail(self, comment: Comment, lead: _Group) -> bool:
        """Write `lead` into the block with which the comment before ended, if that reads so."""
        if not self.tail or not lead.goes_on or comment.heading or comment.opening:
            return False
        passages = self.tail + lead.passages
        if lead.purpose != ANSWERED or any(lead.exacts) or not _reads_as_block(passages):
            return False
        self.pieces[-1] = quoted(passages)
        self.begun, self.blocks, self.tail = True, 0, ()
        return True

    def _begin(self, comment: Comment, lead: "str | _Group | None", single: bool) -> None:
        marked = comment.opening or (self.bare and self.begun is False)
        if not comment.heading:
            marked = not self._begins_itself(comment, lead, single)
        if marked:
            self.pieces.append(marker("opening" if comment.opening else "comment"))
        if comment.heading:
            if _is_byline(comment.heading):
                self.pieces.append(marker("heading"))
            self.pieces.append(_heading(comment.heading))
        self.bare = marked and not comment.heading
        self.begun, self.blocks, self.introduces, self.tail = False, 0, False, ()

    def _begins_itself(self, comment: Comment, lead: "str | _Group | None", single: bool) -> bool:
        """Whether a reader would begin a comment, of the same kind, at `lead`."""
        if isinstance(lead, str):
            return self.begun is None and comment.opening != single
        if lead is None or comment.opening:
            return False
        return lead.purpose == ANSWERED and self.begun is not False and not self.introduces

    def _text(self, text: str) -> None:
        alone = body(text)
        self.pieces.append(text if _reads_as(alone) else text_between_markers(text))
        self.begun, self.introduces = True, alone.introduces
        self.blocks += alone.blocks
        self.tail = ()

    def _group(self, group: _Group) -> None:
        first = group.purpose == ANSWERED and not self.begun
        follows = group.purpose == CITED and self.introduces and len(group.passages) == 1
        after = [marker("after", str(group.after))] if group.after != self.blocks else []
        about = after if first or follows else [marker(group.purpose), *after]
        as_one = not any(group.exacts) and _reads_as_block(group.passages)
        if as_one:
            self.pieces += [*about, quoted(group.passages)]
        else:
            self._one_by_one(group, about, [marker(group.purpose), *after, marker("same")])
        self.begun, self.introduces = True, False
        self.tail = group.passages if follows and as_one else ()

    def _one_by_one(self, group: _Group, first: list[str], later: list[str]) -> None:
        """A block whose paragraphs would not be told apart as they should."""
        about = first
        for passage, exact in zip(group.passages, group.exacts, strict=True):
            self.pieces += about
            if exact:
                self.pieces.append(marker("exact", exact))
            elif not _reads_as_block((passage,)):
                self.pieces.append(marker("whole"))
            self.pieces.append(quoted((passage,)))
            about = later


def _heading(text: str) -> str:
    text = one_line(text)
    line = f"### {text}"
    return line if list(events(line)) == [Heading(text)] else f"{line} ###"


def _is_byline(heading: str) -> bool:
    try:
        return byline.read(heading) is not None
    except byline.BadByline:
        return True


def _reads_as(alone: Body) -> bool:
    """Whether this text reads as it is meant to, and lets what follows it read so too."""
    if any(MARKER.fullmatch(line) for line in alone.text.split("\n")):
        return False
    return list(events(f"{alone.text}\n\n> x")) == [alone, Quote(("x",))]


def _reads_as_block(passages: tuple[str, ...]) -> bool:
    return list(events(quoted(passages))) == [Quote(passages)]


def _chunks(comment: Comment) -> Iterator["str | _Group"]:
    """Text and quotations of a comment in the order in which they are written."""
    groups = list(_groups(comment.quotations))
    parts = _parts(_lf(comment.source), [group.after for group in groups])
    for group in groups:
        while parts and parts[0][0] < group.after:
            yield parts.pop(0)[1]
        yield group
    yield from (text for _, text in parts)


def _groups(quotations: Sequence[Quotation]) -> Iterator[_Group]:
    ordered = sorted(quotations, key=lambda quotation: quotation.position)
    first = True
    for (after, block, purpose), together in groupby(
        ordered, key=lambda quotation: (quotation.after, quotation.block, quotation.purpose)
    ):
        passages, exacts = zip(*(_passage(quotation) for quotation in together), strict=True)
        yield _Group(purpose, after, first and block == 0, passages, exacts)
        first = False


def _passage(quotation: Quotation) -> tuple[str, str]:
    """A quotation's Markdown; and its plain text, where that does not follow."""
    markdown = trimmed(_lf(quotation.markdown)) or trimmed(_lf(markdown_of(quotation.exact)))
    follows = plain_text(markdown) == quotation.exact
    return markdown, "" if follows else _in_a_comment(quotation.exact)


def _in_a_comment(exact: str) -> str:
    return json.dumps(exact, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")


def _parts(source: str, afters: Sequence[int]) -> list[tuple[int, str]]:
    """The text cut where quotations stand in it, each part with the number of blocks before it.

    In one part if a reader, who puts an empty line between parts, would not get it back.
    """
    if not source:
        return []
    starts = block_starts(source)
    cuts = sorted({after for after in afters if 0 < after < len(starts)})
    lines = source.split("\n")
    bounds = [0, *(starts[cut] for cut in cuts), len(lines)]
    texts = ["\n".join(lines[a:b]).strip("\n") for a, b in pairwise(bounds)] if cuts else [source]
    begins = [0, *cuts]
    counts = [b - a for a, b in pairwise([*begins, len(starts)])]
    in_order = list(afters) == sorted(afters)
    same = "\n\n".join(texts) == source and [body(text).blocks for text in texts] == counts
    return list(zip(begins, texts, strict=True)) if in_order and same else [(0, source)]


def _lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
