"""Claims as the rows of a list show them: with their roles, and how much bears on them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from arguments.graph import Graph
from arguments.models import Claim, Link, Status

DONE = frozenset({Status.SETTLED, Status.WITHDRAWN})


@dataclass(slots=True)
class Row:
    """A claim in a list. `counts`: links in force that lead to it, by relation."""

    claim: Claim
    role: str
    counts: Mapping[str, int]
    points: int = 0

    @property
    def supports(self) -> int:
        return self.counts.get("supports", 0) + self.counts.get("needs", 0)

    @property
    def objections(self) -> int:
        return self.counts.get("attacks", 0)

    @property
    def disputes(self) -> int:
        return self.counts.get("undercuts", 0)

    @property
    def answers(self) -> int:
        return self.counts.get("answers", 0)

    @property
    def done(self) -> bool:
        return self.claim.status in DONE


@dataclass(slots=True)
class Topic:
    """The claims under one heading ("" for those without one), and how many it has in all."""

    title: str
    rows: list[Row]
    total: int


def rows_of(claims: Iterable[Claim], graph: Graph) -> list[Row]:
    """One query."""
    claims = list(claims)
    counts = Link.objects.counted([claim.pk for claim in claims])
    return [Row(claim, graph.role(claim.pk), counts.get(claim.pk, {})) for claim in claims]


def by_topic(rows: Sequence[Row]) -> list[Topic]:
    """`rows` from `first_of_each_topic`, under their headings."""
    topics: dict[int | None, Topic] = {}
    for row in rows:
        topic = row.claim.topic
        title = topic.title if topic else ""
        total = row.claim.topic_total
        topics.setdefault(row.claim.topic_id, Topic(title, [], total)).rows.append(row)
    return list(topics.values())
