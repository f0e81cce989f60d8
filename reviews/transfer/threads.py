"""Threads of a neutral document as rows, with what was decided about them."""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.db import models

from arguments.models.texts import cleaned
from reviews.formats import document as neutral
from reviews.models import Comment, Move, Moved, Outcome, Thread

from .names import Names, check_fields, reserved


def name_threads(document: neutral.Document, names: Names) -> list[Thread]:
    """Rows for the threads of a document; they are inserted once all that was said is."""
    first: dict[int | None, neutral.Comment] = {}
    for each in sorted(document.comments, key=lambda each: each.number or 0):
        first.setdefault(each.thread, each)
    keys = reserved(Thread, len(document.threads))
    rows = []
    for index, thread in enumerate(document.threads):
        begun = first.get(thread.number)
        row = Thread(
            pk=next(keys),
            uuid=names.uuid_of(thread.uuid),
            debate=names.debate,
            number=thread.number,
            at=thread.at or (begun and begun.at) or names.now,
        )
        with names.at(f"/threads/{index}"):
            row.title = cleaned("title", thread.title, limit=200, one_line=True)
            raised_by = thread.raised_by or (begun.by if begun else "")
            if not raised_by:
                raise ValidationError({"raised_by": "Is missing."})
            row.raised_by = names.people[raised_by]
        rows.append(row)
        names.threads[thread.number] = row
    names.check()
    return rows


def write_threads(threads: Sequence[neutral.Thread], rows: Sequence[Thread], names: Names) -> None:
    """Insert the threads `rows`, each in the state that follows from what was said and decided.

    Threads that were there before, and have a name because something was added, follow as well.
    """
    names.insert(
        [row for index, each in enumerate(threads) for row in outcomes_of(each, index, names)]
    )
    Thread.settle(names.debate, list(names.threads.values()))
    comments = names.debate.comments.filter(thread__in=[row.pk for row in names.threads.values()])
    last = dict(comments.values_list("thread").annotate(models.Max("at")).order_by())
    titles = titles_of([row for row in rows if not row.title])
    for row in rows:
        row.title = row.title or titles[row.pk]
        row.changed_at = last.get(row.pk, row.at)
    names.insert(rows)
    write_moves(threads, names)
    for row in set(names.threads.values()) - set(rows):
        row.version += 1
        row.changed_at = names.now
        row.save()


def titles_of(rows: Sequence[Thread]) -> dict[int, str]:
    """Of threads without one: the first words that were said in each."""
    pks = [row.pk for row in rows]
    comments = Comment.objects.filter(thread__in=pks).order_by("-number")
    titles = {comment.thread_id: comment.point() for comment in comments}
    return {pk: titles.get(pk, "(no words)") for pk in pks}


def outcomes_of(each: neutral.Thread, index: int, names: Names) -> Iterator[Outcome]:
    thread = names.threads[each.number]
    for which, outcome in enumerate(each.outcomes):
        row = Outcome(
            thread=thread,
            kind=outcome.kind,
            outcome=outcome.outcome,
            satisfaction=outcome.satisfaction,
            by=names.people[outcome.by] if outcome.by else thread.raised_by,
            at=outcome.at or thread.at,
        )
        with names.at(f"/threads/{index}/outcomes/{which}"):
            row.line = cleaned("line", outcome.line, limit=300, one_line=True)
            check_fields(row, "kind", "outcome", "satisfaction")
        yield row


def write_moves(threads: Sequence[neutral.Thread], names: Names) -> None:
    """What was moved from each thread to others, as it is on record."""
    moves, places = [], []
    for index, each in enumerate(threads):
        for which, moved in enumerate(each.moves):
            move = Move(
                debate=names.debate,
                old=names.threads[each.number],
                new=names.threads[moved.to],
                by=names.people[moved.by] if moved.by else names.threads[each.number].raised_by,
                at=moved.at or names.now,
                undone_by=names.people[moved.undone_by] if moved.undone_by else None,
                undone_at=moved.undone_at,
            )
            with names.at(f"/threads/{index}/moves/{which}"):
                move.reason = cleaned("reason", moved.reason, limit=300, one_line=True)
            moves.append(move)
            places += [
                Moved(
                    move=move,
                    comment=names.comments[place.comment],
                    old_number=place.old,
                    new_number=place.new,
                )
                for place in moved.comments
            ]
    names.insert(moves)
    names.insert(places)
