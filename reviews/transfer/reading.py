"""Records to the neutral document: what one person may see of a debate, as plain data.

Drafts are left out, and of a removed comment its words and quotations: an export is made to be
passed on. Of what is computed only standings are in it, for whoever reads the file.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.db import connection, models, transaction

from arguments.graphs import graph_of
from arguments.models import (
    Citation,
    Claim,
    ClaimVersion,
    Debate,
    Document,
    Link,
    Person,
    Premise,
    Revision,
    StatusChange,
)
from reviews.formats import crux_json
from reviews.formats import document as neutral
from reviews.models import (
    Anchor,
    Comment,
    CommentAct,
    CommentVersion,
    Commitment,
    CommitmentChange,
    CruxWord,
    Move,
    Moved,
    Outcome,
    Quotation,
    Review,
    Stance,
    Thread,
)

from .columns import (
    Row,
    people_of,
    quotation_source,
    removal,
    revision_name,
    standing_of,
    target,
    topics_of,
)

Part = TypeVar("Part")
#: The parts of records, by primary key of the record they are parts of.
Parts = Mapping[int, tuple[Part, ...]]

CHUNK = 2_000
HEAD = ("uuid", "slug", "title", "summary", "visibility", "joining", "closing", "at")
WORDING = ("number", "title", "body", "kind", "voice", "attributed_to")
SELECTOR = ("exact", "prefix", "suffix", "start", "end")
#: Fields that hold a person.
PERSONS = frozenset({"by", "raised_by", "checked_by", "removed_by", "undone_by"})


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is as it was at one moment, whatever is written meanwhile.

    Within a transaction that is open already (a test's, or a writer's own) it has that one's view.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # Rows come in chunks, but all of them are wanted: plan for that.
        cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
        yield


def read_debate(debate: Debate, person: Person) -> neutral.Document:
    """All that `person` may see of `debate`; Debate.DoesNotExist if that is nothing."""
    with snapshot():
        reading = of_debate(debate, person)
        sections = {name: tuple(records) for name, records in reading.sections().items()}
        return neutral.Document(debate=reading.head(), excerpt=False, **sections)


def stream_debate(debate: Debate, person: Person, *, indent: bool = True) -> Iterator[bytes]:
    """The same as Crux JSON, piece by piece, never whole in memory.

    The snapshot stays open until the last piece is taken: take them without waiting for a reader.
    """
    with snapshot():
        reading = of_debate(debate, person)
        yield from crux_json.chunks(reading.head(), reading.sections(), indent=indent)


def read_thread(thread: Thread, person: Person) -> neutral.Document:
    """The comments of a thread, with the claims and links which they concern.

    Documents, and comments elsewhere, are only named where they are quoted or answered.
    """
    with snapshot():
        comments = Comment.objects.visible_to(person).published().filter(thread=thread.pk)
        document = of_comments(thread.debate, person, comments)
    in_order = sorted(document.comments, key=lambda comment: comment.number or 0)
    return replace(document, comments=tuple(in_order))


def read_review(review: Review, person: Person) -> neutral.Document:
    """The comments of a review (a draft: for its writer), with the claims and links concerned."""
    with snapshot():
        comments = Comment.objects.visible_to(person).filter(review=review.pk)
        document = of_comments(review.debate, person, comments)
    in_order = sorted(document.comments, key=lambda comment: comment.position)
    return replace(document, comments=tuple(in_order))


def of_debate(debate: Debate, person: Person) -> "Reading":
    debate = Debate.objects.visible_to(person).get(pk=debate.pk)
    comments = Comment.objects.visible_to(person).published().filter(debate=debate)
    return Reading(
        debate,
        usernames=debate.can_manage(person),
        documents=Document.objects.visible_to(person).filter(debate=debate),
        claims=Claim.objects.visible_to(person).filter(debate=debate),
        links=Link.objects.visible_to(person).filter(debate=debate),
        reviews=Review.objects.visible_to(person).published().filter(debate=debate),
        comments=comments,
        threads=Thread.objects.visible_to(person).filter(debate=debate),
        stances=Stance.objects.visible_to(person).filter(claim__debate=debate),
        crux_words=CruxWord.objects.visible_to(person).filter(debate=debate),
        commitments=Commitment.objects.visible_to(person).filter(debate=debate),
    )


def of_comments(
    debate: Debate, person: Person, comments: models.QuerySet[Comment]
) -> neutral.Document:
    """Some comments of a debate, with what they concern and the people named in all that."""
    debate = Debate.objects.visible_to(person).get(pk=debate.pk)
    commitments = Commitment.objects.visible_to(person).filter(comment__in=comments)
    claims, links = concerned(debate, comments, commitments)
    reading = Reading(
        debate,
        usernames=False,
        documents=Document.objects.none(),
        claims=Claim.objects.visible_to(person).filter(pk__in=claims),
        links=Link.objects.visible_to(person).filter(pk__in=links),
        reviews=Review.objects.visible_to(person).filter(pk__in=comments.values("review")),
        comments=comments,
        threads=Thread.objects.visible_to(person).filter(pk__in=comments.values("thread")),
        stances=Stance.objects.visible_to(person).filter(comment__in=comments),
        crux_words=CruxWord.objects.visible_to(person).filter(comment__in=comments),
        commitments=commitments,
    )
    sections = {name: tuple(records) for name, records in reading.sections().items()}
    sections["people"] = tuple(
        person for pk, person in reading.people.items() if pk in reading.named
    )
    used = {claim.topic for claim in sections["claims"]}
    sections["topics"] = tuple(topic for topic in sections["topics"] if topic.key in used)
    return neutral.Document(debate=reading.head(), excerpt=True, **sections)


def concerned(
    debate: Debate,
    comments: models.QuerySet[Comment],
    commitments: models.QuerySet[Commitment],
) -> tuple[set[int], set[int]]:
    """Ids of the claims and links which comments are about, and of all that those links join."""
    acts = CommentAct.objects.filter(comment__in=comments)
    links = without_none(comments.values_list("link", flat=True))
    links |= without_none(acts.values_list("link", flat=True))
    targets = dict(debate.links.filter(target_link__isnull=False).values_list("pk", "target_link"))
    waiting = list(links)
    while waiting:
        target = targets.get(waiting.pop())
        if target and target not in links:
            links.add(target)
            waiting.append(target)
    claims = without_none(
        comments.values_list("claim", flat=True),
        acts.values_list("claim", flat=True),
        commitments.values_list("claim", flat=True),
        Premise.objects.filter(link__in=links).values_list("claim", flat=True),
        debate.links.filter(pk__in=links).values_list("target_claim", flat=True),
    )
    return claims, links


def without_none(*ids: Iterable[int | None]) -> set[int]:
    return {pk for several in ids for pk in several if pk is not None}


@dataclass(slots=True)
class Reading:
    """One debate, or a part of one, as somebody may see it. Each section can be read once."""

    debate: Debate
    usernames: bool
    documents: models.QuerySet[Document]
    claims: models.QuerySet[Claim]
    links: models.QuerySet[Link]
    reviews: models.QuerySet[Review]
    comments: models.QuerySet[Comment]
    threads: models.QuerySet[Thread]
    stances: models.QuerySet[Stance]
    crux_words: models.QuerySet[CruxWord]
    commitments: models.QuerySet[Commitment]
    people: dict[int, neutral.Person] = field(init=False)
    topics: dict[int, neutral.Topic] = field(init=False)
    #: Participants whom a record read so far names.
    named: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.people = people_of(self.debate, usernames=self.usernames)
        self.topics = topics_of(self.debate)

    def head(self) -> neutral.Debate:
        return neutral.Debate(**{name: getattr(self.debate, name) for name in HEAD})

    def sections(self) -> dict[str, Iterable[Any]]:
        """The lists of the document, in any order of taking them."""
        return {
            "people": self.people.values(),
            "topics": self.topics.values(),
            "documents": self.read_documents(),
            "claims": self.read_claims(),
            "links": self.read_links(),
            "reviews": self.read_reviews(),
            "comments": self.read_comments(),
            "threads": self.read_threads(),
            "stances": self.read_stances(),
            "crux_words": self.read_crux_words(),
            "commitments": self.read_commitments(),
        }

    # Rows

    def rows(self, rows: models.QuerySet[Any], *same: str, **renamed: str) -> Iterator[Row]:
        """Rows by the names of the neutral document; `renamed`: a name there, and its path here."""
        columns = {name: name for name in same} | renamed
        persons = PERSONS & columns.keys()
        for values in rows.values_list(*columns.values()).iterator(CHUNK):
            row = dict(zip(columns, values, strict=True))
            for name in persons:
                row[name] = self.key_of(row[name])
            yield row

    def key_of(self, participant: int | None) -> str:
        if participant is None:
            return ""
        self.named.add(participant)
        return self.people[participant].key

    def parts(
        self, kind: type[Part], rows: models.QuerySet[Any], of: str, *same: str, **renamed: str
    ) -> Parts[Part]:
        """Rows that are parts of others, each in the order in which they were made."""
        parts: dict[int, list[Part]] = defaultdict(list)
        for row in self.rows(rows.order_by("pk"), *same, of=of, **renamed):
            parts[row.pop("of")].append(kind(**row))
        return {pk: tuple(found) for pk, found in parts.items()}

    # Arguments

    def read_documents(self) -> Iterator[neutral.Text]:
        revisions = self.parts(
            neutral.Revision,
            Revision.objects.filter(document__in=self.documents),
            "document", "number", "source", "by", "at", "note",
        )  # fmt: skip
        texts = self.documents.order_by("number")
        for row in self.rows(texts, "pk", "number", "uuid", "title", "by", "at"):
            yield neutral.Text(revisions=revisions.get(row.pop("pk"), ()), **row)

    def read_claims(self) -> Iterator[neutral.Claim]:
        versions = self.parts(
            neutral.ClaimVersion,
            ClaimVersion.objects.filter(claim__in=self.claims),
            "claim", *WORDING, "by", "at", "reason",
        )  # fmt: skip
        citations = self.parts(
            neutral.Citation,
            Citation.objects.filter(claim__in=self.claims),
            "claim", *SELECTOR, document="revision__document__number", revision="revision__number",
        )  # fmt: skip
        changes, graph = self.status_changes("claim", self.claims), graph_of(self.debate)
        claims = self.claims.order_by("number")
        for row in self.rows(claims, "pk", "uuid", *WORDING, "topic", "status", "by", "at",
                             merged_into="merged_into__number"):  # fmt: skip
            pk, topic = row.pop("pk"), row.pop("topic")
            yield neutral.Claim(
                standing=standing_of(graph.reviewed.claim(pk), graph.argued.claim(pk)),
                topic=self.topics[topic].key if topic else "",
                versions=versions.get(pk, ()),
                status_changes=changes.get(pk, ()),
                citations=citations.get(pk, ()),
                **row,
            )

    def status_changes(self, of: str, records: models.QuerySet[Any]) -> Parts[neutral.StatusChange]:
        changes = StatusChange.objects.filter(**{f"{of}__in": records})
        return self.parts(neutral.StatusChange, changes, of, "by", "at", "reason", status="new")

    def read_links(self) -> Iterator[neutral.Link]:
        premises: dict[int, list[int]] = defaultdict(list)
        pairs = Premise.objects.filter(link__in=self.links).order_by("link_id", "position")
        for link, claim in pairs.values_list("link", "claim__number").iterator(CHUNK):
            premises[link].append(claim)
        changes, graph = self.status_changes("link", self.links), graph_of(self.debate)
        for row in self.rows(
            self.links.order_by("number"),
            "pk", "number", "uuid", "relation", "note", "status", "by", "at",
            claim="target_claim__number", link="target_link__number",
        ):  # fmt: skip
            pk = row.pop("pk")
            target = neutral.LinkTarget(claim=row.pop("claim"), link=row.pop("link"))
            yield neutral.Link(
                premises=tuple(premises[pk]),
                target=target,
                standing=standing_of(graph.reviewed.link(pk), graph.argued.link(pk)),
                status_changes=changes.get(pk, ()),
                **row,
            )

    # Reviews

    def read_reviews(self) -> Iterator[neutral.Review]:
        for row in self.rows(
            self.reviews.order_by("number"),
            "number", "uuid", "by", "recommendation", "confidence", "partial", "state", "at", "url",
            document="document__number", revision="revision__number", answers="answers__number",
        ):  # fmt: skip
            yield neutral.Review(**row)

    def read_comments(self) -> Iterator[neutral.Comment]:
        quotations, acts, versions = self.quotations(), self.acts(), self.comment_versions()
        for row in self.rows(
            self.comments.order_by("pk"),
            "pk", "position", "opening", "apart", "number", "by", "at", "heading", "source",
            "qualifiers",
            "document__number", "section__title", "section__revision__document__number",
            "claim__number", "link__number", "answers__uuid", "claim_version",
            "removed_at", "removed_by", "removal_reason",
            key="uuid", review="review__number", thread="thread__number",
            made_on="made_on__number",
            revision="taken_up_in__number", of_document="taken_up_in__document__number",
        ):  # fmt: skip
            pk, removed = row.pop("pk"), removal(row)
            row |= {
                "key": str(row["key"]),
                "target": target(row),
                "taken_up_in": revision_name(row),
                "qualifiers": tuple(row["qualifiers"]),
                "acts": acts.get(pk, ()),
            }
            if removed:
                row |= {"heading": "", "source": "", "removed": removed}
            else:
                row |= {"quotations": quotations.get(pk, ()), "versions": versions[pk]}
            yield neutral.Comment(**row)

    def acts(self) -> Parts[neutral.Act]:
        acts = CommentAct.objects.filter(comment__in=self.comments)
        return self.parts(
            neutral.Act, acts, "comment", "act", claim="claim__number", link="link__number"
        )

    def comment_versions(self) -> Parts[neutral.CommentVersion]:
        versions = CommentVersion.objects.filter(comment__in=self.comments)
        return self.parts(
            neutral.CommentVersion, versions, "comment", "number", "source", "by", "at", "reason"
        )

    def quotations(self) -> Parts[neutral.Quotation]:
        parts: dict[int, list[neutral.Quotation]] = defaultdict(list)
        anchors = self.anchors()
        for row in self.rows(
            Quotation.objects.filter(comment__in=self.comments).order_by("comment_id", "position"),
            "pk", "position", "after", "block", *SELECTOR, "verbatim", "purpose", "state",
            "markdown", "imported", of="comment", document="source_revision__document__number",
            revision="source_revision__number", quoted="source_comment__uuid",
            claim="source_claim__number", version="source_version", name="source_name",
        ):  # fmt: skip
            of, source = row.pop("of"), quotation_source(row)
            row["anchors"] = anchors.get(row.pop("pk"), ())
            parts[of].append(neutral.Quotation(source=source, **row))
        return {pk: tuple(found) for pk, found in parts.items()}

    def anchors(self) -> Parts[neutral.Anchor]:
        return self.parts(
            neutral.Anchor,
            Anchor.objects.filter(quotation__comment__in=self.comments),
            "quotation", "state", "exact", "start", "end", "at", "checked_by", "checked_at",
            revision="revision__number", version="version",
        )  # fmt: skip

    def read_threads(self) -> Iterator[neutral.Thread]:
        outcomes = self.parts(
            neutral.Outcome,
            Outcome.objects.filter(thread__in=self.threads),
            "thread", "kind", "outcome", "satisfaction", "line", "by", "at",
        )  # fmt: skip
        moves = self.moves()
        threads = self.threads.order_by("number")
        for row in self.rows(threads, "pk", "number", "uuid", "title", "raised_by", "at"):
            pk = row.pop("pk")
            yield neutral.Thread(outcomes=outcomes.get(pk, ()), moves=moves.get(pk, ()), **row)

    def moves(self) -> Parts[neutral.Move]:
        """What was moved between threads that are both here."""
        moves = Move.objects.filter(old__in=self.threads, new__in=self.threads)
        places = self.parts(
            neutral.MovedComment,
            Moved.objects.filter(move__in=moves, comment__in=self.comments),
            "move", comment="comment__uuid", old="old_number", new="new_number",
        )  # fmt: skip
        parts: dict[int, list[neutral.Move]] = defaultdict(list)
        for row in self.rows(
            moves.order_by("pk"), "pk", "by", "at", "reason", "undone_by", "undone_at",
            of="old", to="new__number",
        ):  # fmt: skip
            of, held = row.pop("of"), places.get(row.pop("pk"), ())
            named = tuple(replace(each, comment=str(each.comment)) for each in held)
            parts[of].append(neutral.Move(comments=named, **row))
        return {pk: tuple(found) for pk, found in parts.items()}

    def read_stances(self) -> Iterator[neutral.Stance]:
        for row in self.rows(
            self.stances.order_by("pk"),
            "by", "position", "confidence", "reason", "claim_version", "at",
            claim="claim__number", comment="comment__uuid", made_on="made_on__number",
        ):  # fmt: skip
            row["comment"] = str(row["comment"] or "")
            yield neutral.Stance(**row)

    def read_crux_words(self) -> Iterator[neutral.CruxWord]:
        for row in self.rows(
            self.crux_words.order_by("pk"),
            "by", "hold", "line", "at",
            claim="claim__number", link="link__number", comment="comment__uuid",
        ):  # fmt: skip
            row["comment"] = str(row["comment"] or "")
            yield neutral.CruxWord(**row)

    def read_commitments(self) -> Iterator[neutral.Commitment]:
        changes = self.parts(
            neutral.CommitmentChange,
            CommitmentChange.objects.filter(commitment__in=self.commitments),
            "commitment", "state", "strength", "by", "at", "reason",
        )  # fmt: skip
        for row in self.rows(
            self.commitments.order_by("number"),
            "pk", "number", "uuid", "by", "text", "strength", "state", "reason", "checked_by", "at",
            comment="comment__uuid", thread="thread__number", claim="claim__number",
            document="document__number", due="due", done_in="done_in__number",
            done_document="done_in__document__number",
        ):  # fmt: skip
            row["comment"] = str(row["comment"] or "")
            done_document = row.pop("done_document")
            row["document"] = row["document"] or done_document
            yield neutral.Commitment(changes=changes.get(row.pop("pk"), ()), **row)
