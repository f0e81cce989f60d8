import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from arguments.models import Debate, Participant, Person
from arguments.models.constraints import one_of
from arguments.models.texts import cleaned
from reviews import turns
from reviews.querysets import ThreadQuerySet

if TYPE_CHECKING:
    from .comments import Comment


class ThreadState(models.TextChoices):
    OPEN = turns.OPEN, "Open"
    WAITING = turns.WAITING, "Waiting"
    ANSWERED = turns.ANSWERED, "Answered"
    RESOLVED = turns.RESOLVED, "Resolved"
    DISPUTED = turns.DISPUTED, "Disputed"


class ThreadSatisfaction(models.TextChoices):
    SATISFIED = "satisfied", "The raiser is satisfied"
    NOT_SATISFIED = "not-satisfied", "The raiser is not satisfied"
    NONE = "none", "The raiser has not answered yet"


class ThreadOutcome(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    PARTLY_ACCEPTED = "partly-accepted", "Partly accepted"
    CLARIFIED = "clarified", "Clarified without change"
    REJECTED = "rejected", "Rejected, with a reason"
    OUT_OF_SCOPE = "out-of-scope", "Out of scope"
    DUPLICATE = "duplicate", "Duplicate"
    WITHDRAWN = "withdrawn", "Withdrawn"
    DEFERRED = "deferred", "Deferred"


class Thread(models.Model):
    """What is raised at one place and all that follows: one point, and its history.

    Its state is computed by `reviews.turns` from its comments and decisions whenever one is added;
    the columns only keep the result.
    """

    State = ThreadState
    TURNS_PER_PAGE = 100

    Satisfaction = ThreadSatisfaction
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    debate = models.ForeignKey(Debate, models.CASCADE, related_name="threads")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    raised_by = models.ForeignKey(Participant, models.PROTECT, related_name="threads_raised")
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    comment_count = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    waiting_for = models.ForeignKey(
        Participant, models.SET_NULL, null=True, related_name="threads_waiting"
    )
    waiting_reason = models.CharField(max_length=100, blank=True)
    waiting_since = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=ThreadOutcome, blank=True)
    satisfaction = models.CharField(max_length=20, choices=Satisfaction, default=Satisfaction.NONE)
    outcome_line = models.CharField(max_length=300, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="thread_number_once"),
            one_of("state", ThreadState, "thread_state_known"),
            one_of("satisfaction", ThreadSatisfaction, "thread_satisfaction_known"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("thread_detail", args=[self.debate.slug, self.number])

    @property
    def label(self) -> str:
        return f"T{self.number}"

    @property
    def decided(self) -> bool:
        """Whether a decision is in force, which re-opening would take back."""
        satisfied = self.satisfaction != self.Satisfaction.NONE
        return bool(self.outcome) or satisfied or self.state == self.State.DISPUTED

    @classmethod
    def raise_point(cls, debate: Debate, *, title: str, by: Participant, at: datetime) -> "Thread":
        """A new thread for a comment about to be placed. Call inside a transaction."""
        return cls.objects.create(
            debate=debate,
            number=debate.take_number("thread"),
            title=cleaned("title", title, limit=200, one_line=True),
            raised_by=by,
            at=at,
        )

    # Verbs

    @transaction.atomic
    def close(
        self, outcome: str, *, by: Person, line: str = "", satisfaction: str = ""
    ) -> "Outcome":
        """Record how the point ended. Who may is for the debate to say: see `can_close`."""
        if not self.can_close(by):
            raise PermissionDenied
        if outcome not in ThreadOutcome.values:
            raise ValidationError({"outcome": f"Not one of: {', '.join(ThreadOutcome.values)}."})
        return self.decide(
            Outcome.Kind.OUTCOME, by=by, outcome=outcome, line=line, satisfaction=satisfaction
        )

    @transaction.atomic
    def answer_satisfaction(self, satisfaction: str, *, by: Person, line: str = "") -> "Outcome":
        """The raiser says whether the outcome satisfies them."""
        if not self.raised_by.is_user(by):
            raise PermissionDenied
        if satisfaction not in {self.Satisfaction.SATISFIED, self.Satisfaction.NOT_SATISFIED}:
            raise ValidationError({"satisfaction": "Say satisfied or not-satisfied."})
        return self.decide(Outcome.Kind.SATISFACTION, by=by, satisfaction=satisfaction, line=line)

    @transaction.atomic
    def dispute(self, *, by: Person, line: str) -> "Outcome":
        """Say that it is not settled, with the reason. Any contributor may."""
        if not line.strip():
            raise ValidationError({"line": "Say why."})
        return self.decide(Outcome.Kind.DISPUTE, by=by, line=line)

    @transaction.atomic
    def reopen(self, *, by: Person, line: str = "") -> "Outcome":
        """Take the outcome back. Anybody who took part may; it is also the undo of `close`."""
        if not self.can_reopen(by):
            raise PermissionDenied
        if not self.decided:
            raise ValidationError("It is not closed.")
        return self.decide(Outcome.Kind.REOPEN, by=by, line=line)

    def decide(self, kind: str, *, by: Person, line: str = "", **fields: str) -> "Outcome":
        line = cleaned("line", line, limit=300, one_line=True)
        decision = self.outcomes.create(
            kind=kind, by=self.debate.contributor(by), line=line, **fields
        )
        self.settle_state()
        self.debate.touch(f"thread-{self.number}")
        return decision

    # Questions

    def can_close(self, person: Person) -> bool:
        """The editors may, and its raiser or everybody who takes part, as the debate has it."""
        if self.debate.can_edit(person):
            return True
        theirs = {
            Debate.Closing.RAISER: self.raised_by.is_user(person),
            Debate.Closing.EDITORS: False,
            Debate.Closing.ANYONE: True,
        }
        return theirs[Debate.Closing(self.debate.closing)] and self.debate.can_contribute(person)

    def can_reopen(self, person: Person) -> bool:
        took_part = self.comments.filter(by__user=person.pk).exists() if person.pk else False
        return self.debate.can_contribute(person) and (took_part or self.debate.can_edit(person))

    # Details

    def last_number(self) -> int:
        """The highest number that a comment has, or had before it was moved away."""
        here = self.comments.aggregate(last=models.Max("number"))["last"] or 0
        gone = self.moves_from.aggregate(last=models.Max("places__old_number"))["last"] or 0
        return max(here, gone)

    def settle_state(self) -> None:
        """Compute the state anew from all that was said and decided, and keep it."""
        self.settle(self.debate, [self])
        self.version += 1
        self.changed_at = timezone.now()
        self.save()

    @classmethod
    def settle(cls, debate: Debate, threads: Sequence["Thread"]) -> None:
        """Compute the states of threads of one debate, which need not be saved yet, nor are then.

        Four queries.
        """
        comments: dict[int | None, list[Comment]] = defaultdict(list)
        held = debate.comments.filter(thread__in=[thread.pk for thread in threads])
        for comment in held.order_by("number").with_addressees().prefetch_related("acts"):
            comments[comment.thread_id].append(comment)
        decisions: dict[int, list[Outcome]] = defaultdict(list)
        decided = Outcome.objects.filter(thread__in=[thread.pk for thread in threads])
        for decision in decided.order_by("at", "pk"):
            decisions[decision.thread_id].append(decision)
        authors = debate.participants.filter(role=Participant.Role.AUTHOR)
        author = authors.values_list("pk", flat=True).first()
        for thread in threads:
            thread._settle(comments[thread.pk], decisions[thread.pk], author)

    def _settle(
        self, comments: list["Comment"], decisions: list["Outcome"], author: int | None
    ) -> None:
        """`author` has the first turn unless the point is about somebody else's words."""
        state = turns.state_of(
            [comment.as_turn() for comment in comments],
            [turns.Decision(d.as_decision(), d.by_id, d.at) for d in decisions],
            (comments[0].addressee_id if comments else None) or author,
        )
        self.state, self.waiting_for_id = state.name, state.waiting_for
        self.waiting_reason, self.waiting_since = state.reason, state.since
        self._keep_outcome(decisions)
        self.comment_count = len(comments)

    def _keep_outcome(self, decisions: list["Outcome"]) -> None:
        self.outcome, self.outcome_line, self.satisfaction = "", "", self.Satisfaction.NONE
        for decision in decisions:
            if decision.kind == Outcome.Kind.REOPEN:
                self.outcome, self.outcome_line = "", ""
                self.satisfaction = self.Satisfaction.NONE
            elif decision.kind == Outcome.Kind.OUTCOME:
                self.outcome, self.outcome_line = decision.outcome, decision.line
            if decision.satisfaction:
                self.satisfaction = decision.satisfaction


class OutcomeKind(models.TextChoices):
    OUTCOME = "outcome", "Outcome"
    SATISFACTION = "satisfaction", "Satisfaction"
    DISPUTE = "dispute", "Dispute"
    REOPEN = "reopen", "Re-opened"


class Outcome(models.Model):
    """One decision about a thread: how it ended, whether that satisfies, or that it goes on."""

    Kind = OutcomeKind
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=12, choices=Kind)
    outcome = models.CharField(max_length=20, choices=ThreadOutcome, blank=True)
    satisfaction = models.CharField(max_length=20, choices=Thread.Satisfaction, blank=True)
    line = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["thread", "at", "pk"]
        constraints = [one_of("kind", OutcomeKind, "outcome_kind_known")]

    def __str__(self) -> str:
        return self.outcome or self.satisfaction or self.kind

    def as_decision(self) -> str:
        """The word by which `reviews.turns` knows it."""
        if self.satisfaction == Thread.Satisfaction.NOT_SATISFIED:
            return "not-satisfied"
        return "satisfied" if self.kind == self.Kind.SATISFACTION else self.kind
