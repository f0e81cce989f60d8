import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone


class User(AbstractUser):
    """An account. In a debate it speaks through a `Participant`."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100, help_text="Shown beside what you write.")
    email = models.EmailField(unique=True)

    def __str__(self) -> str:
        return self.name or self.username


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def usable(self) -> "ApiTokenQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def of_secret(self, secret: str) -> "ApiTokenQuerySet":
        """Looked up by digest, so the secret is never compared character by character."""
        return self.usable().filter(digest=ApiToken.digest_of(secret))


class ApiToken(models.Model):
    """A named, scoped, expiring key to the API. Only its SHA-256 digest is kept."""

    class Scope(models.TextChoices):
        READ = "read", "Read"
        WRITE = "write", "Read and write"

    PREFIX = "crux_"
    LIFETIME = timedelta(days=365)
    #: A use is recorded at most this often, so that reading costs no write per request.
    USE_RESOLUTION = timedelta(minutes=5)

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()

    @classmethod
    def issue(
        cls, user: User, *, name: str, scope: str, expires_at: datetime | None = None
    ) -> tuple["ApiToken", str]:
        """Make a token; returns it with the secret, which cannot be had again."""
        secret = cls.PREFIX + secrets.token_urlsafe(32)
        token = cls.objects.create(
            user=user,
            name=name,
            scope=scope,
            digest=cls.digest_of(secret),
            hint=secret[: len(cls.PREFIX) + 4],
            expires_at=expires_at or timezone.now() + cls.LIFETIME,
        )
        return token, secret

    def revoke(self) -> None:
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])

    def record_use(self) -> None:
        now = timezone.now()
        if self.used_at is None or now - self.used_at > self.USE_RESOLUTION:
            type(self).objects.filter(pk=self.pk).update(used_at=now)


class IdempotencyKey(models.Model):
    """One API write, so that a repeated request gets the first answer and makes nothing twice."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, path and body")
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(null=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once")]

    def __str__(self) -> str:
        return self.key
