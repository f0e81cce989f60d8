"""What an import understood of a thread, for people to read before and after."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from arguments import anchoring
from arguments.models import Revision
from reviews.formats import document as neutral
from reviews.formats.document import UNRESOLVED
from reviews.formats.markdown import Summary, summary
from reviews.formats.projection import plain_text

from .known import Arrival, Here

SHOWN = 70


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """One review of the file. `number` is its number in the debate."""

    number: int
    by: str
    known: bool
    comments: int
    new_comments: int
    answers: int | None

    def __str__(self) -> str:
        answers = f", answers review {self.answers}" if self.answers else ""
        what = f"{self.new_comments} new of {self.comments} comments"
        state = "is here already" if self.known else "new"
        return f"Review {self.number} by {self.by}{answers}: {state}, {what}"


@dataclass(frozen=True, slots=True)
class QuotationReport:
    """One new quotation: `place` says where it stands; empty if nowhere, for this `reason`."""

    review: int | None
    position: int
    exact: str
    place: str = ""
    reason: str = ""

    def __str__(self) -> str:
        said = f"Review {self.review}, comment {self.position}" if self.review else "A comment"
        words = self.exact if len(self.exact) <= SHOWN else f"{self.exact[:SHOWN]}…"
        return f"{said} quotes “{words}”: {self.place or f'not placed, {self.reason}'}"


@dataclass(frozen=True, slots=True)
class Report:
    """`summary` counts what the whole file holds; `quotations` are those that are new here."""

    summary: Summary
    reviews: tuple[ReviewReport, ...]
    new_comments: int
    quotations: tuple[QuotationReport, ...]

    def lines(self) -> Iterator[str]:
        counts = self.summary
        yield (
            f"The file holds {counts.reviews} reviews with {counts.comments} comments:"
            f" {counts.paragraphs} paragraphs, {counts.headings} headings, and"
            f" {counts.quotations} quoted paragraphs in {counts.blocks} blocks."
        )
        yield from map(str, self.reviews)
        placed = sum(bool(quotation.place) for quotation in self.quotations)
        yield f"{placed} of {len(self.quotations)} new quotations found their source."
        yield from map(str, self.quotations)


def report_of(
    document: neutral.Document,
    arrived: Sequence[Arrival],
    new: neutral.Document,
    here: Here,
    texts: Sequence[Revision],
) -> Report:
    names = {person.key: person.name for person in document.people}
    answers = {review.number: review.answers for review in (*here.reviews, *new.reviews)}
    reviews = tuple(
        ReviewReport(
            number=each.review.number,
            by=names[each.review.by],
            known=each.known,
            comments=len(each.comments),
            new_comments=sum(comment.key not in here.words for comment in each.comments),
            answers=answers[each.review.number],
        )
        for each in arrived
    )
    quotations = tuple(quotation_reports(new, here, texts))
    return Report(summary(document), reviews, len(new.comments), quotations)


def quotation_reports(
    new: neutral.Document, here: Here, texts: Sequence[Revision]
) -> Iterator[QuotationReport]:
    everything = {each.key: each for each in (*here.comments, *new.comments)}
    sources = [text.text for text in texts]
    sources += [plain_text(each.source) for each in everything.values()]
    for comment in new.comments:
        for quotation in comment.quotations:
            source, reason = quotation.source, ""
            if quotation.state == UNRESOLVED:
                place, reason = "", reason_of(quotation.exact, sources)
            elif source.document:
                place = f"document {source.document}, revision {source.revision}"
            else:
                quoted = everything[source.comment or ""]
                place = f"review {quoted.review}, comment {quoted.position}"
            yield QuotationReport(comment.review, comment.position, quotation.exact, place, reason)


def reason_of(exact: str, sources: Sequence[str]) -> str:
    for text in sources:
        try:
            anchoring.find(text, exact)
        except anchoring.NotFound:
            continue
        except anchoring.Ambiguous as error:
            return f"because the words occur {error.count} times in one text"
        return "because the words are in more than one text, or in that review itself"
    return "because the words are in no text that is here"
