"""What waits for a person, over all debates that they can see.

A list to be emptied: what is theirs to answer, to confirm, to re-check and to keep, the oldest
first, and what they have just done, so that it can be undone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from arguments.models import Debate, User
from reviews.models import Attention, Comment, Commitment, Outcome, Thread

#: How much of each group is shown.
MOST = 50
#: How long what was done can be undone from the list.
LATELY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what it is about, why it is theirs, and since when."""

    debate: Debate
    label: str
    title: str
    url: str
    why: str
    since: datetime | None
    record: Thread | Comment | Commitment


@dataclass(frozen=True, slots=True)
class Group:
    """Things to do of one kind, the oldest first; `more`: whether there are others."""

    key: str
    title: str
    items: Sequence[Item]
    more: bool


class Worklist:
    """All that waits for `person`. Seven queries, and what shows quotations."""

    def __init__(self, person: User) -> None:
        self.person = person
        threads = Thread.objects.visible_to(person).with_bylines()
        mine = threads.waiting_for_person(person).order_by("waiting_since", "pk")
        answered = Thread.State.ANSWERED
        self.groups = [
            group("answer", "Yours to answer", mine.exclude(state=answered), of_thread),
            group("confirm", "To confirm", mine.filter(state=answered), of_thread),
            group("recheck", "To re-check", self.to_recheck(), of_comment),
            group("promised", "Promised", self.promised(), of_promise),
            group("check", "To check", self.to_check(), of_kept),
            group("watched", "Watched, and new", self.watched(), of_watched),
        ]
        self.waiting = group("waiting", "Waiting for others", self.for_others(), of_waiting)

    @property
    def count(self) -> int:
        """How much waits for the person; what is new where they watch does not."""
        return sum(len(each.items) for each in self.groups if each.key != "watched")

    def to_recheck(self) -> QuerySet[Comment]:
        comments = Comment.objects.visible_to(self.person).filter(by__user=self.person)
        return comments.to_recheck().with_parts().order_by("at", "pk")

    def promised(self) -> QuerySet[Commitment]:
        pending = Commitment.objects.visible_to(self.person).filter(by__user=self.person)
        rows = pending.filter(state=Commitment.State.PENDING).with_bylines()
        return rows.order_by(models.F("due").asc(nulls_last=True), "at", "pk")

    def to_check(self) -> QuerySet[Commitment]:
        """Promises made to the person that are said to be kept."""
        kept = Commitment.objects.visible_to(self.person).filter(
            state=Commitment.State.DONE, checked_by=None, thread__raised_by__user=self.person
        )
        return kept.with_bylines().order_by("at", "pk")

    def watched(self) -> QuerySet[Thread]:
        """Points the person watches, or about claims they watch, with something new."""
        watched = Attention.objects.watched_by(self.person)
        threads = Thread.objects.visible_to(self.person).new_to(self.person).with_bylines()
        said = Comment.objects.published().filter(claim__in=watched.values("claim"))
        theirs = Q(pk__in=watched.values("thread")) | Q(pk__in=said.values("thread"))
        return threads.filter(theirs).order_by("-changed_at", "pk")

    def for_others(self) -> QuerySet[Thread]:
        """Points in which the person took part and another has to move."""
        took_part = Comment.objects.filter(by__user=self.person).values("thread")
        threads = Thread.objects.visible_to(self.person).with_bylines().unsettled()
        others = threads.filter(pk__in=took_part).exclude(waiting_for__user=self.person)
        return others.order_by("waiting_since", "pk")

    def done(self) -> list[Thread]:
        """Points which the person decided lately and can open again, the last first. One query."""
        lately = Outcome.objects.filter(by__user=self.person, at__gt=timezone.now() - LATELY)
        threads = Thread.objects.visible_to(self.person).with_bylines()
        decided = threads.filter(pk__in=lately.exclude(kind="reopen").values("thread"))
        return [each for each in decided.order_by("-changed_at")[:MOST] if each.decided]


def group(key: str, title: str, rows: QuerySet[Any], shown: Any) -> Group:
    found = list(rows[: MOST + 1])
    return Group(key, title, list(map(shown, found[:MOST])), len(found) > MOST)


def of_thread(thread: Thread) -> Item:
    url, since = thread.get_absolute_url(), thread.waiting_since
    why = f"raised by {thread.raised_by.name}: {thread.waiting_reason}"
    return Item(thread.debate, thread.label, thread.title, url, why, since or thread.at, thread)


def of_waiting(thread: Thread) -> Item:
    waiting, item = thread.waiting_for, of_thread(thread)
    return replace(item, why=f"waiting for {waiting.name}") if waiting else item


def of_watched(thread: Thread) -> Item:
    return replace(of_thread(thread), why="you watch it", since=thread.changed_at)


def of_comment(comment: Comment) -> Item:
    states = (each.current_state for each in comment.quotations.all() if each.waits_for_word)
    why = f"the words it quotes have {'gone' if 'lost' in set(states) else 'changed'}"
    title = " ".join(str(comment).split())
    url = comment.get_absolute_url()
    return Item(comment.debate, comment.label, title, url, why, comment.at, comment)


def of_promise(promise: Commitment) -> Item:
    day = (
        f", {'overdue since' if promise.overdue else 'due'} {promise.due:%-d %b %Y}"
        if promise.due
        else ""
    )
    return _of(promise, f"you promised it, {promise.strength}ly{day}")


def of_kept(promise: Commitment) -> Item:
    return _of(promise, f"{promise.by.name} says that it is done")


def _of(promise: Commitment, why: str) -> Item:
    title, url = " ".join(promise.text.split()), promise.get_absolute_url()
    return Item(promise.debate, promise.label, title, url, why, promise.at, promise)


def items_of(groups: Iterable[Group]) -> list[tuple[str, Item]]:
    return [(each.key, item) for each in groups for item in each.items]
