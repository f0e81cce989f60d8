"""Putting texts up for review, rewording them and publishing reviews, with what that means for
quotations."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from arguments import text
from arguments.models import Claim, Debate, Document, Person, Revision, Stale
from reviews.acts import Act
from reviews.models import Comment, Commitment, Doing, Quotation, Review, Thread


@transaction.atomic
def put_up_document(debate: Debate, *, by: Person, title: str, source: str) -> Document:
    """A new document; quotations that named an absent source are placed in it where they occur."""
    document = Document.put_up(debate, by=by, title=title, source=source)
    Quotation.objects.follow(document.latest)
    return document


@dataclass(frozen=True, slots=True)
class TakenUp:
    """A point that a revision takes up, and in a line what was done about it ("")."""

    thread: Thread
    line: str = ""


@transaction.atomic
def publish_revision(
    document: Document,
    *,
    by: Person,
    source: str,
    note: str = "",
    seen: int | None = None,
    points: Sequence[TakenUp] = (),
    kept: Sequence[Commitment] = (),
) -> Revision:
    """A new revision of `document`, with every quotation of it carried over.

    `seen` is the revision that the writer had before them: `Stale` if it is no longer the last.
    In each of `points` an answer says that it was taken up, so that its raiser is to confirm it;
    the promises `kept` are done in this revision. All of it is published, or nothing.
    """
    document.debate.lock()
    if seen is not None and (last := document.latest).number != seen:
        raise Stale(last, seen)
    revision = document.revise(by=by, source=source, note=note)
    Quotation.objects.follow(revision)
    for point in points:
        take_up(point, revision, by=by)
    for commitment in kept:
        commitment.settle(Commitment.State.DONE, by=by, done_in=revision)
    return revision


@transaction.atomic
def take_up(point: TakenUp, revision: Revision, *, by: Person) -> Comment:
    """Answer a point with the revision that takes it up."""
    last = point.thread.comments.filter(removed_at=None).order_by("number").last()
    if last is None:
        raise ValidationError({"points": f"Nothing is left of {point.thread.label}."})
    return Comment.post(
        point.thread.debate,
        by=by,
        source=point.line or f"Taken up in revision {revision.number}.",
        target=last,
        doings=[Doing(Act.ANSWER)],
        taken_up_in=revision,
    )


@transaction.atomic
def edit_claim(
    claim: Claim, *, by: Person, seen: int, reason: str = "", **wording: object
) -> Claim:
    """`Claim.edit`, with what is quoted of its body carried over."""
    edited = claim.edit(by=by, seen=seen, reason=reason, **wording)
    Quotation.objects.follow_claim(edited)
    return edited


@dataclass(frozen=True, slots=True)
class Fate:
    """What would become of a quotation with a new wording of its document."""

    quotation: Quotation
    state: str
    exact: str


def fates(document: Document, source: str, person: Person) -> list[Fate]:
    """What would become of the quotations that `person` sees. Nothing is written."""
    new = text.render(source).text
    found: list[Fate] = []
    for revision in document.revisions.filter(quotations__isnull=False).distinct():
        quoted = list(revision.quotations.visible_to(person).order_by("start", "pk"))
        anchors = Quotation.carried(quoted, revision.text, new)
        found += [Fate(anchor.quotation, anchor.state, anchor.exact) for anchor in anchors]
    return found


def in_words(states: Iterable[str]) -> str:
    """ "5 exact, 1 lost"; "" when there are none."""
    counts = Counter(states)
    return ", ".join(
        f"{counts[state]} {state}" for state in Quotation.State.values if counts[state]
    )


@transaction.atomic
def publish_review(review: Review, *, by: Person, opening: str, **verdict: object) -> None:
    """Publish a draft with its opening. `verdict`: recommendation, confidence, partial."""
    keep_opening(review, by=by, source=opening)
    review.publish(by=by, **verdict)


@transaction.atomic
def keep_draft(review: Review, *, by: Person, opening: str, **verdict: object) -> None:
    """The same, but only kept for later."""
    keep_opening(review, by=by, source=opening)
    review.keep(by=by, **verdict)


def keep_opening(review: Review, *, by: Person, source: str) -> None:
    """Write, rewrite or take out the opening of a draft."""
    review.check_draft_of(by)
    opening = review.comments.filter(opening=True).first()
    if opening is None and source.strip():
        Comment.post(
            review.debate,
            by=by,
            source=source,
            review=review,
            opening=True,
            target=review.document,
            doings=[Doing(Act.NOTE)],
        )
    elif opening and not source.strip():
        opening.remove(by=by)
    elif opening and opening.source != source:
        opening.edit(by=by, seen=opening.version, source=source)
