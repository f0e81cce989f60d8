"""Markdown threads: reviews as people write them in forums and mail, with `>` quotations.

A heading `Comment by NAME` (see `byline`) begins a review. In it:

- text before the first quotation or heading is the opening comment;
- any other heading begins a comment and is its `heading`;
- a `>` block begins a comment which answers it, unless the paragraph just before ends with a colon:
  then its first paragraph is cited by that paragraph's comment, and stands after it; what follows
  in the same block is answered by a new comment;
- each paragraph of a `>` block is one quotation; those of one block have the same `block`;
- everything else is text of the current comment, kept as it was written.

Where these rules would read something other than what is meant, the writer adds lines which are
HTML comments, so that other programs do not show them:

    <!-- crux: comment -->     a comment begins here
    <!-- crux: opening -->     a comment begins here, and it is the opening one
    <!-- crux: heading -->     the next heading is one of a comment, whatever it says
    <!-- crux: answered -->    the next `>` block belongs to the current comment, which answers it
    <!-- crux: cited -->       the next `>` block belongs to the current comment, which cites it
    <!-- crux: after 2 -->     the next `>` block stands after the 2nd paragraph of the text
    <!-- crux: whole -->       the next `>` block is one quotation, however many paragraphs it has
    <!-- crux: exact "..." --> the same, and its plain text is this JSON string
    <!-- crux: same -->        the next `>` block goes on in the block of the quotation before it
    <!-- crux: text --> ... <!-- crux: end -->     text that stands exactly as it is
    <!-- crux: single -->      under a `Comment by` heading: one comment, posted on its own
    <!-- crux: empty -->       under a `Comment by` heading: a review that holds no comment

This form carries people's names, the words, what is quoted and in what order, and the time of a
review when it is known. Acts, targets, threads, roles, versions and the times of single comments
are not in it: Crux JSON is the lossless form. Removed comments are left out. Line ends become LF.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from arguments.text import LONGEST_BODY, TextError, clean

from . import byline
from .blocks import Body, Event, Heading, Marker, Quote, body, events, trimmed
from .document import (
    Comment,
    Document,
    FormatError,
    Person,
    Problem,
    Quotation,
    Review,
    Thread,
)
from .losses import Carried
from .markdown_writer import dumps
from .projection import markdown_of, plain_text

__all__ = ["CARRIED", "dumps", "loads", "loads_bytes", "media_type", "suffix", "summary", "title"]

title = "Markdown: the reviews as they were written, with > quotations"
media_type = "text/markdown; charset=utf-8"
suffix = ".md"
CARRIED: Carried = {
    "people": frozenset({"key", "name"}),
    "reviews": frozenset({"number", "by", "at", "url"}),
    "comments": frozenset(
        {"key", "by", "review", "position", "opening", "heading", "source", "quotations"}
    ),
}

#: The largest file that is read, in bytes, or characters of a text.
LARGEST = 16 * 1024 * 1024
#: The longest heading of a comment, and name of a person, in characters.
LONGEST_HEADING, LONGEST_NAME = 200, 100

ANSWERED, CITED = "answered", "cited"


@dataclass(frozen=True, slots=True)
class Summary:
    """What a thread was understood to hold; `paragraphs` are blocks of people's own text."""

    reviews: int
    comments: int
    paragraphs: int
    quotations: int
    blocks: int
    headings: int


def loads_bytes(data: bytes) -> Document:
    """The thread in a file. Raises FormatError, by line."""
    if len(data) > LARGEST:
        raise FormatError([Problem("", f"the file is larger than {LARGEST:,} bytes")])
    try:
        return loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError([Problem(f"line {line}", "is not UTF-8")]) from error


def loads(text: str | bytes) -> Document:
    """The thread in a text: people, reviews, comments in threads of their own, quotations whose
    source is not known yet. Raises FormatError, by line."""
    if isinstance(text, bytes):
        return loads_bytes(text)
    reading = _Reading()
    for event in events(_cleaned(text)):
        reading.take(event)
    return reading.document()


def summary(document: Document) -> Summary:
    quotations = [(c.key, q) for c in document.comments for q in c.quotations]
    return Summary(
        reviews=len(document.reviews),
        comments=len(document.comments),
        paragraphs=sum(body(comment.source).blocks for comment in document.comments),
        quotations=len(quotations),
        blocks=len({(key, quotation.block) for key, quotation in quotations}),
        headings=sum(bool(comment.heading) for comment in document.comments),
    )


def _cleaned(text: str) -> str:
    try:
        return clean(text, limit=LARGEST)
    except TextError as error:
        problems = list(_unclean_lines(text)) or [Problem("", str(error))]
        raise FormatError(problems) from error


def _unclean_lines(text: str) -> Iterator[Problem]:
    if len(text) > LARGEST:
        return
    for number, line in enumerate(re.split("\r\n|[\r\n]", text), start=1):
        try:
            clean(line, limit=LARGEST)
        except TextError as error:
            yield Problem(f"line {number}", re.sub(r"\b1:(\d+)", r"column \1", str(error)))


@dataclass(slots=True)
class _Draft:
    """A comment that is being read."""

    line: int
    opening: bool = False
    marked: bool = False
    heading: str = ""
    parts: list[str] = field(default_factory=list)
    blocks: int = 0
    introduces: bool = False
    quotations: list[Quotation] = field(default_factory=list)
    last_block: int = 0

    @property
    def begun(self) -> bool:
        return bool(self.parts or self.quotations)


@dataclass(slots=True)
class _Section:
    """What stands under one `Comment by` heading."""

    by: byline.Byline
    line: int
    single: bool = False
    empty: bool = False
    drafts: list[_Draft] = field(default_factory=list)


@dataclass(slots=True)
class _Pending:
    """What markers said about the heading or quotation that follows them."""

    line: int = 0
    heading: bool = False
    purpose: str = ""
    after: int | None = None
    whole: bool = False
    exact: str = ""
    same: bool = False


@dataclass(slots=True)
class _Reading:
    """The state between two events of a thread."""

    sections: list[_Section] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    pending: _Pending = field(default_factory=_Pending)
    astray: bool = False

    def take(self, event: Event) -> None:
        if isinstance(event, Marker):
            self._marker(event)
        elif isinstance(event, Heading):
            self._heading(event)
        elif not self.sections:
            self._stray(event.line)
        elif isinstance(event, Body):
            self._body(event)
        else:
            self._quote(event)
        if not isinstance(event, Marker):
            self._check_used(event)

    def document(self) -> Document:
        if not self.sections and not self.problems:
            self.wrong(1, "no heading line “Comment by NAME” in the file")
        if self.pending.line:
            self.wrong(self.pending.line, "nothing follows to which this marker applies")
        for section in self.sections:
            if not section.drafts and not section.empty:
                self.wrong(section.line, "the comment is empty")
            for draft in section.drafts:
                self._limit(sum(map(len, draft.parts)), LONGEST_BODY, draft.line, "the comment")
        if self.problems:
            self.problems.sort(key=lambda problem: problem[0])
            raise FormatError([Problem(f"line {line}", what) for line, what in self.problems])
        return _made(self.sections)

    def wrong(self, line: int, message: str) -> None:
        self.problems.append((line, message))

    def _limit(self, length: int, limit: int, line: int, what: str) -> None:
        if length > limit:
            self.wrong(line, f"{what} has {length:,} characters; {limit:,} is the limit")

    @property
    def draft(self) -> _Draft | None:
        drafts = self.sections[-1].drafts if self.sections else []
        return drafts[-1] if drafts else None

    def begin(self, line: int, *, opening: bool = False, marked: bool = False) -> _Draft:
        draft = _Draft(line, opening, marked)
        self.sections[-1].drafts.append(draft)
        return draft

    def _stray(self, line: int) -> None:
        if not self.astray:
            self.wrong(line, "text before the first heading line “Comment by NAME”")
        self.astray = True

    def _check_used(self, event: Event) -> None:
        """A marker about a heading or a quotation must be followed by one."""
        pending, self.pending = self.pending, _Pending()
        if pending.line and not isinstance(event, Heading if pending.heading else Quote):
            self.wrong(pending.line, "what follows is not what this marker is about")

    def _heading(self, heading: Heading) -> None:
        try:
            by = None if self.pending.heading else byline.read(heading.text)
        except byline.BadByline as error:
            self.wrong(heading.line, f"the heading {error}")
            by = byline.Byline("?")
        longest = LONGEST_NAME if by else LONGEST_HEADING
        self._limit(len(by.name if by else heading.text), longest, heading.line, "the heading")
        if by:
            self.sections.append(_Section(by, heading.line))
        elif not self.sections:
            self._stray(heading.line)
        elif (draft := self.draft) and draft.marked and not draft.begun and not draft.heading:
            draft.heading = heading.text
        else:
            self.begin(heading.line).heading = heading.text

    def _body(self, event: Body) -> None:
        draft = self.draft or self.begin(event.line, opening=not self.sections[-1].single)
        draft.parts.append(event.text)
        draft.blocks += event.blocks
        draft.introduces = event.introduces

    def _quote(self, quote: Quote) -> None:
        self._limit(len(quote.text), LONGEST_BODY, quote.line, "the quotation")
        if len(quote.text) > LONGEST_BODY:
            return
        draft, pending = self.draft, self.pending
        passages = (quote.text,) if pending.whole else quote.passages
        if draft and (pending.purpose or not draft.begun):
            self._add(draft, passages, pending.purpose or ANSWERED)
        elif draft and draft.introduces:
            self._add(draft, passages[:1], CITED)
            if rest := passages[1:]:
                self.pending.same = True
                self._add(self.begin(quote.line), rest, ANSWERED)
        else:
            self._add(self.begin(quote.line), passages, pending.purpose or ANSWERED)

    def _add(self, draft: _Draft, passages: Iterable[str], purpose: str) -> None:
        pending = self.pending
        if not pending.same:
            draft.last_block += 1
        after = draft.blocks if pending.after is None else pending.after
        for passage in passages:
            exact, markdown = _quoted(passage, pending.exact)
            draft.quotations.append(
                Quotation(
                    exact=exact,
                    position=len(draft.quotations),
                    after=after,
                    block=draft.last_block,
                    purpose=purpose,
                    markdown=markdown,
                )
            )
        draft.introduces = False

    def _marker(self, marker: Marker) -> None:
        if not self.sections:
            self._stray(marker.line)
        elif marker.word in {"comment", "opening"}:
            self.begin(marker.line, opening=marker.word == "opening", marked=True)
        elif marker.word == "single":
            self.sections[-1].single = True
        elif marker.word == "empty":
            self.sections[-1].empty = True
        elif self._about_next(marker):
            self.pending.line = marker.line
        else:
            self.wrong(marker.line, "is not a marker that is known here")

    def _about_next(self, marker: Marker) -> bool:
        pending, word = self.pending, marker.word
        if word == "heading":
            pending.heading = True
        elif word in {ANSWERED, CITED}:
            pending.purpose = word
        elif word == "after" and re.fullmatch("[0-9]{1,4}", marker.argument):
            pending.after = int(marker.argument)
        elif word == "whole":
            pending.whole = True
        elif word == "exact" and (exact := _json_text(marker.argument)):
            pending.whole, pending.exact = True, exact
        elif word == "same":
            pending.same = True
        else:
            return False
        return True


def _quoted(passage: str, said: str) -> tuple[str, str]:
    """The plain text of a passage, which may be `said`; and its Markdown where that says more."""
    projected = plain_text(passage)
    exact = said or projected or passage
    if exact == projected == passage or passage == trimmed(markdown_of(exact)):
        return exact, ""
    return exact, passage


def _json_text(argument: str) -> str:
    try:
        value = json.loads(argument)
        return clean(value) if isinstance(value, str) else ""
    except (ValueError, RecursionError):
        return ""


def _made(sections: list[_Section]) -> Document:
    people: dict[str, Person] = {}
    reviews: list[Review] = []
    comments: list[Comment] = []
    for section in sections:
        by = section.by
        people[by.name] = Person(key=by.name, name=by.name)
        if not section.single:
            reviews.append(Review(number=len(reviews) + 1, by=by.name, at=by.at, url=by.url))
        position = 1
        for draft in section.drafts:
            review = None if section.single else len(reviews)
            place = 0 if draft.opening and position == 1 else position
            comments.append(_comment(draft, by.name, by.at, len(comments) + 1, review, place))
            position = place + 1
    threads = [
        Thread(number=index, title=comment.heading, raised_by=comment.by, at=comment.at)
        for index, comment in enumerate(comments, start=1)
    ]
    return Document(
        people=tuple(people.values()),
        reviews=tuple(reviews),
        comments=tuple(comments),
        threads=tuple(threads),
    )


def _comment(
    draft: _Draft, by: str, at: datetime | None, thread: int, review: int | None, position: int
) -> Comment:
    return Comment(
        key=f"c{thread}",
        review=review,
        position=position,
        opening=draft.opening,
        thread=thread,
        number=1,
        by=by,
        at=at,
        heading=draft.heading,
        source="\n\n".join(draft.parts),
        quotations=tuple(draft.quotations),
    )
