import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from arguments import text
from arguments.graph import Change
from arguments.graphs import graph_of
from arguments.querysets import CitationQuerySet, ClaimQuerySet

from .constraints import one_of
from .debates import Debate, Participant, Person, Topic
from .documents import Revision
from .errors import Stale
from .standing import StandingChange
from .status import Status, StatusChange, may_set_status
from .texts import cleaned


class ClaimKind(models.TextChoices):
    CLAIM = "claim", "Claim"
    QUESTION = "question", "Question"
    DEFINITION = "definition", "Definition"
    PROPOSAL = "proposal", "Proposal"
    EVIDENCE = "evidence", "Evidence"


class ClaimVoice(models.TextChoices):
    ASSERTED = "asserted", "Asserted: the person who enters it holds it"
    REPORTED = "reported", "Reported: stated so that it can be examined"


class Claim(models.Model):
    """One statement that can be true or false, right or wrong, answered or not."""

    Kind = ClaimKind
    Voice = ClaimVoice
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    debate = models.ForeignKey(Debate, models.CASCADE, related_name="claims")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    body_text = models.TextField(blank=True, editable=False)
    body_html = models.TextField(blank=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CLAIM)
    voice = models.CharField(max_length=10, choices=Voice, default=Voice.ASSERTED)
    attributed_to = models.CharField(max_length=200, blank=True)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="claims")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    version = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    by = models.ForeignKey(Participant, models.PROTECT, related_name="claims")
    at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    search_vector = models.GeneratedField(
        expression=SearchVector("title", "body_text", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClaimQuerySet.as_manager()

    #: What a version keeps of a claim.
    WORDING = ("title", "body", "kind", "voice", "attributed_to")
    STORED_WORDING = (*WORDING, "body_text", "body_html")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="claim_number_once"),
            one_of("kind", ClaimKind, "claim_kind_known"),
            one_of("voice", ClaimVoice, "claim_voice_known"),
            one_of("status", Status, "claim_status_known"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(status=Status.WITHDRAWN),
                name="claim_merged_counts_no_more",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("pk")),
                name="claim_not_merged_into_itself",
            ),
        ]
        indexes = [GinIndex(fields=["search_vector"], name="claim_search")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("claim_detail", args=[self.debate.slug, self.number])

    @property
    def label(self) -> str:
        return f"C{self.number}"

    @property
    def prefix(self) -> str:
        """What the ids within its HTML begin with."""
        return f"c{self.uuid.hex[:8]}-"

    @property
    def text(self) -> str:
        """The plain text whose passages can be quoted: that of the body."""
        return self.body_text

    # Verbs

    @classmethod
    @transaction.atomic
    def enter(cls, debate: Debate, *, by: Person, title: str, **fields: object) -> "Claim":
        """Enter a claim in a debate. `fields`: body, kind, voice, attributed_to, topic."""
        claim = cls(debate=debate, by=debate.contributor(by), title=title, **fields)
        claim.prepare()
        claim.number = debate.take_number("claim")
        claim.save()
        claim.record_version(claim.by)
        debate.touch(f"claim-{claim.number}", graph=Change(claims=[claim.pk]))
        return claim

    @transaction.atomic
    def edit(self, *, by: Person, seen: int, reason: str = "", **wording: object) -> "Claim":
        """Change the wording or the topic; every earlier wording stays in `versions`.

        `seen` is the version the writer had before them: `Stale` if it is no longer the last one.
        Returns the claim as it is now.
        """
        if not self.can_edit(by):
            raise PermissionDenied
        self.debate.lock()
        self.must_stand_alone("title")
        before = graph_of(self.debate)
        claim = type(self).objects.select_for_update().get(pk=self.pk)
        claim.debate = self.debate
        if claim.version != seen:
            raise Stale(claim, seen)
        burden = claim.kind, claim.voice
        for name, value in wording.items():
            setattr(claim, name, value)
        claim.prepare()
        claim.version += 1
        claim.changed_at = timezone.now()
        claim.save(update_fields=[*self.STORED_WORDING, "topic", "version", "changed_at"])
        editor = self.debate.contributor(by)
        claim.record_version(editor, reason)
        self.debate.touch(f"claim-{claim.number}", graph=Change(claims=[claim.pk]))
        if burden != (claim.kind, claim.voice):
            StandingChange.record(self.debate, before, by=editor, edit=f"{claim.label} was edited")
        return claim

    @transaction.atomic
    def set_status(self, status: str, *, by: Person, reason: str = "") -> None:
        """Decide about the claim; the earlier status stays on record with its reason."""
        if not self.can_set_status(by, status):
            raise PermissionDenied
        self.debate.lock()
        self.must_stand_alone("status")
        before = graph_of(self.debate)
        change = StatusChange.make(self, status, by=self.debate.contributor(by), reason=reason)
        self.debate.touch(f"claim-{self.number}", graph=Change(claims=[self.pk]))
        StandingChange.record(self.debate, before, by=change.by, edit=change.in_words)

    def cite(self, revision: Revision, start: int, end: int, *, by: Person) -> "Citation":
        """Name the passage of a document in which the claim is stated."""
        if not self.can_edit(by) and not self.debate.can_edit(by):
            raise PermissionDenied
        if revision.document.debate_id != self.debate_id:
            raise ValidationError("The passage is not in this debate.")
        selector = revision.selector(start, end)
        citation, created = self.citations.get_or_create(
            revision=revision,
            start=selector.start,
            end=selector.end,
            defaults={
                "exact": selector.exact,
                "prefix": selector.prefix,
                "suffix": selector.suffix,
            },
        )
        if created:
            self.debate.touch(f"claim-{self.number}", f"document-{revision.document.number}")
        return citation

    # Questions

    def can_edit(self, person: Person) -> bool:
        """A person edits only their own words; an import's words may be corrected by an editor.

        Nobody edits those of a claim that was merged: what it says is examined at the other one.
        """
        if self.merged_into_id is not None:
            return False
        if self.by.imported:
            return self.debate.can_edit(person)
        return self.by.is_user(person) and self.debate.can_contribute(person)

    def can_set_status(self, person: Person, status: str) -> bool:
        merged = self.merged_into_id is not None
        return not merged and may_set_status(self.debate, self.by, status, person)

    def statuses_for(self, person: Person) -> list[Status]:
        """The statuses which `person` could give it now."""
        return [
            status
            for status in Status
            if status != self.status and self.can_set_status(person, status)
        ]

    def must_stand_alone(self, field: str) -> None:
        """Raise a ValidationError of `field` where the claim was merged into another one."""
        other = type(self).objects.filter(merged=self).first()
        if other:
            raise ValidationError(
                {field: f"{self.label} was merged into {other.label}: name that."}
            )

    # Details

    def prepare(self) -> None:
        """Bring the wording into its stored form, or raise ValidationError by field."""
        self.render()
        if self.topic and self.topic.debate_id != self.debate_id:
            raise ValidationError({"topic": "The topic is not one of this debate."})
        # The constraints say what the choices say, and would be asked of the database one by one.
        self.full_clean(
            exclude=["number", "search_vector"], validate_unique=False, validate_constraints=False
        )

    def render(self) -> None:
        """Clean the texts and make what is shown of them. Asks nothing of the database."""
        self.title = cleaned("title", self.title, limit=250, one_line=True)
        self.attributed_to = cleaned("attributed_to", self.attributed_to, limit=200, one_line=True)
        self.body = cleaned("body", self.body, limit=text.LONGEST_BODY)
        rendered = text.render(self.body, prefix=self.prefix)
        self.body_text, self.body_html = rendered.text, rendered.html

    def record_version(self, by: Participant, reason: str = "") -> None:
        self.versions.create(
            number=self.version,
            by=by,
            reason=reason,
            at=self.changed_at,
            **{name: getattr(self, name) for name in self.WORDING},
        )


class ClaimVersion(models.Model):
    """One wording of a claim, as it was."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Claim.Kind)
    voice = models.CharField(max_length=10, choices=Claim.Voice)
    attributed_to = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["claim", "number"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="claim_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (version {self.number})"


class Citation(models.Model):
    """A passage of a document in which a claim is stated; offsets in code points of its text."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="citations")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="citations")
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["revision", "start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "revision", "start", "end"], name="citation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("start")), name="citation_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.exact[:80]
