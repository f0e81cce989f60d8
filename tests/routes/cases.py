"""What a row of the table says, and how addresses are built."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeAlias

from django.urls import reverse

from tests.worlds import Seat

Build: TypeAlias = Callable[[Seat], Any]

# Who may: a row of docs/permissions.md,
CONTRIBUTE = "contribute"  # the row of an open debate, or of one by invitation
START = "start a debate"
DOCUMENTS = "put up a document or a revision"
SETTLE = "set any status of a claim or link"
CONCEDE = "set a claim or link to conceded or revised"
CHALLENGE = "set a claim or link to challenged"
TIDY = "add a topic, name a passage that states a claim"
MERGE = "merge claims, take them apart; split and merge threads, move comments"
CLOSE = "close a thread raised by another"
DISPUTE = "dispute an outcome"
REMOVE = "remove another person's comment, with a reason"
MANAGE = "change the debate, give roles"
# or what the table has no row for: who sees the debate, everybody, who is signed in;
SEE, ANYBODY, ACCOUNT = "see", "anybody", "account"
# who sees the debate and is signed in;
READ = "read"
# whose it is, an editor, nobody who is asked;
OWN, EDIT, NOBODY = "own", "edit", "nobody"
# whose draft it is, or whose removed words, since for all others these are not there; the same,
# to write in a draft; an editor, of what is not there for others.
DRAFT, FINISH, UNSEEN = "draft", "finish", "unseen"


@dataclass(frozen=True, eq=False)
class Case:
    """One request, which is a good one wherever it is allowed."""

    route: str
    who: str
    args: Build
    method: str = "GET"
    data: Build | None = None
    query: Mapping[str, str] | None = None

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api_")

    @property
    def is_safe(self) -> bool:
        return self.method == "GET"

    def url(self, seat: Seat) -> str:
        return reverse(self.route, args=self.args(seat))

    def __str__(self) -> str:
        return f"{self.method} {self.route} ({self.who}) {self.query or ''}".strip()


def get(route: str, who: str, args: Build, **query: str) -> Case:
    return Case(route, who, args, query=query)


def post(route: str, who: str, args: Build, data: Build | None = None) -> Case:
    return Case(route, who, args, "POST", data)


def put(route: str, who: str, args: Build, data: Build | None = None) -> Case:
    return Case(route, who, args, "PUT", data)


def patch(route: str, who: str, args: Build, data: Build) -> Case:
    return Case(route, who, args, "PATCH", data)


def delete(route: str, who: str, args: Build) -> Case:
    return Case(route, who, args, "DELETE")


# How addresses are built, from the path of an attribute of `Seat`


def nothing(seat: Seat) -> list[Any]:
    return []


def of_debate(seat: Seat) -> list[Any]:
    return [seat.slug]


def number_of(path: str, *more: object) -> Build:
    """A page of something that has a number in its debate."""
    thing = attrgetter(path)
    return lambda seat: [seat.slug, thing(seat).number, *more]


def page_of(path: str) -> Build:
    """A page of a comment."""
    thing = attrgetter(path)
    return lambda seat: [seat.slug, thing(seat).uuid]


def uuid_of(path: str, *more: object) -> Build:
    """A call of the API about something."""
    thing = attrgetter(path)
    return lambda seat: [thing(seat).uuid, *more]


# What is sent


def sending(**fields: Any) -> Build:
    return lambda seat: fields


DEBATE = {"title": "Another", "summary": "New.", "visibility": "public", "joining": "open"}
WORDING = {"title": "It is otherwise", "kind": "claim", "voice": "asserted"}


def status(word: str) -> Build:
    return sending(status=word, reason="So it is.")


def role(seat: Seat) -> dict[str, Any]:
    wanda = seat.world.people.users["wanda"]
    return {"who": wanda.email, "username": wanda.username, "role": "author", "reason": "Asked."}


def decision(kind: str, **fields: str) -> Build:
    return sending(kind=kind, line="So be it.", **fields)


CLOSING = decision("outcome", outcome="rejected")
SATISFIED = decision("satisfaction", satisfaction="satisfied")
DISPUTING = decision("dispute")
REOPENING = decision("reopen")
DONE = sending(state="done", reason="See the text.")
