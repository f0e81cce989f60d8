from collections.abc import Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from arguments.querysets import UnsentQuerySet

from .people import User


class Unsent(models.Model):
    """What a person has typed into a form and not sent: only they ever see it.

    `place` is the address of the form, with what tells it from others there after a colon. Each
    page that is open writes a text of its own (`window`), so that no tab overwrites another's.
    """

    #: How many texts of a person are kept, how long, and how many characters each may have.
    MOST = 200
    KEPT = timedelta(days=30)
    LONGEST = 600_000

    user = models.ForeignKey(User, models.CASCADE, related_name="unsent")
    place = models.CharField(max_length=300)
    window = models.CharField(max_length=40)
    fields = models.JSONField()
    at = models.DateTimeField()

    objects = UnsentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "place", "window"], name="unsent_once"),
        ]

    def __str__(self) -> str:
        return next((text for text in self.fields.values() if text.strip()), "")[:140]

    @property
    def address(self) -> str:
        """Where the form is."""
        return self.place.partition(":")[0]

    @classmethod
    @transaction.atomic
    def keep(cls, user: User, *, place: str, window: str, fields: Mapping[str, str]) -> None:
        """Keep what stands in a form now; nothing in it is nothing to keep."""
        if not place.startswith("/") or place.startswith("//") or not window:
            raise ValidationError({"place": "Not the address of a form."})
        if sum(map(len, fields.values())) > cls.LONGEST:
            raise ValidationError({"fields": "The text is too long to be kept."})
        if not any(text.strip() for text in fields.values()):
            user.unsent.filter(place=place, window=window).delete()
            return
        text = cls(user=user, place=place, window=window, fields=dict(fields), at=timezone.now())
        text.clean_fields(exclude=["user"])
        cls.objects.update_or_create(
            user=user,
            place=place,
            window=window,
            defaults={"fields": text.fields, "at": text.at},
        )
        user.unsent.outdated().delete()
