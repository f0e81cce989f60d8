import uuid
from collections.abc import Collection
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from arguments.models import Claim, Debate, Document, Participant, Person, Revision
from arguments.models.constraints import one_of
from arguments.models.texts import cleaned
from reviews.acts import Qualifier
from reviews.querysets import CommitmentQuerySet

from .threads import Thread


class CommitmentStrength(models.TextChoices):
    FIRM = "firm", "Firm"
    TENTATIVE = "tentative", "Tentative"


class CommitmentState(models.TextChoices):
    PENDING = "pending", "Pending"
    DONE = "done", "Done"
    DECLINED = "declined", "Declined"


class Commitment(models.Model):
    """A promised change: what, where, how firmly, and what became of it."""

    Strength = CommitmentStrength
    State = CommitmentState
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    debate = models.ForeignKey(Debate, models.CASCADE, related_name="commitments")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Participant, models.PROTECT, related_name="commitments")
    text = models.TextField()
    strength = models.CharField(max_length=10, choices=Strength, default=Strength.FIRM)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    comment = models.ForeignKey(
        "Comment", models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    thread = models.ForeignKey(
        Thread, models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    claim = models.ForeignKey(
        Claim, models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    document = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    done_in = models.ForeignKey(
        Revision, models.SET_NULL, null=True, blank=True, related_name="commitments_done"
    )
    due = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    checked_by = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="commitment_number_once"),
            one_of("strength", CommitmentStrength, "commitment_strength_known"),
            one_of("state", CommitmentState, "commitment_state_known"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return f"{reverse('commitment_list', args=[self.debate.slug])}#k{self.number}"

    @property
    def label(self) -> str:
        return f"K{self.number}"

    @property
    def overdue(self) -> bool:
        """Whether its day has passed and it is neither done nor declined."""
        pending = self.state == self.State.PENDING
        return pending and self.due is not None and self.due < timezone.localdate()

    @staticmethod
    def strength_of(qualifiers: Collection[str]) -> CommitmentStrength:
        """A hedged plan is a tentative promise."""
        hedged = Qualifier.HEDGED in qualifiers
        return CommitmentStrength.TENTATIVE if hedged else CommitmentStrength.FIRM

    @classmethod
    @transaction.atomic
    def promise(cls, debate: Debate, *, by: Person, text: str, **fields: object) -> "Commitment":
        """Record a promise. `fields`: strength, comment, thread, claim, document, due."""
        commitment = cls(
            debate=debate,
            by=debate.contributor(by),
            text=cleaned("text", text, limit=5_000),
            **fields,
        )
        if commitment.comment and not commitment.thread:
            commitment.thread = commitment.comment.thread
        commitment.number = debate.take_number("commitment")
        commitment.full_clean()
        commitment.save()
        commitment.record(commitment.by)
        return commitment

    @transaction.atomic
    def settle(
        self, state: str, *, by: Person, reason: str = "", done_in: Revision | None = None
    ) -> None:
        """Say that it is done (in which revision), declined (why), or pending again."""
        if not self.can_settle(by):
            raise PermissionDenied
        if state == self.State.DECLINED and not reason.strip():
            raise ValidationError({"reason": "Say why it is declined."})
        current = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        if current.state == state:
            raise ValidationError({"state": f"It is already {current.get_state_display()}."})
        self.state, self.done_in = state, done_in
        self.reason = cleaned("reason", reason, limit=500, one_line=True)
        self.checked_by = None
        self.clean_fields()
        self.save(update_fields=["state", "done_in", "reason", "checked_by"])
        self.record(self.debate.contributor(by))

    @transaction.atomic
    def put_off(self, due: date | None, *, by: Person, reason: str = "") -> None:
        """Say until when it will be done, or (None) that there is no day any more."""
        if not self.can_settle(by):
            raise PermissionDenied
        if self.state != self.State.PENDING:
            raise ValidationError({"due": "It is not pending."})
        self.due = due
        self.save(update_fields=["due"])
        said = f"Due {due.isoformat()}" if due else "No day is set"
        reason = cleaned("reason", reason, limit=400, one_line=True)
        self.record(self.debate.contributor(by), f"{said}: {reason}" if reason else said)

    @transaction.atomic
    def confirm(self, *, by: Person) -> None:
        """The person who asked for the change confirms that it was done."""
        if not self.can_confirm(by):
            raise PermissionDenied
        if self.state != self.State.DONE:
            raise ValidationError("It is not done yet.")
        self.checked_by = self.debate.contributor(by)
        self.save(update_fields=["checked_by"])
        self.record(self.checked_by, reason="checked")

    def can_settle(self, person: Person) -> bool:
        if self.by.imported:
            return self.debate.can_edit(person)
        return self.by.is_user(person) and self.debate.can_contribute(person)

    def can_confirm(self, person: Person) -> bool:
        raiser = self.thread.raised_by if self.thread else None
        asked = raiser is not None and raiser.is_user(person)
        return (asked and self.debate.can_contribute(person)) or self.debate.can_edit(person)

    def record(self, by: Participant, reason: str = "") -> None:
        self.changes.create(
            state=self.state, strength=self.strength, by=by, reason=reason or self.reason
        )
        self.debate.touch(f"commitment-{self.number}")


class CommitmentChange(models.Model):
    """One step in the life of a commitment."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="changes")
    state = models.CharField(max_length=10, choices=Commitment.State)
    strength = models.CharField(max_length=10, choices=Commitment.Strength)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.commitment.label}: {self.state}"
