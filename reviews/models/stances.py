from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from arguments.models import Claim, Participant, Person
from arguments.models.constraints import one_of
from arguments.models.texts import cleaned
from reviews.acts import Position
from reviews.querysets import StanceQuerySet

if TYPE_CHECKING:
    from .comments import Comment


class Stance(models.Model):
    """A person's position on a claim at one moment. The last one counts; the earlier ones stay.

    `claim_version` is the wording they had before them: of the claim, or of `made_on` where that
    was merged into the claim since.
    """

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="stances")
    by = models.ForeignKey(Participant, models.PROTECT, related_name="stances")
    position = models.CharField(max_length=10, choices=Position)
    confidence = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In percent.")
    reason = models.CharField(max_length=500, blank=True)
    claim_version = models.PositiveIntegerField(default=1)
    made_on = models.ForeignKey(Claim, models.CASCADE, null=True, editable=False, related_name="+")
    comment = models.ForeignKey(
        "Comment", models.SET_NULL, null=True, blank=True, related_name="stances"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = StanceQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            one_of("position", Position, "stance_position_known"),
            models.CheckConstraint(
                condition=models.Q(confidence=None) | models.Q(confidence__lte=100),
                name="stance_confidence_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} {self.get_position_display().lower()}"

    @classmethod
    @transaction.atomic
    def take(
        cls,
        claim: Claim,
        *,
        by: Person,
        position: str,
        confidence: int | None = None,
        reason: str = "",
        comment: "Comment | None" = None,
    ) -> "Stance":
        """State one's position; taking the same one again with nothing new is no change."""
        if position not in Position.values:
            raise ValidationError({"position": f"Not one of: {', '.join(Position.values)}."})
        if confidence is not None and not 0 <= confidence <= 100:
            raise ValidationError({"confidence": "Give a number from 0 to 100."})
        claim.must_stand_alone("position")
        stance = cls(
            claim=claim,
            by=claim.debate.contributor(by),
            position=position,
            confidence=confidence,
            reason=cleaned("reason", reason, limit=500, one_line=True),
            claim_version=claim.version,
            comment=comment,
        )
        held = claim.stances.filter(by=stance.by).last()
        if held and held.says_the_same_as(stance):
            return held
        stance.save()
        claim.debate.touch(f"claim-{claim.number}")
        return stance

    def says_the_same_as(self, other: "Stance") -> bool:
        return (
            self.position == other.position
            and self.confidence == other.confidence
            and self.claim_version == other.claim_version
            and self.made_on_id == other.made_on_id
            and other.reason in {"", self.reason}
        )
