"""Comments as the API gives them, made from plain rows: a thread may have thousands.

A fixed number of queries, no object per comment. `CommentSerializer` is the shape they have.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.request import Request

from arguments.models import Participant
from reviews.models import Anchor, Comment, CommentAct, Quotation

Row: TypeAlias = dict[str, Any]
Comments: TypeAlias = list[int] | QuerySet[Comment]

COMMENT_COLUMNS = (
    "pk",
    "uuid",
    "number",
    "position",
    "opening",
    "heading",
    "source",
    "text",
    "html",
    "qualifiers",
    "version",
    "at",
    "removed_at",
    "removal_reason",
    "removed_by",
    "by",
    "debate__slug",
    "thread__uuid",
    "thread__number",
    "review__uuid",
    "document__uuid",
    "section__anchor",
    "section__revision__document__uuid",
    "claim__uuid",
    "claim_version",
    "made_on__uuid",
    "taken_up_in__number",
    "taken_up_in__document__uuid",
    "link__uuid",
    "answers__uuid",
)
QUOTATION_COLUMNS = (
    "pk",
    "comment",
    "position",
    "after",
    "purpose",
    "exact",
    "imported",
    "prefix",
    "suffix",
    "start",
    "end",
    "verbatim",
    "state",
    "source_name",
    "source_version",
    "source_comment__uuid",
    "source_claim__uuid",
    "source_revision__number",
    "source_revision__document__uuid",
)
WORDS = ("heading", "source", "text", "html")
NO_UUID = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to comments, by their primary keys (people by their own)."""

    people: Mapping[int, Row]
    acts: Mapping[int, list[Row]]
    quotations: Mapping[int, list[Row]]


def rows_of(comments: QuerySet[Comment]) -> QuerySet[Comment, Row]:
    return comments.values(*COMMENT_COLUMNS)


def comments_shown(
    rows: Sequence[Row], request: Request, among: QuerySet[Comment] | None = None
) -> list[Row]:
    """Comments (of `rows_of`) as the API gives them, in the same order. Four queries.

    Of a removed comment neither words nor quotations are shown; who removed it, when and why, is.
    `among`: what selects the rows, given where they are too many to be named one by one.
    """
    comments = [row["pk"] for row in rows] if among is None else among
    parts = Parts(
        people=people_of({row[name] for row in rows for name in ("by", "removed_by")}),
        acts=acts_of(comments),
        quotations=quotations_of(comments),
    )
    site = request.build_absolute_uri("/").rstrip("/")
    places = {(row["debate__slug"], row["thread__number"]) for row in rows}
    threads = {
        (slug, number): f"{site}{reverse('thread_detail', args=[slug, number])}"
        for slug, number in places
        if number
    }
    api = site + reverse("api_comment", args=[NO_UUID]).removesuffix(f"{NO_UUID}/")
    return [
        {
            "uuid": row["uuid"],
            "url": f"{api}{row['uuid']}/",
            "html_url": page_of(row, threads),
            **shown(row, parts),
        }
        for row in rows
    ]


def page_of(row: Row, threads: Mapping[tuple[str, int], str]) -> str | None:
    thread = threads.get((row["debate__slug"], row["thread__number"]))
    return f"{thread}#turn-{row['number']}" if thread else None


def shown(row: Row, parts: Parts) -> Row:
    removed = row["removed_at"] is not None
    return {
        "debate": row["debate__slug"],
        "thread": row["thread__uuid"],
        "number": row["number"],
        "label": f"{row['thread__number']}.{row['number']}" if row["number"] else "",
        "review": row["review__uuid"],
        "position": row["position"],
        "opening": row["opening"],
        "by": parts.people[row["by"]],
        "at": row["at"],
        "target": target_of(row),
        "claim_version": row["claim_version"],
        "made_on": row["made_on__uuid"],
        "taken_up_in": taken_up_in(row),
        **{name: "" if removed else row[name] for name in WORDS},
        "acts": [] if removed else parts.acts.get(row["pk"], []),
        "qualifiers": row["qualifiers"],
        "quotations": [] if removed else parts.quotations.get(row["pk"], []),
        "version": row["version"],
        "removed": removal_of(row, parts.people) if removed else None,
    }


def target_of(row: Row) -> Row:
    return {
        "document": row["document__uuid"] or row["section__revision__document__uuid"],
        "section": row["section__anchor"],
        "claim": row["claim__uuid"],
        "link": row["link__uuid"],
        "comment": row["answers__uuid"],
    }


def removal_of(row: Row, people: Mapping[int, Row]) -> Row:
    return {
        "at": row["removed_at"],
        "by": people.get(row["removed_by"]),
        "reason": row["removal_reason"],
    }


def people_of(keys: set[int | None]) -> dict[int, Row]:
    people = Participant.objects.filter(pk__in=[key for key in keys if key is not None])
    return {
        pk: {"name": name, "role": role, "imported": user is None}
        for pk, name, role, user in people.values_list("pk", "name", "role", "user")
    }


def acts_of(comments: Comments) -> dict[int, list[Row]]:
    acts: dict[int, list[Row]] = defaultdict(list)
    done = CommentAct.objects.filter(comment__in=comments).order_by("comment", "pk")
    rows = done.values_list("comment", "act", "claim__uuid", "link__uuid")
    for comment, act, claim, link in rows:
        acts[comment].append({"act": act, "claim": claim, "link": link})
    return acts


def quotations_of(comments: Comments) -> dict[int, list[Row]]:
    quotations: dict[int, list[Row]] = defaultdict(list)
    rows = Quotation.objects.filter(comment__in=comments).order_by("comment", "position")
    places = places_of(comments)
    for row in rows.values(*QUOTATION_COLUMNS):
        quotations[row["comment"]].append(quotation_shown(row, places.get(row["pk"])))
    return quotations


def quotation_shown(row: Row, now: Row | None) -> Row:
    plain = ("position", "after", "purpose", "exact", "imported", "prefix", "suffix")
    return {
        **{name: row[name] for name in (*plain, "start", "end")},
        "verbatim": row["verbatim"],
        "state": row["state"],
        "source": source_of(row),
        "now": now,
    }


def source_of(row: Row) -> Row:
    """What is quoted: of a document, a comment, a claim, and a name one is not null."""
    comment: UUID | None = row["source_comment__uuid"]
    claim: UUID | None = row["source_claim__uuid"]
    return {
        "document": row["source_revision__document__uuid"],
        "revision": row["source_revision__number"],
        "comment": comment,
        "claim": claim,
        "version": row["source_version"] if comment or claim else None,
        "name": row["source_name"] or None,
    }


def places_of(comments: Comments) -> dict[int, Row]:
    """Where each quotation stands in the newest text of its source, where that has changed."""
    anchors = Anchor.objects.filter(quotation__comment__in=comments).order_by("pk")
    columns = ("quotation", "revision__number", "version", "state", "exact", "start", "end")
    return {
        quotation: {
            "revision": revision,
            "version": version,
            "state": state,
            "exact": exact,
            "start": start,
            "end": end,
        }
        for quotation, revision, version, state, exact, start, end in anchors.values_list(*columns)
    }


def taken_up_in(row: Row) -> Row | None:
    number = row["taken_up_in__number"]
    if number is None:
        return None
    return {"document": row["taken_up_in__document__uuid"], "revision": number}
