from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from arguments.models import Debate, Person, User
from arguments.models.texts import cleaned
from reviews.formats.files import LARGEST


class Import(models.Model):
    """A file of which somebody is making a debate. Only they ever see it.

    Its `data` is kept until the debate is there. `version` is the debate's just after: while it has
    not changed, nothing was done in the debate, and the whole import can be undone.
    """

    #: How many files wait for a person, how long, and of how many bytes each may be.
    MOST = 5
    KEPT = timedelta(days=7)
    LARGEST = LARGEST

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="imports")
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=20)
    data = models.BinaryField()
    debate = models.ForeignKey(Debate, models.SET_NULL, null=True, related_name="imports")
    version = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("import_detail", args=[self.pk])

    @classmethod
    @transaction.atomic
    def keep(cls, user: Person, *, name: str, form: str, data: bytes) -> "Import":
        """Keep a file to look at it; the oldest of those that were left go."""
        if not isinstance(user, User):
            raise PermissionDenied
        if not data.strip():
            raise ValidationError({"text": "There is nothing in it."})
        if len(data) > cls.LARGEST:
            raise ValidationError({"file": f"It is larger than {cls.LARGEST // 2**20} MB."})
        held = cls(user=user, form=form, data=data)
        held.name = cleaned("file", name, limit=200, one_line=True) or "Pasted text"
        held.save()
        waiting = user.imports.filter(debate=None)
        waiting.filter(at__lt=timezone.now() - cls.KEPT).delete()
        newest = list(waiting.values_list("pk", flat=True)[: cls.MOST])
        waiting.exclude(pk__in=newest).delete()
        return held

    def done(self, debate: Debate) -> None:
        """Note what came of it; the file is needed no more."""
        self.debate, self.version, self.data = debate, debate.version, b""
        self.save(update_fields=["debate", "version", "data"])

    def can_undo(self) -> bool:
        """Whether nothing was done in the debate since, and it is still theirs."""
        debate = self.debate
        return bool(debate and debate.version == self.version and debate.can_manage(self.user))
