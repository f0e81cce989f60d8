"""What every call of the API keeps to, said once: `@reads` and `@writes` over each handler.

A call takes the query parameters and the body it declares and no others, in their exact types; a
write is one transaction and may be repeated under its idempotency key. The declarations are the
OpenAPI schema as well.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeAlias

from django.db import transaction
from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.snapshots import snapshot

from . import idempotency
from .problems import BadQuery, VersionRequired
from .strictness import complaints_about

Shape: TypeAlias = type[serializers.Serializer]
Handler: TypeAlias = Callable[..., HttpResponseBase]
Data: TypeAlias = Mapping[str, Any]

KEY_HEADER = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": idempotency.PATTERN},
    OpenApiParameter.HEADER,
    description="Repeated with the same key within a day, the request is not carried out again.",
)
VERSION_HEADER = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The ETag of what is edited, as it was read; or give `version` in the body.",
)


def reads(gives: object, query: Shape | None = None) -> Callable[[Handler], Handler]:
    """A handler that answers with the shape `gives`; `query` declares its parameters.

    The handler gets the valid parameters as its third argument, where it declares any.
    """

    def decorate(handler: Handler) -> Handler:
        @extend_schema(parameters=[query] if query else [], request=None, responses=gives)
        @wraps(handler)
        def answer(view: APIView, request: Request, **path: Any) -> HttpResponseBase:
            asked = read_query(request, query)
            extra = (asked,) if query else ()
            with snapshot():
                return kept_private(handler(view, request, *extra, **path))

        return answer

    return decorate


def writes(
    body: Shape | None, gives: object, *, status: int = 200, versioned: bool = False
) -> Callable[[Handler], Handler]:
    """A handler that changes something, in one transaction, and answers with the shape `gives`.

    It gets the valid body as its third argument, where it declares one. `gives` may be a dict of
    shapes by status. `versioned`: it edits what has versions, see `version_seen`.
    """
    headers = [KEY_HEADER, VERSION_HEADER] if versioned else [KEY_HEADER]

    def decorate(handler: Handler) -> Handler:
        answers = gives if isinstance(gives, dict) else {status: gives}

        @extend_schema(parameters=headers, request=body, responses=answers)
        @wraps(handler)
        def answer(view: APIView, request: Request, **path: Any) -> HttpResponseBase:
            read_query(request, None)
            said = read_body(request, body or serializers.Serializer)
            extra = (said,) if body else ()
            with transaction.atomic():
                return kept_private(
                    idempotency.once(request, lambda: handler(view, request, *extra, **path))
                )

        return answer

    return decorate


def read_query(request: Request, query: Shape | None) -> Data:
    """The query parameters as `query` declares them; `BadQuery` names what is wrong."""
    given = request.query_params
    known = query().fields if query else {}
    wrong = {name: ["There is no such parameter here."] for name in given if name not in known}
    wrong |= {
        name: ["Given more than once."]
        for name in known
        if name in given and len(given.getlist(name)) > 1
    }
    if wrong:
        raise BadQuery(wrong)
    if query is None:
        return {}
    asked = query(data=given.dict())
    if not asked.is_valid():
        raise BadQuery(asked.errors)
    return asked.validated_data


def read_body(request: Request, body: Shape) -> Data:
    """The body as `body` declares it, in exact types and with no field it does not declare."""
    said = body(data=request.data, partial=request.method == "PATCH")
    if wrong := complaints_about(said, request.data):
        raise serializers.ValidationError(wrong)
    said.is_valid(raise_exception=True)
    return said.validated_data


def chosen(said: Data, *names: str) -> dict[str, Any]:
    """Those of `names` that were said, with what was said."""
    return {name: said[name] for name in names if name in said}


def version_seen(request: Request, data: Data, current: int) -> int:
    """The version the writer says they had before them, by If-Match or in the body.

    `If-Match: *` says that they do not mind. A version that If-Match does not name is 0, which
    never is the current one.
    """
    if wanted := request.headers.get("If-Match"):
        tags = parse_etags(wanted)
        return current if "*" in tags or etag_of(current) in tags else 0
    if "version" not in data:
        raise VersionRequired
    return int(data["version"])


def etag_of(version: int) -> str:
    return f'"v{version}"'


def answer_with(data: Data, *, status: int = 200) -> Response:
    """`data` as the answer: with its ETag where it has a version, its address where it is new."""
    headers = {}
    if "version" in data:
        headers["ETag"] = etag_of(data["version"])
    if status == 201 and "url" in data:
        headers["Location"] = data["url"]
    return Response(data, status=status, headers=headers)


def unchanged(request: Request, etag: str) -> HttpResponse | None:
    """304 when the caller has what `etag` names already."""
    held = parse_etags(request.headers.get("If-None-Match", ""))
    wanted = {tag.removeprefix("W/") for tag in held}
    if etag not in wanted and "*" not in wanted:
        return None
    response = HttpResponseNotModified()
    response["ETag"] = etag
    return response


def kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """No cache between us and the caller may keep it: what one sees depends on who one is."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ["Authorization", "Cookie"])
    return response
