"""A write that is sent again is not carried out again.

The header `Idempotency-Key` names a request of one person. Its answer is kept in the transaction
of the write itself, so either both are there or neither: a request that was refused or lost may be
sent again under its key. (After the IETF draft on the Idempotency-Key header.)
"""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import orjson
from django.db import connection
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from arguments.models import IdempotencyKey

from .encoding import to_json
from .problems import KeyInUse, KeyReused, Malformed

HEADER = "Idempotency-Key"
PATTERN = "^[!-~]{1,200}$"
KEPT = timedelta(days=1)
KEPT_HEADERS = ("ETag", "Location")


def once(request: Request, write: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The answer of `write`, or the one it gave under the same key. Call inside a transaction."""
    key = request.headers.get(HEADER)
    if key is None:
        return write()
    if not re.fullmatch(PATTERN, key):
        raise Malformed(f"{HEADER} is 1 to 200 visible ASCII characters.")
    person: Any = request.user
    hold(f"{person.pk} {key}")
    keys = IdempotencyKey.objects.filter(user=person)
    keys.filter(at__lt=timezone.now() - KEPT).delete()
    fingerprint = fingerprint_of(request)
    if earlier := keys.filter(key=key).first():
        if earlier.fingerprint != fingerprint:
            raise KeyReused
        return replay(earlier)
    response = write()
    keys.create(
        user=person,
        key=key,
        fingerprint=fingerprint,
        status=response.status_code,
        body=body_of(response),
    )
    return response


def hold(name: str) -> None:
    """Keep `name` to this transaction; `KeyInUse` while another one has it."""
    digest = hashlib.sha256(name.encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        if not cursor.fetchone()[0]:
            raise KeyInUse


def fingerprint_of(request: Request) -> str:
    said = json.dumps([request.method, request.get_full_path(), request.data], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def body_of(response: HttpResponseBase) -> bytes:
    """The answer as it is kept: its data and the headers which say where and which version."""
    data = response.data if isinstance(response, Response) else None
    headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
    return to_json({"data": data, "headers": headers})


def replay(earlier: IdempotencyKey) -> Response:
    kept = orjson.loads(bytes(earlier.body or b""))
    headers = kept["headers"] | {"Idempotent-Replay": "true"}
    return Response(kept["data"], status=earlier.status, headers=headers)
