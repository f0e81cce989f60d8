"""What the pages of maps show: the branches of a debate, and a page of its outline."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from arguments import tree, wording
from arguments.graph import Graph
from arguments.models import Claim, Debate
from arguments.standing import (
    ANSWERED,
    DEFEATED,
    NOT_ESTABLISHED,
    UNDECIDED_WORD,
    UNOPPOSED,
)

#: How many rows of an outline are on one page, and how far they are indented at most.
MOST_ROWS = 400
DEEPEST = 10
#: What a claim in the outline does to the one above it.
BELOW = {
    "supports": "supports it",
    "needs": "is needed by it",
    "attacks": "attacks it",
    "undercuts": "disputes the step",
    "answers": "answers it",
    "clarifies": "clarifies it",
}
#: The words in order of urgency, each with the shape of a claim that stands so.
SHAPES = {
    DEFEATED: "✕",
    UNDECIDED_WORD: "◆",
    NOT_ESTABLISHED: "○",
    ANSWERED: "◐",
    UNOPPOSED: "●",
}


@dataclass(frozen=True, slots=True)
class Part:
    """The claims of a branch that stand in one way."""

    word: str
    count: int

    @property
    def shapes(self) -> str:
        return SHAPES[self.word] * self.count


@dataclass(frozen=True, slots=True)
class Branch:
    """The claims under one topic ("" for those without one), by how they stand."""

    title: str
    words: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.words.values())

    @property
    def counts(self) -> list[int]:
        return [self.words.get(word, 0) for word in SHAPES]

    @property
    def parts(self) -> list[Part]:
        return [Part(word, self.words[word]) for word in SHAPES if self.words.get(word)]

    @property
    def in_words(self) -> str:
        """What its picture shows."""
        parts = ", ".join(f"{part.count} {part.word}" for part in self.parts)
        return f"{wording.counted(self.total, 'claim')}: {parts}"


def branches_of(debate: Debate, graph: Graph, wanted: set[int]) -> list[Branch]:
    """The topics of a debate in order, with those claims of them that are `wanted`. Two queries."""
    counts: dict[int | None, Counter[str]] = {}
    for claim, topic in debate.claims.order_by().values_list("pk", "topic"):
        word = graph.reviewed.claim(claim).word
        if claim in wanted and word in SHAPES:
            counts.setdefault(topic, Counter())[word] += 1
    topics = [*debate.topics.values_list("pk", "title"), (None, "")]
    return [Branch(title, counts[pk]) for pk, title in topics if pk in counts]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the outline: its claim, where that stands, and what it does to the one above."""

    row: tree.Row
    claim: Claim
    word: str
    edge: str

    @property
    def depth(self) -> int:
        return min(self.row.depth, DEEPEST)

    @property
    def verb(self) -> str:
        return BELOW[self.edge]


def lines_of(rows: Sequence[tree.Row], graph: Graph) -> list[Line]:
    """One query."""
    claims = Claim.objects.defer("body", "body_text", "body_html").in_bulk(
        {row.claim for row in rows}
    )
    return [line_of(row, claims[row.claim], graph) for row in rows]


def line_of(row: tree.Row, claim: Claim, graph: Graph) -> Line:
    step = graph.by_id[row.link] if row.link is not None else None
    edge = "" if step is None else "undercuts" if row.onto_step else step.relation
    return Line(row, claim, graph.reviewed.claim(claim.pk).word, edge)
