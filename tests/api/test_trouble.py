"""What goes wrong on our side is answered as a problem too, and never shows what it was."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DataError, IntegrityError, OperationalError, connection
from django.test import override_settings

from arguments.api import debates
from tests.api.clients import caller, problem
from tests.factories import make_debate

pytestmark = pytest.mark.django_db


def ask(monkeypatch: pytest.MonkeyPatch, trouble: Callable[[], object]) -> Any:
    """Read a debate while `trouble` happens."""

    def troubled(*_: object) -> None:
        trouble()

    monkeypatch.setattr(debates, "debate_of", troubled)
    client = caller()
    client.raise_request_exception = False
    return client.get("/api/v1/debates/any/")


def sleep_too_long() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20ms'")
        cursor.execute("SELECT pg_sleep(5)")


def wait_for_a_lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '55P03'; END $$")


def fill_the_disk() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100'; END $$")


def raising(error: Exception) -> Callable[[], None]:
    def trouble() -> None:
        raise error

    return trouble


@pytest.mark.parametrize(
    ("trouble", "status", "code"),
    [
        (sleep_too_long, 503, "timeout"),
        (wait_for_a_lock, 503, "busy"),
        (
            raising(OperationalError("couldn't get a connection after 10.00 sec")),
            503,
            "unavailable",
        ),
        (fill_the_disk, 507, "storage-full"),
        (raising(IntegrityError("twice")), 409, "conflict"),
        (raising(DataError("out of range")), 400, "invalid"),
        (raising(RecursionError("secret")), 400, "malformed"),
        (raising(SuspiciousOperation("secret")), 400, "malformed"),
        (raising(BadRequest("secret")), 400, "malformed"),
        (raising(RuntimeError("secret")), 500, "error"),
    ],
)
def test_trouble_is_told_in_the_one_shape(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Callable[[], object],
    status: int,
    code: str,
) -> None:
    make_debate(slug="any")
    with caplog.at_level(logging.ERROR, "django.request"):
        response = ask(monkeypatch, trouble)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    assert said["code"] == code
    assert b"secret" not in response.content
    if status >= 500:
        assert said["request_id"] in caplog.text
    if code in {"timeout", "busy", "unavailable"}:
        assert response["Retry-After"] == "1"


def test_our_own_mistakes_reach_whoever_watches_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debates, "debate_of", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        caller().get("/api/v1/debates/any/")


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=10)
def test_a_body_over_the_limit_is_refused_before_it_is_parsed() -> None:
    debate = make_debate()
    client = caller(debate.participants.get().user)
    response = client.post(f"/api/v1/debates/{debate.slug}/claims/", {"title": "x" * 20})
    assert problem(response, 413)["code"] == "too-large"
