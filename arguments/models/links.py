import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from arguments import wording
from arguments.graph import Change, Graph
from arguments.graphs import graph_of
from arguments.querysets import LinkQuerySet

from .claims import Claim
from .constraints import exactly_one, one_of
from .debates import Debate, Participant, Person
from .standing import StandingChange
from .status import Status, StatusChange, may_set_status
from .texts import cleaned


class LinkRelation(models.TextChoices):
    SUPPORTS = "supports", "supports"
    NEEDS = "needs", "is needed by"
    ATTACKS = "attacks", "attacks"
    ANSWERS = "answers", "answers"
    CLARIFIES = "clarifies", "clarifies"


class Link(models.Model):
    """One step from premises to what they bear on: a claim, or another link.

    Several premises work jointly. An attack on a link is an undercut: the premises may be true,
    but the step does not follow.
    """

    Relation = LinkRelation
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    debate = models.ForeignKey(Debate, models.CASCADE, related_name="links")
    number = models.PositiveIntegerField()
    relation = models.CharField(max_length=10, choices=Relation)
    premises = models.ManyToManyField(Claim, through="Premise", related_name="links_from")
    target_claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="links_to"
    )
    target_link = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="links_to"
    )
    note = models.TextField(blank=True, help_text="Why the step should be taken.")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="links")
    at = models.DateTimeField(default=timezone.now)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "number"], name="link_number_once"),
            one_of("relation", LinkRelation, "link_relation_known"),
            one_of("status", Status, "link_status_known"),
            exactly_one("target_claim", "target_link", name="link_one_target"),
            models.CheckConstraint(
                condition=models.Q(target_link=None) | models.Q(relation="attacks"),
                name="link_only_attacks_target_a_link",
            ),
            models.CheckConstraint(
                condition=models.Q(target_link=None) | ~models.Q(target_link=models.F("pk")),
                name="link_not_its_own_target",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("link_detail", args=[self.debate.slug, self.number])

    @property
    def label(self) -> str:
        return f"L{self.number}"

    @property
    def target(self) -> "Claim | Link":
        target = self.target_claim or self.target_link
        if target is None:
            raise ValueError("A link without a target.")
        return target

    @property
    def undercuts(self) -> bool:
        return self.target_link_id is not None

    @property
    def in_force(self) -> bool:
        return self.status != Status.WITHDRAWN

    @property
    def edge(self) -> str:
        """Its relation as pages show it: an attack on a link is an undercut."""
        return "undercuts" if self.undercuts else self.relation

    @property
    def verb(self) -> str:
        """What its premises do to its target: "supports", "together support"."""
        return wording.verb(self.edge, several=len(self.premise_set.all()) > 1)

    @property
    def in_words(self) -> str:
        """The step in short words, such as "C5 and C6 support C14 together"."""
        premises = [premise.claim.number for premise in self.premise_set.all()]
        claim = self.target_claim.number if self.target_claim else None
        link = self.target_link.number if self.target_link else None
        return wording.step(premises, self.relation, claim, link)

    # Verbs

    @classmethod
    @transaction.atomic
    def make(
        cls,
        debate: Debate,
        *,
        by: Person,
        relation: str,
        premises: Sequence[Claim],
        target: "Claim | Link",
        note: str = "",
    ) -> "Link":
        """Make a step from `premises`, jointly, to `target`. The same step is not made twice."""
        debate.lock()
        return cls._take(
            debate,
            graph_of(debate),
            by=by,
            relation=relation,
            premises=premises,
            target=target,
            note=note,
        )

    @classmethod
    @transaction.atomic
    def argue(
        cls,
        target: "Claim | Link",
        *,
        by: Person,
        relation: str,
        together: Sequence[Claim] = (),
        note: str = "",
        **claim: Any,
    ) -> "Link":
        """Enter a claim and make it bear on `target`, in one step, `together` with other premises.

        `claim`: fields of the claim.
        """
        debate = target.debate
        debate.lock()
        before = graph_of(debate)
        premises = [Claim.enter(debate, by=by, **claim), *together]
        return cls._take(
            debate, before, by=by, relation=relation, premises=premises, target=target, note=note
        )

    @classmethod
    def _take(
        cls,
        debate: Debate,
        before: Graph,
        *,
        by: Person,
        relation: str,
        premises: Sequence[Claim],
        target: "Claim | Link",
        note: str,
    ) -> "Link":
        """Take the step in a debate that is locked, and note what it changed since `before`."""
        link = cls(debate=debate, relation=relation, note=note, by=debate.contributor(by))
        link.aim(target)
        link.verify(premises)
        link.number = debate.take_number("link")
        link.save()
        Premise.objects.bulk_create(
            Premise(link=link, claim=claim, position=position)
            for position, claim in enumerate(premises)
        )
        events = [f"link-{link.number}", *link.events(premises)]
        debate.touch(*events, graph=Change(links=[link.pk]))
        StandingChange.record(debate, before, by=link.by, edit=f"{link.label} was made")
        return link

    @transaction.atomic
    def set_status(self, status: str, *, by: Person, reason: str = "") -> None:
        """Decide about the step; the earlier status stays on record with its reason."""
        if not self.can_set_status(by, status):
            raise PermissionDenied
        self.debate.lock()
        before = graph_of(self.debate)
        change = StatusChange.make(self, status, by=self.debate.contributor(by), reason=reason)
        self.debate.touch(f"link-{self.number}", graph=Change(links=[self.pk]))
        StandingChange.record(self.debate, before, by=change.by, edit=change.in_words)

    def withdraw(self, *, by: Person, reason: str = "") -> None:
        """Unlink: the step counts no more, and stays on record."""
        self.set_status(Status.WITHDRAWN, by=by, reason=reason)

    # Questions

    def can_set_status(self, person: Person, status: str) -> bool:
        return may_set_status(self.debate, self.by, status, person)

    def statuses_for(self, person: Person) -> list[Status]:
        """The statuses which `person` could give it now."""
        return [
            status
            for status in Status
            if status != self.status and self.can_set_status(person, status)
        ]

    # Details

    def aim(self, target: "Claim | Link") -> None:
        if isinstance(target, Link):
            self.target_link = target
        else:
            self.target_claim = target

    def verify(self, premises: Sequence[Claim]) -> None:
        """Raise ValidationError by field unless the step can be made. Needs the debate's lock."""
        self.note = cleaned("note", self.note, limit=5_000)
        if self.target_link and self.relation != self.Relation.ATTACKS:
            raise ValidationError({"relation": "A link can only be attacked (undercut)."})
        if not premises:
            raise ValidationError({"premises": "Name at least one premise."})
        if len({claim.pk for claim in premises}) < len(premises):
            raise ValidationError({"premises": "A premise is named twice."})
        if any(claim.debate_id != self.debate_id for claim in premises):
            raise ValidationError({"premises": "A premise is not in this debate."})
        if self.target.debate_id != self.debate_id:
            raise ValidationError({"target": "The target is not in this debate."})
        self.verify_ends([*premises, self.target_claim])
        self.full_clean(exclude=["number"], validate_unique=False)
        twin = type(self).objects.same_step(self, premises).first()
        if twin:
            raise ValidationError(f"{twin.label} says the same already.")

    @staticmethod
    def verify_ends(claims: Sequence[Claim | None]) -> None:
        """Raise ValidationError where one of them was merged into another claim."""
        merged = Claim.objects.filter(pk__in=[claim.pk for claim in claims if claim])
        for claim in merged.exclude(merged_into=None):
            claim.must_stand_alone("premises")

    def events(self, premises: Sequence[Claim]) -> list[str]:
        kind = "link" if self.undercuts else "claim"
        return [f"{kind}-{self.target.number}", *(f"claim-{claim.number}" for claim in premises)]


class Premise(models.Model):
    """One of the claims that carry a link."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="premise_set")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="premise_set")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["link", "position"]
        constraints = [
            models.UniqueConstraint(fields=["link", "claim"], name="premise_once"),
            models.UniqueConstraint(fields=["link", "position"], name="premise_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} in {self.link}"
