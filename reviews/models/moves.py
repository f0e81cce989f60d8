from collections.abc import Collection, Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from arguments.models import Debate, Participant, Person
from arguments.models.texts import cleaned
from reviews.querysets import MoveQuerySet

from .comments import Comment
from .commitments import Commitment
from .threads import Outcome, Thread, ThreadOutcome


class Move(models.Model):
    """That comments went from one thread to another: a thread was split, or merged into another.

    Numbers are never given twice, so that an address of a comment leads to where it went, and an
    undone move gives each comment its number back.
    """

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="moves")
    old = models.ForeignKey(Thread, models.CASCADE, related_name="moves_from")
    new = models.ForeignKey(Thread, models.CASCADE, related_name="moves_to")
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = MoveQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.old.label} to {self.new.label}"

    # Verbs

    @classmethod
    @transaction.atomic
    def split(cls, comment: Comment, *, by: Person, title: str = "", reason: str = "") -> "Move":
        """Make a point of its own of a comment and what answers it. Editors may."""
        old = cls.thread_of(comment, by)
        if comment.number == 1:
            raise ValidationError("It begins its thread: there is nothing to split it from.")
        new = Thread.raise_point(
            comment.debate, title=title or comment.point(), by=comment.by, at=comment.at
        )
        return cls.carry_out(old, new, with_answers(comment), by=by, reason=reason)

    @classmethod
    @transaction.atomic
    def send(cls, comment: Comment, into: Thread, *, by: Person, reason: str = "") -> "Move":
        """Move a comment and what answers it to the end of another thread. Editors may."""
        old = cls.thread_of(comment, by)
        move = cls.carry_out(old, into, with_answers(comment), by=by, reason=reason)
        if not old.comments.exists():
            move.close_old(by)
        return move

    @classmethod
    @transaction.atomic
    def merge(cls, old: Thread, into: Thread, *, by: Person, reason: str = "") -> "Move":
        """Move all that was said in a thread to the end of another, as the same point."""
        if not old.debate.can_edit(by):
            raise PermissionDenied
        comments = list(old.comments.order_by("number"))
        move = cls.carry_out(old, into, comments, by=by, reason=reason)
        move.close_old(by)
        return move

    @transaction.atomic
    def undo(self, *, by: Person) -> None:
        """Give every comment back its place, where it still is where it was sent."""
        if not self.debate.can_edit(by):
            raise PermissionDenied
        self.debate.lock()
        in_force = type(self).objects.in_force().filter(pk=self.pk)
        self.undone_by, self.undone_at = self.debate.contributor(by), timezone.now()
        if not in_force.update(undone_by=self.undone_by, undone_at=self.undone_at):
            raise ValidationError("This was undone already.")
        places = self.places.select_related("comment").order_by("old_number")
        back = [each for each in places if each.comment.thread_id == self.new_id]
        for place in back:
            place.comment.thread, place.comment.number = self.old, place.old_number
        self.put([each.comment for each in back])
        if self.old.outcome_line == self.merged:
            self.old.decide(Outcome.Kind.REOPEN, by=by, line=f"{self.new.label} is another point")
        if not self.new.comments.exists():
            self.new.decide(
                Outcome.Kind.OUTCOME,
                by=by,
                outcome=ThreadOutcome.WITHDRAWN,
                line=f"Back in {self.old.label}",
            )

    # Details

    @property
    def merged(self) -> str:
        """What is said of a thread of which nothing is left."""
        return f"Merged into {self.new.label}"

    def close_old(self, by: Person) -> None:
        self.old.decide(
            Outcome.Kind.OUTCOME, by=by, outcome=ThreadOutcome.DUPLICATE, line=self.merged
        )

    @classmethod
    def thread_of(cls, comment: Comment, by: Person) -> Thread:
        """The thread it is in, if `by` may move it from there."""
        if not comment.debate.can_edit(by):
            raise PermissionDenied
        if comment.thread is None:
            raise ValidationError("It is not published yet.")
        return comment.thread

    @classmethod
    def carry_out(
        cls, old: Thread, new: Thread, comments: Sequence[Comment], *, by: Person, reason: str
    ) -> "Move":
        if new.debate_id != old.debate_id:
            raise ValidationError({"into": "The thread is not in this debate."})
        if new.pk == old.pk:
            raise ValidationError({"into": "It is in this thread already."})
        old.debate.lock()
        move = cls.objects.create(
            debate=old.debate,
            old=old,
            new=new,
            by=old.debate.contributor(by),
            reason=cleaned("reason", reason, limit=300, one_line=True),
        )
        last = new.last_number()
        for number, comment in enumerate(comments, start=last + 1):
            move.places.create(comment=comment, old_number=comment.number or 0, new_number=number)
            comment.thread, comment.number = new, number
        move.put(comments)
        return move

    def put(self, comments: Collection[Comment]) -> None:
        """Save where the comments are now, with the promises made in them, and settle both."""
        Comment.objects.bulk_update(comments, ["thread", "number"], batch_size=500)
        for comment in comments:
            Commitment.objects.filter(comment=comment).update(thread=comment.thread)
        for thread in (self.old, self.new):
            thread.refresh_from_db()
            thread.settle_state()
        self.debate.touch(f"thread-{self.old.number}", f"thread-{self.new.number}")


class Moved(models.Model):
    """The place that one comment had, and the one that it was given."""

    move = models.ForeignKey(Move, models.CASCADE, related_name="places")
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="moved")
    old_number = models.PositiveIntegerField()
    new_number = models.PositiveIntegerField()

    class Meta:
        ordering = ["move", "old_number"]

    def __str__(self) -> str:
        return f"{self.old_label} to {self.new_label}"

    @property
    def old_label(self) -> str:
        return f"{self.move.old.number}.{self.old_number}"

    @property
    def new_label(self) -> str:
        return f"{self.move.new.number}.{self.new_number}"


def with_answers(comment: Comment) -> list[Comment]:
    """A comment and all that answers it in its thread, directly or in the end, in order."""
    held = list(Comment.objects.filter(thread=comment.thread).order_by("number"))
    going = {comment.pk}
    # An answer has a higher number than what it answers: one pass finds them all.
    for each in held:
        if each.answers_id in going:
            going.add(each.pk)
    return [each for each in held if each.pk in going]
