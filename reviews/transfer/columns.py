"""Parts of neutral records, made of the columns of rows, and the keys of people and topics."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import slugify

from arguments.models import Debate
from arguments.standing import Standing
from reviews.formats import document as neutral

#: A row by names; what a part takes from it is gone from it.
Row = dict[str, Any]


def people_of(debate: Debate, *, usernames: bool) -> dict[int, neutral.Person]:
    """Everybody with a part in a debate, by primary key, each under a key made of their name."""
    rows = list(
        debate.participants.order_by("pk").values_list("pk", "name", "role", "user__username")
    )
    keys = unlike(slugify(name, allow_unicode=True) or "person" for _, name, _, _ in rows)
    return {
        pk: neutral.Person(
            key=key, name=name, role=role, username=username if usernames and username else ""
        )
        for key, (pk, name, role, username) in zip(keys, rows, strict=True)
    }


def topics_of(debate: Debate) -> dict[int, neutral.Topic]:
    rows = list(debate.topics.values_list("pk", "title"))
    keys = unlike(slugify(title, allow_unicode=True) or "topic" for _, title in rows)
    return {
        pk: neutral.Topic(key=key, title=title) for key, (pk, title) in zip(keys, rows, strict=True)
    }


def unlike(keys: Iterable[str]) -> Iterator[str]:
    """The keys, with a number at the end of those that came before."""
    given: set[str] = set()
    for key in keys:
        number, free = 1, key
        while free in given:
            number += 1
            free = f"{key}-{number}"
        given.add(free)
        yield free


def standing_of(reviewed: Standing, argued: Standing) -> neutral.Standing:
    return neutral.Standing(
        word=reviewed.word,
        label=reviewed.label,
        as_argued=argued.word,
        sentence=reviewed.sentence,
    )


def removal(row: Row) -> neutral.Removal | None:
    at, by, reason = (row.pop(name) for name in ("removed_at", "removed_by", "removal_reason"))
    return neutral.Removal(by=by, at=at, reason=reason) if at else None


def target(row: Row) -> neutral.Target:
    document, section = row.pop("document__number"), row.pop("section__title")
    in_document = row.pop("section__revision__document__number")
    answered = row.pop("answers__uuid")
    return neutral.Target(
        document=document or in_document,
        section=section,
        claim=row.pop("claim__number"),
        link=row.pop("link__number"),
        comment=str(answered) if answered else None,
    )


def quotation_source(row: Row) -> neutral.QuotationSource:
    document, revision, comment, claim, version, name = (
        row.pop(key) for key in ("document", "revision", "quoted", "claim", "version", "name")
    )
    if document:
        return neutral.QuotationSource(document=document, revision=revision)
    if comment:
        return neutral.QuotationSource(comment=str(comment), version=version)
    if claim:
        return neutral.QuotationSource(claim=claim, version=version)
    return neutral.QuotationSource(name=name)


def revision_name(row: Row) -> neutral.RevisionName | None:
    document, revision = row.pop("of_document"), row.pop("revision")
    return neutral.RevisionName(document=document, revision=revision) if revision else None
