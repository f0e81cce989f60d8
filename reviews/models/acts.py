from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.utils import timezone

from arguments.models import Claim, Link, Participant, Person
from arguments.models.constraints import one_of
from reviews.acts import IN_WORDS, STANCE_OF_ACT, Act

from .commitments import Commitment
from .cruxes import CruxWord
from .stances import Stance


class CommentVersion(models.Model):
    """One wording of a comment, as it was."""

    comment = models.ForeignKey("Comment", models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField(blank=True)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["comment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["comment", "number"], name="comment_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.comment} (version {self.number})"


class CommentAct(models.Model):
    """One thing a comment does, about a claim or a link where one is named."""

    comment = models.ForeignKey("Comment", models.CASCADE, related_name="acts")
    act = models.CharField(max_length=10, choices=Act)
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="acts_about")
    link = models.ForeignKey(Link, models.PROTECT, null=True, related_name="acts_about")

    class Meta:
        ordering = ["comment", "pk"]
        constraints = [
            one_of("act", Act, "comment_act_known"),
            models.UniqueConstraint(
                fields=["comment", "act", "claim", "link"],
                name="comment_act_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(claim=None) | models.Q(link=None),
                name="comment_act_about_one_thing",
            ),
        ]

    #: The relation of the link that an act makes of what its comment states.
    RELATIONS: ClassVar[Mapping[Act, str]] = {
        Act.REBUT: Link.Relation.ATTACKS,
        Act.UNDERCUT: Link.Relation.ATTACKS,
        Act.SUPPORT: Link.Relation.SUPPORTS,
    }

    def __str__(self) -> str:
        return self.get_act_display()

    @property
    def words(self) -> str:
        """What the comment does by it, before the name of what it is about: "objects to"."""
        if self.act == Act.UNDERCUT and self.link_id:
            return "disputes"
        alone, about = IN_WORDS[Act(self.act)]
        return about if self.claim_id or self.link_id else alone

    @property
    def in_full(self) -> str:
        """With what it is about: "objects to C14"."""
        about = self.claim or self.link
        return f"{self.words} {about.label}" if about else self.words

    @property
    def relation(self) -> str:
        """How a link that does the same is related to its target; "" where none does."""
        return {Act.REBUT: "attacks", Act.UNDERCUT: "undercuts", Act.SUPPORT: "supports"}.get(
            Act(self.act), ""
        )

    def take_effect(self, by: Person) -> None:
        """What the act does beyond the words: a stance, a word on a crux, or a commitment."""
        if self.claim and self.act in STANCE_OF_ACT:
            Stance.take(
                self.claim, by=by, position=STANCE_OF_ACT[Act(self.act)], comment=self.comment
            )
        about = self.claim or self.link
        if about and self.act == Act.CRUX:
            CruxWord.say(about, by=by, hold=CruxWord.Hold.HOLDS, comment=self.comment)
        if self.act == Act.PLAN:
            Commitment.promise(
                self.comment.debate,
                by=by,
                text=self.comment.text,
                strength=Commitment.strength_of(self.comment.qualifiers),
                comment=self.comment,
                claim=self.claim,
            )
