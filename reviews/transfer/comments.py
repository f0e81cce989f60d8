"""Comments of a neutral document as rows: where they stand, what they answer, what they do."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError

from arguments import text
from arguments.models import Section
from arguments.models.texts import cleaned
from reviews.formats import document as neutral
from reviews.models import Comment, CommentAct, CommentVersion

from .names import Names, reserved


def write_comments(comments: Sequence[neutral.Comment], names: Names) -> None:
    """Comments, with their wordings and acts. Those they answer and their threads have names."""
    keys = reserved(Comment, len(comments))
    rows = {each.key: Comment(pk=next(keys)) for each in comments}
    names.comments |= rows
    numbers = numbers_in_threads(comments)
    for index, (each, number) in enumerate(zip(comments, numbers, strict=True)):
        row = rows[each.key]
        fill(row, each, names)
        row.number = number
        with names.at(f"/comments/{index}"):
            put_in_thread(row, each, names)
            aim(row, each.target, names)
            check_version(row)
            row.render(quoting=bool(each.quotations or each.removed))
            reason = each.removed.reason if each.removed else ""
            row.removal_reason = cleaned("removed/reason", reason, limit=300, one_line=True)
    versions = [
        row for index, each in enumerate(comments) for row in versions_of(each, index, names)
    ]
    names.insert(list(rows.values()))
    names.insert(versions)
    names.insert([act for each in comments for act in acts_of(each, names)])


def fill(row: Comment, each: neutral.Comment, names: Names) -> None:
    """What can be taken over as it is."""
    row.uuid, row.debate = names.uuid_of_key(each.key), names.debate
    row.review = names.reviews[each.review] if each.review else None
    row.position, row.opening, row.apart = each.position, each.opening, each.apart
    row.by = names.people[each.by]
    row.at = each.at or (row.review.at if row.review else names.now)
    row.heading, row.source, row.qualifiers = each.heading, each.source, list(each.qualifiers)
    row.claim_version = each.claim_version
    row.made_on = names.claims[each.made_on] if each.made_on else None
    if named := each.taken_up_in:
        row.taken_up_in = names.revisions[named.document or 0, named.revision or 0]
    row.version = max((version.number for version in each.versions), default=1)
    if each.removed:
        row.removed_by = names.people[each.removed.by or each.by]
        row.removed_at = each.removed.at or row.at


def numbers_in_threads(comments: Sequence[neutral.Comment]) -> Iterator[int | None]:
    """The place of each in its thread: what the document says, or else after the others."""
    last: dict[int | None, int] = defaultdict(int)
    for each in comments:
        last[each.thread] = max(last[each.thread], each.number or 0)
    for each in comments:
        if each.thread and not each.number:
            last[each.thread] += 1
        yield each.number or last[each.thread] or None


def put_in_thread(row: Comment, each: neutral.Comment, names: Names) -> None:
    """What is published stands in a thread, a draft in none."""
    if row.draft and each.thread:
        raise ValidationError({"thread": "A comment of a draft stands in no thread."})
    if not row.draft and not each.thread:
        raise ValidationError({"thread": "Is missing."})
    row.thread = names.threads[each.thread] if each.thread else None


def aim(row: Comment, target: neutral.Target, names: Names) -> None:
    row.claim = names.claims[target.claim] if target.claim else None
    row.link = names.links[target.link] if target.link else None
    row.answers = names.comments[target.comment] if target.comment else None
    if target.document and target.section is None:
        row.document = names.documents[target.document]
    elif target.document:
        row.section = section_of(row, target, names)


def check_version(row: Comment) -> None:
    """What a comment says it was made on must be a wording there was."""
    about = row.made_on or row.claim
    if row.claim_version and (about is None or row.claim_version > about.version):
        raise ValidationError({"claim_version": "The claim has no such version."})


def section_of(row: Comment, target: neutral.Target, names: Names) -> Section:
    """The section with that title in the revision which the writer had before them."""
    of_document = [
        revision
        for (document, _), revision in sorted(names.revisions.items(), key=lambda item: item[0])
        if document == target.document
    ]
    reviewed = row.review.revision if row.review else None
    # The one under review, else the last one there was, else any.
    of_document.sort(key=lambda r: (r == reviewed, r.at <= row.at, r.number), reverse=True)
    for revision in of_document:
        for section in names.sections[revision.document.number, revision.number]:
            if section.title == target.section:
                return section
    raise ValidationError({"target/section": "There is no section with this title."})


def versions_of(each: neutral.Comment, index: int, names: Names) -> Iterator[CommentVersion]:
    """The wordings of a comment; without any, the one it has is its first."""
    comment = names.comments[each.key]
    if not each.versions:
        first = {"number": 1, "source": comment.source, "by": comment.by, "at": comment.at}
        yield CommentVersion(comment=comment, **first)
        return
    sources = {}
    for which, version in enumerate(each.versions):
        row = CommentVersion(
            comment=comment,
            number=version.number,
            by=names.people[version.by or each.by],
            at=version.at or comment.at,
        )
        with names.at(f"/comments/{index}/versions/{which}"):
            row.source = cleaned("source", version.source, limit=text.LONGEST_BODY)
            row.reason = cleaned("reason", version.reason, limit=300, one_line=True)
        sources[row.number] = row.source
        yield row
    if sources[comment.version] != comment.source:
        names.wrong(f"/comments/{index}/versions", "the last one does not read as the comment does")


def acts_of(each: neutral.Comment, names: Names) -> Iterator[CommentAct]:
    for act in dict.fromkeys(each.acts):
        yield CommentAct(
            comment=names.comments[each.key],
            act=act.act,
            claim=names.claims[act.claim] if act.claim else None,
            link=names.links[act.link] if act.link else None,
        )
