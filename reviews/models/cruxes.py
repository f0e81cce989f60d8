from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from arguments.models import Claim, Debate, Link, Participant, Person
from arguments.models.constraints import exactly_one, one_of
from arguments.models.texts import cleaned
from reviews.querysets import CruxWordQuerySet

if TYPE_CHECKING:
    from .comments import Comment


class CruxHold(models.TextChoices):
    HOLDS = "holds", "It turns on this"
    DENIES = "denies", "It does not turn on this"
    WITHDRAWN = "withdrawn", "No word on it any more"


class CruxWord(models.Model):
    """What a person said at one moment of whether the disagreement turns on a claim or a step.

    The last word of each person counts; the earlier ones stay. What they make together is read by
    `reviews.cruxes`.
    """

    Hold = CruxHold
    debate = models.ForeignKey(Debate, models.CASCADE, related_name="crux_words")
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, related_name="crux_words")
    link = models.ForeignKey(Link, models.CASCADE, null=True, related_name="crux_words")
    by = models.ForeignKey(Participant, models.PROTECT, related_name="crux_words")
    hold = models.CharField(max_length=10, choices=CruxHold)
    line = models.CharField(max_length=300, blank=True)
    comment = models.ForeignKey(
        "Comment", models.SET_NULL, null=True, blank=True, related_name="crux_words"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = CruxWordQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            one_of("hold", CruxHold, "crux_hold_known"),
            exactly_one("claim", "link", name="crux_word_on_one_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.get_hold_display()}"

    @property
    def element(self) -> Claim | Link:
        """The claim or the link it is about."""
        element = self.claim or self.link
        if element is None:
            raise ValueError("A word on nothing.")
        return element

    @classmethod
    @transaction.atomic
    def say(
        cls,
        element: Claim | Link,
        *,
        by: Person,
        hold: str,
        line: str = "",
        comment: "Comment | None" = None,
    ) -> "CruxWord":
        """Say that the disagreement turns on `element`, that it does not, or take that back.

        Any contributor may. The same said again with nothing new is no change.
        """
        if hold not in CruxHold.values:
            raise ValidationError({"hold": f"Not one of: {', '.join(CruxHold.values)}."})
        claim = element if isinstance(element, Claim) else None
        if claim:
            claim.must_stand_alone("hold")
        debate = element.debate
        word = cls(
            debate=debate,
            claim=claim,
            link=element if isinstance(element, Link) else None,
            by=debate.contributor(by),
            hold=hold,
            line=cleaned("line", line, limit=300, one_line=True),
            comment=comment,
        )
        said = element.crux_words.filter(by=word.by).last()
        if said is None and hold == CruxHold.WITHDRAWN:
            raise ValidationError({"hold": "You have not said anything of it."})
        if said and said.hold == hold and word.line in {"", said.line}:
            return said
        word.save()
        debate.touch(f"{'claim' if claim else 'link'}-{element.number}")
        return word
