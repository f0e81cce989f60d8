import uuid

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from arguments import anchoring, text
from arguments.querysets import DocumentQuerySet, RevisionQuerySet
from arguments.text import PROJECTION, Block

from .debates import Debate, Participant, Person
from .texts import cleaned


class Document(models.Model):
    """A text under review, in numbered revisions that never change."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    debate = models.ForeignKey(Debate, models.CASCADE, related_name="documents")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="documents")
    at = models.DateTimeField(default=timezone.now)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="document_number_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("document_detail", args=[self.debate.slug, self.number])

    @property
    def label(self) -> str:
        return f"D{self.number}"

    @classmethod
    @transaction.atomic
    def put_up(cls, debate: Debate, *, by: Person, title: str, source: str) -> "Document":
        """Put a text up for review, as revision 1 of a new document."""
        if not debate.can_write_documents(by):
            raise PermissionDenied
        document = cls(
            debate=debate,
            number=debate.take_number("document"),
            title=cleaned("title", title, limit=200, one_line=True),
            by=debate.contributor(by),
        )
        document.full_clean()
        document.save()
        document.revise(by=by, source=source)
        return document

    @transaction.atomic
    def revise(self, *, by: Person, source: str, note: str = "") -> "Revision":
        """Append a revision; the earlier ones stay as they are."""
        if not self.debate.can_write_documents(by):
            raise PermissionDenied
        self.debate.lock()
        source = cleaned("source", source, limit=text.LONGEST_DOCUMENT)
        last = self.revisions.last()
        if last and last.source == source:
            raise ValidationError({"source": "The text is the same as in the last revision."})
        return Revision.append(
            self,
            number=last.number + 1 if last else 1,
            source=source,
            note=note,
            by=self.debate.contributor(by),
        )

    @property
    def latest(self) -> "Revision":
        return self.revisions.get_latest()


class Revision(models.Model):
    """One wording of a document: its Markdown, and the plain text on which quotations are anchored.

    `text` is the projection of `source` (see `arguments.text`), frozen with the version of the
    projection; `blocks` are its rendered blocks, each with its place in `text`.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    text = models.TextField(editable=False)
    projection = models.PositiveSmallIntegerField(default=PROJECTION, editable=False)
    blocks = models.JSONField(editable=False)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["document", "number"]
        get_latest_by = "number"
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, revision {self.number}"

    def get_absolute_url(self) -> str:
        document = self.document
        return reverse("revision_detail", args=[document.debate.slug, document.number, self.number])

    @classmethod
    def append(cls, document: Document, *, source: str, **fields: object) -> "Revision":
        """Render and store a revision and its sections. The caller holds the debate's lock."""
        revision = cls(document=document, source=source, **fields)
        sections = revision.render()
        revision.save()
        Section.objects.bulk_create(sections)
        document.debate.touch(f"document-{document.number}")
        return revision

    def render(self) -> list["Section"]:
        """Clean the words and make text and blocks of them; its sections, which are not saved.

        Raises ValidationError by field. Asks nothing of the database.
        """
        self.note = cleaned("note", self.note, limit=500, one_line=True)
        self.source = cleaned("source", self.source, limit=text.LONGEST_DOCUMENT)
        rendered = text.render(self.source, prefix=f"d{self.document.number}-")
        if not rendered.text.strip():
            raise ValidationError({"source": "Enter the text."})
        self.text = rendered.text
        self.blocks = [block.to_list() for block in rendered.blocks]
        return [
            Section(
                revision=self,
                position=position,
                level=section.level,
                title=section.title[:300],
                anchor=section.anchor,
                start=section.start,
                end=section.end,
            )
            for position, section in enumerate(text.sections(rendered))
        ]

    def rendered_blocks(self) -> list[Block]:
        return [Block.from_list(block) for block in self.blocks]

    def selector(self, start: int, end: int) -> anchoring.Selector:
        return anchoring.select(self.text, start, end)


class Section(models.Model):
    """A part of a revision under one heading; `start` and `end` are code points of its text."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    anchor = models.CharField(max_length=100)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        ordering = ["revision", "position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "position"], name="section_position_once"),
            models.UniqueConstraint(fields=["revision", "anchor"], name="section_anchor_once"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.revision.document.get_absolute_url()}#{self.anchor}"
