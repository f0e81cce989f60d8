from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from .constraints import exactly_one, one_of
from .debates import Debate, Participant, Person
from .texts import cleaned

if TYPE_CHECKING:
    from .claims import Claim
    from .links import Link


class Status(models.TextChoices):
    """What people have decided about a claim or a link; its standing is computed, not decided."""

    OPEN = "open", "Open"
    CHALLENGED = "challenged", "Challenged"
    CONCEDED = "conceded", "Conceded"
    REVISED = "revised", "Revised"
    SETTLED = "settled", "Settled"
    WITHDRAWN = "withdrawn", "Withdrawn"


#: Editors may give every status. These others may give, to what they entered themselves; as an
#: author of the debate, to anything; as anybody who may contribute, to anything.
OWN_STATUSES = frozenset(Status) - {Status.SETTLED}
AUTHOR_STATUSES = frozenset({Status.CHALLENGED, Status.CONCEDED, Status.REVISED})
ANYBODYS_STATUSES = frozenset({Status.CHALLENGED})


def may_set_status(debate: Debate, by: Participant, status: str, person: Person) -> bool:
    """Whether `person` may give `status` to something that `by` entered."""
    if debate.can_edit(person):
        return True
    if not debate.can_contribute(person):
        return False
    return (
        status in ANYBODYS_STATUSES
        or (status in OWN_STATUSES and by.is_user(person))
        or (status in AUTHOR_STATUSES and debate.role_of(person) == Participant.Role.AUTHOR)
    )


class StatusChange(models.Model):
    """One decision about a claim or a link, with its reason. Never changed, never removed."""

    claim = models.ForeignKey("Claim", models.CASCADE, null=True, related_name="status_changes")
    link = models.ForeignKey("Link", models.CASCADE, null=True, related_name="status_changes")
    old = models.CharField(max_length=10, choices=Status)
    new = models.CharField(max_length=10, choices=Status)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            exactly_one("claim", "link", name="status_change_of_one_thing"),
            one_of("old", Status, "status_change_old_known"),
            one_of("new", Status, "status_change_new_known"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    @property
    def in_words(self) -> str:
        """What became of what, such as "C5 was settled" or "L12 is open again"."""
        element = self.claim or self.link
        word = "is open again" if self.new == Status.OPEN else f"was {self.new}"
        return f"{element.label if element else ''} {word}"

    @classmethod
    def make(
        cls, element: "Claim | Link", status: str, *, by: Participant, reason: str
    ) -> "StatusChange":
        """Give `element` a status and keep the old one on record. Call inside a transaction."""
        if status not in Status.values:
            raise ValidationError({"status": f"Not one of: {', '.join(Status.values)}."})
        reason = cleaned("reason", reason, limit=500, one_line=True)
        current = type(element).objects.select_for_update().get(pk=element.pk)
        if current.status == status:
            raise ValidationError({"status": f"It is already {current.get_status_display()}."})
        change = current.status_changes.create(old=current.status, new=status, by=by, reason=reason)
        current.status = status
        current.save(update_fields=["status"])
        element.status = status
        return change
