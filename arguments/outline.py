"""Claims as the rows of a list show them: with their roles, and how much bears on them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from arguments.graph import Graph
from arguments.models import Claim, Debate, Link, Status
from arguments.standing import SET_ASIDE, UNOPPOSED

DONE = frozenset({Status.SETTLED, Status.WITHDRAWN})


@dataclass(slots=True)
class Row:
    """A claim in a list, with its role and the word for where it stands.

    `counts`: links in force that lead to it, by relation.
    """

    claim: Claim
    role: str
    word: str
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
    def judged(self) -> bool:
        """Whether its standing says something: not of what is set aside, nor of a mere question."""
        asks = self.claim.kind == Claim.Kind.QUESTION and self.word == UNOPPOSED
        return self.word != SET_ASIDE and not asks

    @property
    def done(self) -> bool:
        return self.claim.status in DONE


@dataclass(slots=True)
class Topic:
    """The first claims under one heading ("" for those without one), and all of it, counted.

    `statuses`: how many of all its claims have each status.
    """

    title: str
    rows: list[Row]
    statuses: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.statuses.values())

    @property
    def challenged(self) -> int:
        return self.statuses.get(Status.CHALLENGED, 0)

    @property
    def conceded(self) -> int:
        return self.statuses.get(Status.CONCEDED, 0)

    @property
    def settled(self) -> int:
        return self.statuses.get(Status.SETTLED, 0)


def rows_of(claims: Iterable[Claim], graph: Graph) -> list[Row]:
    """One query."""
    claims = list(claims)
    counts = Link.objects.counted([claim.pk for claim in claims])
    standing = graph.reviewed
    return [
        Row(claim, graph.role(claim.pk), standing.claim(claim.pk).word, counts.get(claim.pk, {}))
        for claim in claims
    ]


def statuses_by_topic(debate: Debate) -> dict[int | None, dict[str, int]]:
    """How many claims have each status, by topic (None for those without one). One query."""
    counts: dict[int | None, dict[str, int]] = defaultdict(dict)
    rows = debate.claims.order_by().values_list("topic", "status").annotate(Count("pk"))
    for topic, status, count in rows:
        counts[topic][status] = count
    return counts


def by_topic(rows: Sequence[Row], statuses: Mapping[int | None, Mapping[str, int]]) -> list[Topic]:
    """`rows` in order of their topics, under their headings."""
    topics: dict[int | None, Topic] = {}
    for row in rows:
        pk, topic = row.claim.topic_id, row.claim.topic
        if pk not in topics:
            topics[pk] = Topic(topic.title if topic else "", [], statuses[pk])
        topics[pk].rows.append(row)
    return list(topics.values())
