"""The response letter to a review, from the records."""

from collections.abc import Iterator

from arguments.models import Person
from reviews.dispositions import Disposition, Row, all_rows, with_dispositions
from reviews.formats import letter
from reviews.models import Comment, Review, Thread
from reviews.transfer.reading import of_comments, snapshot


def letter_on(review: Review, person: Person) -> str:
    """What was answered to each point that `review` raised, as Markdown.

    What needed no reply and got none is left out.
    """
    with snapshot():
        raised = Thread.objects.filter(comments__review=review, comments__number=1)
        rows = all_rows(with_dispositions(raised.with_bylines()).order_by("number"))
        points = [row for row in rows if not left_out(row)]
        comments = Comment.objects.visible_to(person).published()
        of_points = comments.filter(thread__in=[row.thread.pk for row in points])
        document = of_comments(review.debate, person, of_points | comments.filter(review=review))
    written = next(each for each in document.reviews if each.number == review.number)
    about = f"“{review.document}”" if review.document else ""
    if about and review.revision:
        about += f", revision {review.revision.number}"
    return letter.dumps(document, written, about, [fate_of(row) for row in points])


def left_out(row: Row) -> bool:
    return row.disposition == Disposition.NO_REPLY and row.answer is None


def fate_of(row: Row) -> letter.Fate:
    thread = row.thread
    return letter.Fate(
        thread.number, thread.title, row.place, row.disposition.label, list(facts_of(row))
    )


def facts_of(row: Row) -> Iterator[str]:
    for number in row.taken_up:
        yield f"Taken up in revision {number}."
    for promise in row.promises:
        where = f" in revision {promise.done_in.number}" if promise.done_in else ""
        due = f", due {promise.due.isoformat()}" if promise.due and not where else ""
        text = " ".join(promise.text.split())
        yield f"{promise.label} ({promise.strength}, {promise.state}{where}{due}): {text}"
    thread = row.thread
    if thread.outcome:
        line = f": {thread.outcome_line}" if thread.outcome_line else "."
        yield f"Outcome: {thread.get_outcome_display().lower()}{line}"
    if thread.satisfaction != Thread.Satisfaction.NONE:
        yield f"{thread.get_satisfaction_display()}."
