"""What became of each point: the disposition table of a debate, computed from its records.

After the tables of dispositions that standards groups keep by hand: how a comment ended, and
whether that satisfies the one who made it (W3C Process, formally addressed issues).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from arguments.models import Section
from arguments.passages import beginning
from reviews import turns
from reviews.formats.table import Cells
from reviews.models import Comment, Commitment, Thread

#: How much of a text stands in a cell.
SHORT = 160
AT_A_TIME = 500


class Disposition(models.TextChoices):
    """What became of a point, in the order of urgency."""

    UNANSWERED = "unanswered", "Unanswered"
    OPEN = "open", "Open"
    DISPUTED = "disputed", "Disputed"
    ANSWERED = "answered", "Answered, to be confirmed"
    PROMISED = "promised", "Change promised"
    KEPT = "kept", "Promise kept"
    AGREED = "agreed", "Agreed"
    RESOLVED = "resolved", "Resolved"
    NO_REPLY = "no-reply", "Needs no reply"


def with_dispositions(threads: QuerySet[Thread]) -> QuerySet[Any]:
    """Annotates `disposition`; the first that fits."""
    promised = Commitment.objects.filter(thread=OuterRef("pk"))
    done = promised.filter(state=Commitment.State.DONE)
    rules = {
        Disposition.UNANSWERED: Q(state=turns.OPEN),
        Disposition.OPEN: Q(state=turns.WAITING),
        Disposition.DISPUTED: Q(state=turns.DISPUTED),
        Disposition.PROMISED: Exists(promised.filter(state=Commitment.State.PENDING)),
        Disposition.KEPT: Exists(done.exclude(checked_by=None))
        | Q(Exists(done), state=turns.RESOLVED),
        Disposition.ANSWERED: Q(state=turns.ANSWERED),
        Disposition.NO_REPLY: Q(waiting_reason=turns.NO_REPLY),
        Disposition.AGREED: Q(outcome=""),
    }
    whens = [When(rule, then=Value(word.value)) for word, rule in rules.items()]
    return threads.annotate(
        disposition=Case(
            *whens, default=Value(Disposition.RESOLVED.value), output_field=models.CharField()
        )
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One point: what was raised, what was answered last, what was promised about it, and the
    numbers of the revisions that took it up."""

    thread: Thread
    raised: Comment | None
    answer: Comment | None
    promises: Sequence[Commitment]
    taken_up: Sequence[int]

    @property
    def disposition(self) -> Disposition:
        return Disposition(self.thread.disposition)  # type: ignore[attr-defined]

    @property
    def words(self) -> str:
        """The passage that the point is about, where one is quoted."""
        quotations = self.raised.quotations.all() if self.raised else ()
        return next((quotation.exact for quotation in quotations), "")

    @property
    def place(self) -> str:
        """Where it was raised, by the name of the thing: "D1", "C14", "3.2"."""
        if self.raised is None:
            return ""
        target = self.raised.target
        if isinstance(target, Section):
            return f"{target.revision.document.label} “{target.title}”"
        return target.label if target else ""

    @property
    def concerns(self) -> list[str]:
        """Names of the claims and links which the point is about."""
        acts = self.raised.acts.all() if self.raised else ()
        named = (act.claim or act.link for act in acts)
        return list(dict.fromkeys(each.label for each in named if each))

    @property
    def revisions(self) -> list[int]:
        """In which revisions it was taken up, or a promised change was made."""
        made = {promise.done_in.number for promise in self.promises if promise.done_in}
        return sorted({*made, *self.taken_up})


def rows_of(threads: Sequence[Thread]) -> list[Row]:
    """The rows of these points, in their order. Eight queries at most."""
    comments = Comment.objects.filter(thread__in=threads, removed_at=None).with_parts()
    raised = {each.thread_id: each for each in comments.filter(number=1)}
    others = comments.exclude(by=F("thread__raised_by")).order_by("thread_id", "-number")
    answers = {each.thread_id: each for each in others.distinct("thread_id")}
    promises: dict[int | None, list[Commitment]] = defaultdict(list)
    for promise in Commitment.objects.filter(thread__in=threads).with_bylines():
        promises[promise.thread_id].append(promise)
    taken_up: dict[int | None, list[int]] = defaultdict(list)
    done = Comment.objects.filter(thread__in=threads, removed_at=None).exclude(taken_up_in=None)
    for thread, number in done.order_by().values_list("thread_id", "taken_up_in__number"):
        taken_up[thread].append(number)
    return [
        Row(
            each,
            raised.get(each.pk),
            answers.get(each.pk),
            promises[each.pk],
            sorted(taken_up[each.pk]),
        )
        for each in threads
    ]


def all_rows(threads: QuerySet[Thread]) -> Iterator[Row]:
    """The rows of any number of points, some at a time."""
    some: list[Thread] = []
    for thread in threads.iterator(chunk_size=AT_A_TIME):
        some.append(thread)
        if len(some) == AT_A_TIME:
            yield from rows_of(some)
            some = []
    yield from rows_of(some)


@dataclass(frozen=True, slots=True)
class Count:
    """How many points there are of one disposition."""

    value: str
    label: str
    count: int


def counted(threads: QuerySet[Thread]) -> list[Count]:
    """The dispositions of which there is a point, in their order. One query."""
    rows = with_dispositions(threads).order_by().values("disposition")
    found = {row["disposition"]: row["points"] for row in rows.annotate(points=models.Count("pk"))}
    return [Count(word.value, word.label, found[word]) for word in Disposition if word in found]


# As a table of texts

COLUMNS = (
    "point",
    "title",
    "raised by",
    "raised at",
    "where",
    "quoted words",
    "about",
    "answered by",
    "answered at",
    "answer",
    "disposition",
    "outcome",
    "in one line",
    "satisfaction",
    "waiting for",
    "promises",
    "revision",
)


def cells_of(rows: Iterable[Row]) -> Iterator[Cells]:
    """The rows as texts, in the order of `COLUMNS`."""
    for row in rows:
        thread, answer = row.thread, row.answer
        yield (
            thread.label,
            thread.title,
            thread.raised_by.name,
            thread.at.date().isoformat(),
            row.place,
            beginning(row.words, SHORT),
            ", ".join(row.concerns),
            answer.by.name if answer else "",
            answer.at.date().isoformat() if answer else "",
            beginning(answer.text, SHORT) if answer else "",
            row.disposition.label,
            thread.get_outcome_display() if thread.outcome else "",
            thread.outcome_line,
            thread.satisfaction,
            thread.waiting_for.name if thread.waiting_for else "",
            "; ".join(f"{each.label} {each.strength}, {each.state}" for each in row.promises),
            ", ".join(map(str, row.revisions)),
        )
