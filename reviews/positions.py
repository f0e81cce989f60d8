"""Who holds what about a claim now, and what they held before."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from arguments.models import Claim, Person
from reviews.acts import Position
from reviews.models import Stance


@dataclass(frozen=True, slots=True)
class Holder:
    """One person's stance now, and the earlier ones, the newest first."""

    now: Stance
    before: Sequence[Stance]


@dataclass(frozen=True, slots=True)
class Positions:
    holders: Sequence[Holder]
    mine: Stance | None

    @classmethod
    def on(cls, claim: Claim, person: Person) -> "Positions":
        """One query."""
        held: dict[int, list[Stance]] = {}
        for stance in claim.stances.select_related(
            "by", "comment__thread", "comment__debate", "made_on"
        ).order_by("-at", "-pk"):
            held.setdefault(stance.by_id, []).append(stance)
        holders = [Holder(stances[0], stances[1:]) for stances in held.values()]
        mine = [holder.now for holder in holders if holder.now.by.is_user(person)]
        return cls(holders, next(iter(mine), None))

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many hold each position, in the order in which positions are offered."""
        count = Counter(holder.now.position for holder in self.holders)
        return [(position, count[position]) for position in Position.values if count[position]]
