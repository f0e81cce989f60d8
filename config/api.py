"""The API as a whole: where it is, and its one shape for everything that goes wrong.

Each error is answered as application/problem+json (RFC 9457): `status`, `title`, `detail`, a stable
`code`, and `errors` with a `pointer` into the body or the name of a query `parameter`.
"""

import logging
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from http import HTTPStatus
from typing import Any

from django.core import exceptions as django
from django.core.signals import got_request_exception
from django.db import DatabaseError, DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions as rest

from arguments.api import claims
from arguments.api.contract import kept_private
from arguments.api.encoding import to_json
from arguments.api.problems import MEDIA_TYPE, BadQuery, KeyInUse, Malformed
from arguments.models import Claim, Stale
from config.parsing import pointer_to
from reviews.api import comments
from reviews.models import Comment

UNEXPECTED = "Something went wrong here. It is in the log under request_id."
logger = logging.getLogger("django.request")

#: What PostgreSQL says (SQLSTATE), as status, code and words.
DATABASE_TROUBLE = {
    "57014": (503, "timeout", "This took too long. Ask for less, or try again."),
    "55P03": (503, "busy", "Somebody else is changing the same thing. Try again."),
    "40P01": (503, "busy", "Somebody else is changing the same thing. Try again."),
    "40001": (503, "busy", "Somebody else is changing the same thing. Try again."),
    "53100": (507, "storage-full", "The site has no room left to store anything."),
}


@dataclass
class Problem:
    status: int
    code: str
    detail: str = ""
    errors: list[dict[str, str]] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        title = HTTPStatus(self.status).phrase
        said = {"type": "about:blank", "title": title, "status": self.status, "code": self.code}
        said["detail"] = self.detail or f"{title}."
        if self.errors:
            said["errors"] = self.errors
        return said | self.more


def answer_error(error: Exception, context: dict[str, Any]) -> HttpResponse:
    """REST framework's exception handler: whatever was raised in a call, as a problem."""
    problem = problem_of(error)
    request = context["request"]
    if isinstance(error, Stale):
        problem.more["current"] = as_shown(error.current, request)
    if problem.status >= 500:
        problem.more["request_id"] = str(uuid.uuid4())
        logger.error("%s %s", problem.more["request_id"], request.path, exc_info=error)
    if problem.status == 500:
        got_request_exception.send(sender=None, request=request)
    return answer_with(problem)


def answer_with(problem: Problem) -> HttpResponse:
    """Written out here, since the formats a view offers may not be JSON."""
    response = HttpResponse(
        to_json(problem.body()),
        status=problem.status,
        headers=problem.headers,
        content_type=MEDIA_TYPE,
    )
    kept_private(response)
    return response


def as_shown(record: object, request: Any) -> Any:
    """What somebody else made of it meanwhile, as the API gives it."""
    if isinstance(record, Claim):
        return claims.shown(record, request)
    return comments.shown(record, request) if isinstance(record, Comment) else None


@singledispatch
def problem_of(error: Exception) -> Problem:
    return Problem(500, "error", UNEXPECTED)


@problem_of.register
def _(error: rest.APIException) -> Problem:
    problem = Problem(error.status_code, code_of(error))
    if isinstance(error.detail, str):
        problem.detail = str(error.detail)
    if header := getattr(error, "auth_header", None):
        problem.headers["WWW-Authenticate"] = header
    if isinstance(error, Malformed) and error.pointer:
        problem.errors = [{"pointer": error.pointer, "message": problem.detail}]
    if isinstance(error, KeyInUse):
        problem.headers["Retry-After"] = str(error.wait)
    return problem


@problem_of.register
def _(error: rest.ValidationError) -> Problem:
    if isinstance(error, BadQuery):
        errors = [
            {"parameter": pointer.removeprefix("/").partition("/")[0], "message": message}
            for pointer, message in messages_of(error.detail)
        ]
        return Problem(400, error.default_code, "The query is not valid.", errors)
    errors = [{"pointer": pointer, "message": text} for pointer, text in messages_of(error.detail)]
    return Problem(400, "invalid", "The body is not valid.", errors)


@problem_of.register
def _(error: django.ValidationError) -> Problem:
    """What a verb refuses. Its fields are the body's, except that `__all__` is the whole."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    errors = [
        {"pointer": "" if name == "__all__" else pointer_to("", name), "message": message}
        for name, messages in fields.items()
        for message in messages
    ]
    return Problem(400, "invalid", " ".join(item["message"] for item in errors), errors)


@problem_of.register
def _(error: Stale) -> Problem:
    return Problem(412, "stale", str(error))


@problem_of.register
def _(error: Http404) -> Problem:
    return Problem(404, "not-found", "There is no such thing, or you may not see it.")


@problem_of.register
def _(error: django.PermissionDenied) -> Problem:
    return Problem(403, "forbidden", str(error) or "You may see this, but not do that.")


@problem_of.register
def _(error: django.RequestDataTooBig) -> Problem:
    return Problem(413, "too-large", "The body is larger than this site accepts.")


@problem_of.register(RecursionError)
@problem_of.register(django.BadRequest)
@problem_of.register(django.SuspiciousOperation)
def _(error: Exception) -> Problem:
    return Problem(400, "malformed", "The request cannot be understood.")


@problem_of.register
def _(error: DataError) -> Problem:
    return Problem(400, "invalid", "A value cannot be stored.")


@problem_of.register
def _(error: IntegrityError) -> Problem:
    return Problem(409, "conflict", "This contradicts something that is stored already.")


@problem_of.register
def _(error: DatabaseError) -> Problem:
    """The database gave up, or is not there."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state is not None and state not in DATABASE_TROUBLE and not state.startswith("57P"):
        return Problem(500, "error", UNEXPECTED)
    unavailable = (503, "unavailable", "The database cannot be reached at the moment. Try again.")
    status, code, detail = DATABASE_TROUBLE.get(state or "", unavailable)
    return Problem(status, code, detail, headers={"Retry-After": "1"})


def code_of(error: rest.APIException) -> str:
    codes = error.get_codes()
    return str(codes if isinstance(codes, str) else error.default_code).replace("_", "-")


def messages_of(detail: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every message in the details of a validation error, with its pointer.

    As deep as serializers nest, which no caller decides.
    """
    if isinstance(detail, Mapping):
        for name, part in detail.items():
            whole = name == "non_field_errors"
            yield from messages_of(part, pointer if whole else pointer_to(pointer, str(name)))
    elif isinstance(detail, list):
        for index, part in enumerate(detail):
            nested = isinstance(part, Mapping | list)
            yield from messages_of(part, pointer_to(pointer, str(index)) if nested else pointer)
    else:
        yield pointer, str(detail)


@csrf_exempt
def unknown_address(request: HttpRequest, rest: str) -> HttpResponse:
    """The answer at every address below /api/ where nothing is."""
    if "\0" in request.path:
        problem = Problem(400, "malformed", "NUL characters have no place in an address.")
    else:
        problem = Problem(404, "not-found", "Nothing is here. Addresses end with a slash.")
    return answer_with(problem)
