"""Quotations of a neutral document as rows, each with its place in the text that it quotes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError

from arguments import text
from arguments.models import Claim, Revision
from arguments.models.texts import cleaned
from reviews.formats import document as neutral
from reviews.models import Anchor, Comment, Quotation

from .names import Names, placed

NO_VERSION = {"source/version": "There is no version with this number."}


def write_quotations(
    comments: Sequence[neutral.Comment], claims: Sequence[neutral.Claim], names: Names
) -> None:
    written = {each.key: each for each in comments}
    stated = {each.number: each for each in claims}
    pairs: list[tuple[neutral.Quotation, Quotation]] = []
    for index, each in enumerate(comments):
        for which, quoted in enumerate(each.quotations):
            row = quotation_of(quoted, names.comments[each.key])
            with names.at(f"/comments/{index}/quotations/{which}"):
                row.exact = cleaned("exact", quoted.exact, limit=text.LONGEST_BODY)
                row.imported = cleaned("imported", quoted.imported, limit=text.LONGEST_BODY)
                row.markdown = cleaned("markdown", quoted.markdown, limit=text.LONGEST_BODY)
                place(quoted, row, written, stated, names)
            pairs.append((quoted, row))
    names.insert([row for _, row in pairs])
    if any(quoted.anchors for quoted, _ in pairs):
        names.insert(list(anchors_of(pairs, names)))
    else:  # the document says nothing of later texts
        names.insert(list(anchors_found([row for _, row in pairs], names)))


def quotation_of(quoted: neutral.Quotation, comment: Comment) -> Quotation:
    return Quotation(
        comment=comment,
        position=quoted.position,
        after=quoted.after,
        block=quoted.block,
        purpose=quoted.purpose,
        state=quoted.state,
        prefix=quoted.prefix,
        suffix=quoted.suffix,
    )


def place(
    quoted: neutral.Quotation,
    row: Quotation,
    written: Mapping[str, neutral.Comment],
    claims: Mapping[int, neutral.Claim],
    names: Names,
) -> None:
    """Say where the words stand. They are looked up, so that no wrong offset comes in."""
    source = quoted.source
    if source.document and source.revision:
        row.source_revision = names.revisions[source.document, source.revision]
        there = row.source_revision.text
    elif source.comment:
        row.source_comment = comment = names.comments[source.comment]
        row.source_version = source.version or comment.version
        there = text_of_version(comment, row.source_version, written.get(source.comment))
    elif source.claim:
        row.source_claim = claim = names.claims[source.claim]
        row.source_version = source.version or claim.version
        there = text_of_wording(claim, row.source_version, claims[source.claim])
    else:
        row.source_name = cleaned("source/name", source.name or "", limit=300, one_line=True)
        return
    if not there and quoted.start is not None:  # its words were removed; what was quoted stays
        row.start, row.end, row.verbatim = quoted.start, quoted.end, quoted.verbatim
        return
    corrected = bool(quoted.imported) and not quoted.verbatim
    came = replace(quoted, exact=quoted.imported) if corrected else quoted
    selector, row.verbatim = placed(came, there)
    row.verbatim = row.verbatim and not corrected
    row.start, row.end = selector.start, selector.end
    row.prefix, row.suffix = selector.prefix, selector.suffix


def text_of_version(comment: Comment, number: int, written: neutral.Comment | None) -> str:
    """The plain text of one wording of a comment; empty when its words were removed."""
    if number == comment.version or comment.removed_at:
        return comment.text
    for version in written.versions if written else ():
        if version.number == number:
            return text.render(version.source).text
    raise ValidationError(NO_VERSION)


def text_of_wording(claim: Claim, number: int, written: neutral.Claim) -> str:
    """The plain text of one wording of a claim's body."""
    if number == claim.version:
        return claim.text
    for version in written.versions:
        if version.number == number:
            return text.render(version.body).text
    raise ValidationError(NO_VERSION)


def anchors_of(
    pairs: Sequence[tuple[neutral.Quotation, Quotation]], names: Names
) -> Iterator[Anchor]:
    """Where quotations went in later texts, as the document says."""
    for quoted, row in pairs:
        for anchor in quoted.anchors:
            yield Anchor(
                quotation=row,
                revision=later_revision(quoted, anchor, names),
                version=anchor.version,
                state=anchor.state,
                exact=anchor.exact,
                start=anchor.start,
                end=anchor.end,
                at=anchor.at or row.comment.at,
                checked_by=names.people[anchor.checked_by] if anchor.checked_by else None,
                checked_at=anchor.checked_at,
            )


def later_revision(
    quoted: neutral.Quotation, anchor: neutral.Anchor, names: Names
) -> Revision | None:
    if quoted.source.document and anchor.revision:
        return names.revisions[quoted.source.document, anchor.revision]
    return None


def anchors_found(rows: Sequence[Quotation], names: Names) -> Iterator[Anchor]:
    """Where quotations stand in the later revisions of what they quote."""
    by_revision: dict[tuple[int, int], list[Quotation]] = defaultdict(list)
    for row in rows:
        if revision := row.source_revision:
            by_revision[revision.document.number, revision.number].append(row)
    for (document, number), quoted in by_revision.items():
        old = names.revisions[document, number].text
        for (of, later), revision in sorted(names.revisions.items(), key=lambda item: item[0]):
            if of == document and later > number:
                yield from Quotation.carried(quoted, old, revision.text, revision=revision)
