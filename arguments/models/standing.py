from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from arguments.graph import Graph
from arguments.graphs import graph_of
from arguments.querysets import StandingChangeQuerySet
from arguments.standing import flips

from .constraints import exactly_one
from .debates import Debate, Participant

if TYPE_CHECKING:
    from arguments.models import Claim, Link


class StandingChange(models.Model):
    """That a claim or link stood otherwise after an edit of the graph than before it, as reviewed.

    A record of what an edit did, not of where things stand: that is computed whenever it is asked.
    """

    debate = models.ForeignKey(Debate, models.CASCADE, related_name="standing_changes")
    graph_version = models.PositiveBigIntegerField()
    claim = models.ForeignKey(
        "Claim", models.CASCADE, null=True, blank=True, related_name="standing_changes"
    )
    link = models.ForeignKey(
        "Link", models.CASCADE, null=True, blank=True, related_name="standing_changes"
    )
    old = models.CharField(max_length=20)
    new = models.CharField(max_length=20)
    edit = models.CharField(max_length=200)
    by = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = StandingChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [exactly_one("claim", "link", name="standing_change_of_one_thing")]
        indexes = [models.Index(fields=["debate", "-graph_version"], name="standing_change_at")]

    def __str__(self) -> str:
        return f"{self.element.label}: {self.old} → {self.new}"

    @property
    def element(self) -> "Claim | Link":
        element = self.claim or self.link
        if element is None:
            raise ValueError("A change of nothing.")
        return element

    @property
    def in_words(self) -> str:
        return f"{self.element.label} is {self.new} now (it was {self.old})"

    @classmethod
    def record(cls, debate: Debate, before: Graph, *, by: Participant, edit: str) -> None:
        """Keep what flipped since `before` because of `edit`, such as "L12 was made".

        Call it last in the transaction of the edit, which holds the debate's lock since `before`.
        """
        after = graph_of(debate)
        at = timezone.now()
        StandingChange.objects.bulk_create(
            StandingChange(
                debate=debate,
                graph_version=after.version,
                claim_id=None if flip.is_link else flip.id,
                link_id=flip.id if flip.is_link else None,
                old=flip.old,
                new=flip.new,
                edit=edit,
                by=by,
                at=at,
            )
            for flip in flips(before.reviewed, after.reviewed)
        )
