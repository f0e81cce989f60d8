"""Requests of one person after the other, each undone before the next."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.routes import Case
from tests.worlds import People, Seat

APPS = ("arguments", "reviews")
DONE = {200, 201, 204, 303}


@contextmanager
def kept_apart(blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database, for longer than one test; nothing that is written stays in it."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


class Visits:
    """The people of some debates, signed in once and for all."""

    def __init__(self, people: People, **options: Any) -> None:
        self.clients = {"anonymous": Client(**options)}
        self.cookies = {"anonymous": ""}
        for person, user in people.users.items():
            self.clients[person] = client = Client(**options)
            client.force_login(user)
            self.cookies[person] = client.cookies.output(header="")
        self.before = fingerprint()

    def renewed(self, person: str) -> Client:
        """The browser of a person who has only just signed in."""
        client = self.clients[person]
        client.cookies = SimpleCookie(self.cookies[person])
        return client

    def send(self, case: Case, seat: Seat, url: str = "") -> Any:
        """The answer to a request of the table."""
        data = case.data(seat) if case.data else case.query
        return self.ask(seat.person, case.method, url or case.url(seat), data)

    def ask(self, person: str, method: str, url: str, data: Mapping[str, Any] | None = None) -> Any:
        """The answer to a request; `answer.changed`: whether it changed anything, when refused."""
        call = getattr(self.renewed(person), method.lower())
        with transaction.atomic():
            if url.startswith("/api/v1/") and method != "GET":
                sent = "" if data is None else data
                answer = call(url, sent, content_type="application/json")
            else:
                answer = call(url, data)
            answer.body = b"".join(answer) if answer.streaming else answer.content
            done = answer.status_code in DONE
            answer.changed = not done and fingerprint() != self.before
            transaction.set_rollback(True)
        return answer


def fingerprint() -> Any:
    """How many rows there are of everything, and how often each debate has changed."""
    tables = [
        model._meta.db_table for app in APPS for model in apps.get_app_config(app).get_models()
    ]
    counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT sum(version) FROM arguments_debate), {counts}")
        return cursor.fetchone()


def everything_in(answer: Any) -> str:
    """All that a browser or a program gets to see of an answer, in small letters."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{headers}\n{answer.body.decode()}".lower()
