"""Two claims that may say the same, side by side, and what merging them would do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from arguments import wording
from arguments.differences import Piece, parts_of
from arguments.merging import Merging
from arguments.models import Claim
from reviews.models import Merge


@dataclass(frozen=True, slots=True)
class Comparison:
    """`parts`: what of the wordings differs, by words. `refusal`: why they cannot be one ("")."""

    claim: Claim
    other: Claim
    parts: Sequence[tuple[str, list[Piece]]]
    refusal: str
    consequences: Sequence[str]

    @classmethod
    def of(cls, claim: Claim, other: Claim) -> "Comparison":
        """A fixed number of queries, whatever hangs on the claims."""
        merge = Merge(debate=claim.debate, claim=claim, into=other)
        parts = parts_of(claim, other)
        try:
            steps = merge.verified()
        except ValidationError as error:
            return cls(claim, other, parts, " ".join(error.messages), [])
        return cls(claim, other, parts, "", list(consequences(claim, other, steps)))


def consequences(claim: Claim, other: Claim, steps: Merging) -> Iterable[str]:
    """What becomes of what hangs on `claim`, each in one sentence."""
    twins = steps.doubled
    links = claim.debate.links.in_bulk([*steps.moving, *steps.circular, *twins, *twins.values()])
    if steps.moving:
        labels = ", ".join(links[id].label for id in steps.moving)
        yield f"{wording.counted(len(steps.moving), 'step')} will name {other.label}: {labels}."
    for id in steps.circular:
        yield f"{links[id].label} leads from one to the other, and is withdrawn."
    for id, twin in twins.items():
        same = links[twin].label
        yield f"{links[id].label} will say what {same} says: it is withdrawn in favour of {same}."
    counts = {
        "comment": claim.comments.published().count(),
        "position": claim.stances.count(),
        "promise": claim.commitments.count(),
        "passage": claim.citations.count(),
    }
    if said := [wording.counted(count, noun) for noun, count in counts.items() if count]:
        yield f"{wording.listed(said, most=4)} of {claim.label} will be found at {other.label}."
    yield f"{claim.label} keeps its number, its wordings and its history, and counts no more."
