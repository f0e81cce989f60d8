"""A debate at a glance: what is raised and where that is, its claims, documents and people."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from arguments import outline
from arguments.graph import Graph
from arguments.graphs import graphs_of
from arguments.models import Claim, Debate, Document, Link, Participant, Person, Status
from arguments.querysets import DebateQuerySet
from arguments.verdicts import Verdict, verdict_on
from arguments.wording import counted
from reviews.mentions import open_counts
from reviews.models import Attention, Comment, Review, Thread, Visit

#: How much of it a debate's page shows before it leads to a list of its own.
MOST_CLAIMS = 300
MOST_IN_TOPIC = 30
LEAST_IN_TOPIC = 3
MOST_NAMES = 8

#: What is said of the points in a state, after their number: of one, and of several.
WORDS = {
    Thread.State.OPEN: ("open", "open"),
    Thread.State.WAITING: ("waits for an answer", "wait for an answer"),
    Thread.State.DISPUTED: ("disputed", "disputed"),
    Thread.State.ANSWERED: ("answered, to be confirmed", "answered, to be confirmed"),
    Thread.State.RESOLVED: ("resolved", "resolved"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """The points in one state."""

    state: str
    count: int

    @property
    def words(self) -> str:
        return f"{self.count} {WORDS[Thread.State(self.state)][self.count != 1]}"


@dataclass(frozen=True, slots=True)
class Tally:
    """Where a debate stands, as counts of its records: points by state, claims by status.

    `for_reader`: how many points wait for the one who reads.
    """

    points: Mapping[str, int]
    claims: Mapping[str, int]
    for_reader: int = 0
    objections: int = 0

    @property
    def raised(self) -> int:
        return sum(self.points.values())

    @property
    def unsettled(self) -> int:
        return self.raised - self.points.get(Thread.State.RESOLVED, 0)

    @property
    def claim_count(self) -> int:
        return sum(self.claims.values())

    @property
    def challenged(self) -> int:
        return self.claims.get(Status.CHALLENGED, 0)

    @property
    def parts(self) -> list[Part]:
        return [Part(state, self.points[state]) for state in WORDS if self.points.get(state)]

    @property
    def for_reader_in_words(self) -> str:
        return f"{self.for_reader} wait{'s' if self.for_reader == 1 else ''} for you"

    @property
    def sentence(self) -> str:
        said = f"{counted(self.raised, 'point')} raised: "
        said += f"{', '.join(part.words for part in self.parts)}."
        return (
            f"{said if self.raised else 'No point has been raised yet.'} {self.on_claims}".strip()
        )

    @property
    def on_claims(self) -> str:
        """What is said of the claims; nothing where none is challenged."""
        if not self.challenged:
            return ""
        verb = "is" if self.challenged == 1 else "are"
        return f"{counted(self.challenged, 'claim')} {verb} challenged."


def tally_of(debate: Debate, claims: Mapping[str, int], person: Person) -> Tally:
    """One query; `claims` are counted by status already."""
    mine = Q(waiting_for__user=person.pk) if person.pk else Q(pk=None)
    states = debate.threads.order_by().values_list("state")
    rows = list(states.annotate(Count("pk"), yours=Count("pk", filter=mine)))
    return Tally(
        points={state: count for state, count, _ in rows},
        claims=claims,
        for_reader=sum(yours for _, _, yours in rows),
    )


@dataclass(frozen=True, slots=True)
class News:
    """What is new to a reader since they know the debate: how many points, the ids of claims."""

    since: datetime
    points: int
    claims: frozenset[int]


def news_of(debate: Debate, person: Person) -> News | None:
    """None before a first visit, and where nothing is new. Three queries at most."""
    since = Visit.known_by(person, debate)
    if since is None:
        return None
    seen = Attention.objects.filter(user=person.pk, seen_at__gte=OuterRef("last_change"))
    changed = debate.claims.with_last_change().filter(last_change__gt=since)
    unseen = changed.exclude(Exists(seen.filter(claim=OuterRef("pk"))))
    claims = frozenset(unseen.values_list("pk", flat=True))
    news = News(since, debate.threads.new_to(person).count(), claims)
    return news if news.points or news.claims else None


# Where it stands


def verdict_of(debate: Debate) -> Verdict:
    """Where one debate stands, in a word and a sentence. Two queries beside its graph."""
    return verdicts_of([debate])[debate.pk]


def verdicts_of(debates: Collection[Debate]) -> dict[int, Verdict]:
    """Where each of several debates stands, by id. Two queries beside their graphs."""
    reviews = Counter(_of(Review.objects.published(), debates).values_list("debate", flat=True))
    rechecks = dict(
        Comment.objects.to_recheck()
        .filter(debate__in=debates)
        .order_by()
        .values_list("debate")
        .annotate(Count("pk", distinct=True))
    )
    graphs = graphs_of(debates)
    return {
        debate.pk: verdict_on(
            graphs[debate.pk], reviews=reviews[debate.pk], rechecks=rechecks.get(debate.pk, 0)
        )
        for debate in debates
    }


# The claims of one debate


@dataclass(frozen=True, slots=True)
class Topics:
    """Claims under their headings; `hidden` headings, with their claims, are left to the list.

    `statuses`: how many claims of the debate have each status.
    """

    shown: Sequence[outline.Topic]
    hidden: int
    statuses: Mapping[str, int]


def topics_of(debate: Debate, graph: Graph) -> Topics:
    """The first claims of every topic, so many that the page stays within limits. Four queries."""
    statuses = outline.statuses_by_topic(debate)
    each = max(LEAST_IN_TOPIC, min(MOST_IN_TOPIC, MOST_CLAIMS // max(len(statuses), 1)))
    claims = debate.claims.select_related("topic").defer("body", "body_text", "body_html")
    rows = outline.rows_of(claims.first_of_each_topic(each)[:MOST_CLAIMS], graph)
    points = open_counts([row.claim.pk for row in rows])
    for row in rows:
        row.points = points.get(row.claim.pk, 0)
    shown = outline.by_topic(rows, statuses)
    counts = sum((Counter(of) for of in statuses.values()), Counter())
    return Topics(shown, hidden=len(statuses) - len(shown), statuses=counts)


# Its documents and people


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list: the number of its last revision, and of the points raised about it."""

    document: Document
    revision: int
    points: int
    unsettled: int

    @property
    def in_words(self) -> str:
        return f"{self.unsettled} not settled"


def documents_of(debate: Debate) -> list[DocumentRow]:
    """Two queries."""
    about = Coalesce(
        "document", "section__revision__document", "quotations__source_revision__document"
    )
    points = {
        document: (raised, unsettled)
        for document, raised, unsettled in Comment.objects.published()
        .filter(debate=debate)
        .order_by()
        .annotate(about=about)
        .values_list("about")
        .annotate(
            raised=Count("thread", distinct=True),
            unsettled=Count(
                "thread", distinct=True, filter=~Q(thread__state=Thread.State.RESOLVED)
            ),
        )
    }
    documents = debate.documents.select_related("by").annotate(last=Max("revisions__number"))
    return [
        DocumentRow(document, document.last, *points.get(document.pk, (0, 0)))
        for document in documents
    ]


@dataclass(frozen=True, slots=True)
class Role:
    """Who has a role: some names, and how many more."""

    name: str
    people: Sequence[str]
    more: int


def people_of(debate: Debate) -> list[Role]:
    """The participants by role, at most `MOST_NAMES` of each. One query."""
    people = (
        debate.participants.current()
        .in_order_of_role()
        .annotate(
            place=Window(RowNumber(), partition_by=F("role"), order_by=["name", "pk"]),
            total=Window(Count("pk"), partition_by=F("role")),
        )
    )
    shown = people.filter(place__lte=MOST_NAMES).values_list("role", "total", "name")
    names: dict[tuple[str, int], list[str]] = defaultdict(list)
    for role, total, name in shown:
        names[role, total].append(name)
    return [
        Role(Participant.Role(role).label, held, total - len(held))
        for (role, total), held in names.items()
    ]


# Lists of debates


@dataclass(frozen=True, slots=True)
class DebateRow:
    debate: Debate
    verdict: Verdict
    tally: Tally
    documents: int
    authors: Sequence[str]


def with_open_points(debates: DebateQuerySet) -> DebateQuerySet:
    """Annotates `open_points`: how many points are not resolved."""
    unsettled = ~Q(threads__state=Thread.State.RESOLVED) & Q(threads__isnull=False)
    return debates.annotate(open_points=Count("threads", filter=unsettled))


def rows_of(debates: Iterable[Debate], person: Person) -> list[DebateRow]:
    """Nine queries at most."""
    debates = list(debates)
    verdicts = verdicts_of(debates)
    tallies = _tallies(debates, person)
    documents = Counter(_of(Document.objects.all(), debates).values_list("debate", flat=True))
    authors: dict[int, list[str]] = defaultdict(list)
    written = _of(Participant.objects.all(), debates).filter(role=Participant.Role.AUTHOR)
    for debate, name in written.values_list("debate", "name"):
        authors[debate].append(name)
    return [
        DebateRow(
            debate,
            verdicts[debate.pk],
            tallies[debate.pk],
            documents[debate.pk],
            authors[debate.pk],
        )
        for debate in debates
    ]


@dataclass(slots=True)
class _Counts:
    points: Counter[str] = field(default_factory=Counter)
    claims: Counter[str] = field(default_factory=Counter)
    for_reader: int = 0
    objections: int = 0


def _tallies(debates: Collection[Debate], person: Person) -> dict[int, Tally]:
    counts: dict[int, _Counts] = defaultdict(_Counts)
    threads = _of(Thread.objects.all(), debates)
    for debate, state, count in threads.values_list("debate", "state").annotate(Count("pk")):
        counts[debate].points[state] = count
    claims = _of(Claim.objects.all(), debates)
    for debate, status, count in claims.values_list("debate", "status").annotate(Count("pk")):
        counts[debate].claims[status] = count
    attacks = _of(Link.objects.in_force(), debates).filter(relation=Link.Relation.ATTACKS)
    for debate, count in attacks.values_list("debate").annotate(Count("pk")):
        counts[debate].objections = count
    waiting = _of(Thread.objects.waiting_for_person(person), debates)
    for debate, count in waiting.values_list("debate").annotate(Count("pk")):
        counts[debate].for_reader = count
    return {
        debate.pk: Tally(each.points, each.claims, each.for_reader, each.objections)
        for debate in debates
        for each in [counts[debate.pk]]
    }


def _of(rows: QuerySet, debates: Collection[Debate]) -> QuerySet:
    return rows.filter(debate__in=debates).order_by()
