from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, Union

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from arguments import anchoring, text
from arguments.models import Claim, Participant, Revision
from arguments.models.constraints import one_of
from arguments.models.texts import cleaned
from reviews.querysets import QuotationQuerySet

if TYPE_CHECKING:
    from .comments import Comment

#: What a passage can stand in. Of a claim it is the body.
Source: TypeAlias = Union[Revision, Claim, "Comment"]
SOURCES = ("source_revision", "source_comment", "source_claim")


class QuotationPurpose(models.TextChoices):
    ANSWERED = "answered", "Answered"
    CITED = "cited", "Cited"


class QuotationState(models.TextChoices):
    EXACT = "exact", "Exact"
    MOVED = "moved", "Moved"
    CHANGED = "changed", "Changed"
    LOST = "lost", "Lost"
    UNRESOLVED = "unresolved", "Source not here"


class Quotation(models.Model):
    """A passage that a comment quotes: of a revision, of an earlier comment, of a claim's body, or
    of a named source that is not here.

    The words and offsets (code points of the source's text) stay as they were when quoted. Where
    the passage is in later texts of its source is kept apart, in `anchors`.
    """

    Purpose = QuotationPurpose
    State = QuotationState
    comment = models.ForeignKey("Comment", models.CASCADE, related_name="quotations")
    position = models.PositiveSmallIntegerField(default=0)
    after = models.PositiveSmallIntegerField(
        default=0, help_text="Paragraphs of the comment's text before it."
    )
    block = models.PositiveSmallIntegerField(default=0)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.ANSWERED)
    exact = models.TextField()
    markdown = models.TextField(blank=True, help_text="As it was written, where that differs.")
    imported = models.TextField(
        blank=True, help_text="As an import brought it, where that was corrected since."
    )
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    source_revision = models.ForeignKey(
        Revision, models.PROTECT, null=True, related_name="quotations"
    )
    source_comment = models.ForeignKey(
        "Comment", models.PROTECT, null=True, related_name="quoted_in"
    )
    source_claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="quoted_in")
    source_version = models.PositiveIntegerField(
        default=1, help_text="Of the quoted comment or claim, when it was quoted."
    )
    source_name = models.CharField(max_length=300, blank=True)
    verbatim = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State, default=State.EXACT)

    objects = QuotationQuerySet.as_manager()

    class Meta:
        ordering = ["comment", "position"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "position"], name="quotation_position_once"),
            one_of("purpose", QuotationPurpose, "quotation_purpose_known"),
            one_of("state", QuotationState, "quotation_state_known"),
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    models.Func(
                        *SOURCES, function="num_nonnulls", output_field=models.IntegerField()
                    ),
                    1,
                ),
                name="quotation_one_source",
            ),
            models.CheckConstraint(
                condition=models.Q(state="unresolved", start=None, **dict.fromkeys(SOURCES, None))
                | models.Q(~models.Q(state="unresolved"), end__gt=models.F("start")),
                name="quotation_resolved_has_place",
            ),
        ]

    def __str__(self) -> str:
        return self.exact[:80]

    @property
    def source(self) -> Source | None:
        return self.source_revision or self.source_comment or self.source_claim

    @property
    def last_anchor(self) -> "Anchor | None":
        """Where it stands in the newest text; None while that is the text it was quoted from."""
        return next(iter(list(self.anchors.all())[::-1]), None)

    @property
    def current_state(self) -> str:
        anchor = self.last_anchor
        return anchor.state if anchor else self.state

    def resolve(self, source: Source) -> bool:
        """Place the quotation in `source` if its words are there, without doubt; says whether."""
        try:
            passage = Passage.locate(source, self.exact, prefix=self.prefix, suffix=self.suffix)
        except ValidationError:
            return False
        passage.fill(self)
        self.save()
        return True

    def correct(self, words: str) -> None:
        """Put right what an import got wrong in the quoted words; how they came stays on record.

        Where they stand in their source stays as well.
        """
        words = cleaned("quoted", words, limit=text.LONGEST_BODY)
        if not words.strip():
            raise ValidationError({"quoted": "A quotation has words."})
        self.imported = self.imported or self.exact
        self.exact, self.markdown, self.verbatim = words, "", self.source is None
        self.save(update_fields=["imported", "exact", "markdown", "verbatim"])

    @property
    def waits_for_word(self) -> bool:
        """Whether its words changed or went, and nobody has said if the comment still holds."""
        anchor = self.last_anchor
        return anchor is not None and anchor.waits_for_word

    @property
    def fate(self) -> str:
        """What became of it since it was quoted, in words; "" while there is nothing to say."""
        anchor = self.last_anchor
        if anchor is None:
            return "" if self.state == self.State.EXACT else self.get_state_display()
        known = {"exact": "Unchanged", "lost": "Gone"}
        said = known.get(anchor.state, anchor.get_state_display())
        return (
            f"{said} in revision {anchor.revision.number}" if anchor.revision else f"{said} since"
        )

    @property
    def selector(self) -> anchoring.Selector:
        """Its words and their place in its source; raises ValueError while it is unresolved."""
        if self.start is None or self.end is None:
            raise ValueError("The quotation has no place.")
        words = self.exact if self.verbatim else self.imported or self.exact
        return anchoring.Selector(words, self.prefix, self.suffix, self.start, self.end)

    @staticmethod
    def carried(
        quoted: Sequence["Quotation"], old: str, new: str, **place: Revision | int
    ) -> list["Anchor"]:
        """Where quotations of the text `old` stand in the text `new`, which is at `place`."""
        found = anchoring.carry(old, new, [q.selector for q in quoted]) if quoted else []
        return [
            Anchor(
                quotation=quotation,
                state=carried.state,
                exact=carried.selector.exact if carried.selector else "",
                start=carried.selector.start if carried.selector else None,
                end=carried.selector.end if carried.selector else None,
                **place,
            )
            for quotation, carried in zip(quoted, found, strict=True)
        ]


class Anchor(models.Model):
    """Where a quotation stands in one later text: a revision, or a version of the comment or claim
    as it was edited."""

    quotation = models.ForeignKey(Quotation, models.CASCADE, related_name="anchors")
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="anchors")
    version = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=Quotation.State)
    exact = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["quotation", "pk"]
        constraints = [
            one_of("state", Quotation.State, "anchor_state_known"),
            models.UniqueConstraint(
                fields=["quotation", "revision", "version"],
                name="anchor_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quotation}: {self.state}"

    @property
    def waits_for_word(self) -> bool:
        return self.checked_at is None and self.state in {"changed", "lost"}

    def confirm(self, *, by: Participant, words: str = "") -> None:
        """Note that the comment holds for what is there now, or for `words` of the same text."""
        if words:
            quotation = self.quotation
            source = self.revision or quotation.source
            if source is None:
                raise ValueError("An anchor in no text.")
            found = Passage.locate(source, words)
            self.exact, self.start, self.end = found.exact, found.start, found.end
            same = found.exact == quotation.exact
            self.state = Quotation.State.MOVED if same else Quotation.State.CHANGED
        self.checked_by, self.checked_at = by, timezone.now()
        self.save()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage about to be quoted: its words and their place, or (no source) only a name.

    `after`, `block` and `markdown` as in `Quotation`.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    source: Source | None = None
    name: str = ""
    purpose: str = Quotation.Purpose.ANSWERED
    verbatim: bool = True
    after: int = 0
    block: int = 0
    markdown: str = ""

    @classmethod
    def of(cls, source: Source, start: int, end: int) -> "Passage":
        """The passage between two offsets of `source`."""
        try:
            found = anchoring.select(source.text, start, end)
        except ValueError as error:
            raise ValidationError({"quotation": "This passage is not in the text."}) from error
        return cls(found.exact, found.prefix, found.suffix, found.start, found.end, source)

    @classmethod
    def locate(
        cls,
        source: Source,
        exact: str,
        *,
        prefix: str = "",
        suffix: str = "",
        start: int | None = None,
    ) -> "Passage":
        """The passage of `source` that reads `exact`; ValidationError when that is not certain."""
        try:
            match = anchoring.find(source.text, exact, prefix, suffix, start)
        except anchoring.Ambiguous as error:
            raise ValidationError(
                {"quotation": f"These words occur {error.count} times: quote more of them."}
            ) from error
        except anchoring.NotFound as error:
            raise ValidationError({"quotation": "These words are not in the text."}) from error
        found = cls.of(source, match.start, match.end)
        if match.verbatim:
            return found
        return cls(
            exact, found.prefix, found.suffix, match.start, match.end, source, verbatim=False
        )

    @property
    def selector(self) -> anchoring.Selector | None:
        """Where it is in its source; None when that is only a name."""
        if self.start is None or self.end is None:
            return None
        return anchoring.Selector(self.exact, self.prefix, self.suffix, self.start, self.end)

    def quotation(self, comment: "Comment", position: int) -> Quotation:
        quotation = Quotation(
            comment=comment,
            position=position,
            purpose=self.purpose,
            after=self.after,
            block=self.block,
            markdown=self.markdown,
        )
        self.fill(quotation)
        return quotation

    def fill(self, quotation: Quotation) -> None:
        quotation.exact, quotation.verbatim = self.exact, self.verbatim
        quotation.prefix, quotation.suffix = self.prefix, self.suffix
        quotation.start, quotation.end = self.start, self.end
        if self.source is None:
            quotation.source_name, quotation.state = self.name, Quotation.State.UNRESOLVED
            return
        quotation.state = Quotation.State.EXACT
        if isinstance(self.source, Revision):
            quotation.source_revision = self.source
            return
        if isinstance(self.source, Claim):
            quotation.source_claim = self.source
        else:
            quotation.source_comment = self.source
        quotation.source_version = self.source.version
