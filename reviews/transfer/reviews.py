"""Reviews, stances, words on cruxes and commitments of a neutral document as rows."""

from collections.abc import Iterator, Sequence

from arguments.models.texts import cleaned
from reviews.formats import document as neutral
from reviews.models import Commitment, CommitmentChange, CruxWord, Review, Stance

from .names import Names, check_fields, reserved


def write_reviews(reviews: Sequence[neutral.Review], names: Names) -> None:
    keys = reserved(Review, len(reviews))
    rows = {each.number: Review(pk=next(keys), number=each.number) for each in reviews}
    names.reviews |= rows
    for index, each in enumerate(reviews):
        row = rows[each.number]
        row.uuid, row.debate = names.uuid_of(each.uuid), names.debate
        row.by, row.at = names.people[each.by], each.at or names.now
        if each.document:
            row.document = names.documents[each.document]
        if each.document and each.revision:
            row.revision = names.revisions[each.document, each.revision]
        row.answers = names.reviews[each.answers] if each.answers else None
        row.recommendation, row.confidence = each.recommendation, each.confidence
        row.partial, row.state, row.url = each.partial, each.state, each.url
        with names.at(f"/reviews/{index}"):
            check_fields(row, "recommendation", "confidence", "url")
    names.insert(list(rows.values()))


def write_stances(stances: Sequence[neutral.Stance], names: Names) -> None:
    rows = []
    for index, each in enumerate(stances):
        claim = names.claims[each.claim]
        row = Stance(
            claim=claim,
            by=names.people[each.by],
            position=each.position,
            confidence=each.confidence,
            claim_version=each.claim_version,
            made_on=names.claims[each.made_on] if each.made_on else None,
            comment=names.comments[each.comment] if each.comment else None,
            at=each.at or names.now,
        )
        with names.at(f"/stances/{index}"):
            row.reason = cleaned("reason", each.reason, limit=500, one_line=True)
        if each.claim_version > (row.made_on or claim).version:
            names.wrong(f"/stances/{index}/claim_version", "the claim has no such version")
        rows.append(row)
    names.insert(rows)


def write_crux_words(words: Sequence[neutral.CruxWord], names: Names) -> None:
    rows = []
    for index, each in enumerate(words):
        row = CruxWord(
            debate=names.debate,
            claim=names.claims[each.claim] if each.claim else None,
            link=names.links[each.link] if each.link else None,
            by=names.people[each.by],
            hold=each.hold,
            comment=names.comments[each.comment] if each.comment else None,
            at=each.at or names.now,
        )
        with names.at(f"/crux_words/{index}"):
            row.line = cleaned("line", each.line, limit=300, one_line=True)
        rows.append(row)
    names.insert(rows)


def write_commitments(commitments: Sequence[neutral.Commitment], names: Names) -> None:
    rows: list[Commitment] = []
    changes: list[CommitmentChange] = []
    for index, each in enumerate(commitments):
        row = commitment_of(each, names)
        with names.at(f"/commitments/{index}"):
            row.text = cleaned("text", each.text, limit=5_000)
            row.reason = cleaned("reason", each.reason, limit=500, one_line=True)
            check_fields(row, "text")
        rows.append(row)
        changes += changes_of(each, row, f"/commitments/{index}", names)
    names.insert(rows)
    names.insert(changes)


def commitment_of(each: neutral.Commitment, names: Names) -> Commitment:
    done_in = (each.document or 0, each.done_in or 0)
    return Commitment(
        uuid=names.uuid_of(each.uuid),
        debate=names.debate,
        number=each.number,
        by=names.people[each.by],
        text=each.text,
        strength=each.strength,
        state=each.state,
        comment=names.comments[each.comment] if each.comment else None,
        thread=names.threads[each.thread] if each.thread else None,
        claim=names.claims[each.claim] if each.claim else None,
        document=names.documents[each.document] if each.document else None,
        done_in=names.revisions[done_in] if each.done_in else None,
        due=each.due,
        checked_by=names.people[each.checked_by] if each.checked_by else None,
        at=each.at or names.now,
    )


def changes_of(
    each: neutral.Commitment, row: Commitment, place: str, names: Names
) -> Iterator[CommitmentChange]:
    """The life of a promise; without any word of it, that it is in the state it has."""
    if not each.changes:
        yield CommitmentChange(
            commitment=row, state=row.state, strength=row.strength, by=row.by, at=row.at
        )
        return
    for index, change in enumerate(each.changes):
        made = CommitmentChange(
            commitment=row,
            state=change.state,
            strength=change.strength or row.strength,
            by=names.people[change.by] if change.by else row.by,
            at=change.at or row.at,
        )
        with names.at(f"{place}/changes/{index}"):
            made.reason = cleaned("reason", change.reason, limit=500, one_line=True)
        yield made
    if each.changes[-1].state != each.state:
        names.wrong(f"{place}/state", f"the last change says {each.changes[-1].state}")
