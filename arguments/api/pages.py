"""Lists come in pages by key: stable while rows are added, and equally quick at every place."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from django.db.models import QuerySet
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from .problems import BadQuery

LONGEST_PAGE = 100
DEFAULT_PAGE = 50
CURSOR = re.compile(r"(after|before) ([0-9]{1,18})")

Represent: TypeAlias = Callable[[Sequence[Any]], Iterable[Any]]


class WholeNumber(serializers.IntegerField):
    """A number in ASCII digits and nothing else."""

    def to_internal_value(self, data: Any) -> int:
        if not (isinstance(data, str) and re.fullmatch("[0-9]{1,9}", data)):
            self.fail("invalid")
        return super().to_internal_value(data)


class PageQuery(serializers.Serializer):
    """Every list takes these."""

    limit = WholeNumber(
        min_value=1, max_value=LONGEST_PAGE, default=DEFAULT_PAGE, help_text="Rows in one page."
    )
    cursor = serializers.RegexField(
        "^[A-Za-z0-9_-]{1,64}$",
        required=False,
        help_text="Where to go on; take it from `next` or `previous`.",
    )


def page_address() -> serializers.Field:
    return serializers.URLField(allow_null=True, help_text="Of the page; null: there is none.")


@cache
def page_of(shape: type[serializers.Serializer]) -> serializers.Serializer:
    """The shape of a page of `shape`, for the schema."""
    name = shape.__name__.removesuffix("Serializer")
    return inline_serializer(
        f"{name}Page",
        {
            "count": serializers.IntegerField(help_text="Rows on all pages together."),
            "next": page_address(),
            "previous": page_address(),
            "results": shape(many=True),
        },
    )


def page(
    request: Request,
    rows: QuerySet[Any, Any],
    query: Mapping[str, Any],
    represent: Represent,
    *,
    key: str = "number",
) -> Response:
    """One page of `rows` in order of `key`, a whole number that no two rows share.

    `represent` turns the rows of the page into what is answered. Two queries beside its own.
    """
    count = rows.count()
    found, earlier, later = part_of(rows, query, key)
    return Response(
        {
            "count": count,
            "next": address(request, "after", key_of(found[-1], key)) if later else None,
            "previous": address(request, "before", key_of(found[0], key)) if earlier else None,
            "results": represent(found),
        }
    )


def part_of(
    rows: QuerySet[Any, Any], query: Mapping[str, Any], key: str
) -> tuple[list[Any], bool, bool]:
    """The rows of the page asked for, and whether there are rows before and after them."""
    limit = query["limit"]
    direction, place = read_cursor(query.get("cursor"))
    if direction == "before":
        found = list(rows.filter(**{f"{key}__lt": place}).order_by(f"-{key}")[: limit + 1])
        more = len(found) > limit
        return found[:limit][::-1], more, bool(found)
    if direction == "after":
        rows = rows.filter(**{f"{key}__gt": place})
    found = list(rows.order_by(key)[: limit + 1])
    return found[:limit], direction == "after" and bool(found), len(found) > limit


def key_of(row: Any, key: str) -> int:
    return row[key] if isinstance(row, dict) else getattr(row, key)


def read_cursor(cursor: str | None) -> tuple[str, int]:
    if cursor is None:
        return "", 0
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        text = ""
    read = CURSOR.fullmatch(text)
    if read is None:
        raise BadQuery({"cursor": ["Not a cursor that was given out."]})
    return read[1], int(read[2])


def address(request: Request, direction: str, place: int) -> str:
    cursor = base64.urlsafe_b64encode(f"{direction} {place}".encode()).decode().rstrip("=")
    here = remove_query_param(request.build_absolute_uri(), "cursor")
    return replace_query_param(here, "cursor", cursor)
