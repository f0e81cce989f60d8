"""A whole reply with `>` quotations, pasted by its writer, as comments of their review draft."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from arguments.models import Debate, Document, Person, Revision, Section, User
from reviews.formats import document as neutral
from reviews.formats import markdown
from reviews.formats.document import UNRESOLVED, FormatError, Problem
from reviews.guessing import guessed
from reviews.models import Comment, Doing, Passage, Review
from reviews.models.comments import Target
from reviews.transfer.importing import sections_in, traced
from reviews.transfer.known import Here, afresh
from reviews.transfer.placing import aimed_comments, aimed_reviews, named_sources

#: The heading under which a reply is read; it is not part of what its writer pasted.
HEADING = "### Comment by me\n\n"


@dataclass(frozen=True, slots=True)
class Unit:
    """One comment of a pasted reply: its words, what it answers, and what it seems to do."""

    heading: str
    source: str
    opening: bool
    target: Target
    passages: Sequence[Passage]
    acts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reply:
    """A pasted reply, and the review or document that it answers as a whole."""

    units: Sequence[Unit]
    answers: Review | None
    document: Document | None


def read(text: str, debate: Debate, person: User, *, name: str = "") -> Reply:
    """What `text` says, comment by comment; FormatError, by line, if it cannot be read.

    Quotations are looked up in the documents and published comments of the debate. What is found
    nowhere, or in more than one place, is quoted from a text called `name`.
    """
    document = loaded(text)
    here = Here.of(debate, person)
    review = replace(document.reviews[0], number=debate.last_review + 1)
    written = [replace(afresh(each), review=review.number) for each in document.comments]
    texts = list(Revision.objects.filter(document__debate=debate).select_related("document"))
    resolved = traced([review], written, here, texts)
    (review,) = aimed_reviews([review], resolved, here)
    keys = {each.key for each in written}
    named = [named_sources(each, review, name) for each in resolved if each.key in keys]
    aimed = list(aimed_comments(named, [review], here, sections_in(texts)))
    rows = Rows(debate, aimed, texts)
    answers = debate.reviews.filter(number=review.answers or 0).first()
    return Reply([rows.unit(each) for each in aimed], answers, rows.document(review.document))


def loaded(text: str) -> neutral.Document:
    """The reply as a thread of one review; lines count as in what was pasted."""
    try:
        document = markdown.loads(HEADING + text)
    except FormatError as error:
        raise FormatError([_moved(problem) for problem in error.problems]) from error
    if len(document.reviews) != 1:
        raise FormatError([Problem("", "It holds replies of several people: import it instead.")])
    return document


def _moved(problem: Problem) -> Problem:
    word, _, number = problem.place.partition(" ")
    if word != "line" or not number.isdigit():
        return problem
    return Problem(f"line {max(1, int(number) - HEADING.count(chr(10)))}", problem.message)


class Rows:
    """The rows that comments of a reply name: two queries."""

    def __init__(
        self, debate: Debate, comments: Sequence[neutral.Comment], texts: Sequence[Revision]
    ) -> None:
        quoted = {q.source.comment for each in comments for q in each.quotations}
        named = quoted | {each.target.comment for each in comments}
        rows = Comment.objects.filter(uuid__in=[key for key in named if key], debate=debate)
        self.comments = {str(row.uuid): row for row in rows.select_related("thread", "debate")}
        self.revisions = {(each.document.number, each.number): each for each in texts}

    def document(self, number: int | None) -> Document | None:
        held = (each.document for each in self.revisions.values())
        return next((each for each in held if each.number == number), None)

    def unit(self, comment: neutral.Comment) -> Unit:
        acts, _ = guessed(comment.source)
        return Unit(
            comment.heading,
            comment.source,
            comment.opening,
            self.target(comment.target),
            [self.passage(each) for each in comment.quotations],
            acts,
        )

    def target(self, target: neutral.Target) -> Target:
        if target.comment:
            return self.comments[target.comment]
        document = self.document(target.document)
        if document and target.section:
            sections = Section.objects.filter(revision__document=document, title=target.section)
            return sections.order_by("-revision__number").first() or document
        return document

    def passage(self, quoted: neutral.Quotation) -> Passage:
        source: Revision | Comment | None = None
        if quoted.state != UNRESOLVED and quoted.source.comment:
            source = self.comments[quoted.source.comment]
        elif quoted.state != UNRESOLVED:
            source = self.revisions[quoted.source.document or 0, quoted.source.revision or 0]
        return Passage(
            quoted.exact,
            quoted.prefix,
            quoted.suffix,
            quoted.start if source else None,
            quoted.end if source else None,
            source,
            name=quoted.source.name or "",
            purpose=quoted.purpose,
            verbatim=quoted.verbatim,
            after=quoted.after,
            block=quoted.block,
            markdown=quoted.markdown,
        )


@transaction.atomic
def put_in_draft(
    reply: Reply, debate: Debate, *, by: Person, doings: Sequence[Sequence[Doing]]
) -> Review:
    """Add the comments of `reply` to the writer's draft, each with what it does, in order."""
    draft = Review.begin(debate, by=by, document=reply.document, answers=reply.answers)
    opened = draft.comments.filter(opening=True).exists()
    for unit, does in zip(reply.units, doings, strict=True):
        Comment.post(
            debate,
            by=by,
            review=draft,
            heading=unit.heading,
            source=unit.source,
            opening=unit.opening and not opened,
            target=unit.target,
            passages=unit.passages,
            doings=does,
        )
    return draft
