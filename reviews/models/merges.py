from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from arguments.graph import Change
from arguments.graphs import graph_of
from arguments.merging import Merging, merging
from arguments.models import (
    Citation,
    Claim,
    Debate,
    Link,
    Participant,
    Person,
    Premise,
    StandingChange,
    Status,
    StatusChange,
)
from arguments.models.constraints import one_of
from arguments.models.texts import cleaned
from reviews.querysets import MergeQuerySet

from .comments import Comment, CommentAct
from .commitments import Commitment
from .cruxes import CruxWord
from .stances import Stance

#: What goes with a claim, and what with a link that is there twice: rows, by the field that moves.
WITH_CLAIM: dict[str, tuple[type[models.Model], str]] = {
    "premises": (Premise, "claim"),
    "links": (Link, "target_claim"),
    "citations": (Citation, "claim"),
    "comments": (Comment, "claim"),
    "acts": (CommentAct, "claim"),
    "stances": (Stance, "claim"),
    "commitments": (Commitment, "claim"),
    "cruxes": (CruxWord, "claim"),
}
WITH_LINK: dict[str, tuple[type[models.Model], str]] = {
    "undercuts": (Link, "target_link"),
    "comments on links": (Comment, "link"),
    "acts on links": (CommentAct, "link"),
    "cruxes on links": (CruxWord, "link"),
}
MOVED = WITH_CLAIM | WITH_LINK
#: Rows of which there is one for each claim or link and these fields.
ONCE = {
    "citations": ("revision", "start", "end"),
    "acts": ("comment", "act"),
    "acts on links": ("comment", "act"),
}
#: Of what moves, what people said looking at one wording; it stays known of which claim that was.
MADE_ON = frozenset({"comments", "stances"})


class Merge(models.Model):
    """That a claim was found to say what another one says, and everything about it went there.

    The claim keeps its number, its wordings and its history, and counts no more. What the merge
    did is on record, so that it can be undone: `moved` lists the rows that went, as `kind` (a name
    in `MOVED`), `old`, `new` and `ids`; `withdrawn` the statuses of links which then said nothing
    any more.
    """

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="merges")
    claim = models.ForeignKey(Claim, models.CASCADE, related_name="merges")
    into = models.ForeignKey(Claim, models.CASCADE, related_name="merges_into")
    reason = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status)
    moved = models.JSONField(default=list)
    withdrawn = models.JSONField(default=dict)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_by = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            one_of("status", Status, "merge_status_known"),
            models.UniqueConstraint(
                fields=["claim"], condition=models.Q(undone_at=None), name="merge_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim.label} was merged into {self.into.label}"

    # Verbs

    @classmethod
    @transaction.atomic
    def make(cls, claim: Claim, *, into: Claim, by: Person, reason: str = "") -> "Merge":
        """Let `into` stand wherever `claim` does. Editors may.

        ValidationError where the two cannot be one: they are of different debates, one was merged
        already, one attacks the other, or a step rests on both.
        """
        debate = claim.debate
        if not debate.can_edit(by):
            raise PermissionDenied
        debate.lock()
        before = graph_of(debate)
        merge = cls(debate=debate, claim=claim, into=into, by=debate.contributor(by))
        merge.reason = cleaned("reason", reason, limit=300, one_line=True)
        steps = merge.verified()
        merge.status = claim.status
        merge.withdraw(steps)
        merge.moved = list(merge.move(steps))
        merge.save()
        because = f"Merged into {into.label}"
        merge.give(claim, Status.WITHDRAWN, f"{because}: {reason}" if reason else because)
        claim.merged_into = into
        claim.save(update_fields=["merged_into"])
        merge.tell()
        StandingChange.record(debate, before, by=merge.by, edit=str(merge))
        return merge

    @transaction.atomic
    def undo(self, *, by: Person) -> None:
        """Give the claim back what went with it, as far as that is still there. Editors may.

        What came after the merge stays with the other claim.
        """
        if not self.debate.can_edit(by):
            raise PermissionDenied
        self.debate.lock()
        before = graph_of(self.debate)
        self.into.must_stand_alone("into")
        self.undone_by, self.undone_at = self.debate.contributor(by), timezone.now()
        in_force = type(self).objects.in_force().filter(pk=self.pk)
        if not in_force.update(undone_by=self.undone_by, undone_at=self.undone_at):
            raise ValidationError("This merge was undone already.")
        self.move_back()
        self.claim.merged_into = None
        self.claim.save(update_fields=["merged_into"])
        because = f"{self.claim.label} is a claim of its own again"
        self.give(self.claim, self.status, because)
        for link in self.debate.links.filter(pk__in=self.withdrawn, status=Status.WITHDRAWN):
            self.give(link, self.withdrawn[str(link.pk)], because)
        self.tell()
        StandingChange.record(self.debate, before, by=self.undone_by, edit=because)

    # Details

    def verified(self) -> Merging:
        """What the merge does to the steps around the claim, or a ValidationError."""
        if self.into.debate_id != self.debate.pk:
            raise ValidationError({"into": "The claim is not in this debate."})
        if self.into.pk == self.claim.pk:
            raise ValidationError({"into": "A claim cannot be merged into itself."})
        self.claim.refresh_from_db(fields=["status", "merged_into"])
        self.claim.must_stand_alone("into")
        self.into.must_stand_alone("into")
        steps = merging(graph_of(self.debate), self.claim.pk, self.into.pk)
        if steps.attacking:
            names = self.names_of(steps.attacking)
            raise ValidationError({"into": f"One attacks the other ({names}): they differ."})
        if steps.joint:
            names = self.names_of(steps.joint)
            raise ValidationError({"into": f"{names} rests on both: withdraw it first."})
        return steps

    def names_of(self, links: Iterable[int]) -> str:
        numbers = self.debate.links.filter(pk__in=links).values_list("number", flat=True)
        return ", ".join(f"L{number}" for number in numbers)

    def withdraw(self, steps: Merging) -> None:
        """Withdraw the links that would lead from the claim to itself, or be there twice."""
        twins = steps.doubled
        links = self.debate.links.in_bulk([*steps.circular, *twins, *twins.values()])
        for id in (*steps.circular, *twins):
            self.withdrawn[str(id)] = links[id].status
            twin = f"; {links[twins[id]].label} says the same" if id in twins else ""
            self.give(links[id], Status.WITHDRAWN, f"{self}{twin}")

    def give(self, element: Claim | Link, status: str, reason: str) -> None:
        """Set the status as a consequence of the merge, or of undoing it."""
        if element.status != status:
            StatusChange.make(element, status, by=self.undone_by or self.by, reason=reason)

    def move(self, steps: Merging) -> Iterator[dict[str, Any]]:
        """Let what names the claim name the other one; what went, kind by kind."""
        places = [(kind, self.claim.pk, self.into.pk) for kind in WITH_CLAIM]
        places += [(kind, *pair) for kind in WITH_LINK for pair in steps.doubled.items()]
        for kind, old, new in places:
            model, field = MOVED[kind]
            rows = going(kind, model._default_manager.filter(**{field: old}), new, steps)
            ids = list(rows.values_list("pk", flat=True))
            if ids:
                made_on = {"made_on": Coalesce("made_on", Value(old))} if kind in MADE_ON else {}
                model._default_manager.filter(pk__in=ids).update(**{field: new}, **made_on)
                yield {"kind": kind, "old": old, "new": new, "ids": ids}

    def move_back(self) -> None:
        for went in self.moved:
            model, field = MOVED[went["kind"]]
            rows = model._default_manager.filter(pk__in=went["ids"], **{field: went["new"]})
            rows.update(**{field: went["old"]})
            if went["kind"] in MADE_ON:
                at_home = model._default_manager.filter(made_on=went["old"], claim=went["old"])
                at_home.update(made_on=None)

    def tell(self) -> None:
        """Count the change: the two claims, and the links that went or were withdrawn."""
        went = {
            kind: [id for each in self.moved if each["kind"] == kind for id in each["ids"]]
            for kind in ("premises", "links", "undercuts")
        }
        carried = Premise.objects.filter(pk__in=went["premises"]).values_list("link", flat=True)
        links = {*went["links"], *went["undercuts"], *carried, *map(int, self.withdrawn)}
        change = Change(claims=[self.claim.pk, self.into.pk], links=sorted(links))
        events = f"claim-{self.claim.number}", f"claim-{self.into.number}"
        self.debate.touch(*events, graph=change)


def going(kind: str, rows: models.QuerySet, new: int, steps: Merging) -> models.QuerySet:
    """Those of `rows` that can go where `new` is: what is there already is not said twice."""
    if kind == "premises":
        return rows.exclude(link__in=steps.between)
    if kind == "links":
        return rows.exclude(pk__in=steps.between)
    if kind in ONCE:
        same = {name: OuterRef(name) for name in ONCE[kind]} | {MOVED[kind][1]: new}
        return rows.exclude(Exists(rows.model._default_manager.filter(**same)))
    return rows
