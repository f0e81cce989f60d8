from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from arguments.models import Claim, Debate, Person, User
from arguments.models.constraints import exactly_one
from reviews.querysets import AttentionQuerySet

from .threads import Thread


class Attention(models.Model):
    """When a person last saw a claim or a point, and whether they watch it.

    What has changed since is new to them; so is what is younger than their first visit to its
    debate and was never seen. Nobody else sees it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="attention")
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, related_name="attention")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="attention")
    seen_at = models.DateTimeField(null=True)
    watched = models.BooleanField(default=False)

    objects = AttentionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            exactly_one("claim", "thread", name="attention_to_one_thing"),
            models.UniqueConstraint(fields=["user", "claim"], name="attention_to_claim_once"),
            models.UniqueConstraint(fields=["user", "thread"], name="attention_to_thread_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.claim or self.thread}"

    @classmethod
    def to(cls, element: Claim | Thread, person: Person) -> "Attention | None":
        """What `person` has seen of it; None where that is nothing."""
        return element.attention.filter(user=person).first() if person.pk else None

    @classmethod
    @transaction.atomic
    def see(cls, element: Claim | Thread, user: User) -> None:
        """Note that `user` has it before them as it is now."""
        cls._change(element, user, seen_at=timezone.now())
        Visit.begin(element.debate, user)

    @classmethod
    def watch(cls, element: Claim | Thread, user: User, *, watched: bool) -> None:
        """Watch it, or no more: what is new in it stands in the worklist."""
        cls._change(element, user, watched=watched)

    @classmethod
    def _change(cls, element: Claim | Thread, user: User, **fields: object) -> None:
        if isinstance(element, Claim):
            cls.objects.update_or_create(user=user, claim=element, defaults=fields)
        else:
            cls.objects.update_or_create(user=user, thread=element, defaults=fields)


class Visit(models.Model):
    """When a person first came to a debate, and up to when they know what is in it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="visits")
    debate = models.ForeignKey(Debate, models.CASCADE, related_name="visits")
    known_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "debate"], name="visit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.debate}"

    @classmethod
    def begin(cls, debate: Debate, user: User) -> None:
        """Whatever is in the debate now is not new to who comes for the first time."""
        cls.objects.get_or_create(user=user, debate=debate)

    @classmethod
    @transaction.atomic
    def catch_up(cls, debate: Debate, user: User) -> None:
        """Mark all of a debate as seen."""
        cls.objects.update_or_create(
            user=user, debate=debate, defaults={"known_at": timezone.now()}
        )

    @classmethod
    def known_by(cls, person: Person, debate: Debate) -> datetime | None:
        """Up to when `person` knows the debate; None before their first visit."""
        rows = debate.visits.filter(user=person) if person.pk else debate.visits.none()
        return rows.values_list("known_at", flat=True).first()
