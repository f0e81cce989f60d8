import uuid
from collections.abc import Mapping

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from arguments.models import Debate, Document, Participant, Person, Revision
from arguments.models.constraints import one_of
from reviews.querysets import ReviewQuerySet


class ReviewState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"


class Review(models.Model):
    """One submission of one person: an opening, and comments in order.

    The opening text is the comment at position 0, so that it can be quoted and answered like any
    other. A draft is its writer's alone; publishing shows all of it at once.
    """

    State = ReviewState

    class Recommendation(models.TextChoices):
        NONE = "", "No recommendation"
        SATISFIED = "satisfied", "Satisfied"
        MINOR_CHANGES = "minor-changes", "Minor changes"
        MAJOR_CHANGES = "major-changes", "Major changes"
        NOT_CONVINCED = "not-convinced", "Not convinced"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    debate = models.ForeignKey(Debate, models.CASCADE, related_name="reviews")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Participant, models.PROTECT, related_name="reviews")
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="reviews")
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="reviews")
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="answered_by")
    recommendation = models.CharField(
        max_length=15, choices=Recommendation, blank=True, default=Recommendation.NONE
    )
    confidence = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(100)], help_text="In percent."
    )
    partial = models.BooleanField(default=False, help_text="More is to come.")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    at = models.DateTimeField(default=timezone.now)
    url = models.URLField(
        max_length=500, blank=True, help_text="Where it was published, if that was elsewhere."
    )
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="review_number_once"),
            one_of("state", ReviewState, "review_state_known"),
            models.CheckConstraint(
                condition=models.Q(confidence=None) | models.Q(confidence__lte=100),
                name="review_confidence_percent",
            ),
            models.UniqueConstraint(
                fields=["debate", "source_digest"],
                condition=~models.Q(source_digest=""),
                name="review_imported_once",
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.number} by {self.by}"

    def get_absolute_url(self) -> str:
        return reverse("review_detail", args=[self.debate.slug, self.number])

    @property
    def label(self) -> str:
        return f"R{self.number}"

    # Verbs

    @classmethod
    @transaction.atomic
    def begin(
        cls,
        debate: Debate,
        *,
        by: Person,
        document: Document | None = None,
        answers: "Review | None" = None,
    ) -> "Review":
        """The draft in which `by` gathers comments: the one they have, or a new one.

        `answers`: the review that it answers as a whole, unless it is known to answer another.
        """
        writer = debate.contributor(by)
        debate.lock()
        draft = cls.objects.filter(
            debate=debate, by=writer, document=document, state=cls.State.DRAFT
        ).first()
        if draft and answers and draft.answers is None:
            draft.answers = answers
            draft.save(update_fields=["answers"])
        return draft or cls.objects.create(
            debate=debate,
            number=debate.take_number("review"),
            by=writer,
            answers=answers,
            document=document,
            revision=document.latest if document else None,
        )

    @transaction.atomic
    def publish(self, *, by: Person, **verdict: object) -> None:
        """Show all of it at once. `verdict`: recommendation, confidence, partial."""
        self.check_writable_by(by)
        comments = self.comments.order_by("position").select_related("answers__thread")
        if not comments:
            raise ValidationError("Write at least one comment before you publish the review.")
        self.judge(verdict)
        self.state, self.at = self.State.PUBLISHED, timezone.now()
        self.save(update_fields=["state", "at", *verdict])
        for comment in comments:
            comment.review = self
            comment.at = self.at
            comment.save(update_fields=["at"])
            comment.place(by)
        self.debate.touch(f"review-{self.number}")

    def keep(self, *, by: Person, **verdict: object) -> None:
        """Note the verdict in the draft, to be changed or published later."""
        self.check_writable_by(by)
        self.judge(verdict)
        self.save(update_fields=verdict)

    @transaction.atomic
    def discard(self, *, by: Person) -> None:
        """Throw a draft away, at its writer's word."""
        self.check_draft_of(by)
        self.delete()

    def judge(self, verdict: Mapping[str, object]) -> None:
        """Set recommendation, confidence and partial, or raise ValidationError by field."""
        for name, value in verdict.items():
            setattr(self, name, value)
        self.clean_fields(exclude={field.name for field in self._meta.fields} - verdict.keys())

    def take_position(self, by: Person, *, opening: bool) -> int:
        """The place of the next comment: 0 for the opening, then 1, 2, …"""
        self.check_writable_by(by)
        type(self).objects.select_for_update().values_list("pk").get(pk=self.pk)
        if opening:
            if self.comments.filter(position=0).exists():
                raise ValidationError({"opening": "The review has an opening already."})
            return 0
        last = self.comments.aggregate(last=models.Max("position"))["last"]
        return (last or 0) + 1

    # Questions

    def is_draft_of(self, person: Person) -> bool:
        return self.state == self.State.DRAFT and self.by.is_user(person)

    def can_finish(self, person: Person) -> bool:
        """Write in it and publish it. Who takes part no more can only throw it away."""
        return self.is_draft_of(person) and self.debate.can_contribute(person)

    def check_writable_by(self, person: Person) -> None:
        if not self.debate.can_contribute(person):
            raise PermissionDenied
        self.check_draft_of(person)

    def check_draft_of(self, person: Person) -> None:
        if not self.by.is_user(person):
            raise PermissionDenied
        if self.state != self.State.DRAFT:
            raise ValidationError("The review is published already.")
