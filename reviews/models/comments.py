import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone

from arguments import text
from arguments.models import (
    Claim,
    Debate,
    Document,
    Link,
    Participant,
    Person,
    Revision,
    Section,
    Stale,
)
from arguments.models.texts import cleaned
from reviews import turns
from reviews.acts import Act, Qualifier
from reviews.querysets import CommentQuerySet

from .acts import CommentAct
from .quotations import Passage, Quotation
from .reviews import Review
from .threads import Thread

#: What a comment can answer. None is the debate as a whole.
Target: TypeAlias = "Document | Section | Claim | Link | Comment | None"

NO_PLACES: Mapping[int, str] = MappingProxyType({})
TARGETS = ("document", "section", "claim", "link", "answers")


@dataclass(frozen=True, slots=True)
class Doing:
    """One act of a comment, and the claim or link it concerns."""

    act: str
    claim: Claim | None = None
    link: Link | None = None


class Comment(models.Model):
    """One unit of review: it answers exactly one thing and carries one or more acts.

    It answers a document, a section, a claim, a link or an earlier comment, or a passage of one
    (its `quotations` purposed as answered); with none of these set, the debate as a whole. On a
    claim, `claim_version` is the wording that the writer had before them: of the claim, or of
    `made_on` where that was merged into the claim since. Imports may not know it. `statement` is
    what it objects or supports as one sentence, of which a claim and a link are made when it is
    published.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    debate = models.ForeignKey(Debate, models.CASCADE, related_name="comments")
    review = models.ForeignKey(Review, models.CASCADE, null=True, related_name="comments")
    position = models.PositiveIntegerField(default=0)
    opening = models.BooleanField(default=False)
    apart = models.BooleanField(default=False)
    thread = models.ForeignKey(Thread, models.PROTECT, null=True, related_name="comments")
    number = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="comments")
    at = models.DateTimeField(default=timezone.now)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="comments")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="comments")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="comments")
    claim_version = models.PositiveIntegerField(null=True, editable=False)
    made_on = models.ForeignKey(Claim, models.PROTECT, null=True, editable=False, related_name="+")
    link = models.ForeignKey(Link, models.PROTECT, null=True, related_name="comments")
    answers = models.ForeignKey("self", models.PROTECT, null=True, related_name="answered_by")
    taken_up_in = models.ForeignKey(
        Revision, models.PROTECT, null=True, related_name="taken_up_by", editable=False
    )
    statement = models.CharField(max_length=250, blank=True)
    heading = models.CharField(max_length=200, blank=True)
    source = models.TextField(blank=True)
    text = models.TextField(blank=True, editable=False)
    html = models.TextField(blank=True, editable=False)
    qualifiers = ArrayField(
        models.CharField(max_length=20, choices=Qualifier), default=list, blank=True
    )
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    removal_reason = models.CharField(max_length=300, blank=True)
    search_vector = models.GeneratedField(
        expression=SearchVector("text", config="english"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CommentQuerySet.as_manager()

    #: Whose words it answers, where `CommentQuerySet.with_addressees` was asked for it.
    addressee_id: int | None

    #: The fields in which a person writes.
    WRITTEN = frozenset({"heading", "source", "qualifiers"})

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=LessThanOrEqual(
                    models.Func(
                        *TARGETS, function="num_nonnulls", output_field=models.IntegerField()
                    ),
                    1,
                ),
                name="comment_at_most_one_target",
            ),
            models.UniqueConstraint(fields=["thread", "number"], name="comment_number_once"),
            models.UniqueConstraint(fields=["review", "position"], name="comment_position_once"),
        ]
        indexes = [GinIndex(fields=["search_vector"], name="comment_search")]

    def __str__(self) -> str:
        return self.text[:80] or self.heading or "(quotation)"

    def get_absolute_url(self) -> str:
        if self.thread is None:
            return self.review.get_absolute_url() if self.review else self.debate.get_absolute_url()
        number = self.thread.number
        page = (self.number - 1) // Thread.TURNS_PER_PAGE + 1 if self.number else 1
        query = f"?page={page}" if page > 1 else ""
        return f"{reverse('thread_detail', args=[self.debate.slug, number])}{query}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Its id on the page of its thread."""
        return f"turn-{self.number}"

    @property
    def note(self) -> str:
        """Its id on the page of a document that it is about: `n7-2`, or `draft-2-1`."""
        if self.thread is None and self.review:
            return f"draft-{self.review.number}-{self.position}"
        return f"n{self.label.replace('.', '-')}"

    @property
    def label(self) -> str:
        """`7.2`: the second comment of thread T7."""
        return f"{self.thread.number}.{self.number}" if self.thread else ""

    @property
    def prefix(self) -> str:
        """What the ids within its HTML begin with."""
        return f"m{self.uuid.hex[:8]}-"

    @property
    def target(self) -> Target:
        return next((getattr(self, name) for name in TARGETS if getattr(self, f"{name}_id")), None)

    @property
    def draft(self) -> bool:
        return self.review is not None and self.review.state == Review.State.DRAFT

    # Verbs

    @classmethod
    @transaction.atomic
    def post(
        cls,
        debate: Debate,
        *,
        by: Person,
        source: str,
        target: Target = None,
        doings: Sequence[Doing] = (),
        passages: Sequence[Passage] = (),
        **fields: object,
    ) -> "Comment":
        """Write a comment. `fields`: review (a draft of the writer), heading, qualifiers, opening,
        taken_up_in (the revision that does what the comment says was done), statement, apart (what
        answers another comment and yet is a point of its own).

        In a draft review it waits there; otherwise it is placed in its thread at once and its acts
        take effect: a stance, a commitment, a question.
        """
        comment = cls(debate=debate, by=debate.contributor(by), source=source, **fields)
        comment.aim(target)
        comment.prepare(quoting=bool(passages))
        comment.check_acts(doings)
        comment.check_statement(doings)
        if comment.claim:
            comment.claim.must_stand_alone("target")
            comment.claim_version = comment.claim.version
        comment.check_taken_up(by)
        if comment.opening and not comment.review:
            raise ValidationError({"opening": "Only a review has an opening."})
        if comment.review:
            comment.position = comment.review.take_position(by, opening=comment.opening)
        comment.save()
        Quotation.objects.bulk_create(
            passage.quotation(comment, position) for position, passage in enumerate(passages)
        )
        Quotation.objects.catch_up(comment)
        CommentAct.objects.bulk_create(
            CommentAct(comment=comment, act=d.act, claim=d.claim, link=d.link) for d in doings
        )
        comment.record_version(comment.by)
        if not comment.draft:
            comment.place(by)
        return comment

    @transaction.atomic
    def edit(
        self,
        *,
        by: Person,
        seen: int,
        source: str,
        reason: str = "",
        quoted: Mapping[int, str] = NO_PLACES,
    ) -> "Comment":
        """Change one's own words, or correct an import; every earlier wording stays in `versions`.

        `quoted`: by positions, the words of quotations that an import got wrong, as they should be.
        `Stale` if `seen` is no longer the last version. Returns the comment as it is now.
        """
        if not self.can_edit(by):
            raise PermissionDenied
        comment = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        if comment.version != seen:
            raise Stale(comment, seen)
        comment.source = source
        comment.prepare(quoting=comment.quotations.exists())
        comment.version += 1
        comment.save(update_fields=["source", "text", "html", "version"])
        comment.record_version(self.debate.contributor(by), reason)
        comment.correct_quotations(quoted)
        Quotation.objects.follow_comment(comment)
        comment.tell()
        return comment

    def correct_quotations(self, quoted: Mapping[int, str]) -> None:
        for quotation in self.quotations.filter(position__in=quoted.keys()):
            words = quoted[quotation.position].replace("\r\n", "\n")
            if words == quotation.exact:
                continue
            if not self.by.imported:
                message = "What somebody quoted here stays as they quoted it."
                raise ValidationError({"quoted": message})
            quotation.correct(words)

    @transaction.atomic
    def remove(self, *, by: Person, reason: str = "") -> None:
        """Take the comment out of the reading: a tombstone stays, and its words on record.

        One that was never published goes without a trace.
        """
        if not (self.can_edit(by) or self.debate.can_edit(by)):
            raise PermissionDenied
        if self.draft:
            self.delete()
            return
        if not self.by.is_user(by) and not reason.strip():
            raise ValidationError({"reason": "Say why you remove another person's comment."})
        self.removed_at = timezone.now()
        self.removed_by = self.debate.contributor(by)
        self.removal_reason = cleaned("reason", reason, limit=300, one_line=True)
        self.save(update_fields=["removed_at", "removed_by", "removal_reason"])
        self.rename_point()
        self.tell()

    @transaction.atomic
    def restore(self, *, by: Person) -> None:
        """Undo `remove`: who removed it may, and the editors."""
        if not self.can_restore(by):
            raise PermissionDenied
        self.removed_at, self.removed_by, self.removal_reason = None, None, ""
        self.save(update_fields=["removed_at", "removed_by", "removal_reason"])
        self.rename_point()
        self.tell()

    @transaction.atomic
    def recheck(self, *, by: Person, places: Mapping[int, str] = NO_PLACES) -> None:
        """Say that the comment still applies although words that it quotes changed or went.

        `places`: for quotations, by their positions, the words that they are about now. Its writer
        and the editors may. Nothing happens where no quotation waits for a word.
        """
        if not self.can_recheck(by):
            raise PermissionDenied
        waiting = [each for each in self.quotations.all() if each.waits_for_word]
        checker = self.debate.contributor(by) if waiting else None
        for quotation in waiting:
            words, anchor = places.get(quotation.position, ""), quotation.last_anchor
            try:
                if anchor and checker:
                    anchor.confirm(by=checker, words=words)
            except ValidationError as error:
                said = f"“{words[:60]}”: {error.messages[0]}"
                raise ValidationError({"places": said}) from error
        if waiting:
            self.tell()

    def rename_point(self) -> None:
        """A thread named after the words of its first comment has no name while they are gone."""
        if self.thread and self.number == 1:
            names = ("(removed)", self.point())
            old, new = names[::-1] if self.removed_at else names
            Thread.objects.filter(pk=self.thread.pk, title=old).update(title=new)

    def place(self, by: Person) -> None:
        """Put a published comment in its thread and let its acts take effect."""
        thread = self.answers.thread if self.answers and not self.apart else None
        self.thread = thread or Thread.raise_point(
            self.debate, title=self.point(), by=self.by, at=self.at
        )
        Thread.objects.select_for_update().values_list("pk").get(pk=self.thread.pk)
        self.number = self.thread.last_number() + 1
        self.save(update_fields=["thread", "number"])
        acts = list(self.acts.select_related("claim", "link"))
        for act in acts:
            act.take_effect(by)
        self.make_step(by, acts)
        self.thread.settle_state()
        self.tell()

    def make_step(self, by: Person, acts: Sequence[CommentAct]) -> None:
        """Enter what it states as a claim that bears on what it objects to or supports."""
        if not self.statement:
            return
        act, about = self.stating(acts)
        link = Link.argue(
            about,
            by=by,
            relation=CommentAct.RELATIONS[Act(act)],
            title=self.statement,
            topic=about.topic if isinstance(about, Claim) else None,
            note=f"As said in {self.label}.",
        )
        for made in ({"claim": link.premises.get()}, {"link": link}):
            self.acts.create(act=Act.NOTE, **made)

    # Questions

    def can_edit(self, person: Person) -> bool:
        """A person edits only their own words; an import's words may be corrected by an editor."""
        if self.by.imported:
            return self.debate.can_edit(person)
        return self.by.is_user(person) and self.debate.can_contribute(person)

    def can_recheck(self, person: Person) -> bool:
        """Say whether it still applies to words that have changed, or to which."""
        return self.can_edit(person) or self.debate.can_edit(person)

    @property
    def waits_for_word(self) -> bool:
        return any(quotation.waits_for_word for quotation in self.quotations.all())

    def can_remove(self, person: Person) -> bool:
        """Remove it, or undo that."""
        return self.can_edit(person) or self.can_restore(person)

    def can_restore(self, person: Person) -> bool:
        by_them = self.removed_by is not None and self.removed_by.is_user(person)
        return (by_them and self.debate.can_contribute(person)) or self.debate.can_edit(person)

    def as_turn(self) -> turns.Turn:
        """The comment as `reviews.turns` sees it."""
        acts = frozenset(act.act for act in self.acts.all())
        welcome = Qualifier.REPLY_WELCOME in self.qualifiers
        return turns.Turn(self.by_id, acts, self.at, opening=self.opening, welcome=welcome)

    def point(self) -> str:
        """A title for the thread that the comment opens: its heading, or its first words."""
        words = self.heading or self.text or self.quotations.values_list("exact", flat=True).first()
        line = " ".join(words.split()) if words else "(no words)"
        return line if len(line) <= 100 else line[:99].rsplit(" ", 1)[0] + "…"

    # Details

    def aim(self, target: Target) -> None:
        names = {Document: "document", Section: "section", Claim: "claim", Link: "link"}
        if target is not None:
            setattr(self, names.get(type(target), "answers"), target)

    def prepare(self, *, quoting: bool) -> None:
        """Bring the words into their stored form, or raise ValidationError by field."""
        self.render(quoting=quoting)
        if self.target and self.debate_of(self.target) != self.debate_id:
            raise ValidationError({"target": "What is answered is not in this debate."})
        if self.answers and self.answers.thread_id is None:
            raise ValidationError({"target": "What is answered is not published yet."})

    def render(self, *, quoting: bool) -> None:
        """Clean the words and make what is shown of them. Asks nothing of the database."""
        self.heading = cleaned("heading", self.heading, limit=200, one_line=True)
        self.source = cleaned("source", self.source, limit=text.LONGEST_BODY)
        rendered = text.render(self.source, prefix=self.prefix)
        self.text, self.html = rendered.text, rendered.html
        if not self.text.strip() and not quoting:
            raise ValidationError({"source": "Write what you want to say."})
        others = {field.name for field in self._meta.fields} - self.WRITTEN
        self.clean_fields(exclude=others)

    @staticmethod
    def debate_of(target: "Document | Section | Claim | Link | Comment") -> int:
        """The id of the debate in which `target` is."""
        document = target.revision.document if isinstance(target, Section) else target
        return document.debate_id

    def check_acts(self, doings: Sequence[Doing]) -> None:
        if len(set(doings)) < len(doings):
            raise ValidationError({"acts": "The same act is named twice."})
        for doing in doings:
            if doing.claim and doing.link:
                raise ValidationError({"acts": "An act concerns a claim or a link, not both."})
            if doing.act not in Act.values:
                raise ValidationError({"acts": f"{doing.act!r} is not an act."})
            for concerned in (doing.claim, doing.link):
                if concerned and concerned.debate_id != self.debate_id:
                    raise ValidationError({"acts": "An act concerns something of another debate."})

    def check_taken_up(self, by: Person) -> None:
        """That a revision takes a point up is for those to say who may publish one."""
        if self.taken_up_in is None:
            return
        if self.taken_up_in.document.debate_id != self.debate_id:
            raise ValidationError({"taken_up_in": "The revision is not in this debate."})
        if not self.debate.can_write_documents(by):
            raise PermissionDenied

    def check_statement(self, doings: Sequence[Doing]) -> None:
        self.statement = cleaned("statement", self.statement, limit=250, one_line=True)
        if self.statement:
            self.stating(doings)

    def stating(self, doings: Sequence[Doing | CommentAct]) -> tuple[str, Claim | Link]:
        """The act by which what it states bears on something, and on what; or ValidationError."""
        acts = [each for each in doings if each.act in CommentAct.RELATIONS]
        if len(acts) != 1:
            raise ValidationError(
                {"statement": "To make a claim of it, object to or support exactly one thing."}
            )
        (doing,) = acts
        about = doing.claim or doing.link or self.claim or self.link
        if about is None:
            raise ValidationError({"statement": "Name the claim or the step that it is about."})
        if doing.act == Act.UNDERCUT and not isinstance(about, Link):
            raise ValidationError({"statement": "Name the step that does not follow, such as L3."})
        if doing.act == Act.SUPPORT and isinstance(about, Link):
            raise ValidationError({"statement": "Only a claim can be supported, not a step."})
        if isinstance(about, Claim):
            about.must_stand_alone("statement")
        return doing.act, about

    def record_version(self, by: Participant, reason: str = "") -> None:
        reason = cleaned("reason", reason, limit=300, one_line=True)
        self.versions.create(number=self.version, source=self.source, by=by, reason=reason)

    def tell(self) -> None:
        events = [f"thread-{self.thread.number}"] if self.thread else []
        target = self.target
        if isinstance(target, Claim | Link | Document):
            events.append(f"{target._meta.model_name}-{target.number}")
        self.debate.touch(*events)
