"""A Markdown thread from elsewhere becomes reviews of a debate that is here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from arguments.models import Debate, MembershipChange, Participant, Revision, Section, User
from reviews.formats import document as neutral
from reviews.formats import markdown
from reviews.formats.document import FormatError, Problem
from reviews.formats.sources import Source, resolve
from reviews.models import Comment, Review, Thread

from .known import Arrival, Here, arrivals, single_arrivals
from .names import Names, take_time
from .placing import aimed_comments, aimed_reviews, named_sources, threaded
from .report import Report, report_of
from .reviews import write_reviews
from .writing import write_discussion

#: Events of one announcement at most, which must be short.
MOST_EVENTS = 200
#: Beyond every position of a comment in its review.
FAR_OFF = 1_000_000_000


@transaction.atomic
def import_thread(
    data: str | bytes,
    debate: Debate,
    *,
    by: User,
    author: str = "",
    source: str = "",
    dry_run: bool = False,
) -> Report:
    """Add the reviews in a Markdown thread to `debate`, at the word of one of its editors.

    What was imported before is not added again. The people become participants without accounts:
    reviewers, and `author` (a name) the author. Quotations are looked up in the documents and
    comments of the debate and of the file; those found nowhere wait, under the name `source`, for
    a text that has them. Acts are not guessed.

    Raises FormatError with everything that is wrong, by line; then, or on a dry run, nothing is
    written.
    """
    if not debate.can_edit(by):
        raise PermissionDenied
    document = markdown.loads(data)
    take_time()
    debate.lock()
    debate.refresh_from_db()
    here = Here.of(debate, by)
    arrived = list(arrivals(document, here, last=debate.last_review))
    texts = list(Revision.objects.filter(document__debate=debate).select_related("document"))
    singles = single_arrivals(document, here)
    new = new_part(arrived, singles, here, texts, last_thread=debate.last_thread, source=source)
    names = Names(debate)
    try:
        name_what_is_here(names, here, new, texts)
        name_people(names, document.people, new, author)
        write(new, arrived, names)
    except FormatError as error:
        raise FormatError(list(by_line(error.problems, new, data))) from error
    if dry_run:
        transaction.set_rollback(True)
    return report_of(document, arrived, new, here, texts)


def new_part(
    arrived: Sequence[Arrival],
    singles: Sequence[neutral.Comment],
    here: Here,
    texts: Sequence[Revision],
    *,
    last_thread: int,
    source: str,
) -> neutral.Document:
    """What an import adds: reviews, comments and threads, each with its place in the debate."""
    reviews = [each.review for each in arrived if not each.known]
    comments = [
        comment for each in arrived for comment in each.comments if comment.key not in here.words
    ]
    new = {comment.key for comment in (*comments, *singles)}
    resolved = traced(reviews, [*comments, *singles], here, texts)
    reviews = aimed_reviews(reviews, resolved, here)
    review_of = {review.number: review for review in (*here.reviews, *reviews)}
    added = [
        named_sources(comment, review_of.get(comment.review or 0), source)
        for comment in resolved
        if comment.key in new
    ]
    aimed = list(aimed_comments(added, reviews, here, sections_in(texts)))
    placed, threads = threaded(aimed, here, last=last_thread)
    return neutral.Document(reviews=tuple(reviews), comments=tuple(placed), threads=tuple(threads))


def traced(
    reviews: Sequence[neutral.Review],
    comments: Sequence[neutral.Comment],
    here: Here,
    texts: Sequence[Revision],
) -> Sequence[neutral.Comment]:
    """All comments, those that are here and new ones, of which the quotations are looked up."""
    held = [replace(comment, quotations=()) for comment in here.comments]
    return resolve(
        neutral.Document(reviews=(*here.reviews, *reviews), comments=(*held, *comments)),
        [Source(text.document.number, text.number, text.text) for text in texts],
    ).comments


def sections_in(texts: Sequence[Revision]) -> set[tuple[int, int, str]]:
    rows = Section.objects.filter(revision__in=texts).values_list(
        "revision__document__number", "revision__number", "title"
    )
    return set(rows)


def name_what_is_here(
    names: Names, here: Here, new: neutral.Document, texts: Sequence[Revision]
) -> None:
    """Give names to those rows of the debate to which new comments refer."""
    for text in texts:
        names.documents[text.document.number] = text.document
        names.revisions[text.document.number, text.number] = text
        names.sections[text.document.number, text.number] = []
    for section in Section.objects.filter(revision__in=texts).select_related("revision__document"):
        revision = section.revision
        names.sections[revision.document.number, revision.number].append(section)
    comments, reviews, threads = names_in(new)
    for comment in Comment.objects.filter(uuid__in=comments & here.words.keys()):
        names.comments[str(comment.uuid)] = comment
    for thread in Thread.objects.filter(debate=names.debate, number__in=threads):
        names.threads[thread.number] = thread
    for review in Review.objects.filter(debate=names.debate, number__in=reviews):
        names.reviews[review.number] = review


def names_in(new: neutral.Document) -> tuple[set[str], set[int], set[int]]:
    """The comments, reviews and threads to which a document refers."""
    quoted = {q.source.comment for each in new.comments for q in each.quotations}
    answered = {each.target.comment for each in new.comments}
    reviews = {each.review for each in new.comments} | {each.answers for each in new.reviews}
    threads = {each.thread for each in new.comments}
    return (
        {key for key in quoted | answered if key},
        {number for number in reviews if number},
        {number for number in threads if number},
    )


def name_people(
    names: Names, people: Iterable[neutral.Person], new: neutral.Document, author: str
) -> None:
    """Whoever wrote something new, as a participant without account: a file proves no more."""
    writers = {each.by for each in new.reviews} | {each.by for each in new.comments}
    for person in people:
        role = Participant.Role.AUTHOR if person.name == author else Participant.Role.REVIEWER
        if person.key in writers or person.name == author:
            with names.at(f"“{person.name}”"):
                names.people[person.key] = participant = names.debate.named(person.name, role)
                if person.name == author:
                    make_author(participant)
    if author and author not in {person.name for person in people}:
        names.wrong("", f"nobody in the file is called “{author}”")
    names.check()


def make_author(participant: Participant) -> None:
    old, new = participant.role, Participant.Role.AUTHOR
    if old != new:
        participant.role = new
        participant.save(update_fields=["role"])
        MembershipChange.objects.create(participant=participant, old=old, new=new)


def write(new: neutral.Document, arrived: Sequence[Arrival], names: Names) -> None:
    debate, before = names.debate, set(names.threads)
    write_reviews(new.reviews, names)
    number_comments(arrived, debate)
    write_discussion(new, names)
    held = {review.number: review for review in debate.reviews.all()}
    for each in arrived:
        held[each.review.number].source_digest = each.digest
    Review.objects.bulk_update(
        [held[each.review.number] for each in arrived], ["source_digest"], batch_size=500
    )
    for kind, records in (("review", new.reviews), ("thread", new.threads)):
        if records:
            last = max(record.number for record in records)
            Debate.objects.filter(pk=debate.pk).update(**{f"last_{kind}": last})
    if new.reviews or new.comments:
        debate.touch("debate", *(f"thread-{number}" for number in sorted(before)[:MOST_EVENTS]))


def number_comments(arrived: Sequence[Arrival], debate: Debate) -> None:
    """Move comments on in their reviews where new ones come between them."""
    places = {each.key: each.position for one in arrived if one.known for each in one.comments}
    moved = [
        comment
        for comment in debate.comments.filter(uuid__in=places)
        if comment.position != places[str(comment.uuid)]
    ]
    # First out of the way of each other: no two may ever be at one place.
    of_moved = Comment.objects.filter(pk__in=[comment.pk for comment in moved])
    of_moved.update(position=models.F("position") + FAR_OFF)
    for comment in moved:
        comment.position = places[str(comment.uuid)]
    Comment.objects.bulk_update(moved, ["position"], batch_size=500)


def by_line(
    problems: Iterable[Problem], new: neutral.Document, data: str | bytes
) -> Iterator[Problem]:
    """Problems with reviews and comments at the lines of the file where they are."""
    text = data if isinstance(data, str) else data.decode("utf-8-sig")
    for problem in problems:
        _, section, index, *field = f"{problem.place}///".split("/", 3)
        words = words_of(section, int(index), new) if index.isdecimal() else ""
        if words:
            line = text.count("\n", 0, max(text.find(words), 0)) + 1
            named = "".join(field).strip("/")
            yield Problem(f"line {line}", f"{named}: {problem.message}")
        else:
            yield problem


def words_of(section: str, index: int, new: neutral.Document) -> str:
    """Words that stand in the file as they are in a review or comment."""
    if section == "reviews":
        return new.reviews[index].url
    if section != "comments":
        return ""
    comment = new.comments[index]
    written = (comment.heading, comment.source, *(each.exact for each in comment.quotations))
    return next((each for each in written if each), "").partition("\n")[0]
