"""Plain functions that make what tests need."""

from itertools import count
from typing import Any

from arguments.models import Claim, Debate, Document, Link, Participant, User
from reviews.models import Comment, Thread

numbers = count(1)

TEXT = """\
# On silent failure

Training selects for behaviour. It does not select for reasons.

## What can be checked

A test set bounds the error on average; it does not bound the *worst* case.
"""


def make_user(name: str = "", password: str | None = None) -> User:
    number = next(numbers)
    return User.objects.create_user(
        username=f"person-{number}",
        email=f"person-{number}@example.org",
        password=password,
        name=name or f"Person {number}",
    )


def make_debate(owner: User | None = None, **fields: Any) -> Debate:
    number = next(numbers)
    defaults: dict[str, Any] = {"slug": f"debate-{number}", "title": f"Debate {number}"}
    return Debate.start(by=owner or make_user("Olga Owner"), **(defaults | fields))


def enrol(debate: Debate, role: str, user: User | None = None) -> User:
    """A user with that role in the debate."""
    user = user or make_user(f"{role.title()} {next(numbers)}")
    Participant.objects.create(debate=debate, user=user, name=str(user), role=role)
    debate.__dict__.pop("_participant_of", None)
    return user


def owner_of(debate: Debate) -> User:
    return User.objects.get(participations__debate=debate, participations__role="owner")


def make_claim(debate: Debate, title: str = "", by: User | None = None, **fields: Any) -> Claim:
    title = title or f"Statement number {next(numbers)} holds"
    return Claim.enter(debate, by=by or owner_of(debate), title=title, **fields)


def make_link(
    premise: Claim, target: Claim | Link, relation: str = "attacks", by: User | None = None
) -> Link:
    debate = premise.debate
    return Link.make(
        debate, by=by or owner_of(debate), relation=relation, premises=[premise], target=target
    )


def make_document(debate: Debate, source: str = TEXT, by: User | None = None) -> Document:
    return Document.put_up(
        debate, by=by or owner_of(debate), title="On silent failure", source=source
    )


def make_thread(debate: Debate, source: str = "", by: User | None = None, **fields: Any) -> Thread:
    """The thread that a new comment opens."""
    return Thread.objects.get(comments=make_comment(debate, source, by, **fields))


def make_comment(
    debate: Debate, source: str = "", by: User | None = None, **fields: Any
) -> Comment:
    source = source or f"Remark number {next(numbers)}."
    return Comment.post(debate, by=by or owner_of(debate), source=source, **fields)
