"""The reads of reviews. `visible_to` is the only door to what a person may see."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from arguments import text
from arguments.models import Claim, Person, Revision
from arguments.querysets import MOST_SEARCH_WORDS, readable_by, texts_of

if TYPE_CHECKING:
    from arguments.models import Debate, Document
    from reviews.models import (
        Attention,
        Comment,
        Commitment,
        CruxWord,
        Merge,
        Move,
        Quotation,
        Review,
        Stance,
        Thread,
    )


def rows_of(name: str) -> Any:
    """The rows of a model of this application. Models import this module, not the other way."""
    return apps.get_model("reviews", name)._default_manager.all()


def counted_by_state(rows: models.QuerySet) -> list[tuple[str, str, int]]:
    """The states of which there are any, each with its word and how many are in it. One query."""
    counts = dict(rows.order_by().values_list("state").annotate(count=models.Count("pk")))
    return [
        (state.value, state.label, counts[state]) for state in rows.model.State if state in counts
    ]


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, person: Person) -> "ReviewQuerySet":
        """Published ones of readable debates, and the person's own drafts."""
        shown = Q(state="published")
        if person.pk is not None:
            shown |= Q(by__user=person.pk)
        return self.filter(readable_by(person, "debate"), shown)

    def published(self) -> "ReviewQuerySet":
        return self.filter(state="published")

    def drafts_of(self, person: Person) -> "ReviewQuerySet":
        if person.pk is None:
            return self.none()
        return self.filter(state="draft", by__user=person.pk)

    def with_bylines(self) -> "ReviewQuerySet":
        return self.select_related("debate", "by", "document", "revision", "answers__by").defer(
            *texts_of("revision")
        )

    def with_comment_counts(self) -> "ReviewQuerySet":
        return self.annotate(comment_count=models.Count("comments"))


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, person: Person) -> "CommentQuerySet":
        """Comments of readable debates; those in a draft review only to their writer."""
        shown = Q(review=None) | Q(review__state="published")
        if person.pk is not None:
            shown |= Q(by__user=person.pk)
        return self.filter(readable_by(person, "debate"), shown)

    def published(self) -> "CommentQuerySet":
        return self.exclude(thread=None)

    def in_order(self) -> "CommentQuerySet":
        """In the order in which they stand in their threads."""
        return self.order_by("thread", "number")

    def page(self, number: int) -> "CommentQuerySet":
        """Of one thread, the comments on a page of it."""
        size = rows_of("Thread").model.TURNS_PER_PAGE
        return self.filter(number__gt=(number - 1) * size, number__lte=number * size)

    def with_addressees(self) -> "CommentQuerySet":
        """Annotates `addressee_id`: whose words each comment answers, where somebody's."""
        return self.annotate(
            addressee_id=Coalesce(
                "document__by",
                "section__revision__document__by",
                "claim__by",
                "link__by",
                "answers__by",
            )
        )

    def with_parts(self) -> "CommentQuerySet":
        """With everything a page or the API shows of a comment: a constant number of queries."""
        return (
            self.select_related(
                "debate",
                "by",
                "removed_by",
                "review__by",
                "thread",
                "document",
                "section__revision__document",
                "claim",
                "made_on",
                "link__target_claim",
                "answers__by",
                "answers__thread",
                "answers__debate",
                "taken_up_in__document__debate",
            )
            .defer(*texts_of("section__revision"), *texts_of("taken_up_in"))
            .prefetch_related(
                Prefetch("acts", rows_of("CommentAct").select_related("claim", "link")),
                Prefetch("quotations", rows_of("Quotation").with_sources()),
            )
        )

    def on_document(self, document: "Document") -> "CommentQuerySet":
        """Those that answer the document or a section of it, or quote any revision of it."""
        quoting = self.model.objects.filter(quotations__source_revision__document=document)
        return self.filter(
            Q(document=document)
            | Q(section__revision__document=document)
            | Q(pk__in=quoting.values("pk"))
        )

    def as_notes(self) -> "CommentQuerySet":
        """With what a note beside a text shows of them: a constant number of queries."""
        return self.select_related(
            "by", "removed_by", "review", "thread__waiting_for", "section"
        ).prefetch_related(
            Prefetch("acts", rows_of("CommentAct").select_related("claim", "link")),
            Prefetch("quotations", rows_of("Quotation").with_sources()),
        )

    def to_recheck(self) -> "CommentQuerySet":
        """Those of points not resolved whose words have changed or gone in the last revision, or
        in the comment or claim as it was edited last.

        Not those of which somebody has said since that they still apply.
        """
        last = Revision.objects.filter(document=OuterRef("revision__document")).order_by("-number")
        newest = Q(revision__number=Subquery(last.values("number")[:1]))
        for edited in ("comment", "claim"):
            newest |= Q(version=F(f"quotation__source_{edited}__version"))
        moved = rows_of("Anchor").filter(
            newest,
            quotation__comment=OuterRef("pk"),
            state__in=["changed", "lost"],
            checked_at=None,
        )
        unsettled = self.published().exclude(thread__state="resolved")
        return unsettled.filter(Exists(moved), removed_at=None)

    def search(self, words: str) -> "CommentQuerySet":
        """Full-text search, newest first; `words` in web search syntax."""
        terms = " ".join(words.split()[:MOST_SEARCH_WORDS])
        query = SearchQuery(terms, search_type="websearch", config="english")
        return self.filter(search_vector=query, removed_at=None).order_by("-at", "-pk")


class QuotationQuerySet(models.QuerySet["Quotation"]):
    def visible_to(self, person: Person) -> "QuotationQuerySet":
        """Those in comments that `person` may see: not in the drafts of others."""
        return self.filter(comment__in=rows_of("Comment").visible_to(person))

    def with_sources(self) -> "QuotationQuerySet":
        """With what they quote, and where that stands in later texts. Three queries at most."""
        anchors = (
            rows_of("Anchor").select_related("revision", "checked_by").defer(*texts_of("revision"))
        )
        return (
            self.select_related(
                "source_revision__document",
                "source_comment__by",
                "source_comment__thread",
                "source_comment__debate",
                "source_claim",
            )
            .defer(*texts_of("source_revision"))
            .prefetch_related(Prefetch("anchors", anchors))
        )

    def of_document(self, document: "Document") -> "QuotationQuerySet":
        return self.filter(source_revision__document=document)

    def unresolved(self, debate: "Debate") -> "QuotationQuerySet":
        """Those of a debate whose source was not there when they were written."""
        return self.filter(comment__debate=debate, state="unresolved")

    def follow(self, revision: Revision) -> None:
        """Carry a document's quotations to its new `revision`, and place those that wait for it.

        Every earlier place is kept; what cannot be placed is marked lost, never moved by a guess.
        """
        for quotation in self.unresolved(revision.document.debate):
            quotation.resolve(revision)
        self.carry(revision)

    def carry(self, revision: Revision) -> None:
        """Note where the quotations of a document's earlier revisions stand in this one."""
        earlier = revision.document.revisions.filter(number__lt=revision.number)
        for source in earlier:
            quoted = list(self.filter(source_revision=source).order_by("pk"))
            self._carry(quoted, source.text, revision.text, revision=revision)

    def catch_up(self, comment: "Comment") -> None:
        """Carry what a new comment quotes of an earlier revision to the revisions since."""
        sources = Revision.objects.filter(quotations__comment=comment).distinct()
        for source in sources:
            quoted = list(self.filter(comment=comment, source_revision=source).order_by("pk"))
            for later in source.document.revisions.filter(number__gt=source.number):
                self._carry(quoted, source.text, later.text, revision=later)

    def follow_comment(self, comment: "Comment") -> None:
        """Carry the quotations of a comment to its edited text."""
        earlier = comment.versions.filter(number__lt=comment.version)
        self._follow_edit(comment, earlier.values_list("number", "source"), source_comment=comment)

    def follow_claim(self, claim: Claim) -> None:
        """Carry the quotations of a claim's body to its edited text."""
        earlier = claim.versions.filter(number__lt=claim.version)
        self._follow_edit(claim, earlier.values_list("number", "body"), source_claim=claim)

    def _follow_edit(
        self,
        edited: "Comment | Claim",
        earlier: Iterable[tuple[int, str]],
        **source: "Comment | Claim",
    ) -> None:
        """`earlier`: the numbers of the wordings before, each with its Markdown."""
        by_version: dict[int, list[Quotation]] = defaultdict(list)
        for quotation in self.filter(**source).order_by("pk"):
            by_version[quotation.source_version].append(quotation)
        for number, markdown in earlier:
            if quoted := by_version.get(number):
                old = text.render(markdown).text
                self._carry(quoted, old, edited.text, version=edited.version)

    def _carry(
        self, quoted: Sequence["Quotation"], old: str, new: str, **place: "Revision | int"
    ) -> None:
        anchors = self.model.carried(quoted, old, new, **place)
        for anchor in anchors[:1]:
            type(anchor).objects.bulk_create(anchors)


class ThreadQuerySet(models.QuerySet["Thread"]):
    def visible_to(self, person: Person) -> "ThreadQuerySet":
        return self.filter(readable_by(person, "debate"))

    def with_bylines(self) -> "ThreadQuerySet":
        return self.select_related("debate", "raised_by", "waiting_for")

    def matching(
        self,
        *,
        person: Person,
        state: str = "",
        outcome: str = "",
        waiting: str = "",
        words: str = "",
        new: bool = False,
    ) -> "ThreadQuerySet":
        """Those in a state ("unsettled" is any but resolved), with an outcome, that wait for
        `person` (`waiting` is "me"), with `words` in the title or said in them, `new` to them."""
        threads = self.unsettled() if state == "unsettled" else self
        if state not in {"", "unsettled"}:
            threads = threads.filter(state=state)
        if outcome:
            threads = threads.filter(outcome=outcome)
        if waiting:
            threads = threads.waiting_for_person(person)
        if new:
            threads = threads.filter(pk__in=self.new_to(person).values("pk"))
        if words:
            said = rows_of("Comment").search(words).order_by().values("thread")
            threads = threads.filter(Q(title__icontains=words) | Q(pk__in=said))
        return threads

    def waiting_for_person(self, person: Person) -> "ThreadQuerySet":
        return self.filter(waiting_for__user=person.pk) if person.pk is not None else self.none()

    def counted_by_state(self) -> list[tuple[str, str, int]]:
        return counted_by_state(self)

    def unsettled(self) -> "ThreadQuerySet":
        """Those in which somebody still has to move."""
        return self.exclude(state="resolved")

    def next_open(self, person: Person, *, after: int) -> "Thread | None":
        """The first unsettled one after that number, or else of all; those that wait for `person`
        before any other. One query."""
        mine = Q(waiting_for__user=person.pk) if person.pk is not None else Q(pk=None)
        ranks = models.Case(models.When(mine, then=0), default=1)
        past = models.Case(models.When(number__gt=after, then=0), default=1)
        return self.unsettled().order_by(ranks, past, "number").exclude(number=after).first()

    def new_to(self, person: Person) -> "ThreadQuerySet":
        """Those that changed since `person` saw them, or came since they know the debate."""
        if person.pk is None:
            return self.none()
        seen = rows_of("Attention").filter(user=person.pk, thread=OuterRef("pk"))
        known = rows_of("Visit").filter(user=person.pk, debate=OuterRef("debate"))
        last = Greatest(
            Subquery(seen.values("seen_at")[:1]), Subquery(known.values("known_at")[:1])
        )
        return self.annotate(known_at=last).filter(changed_at__gt=F("known_at"))

    def in_urgency(self) -> "ThreadQuerySet":
        """Those not settled first, then by number."""
        settled = models.Case(models.When(state="resolved", then=1), default=0)
        return self.order_by(settled, "number")

    def on_document(self, document: "Document") -> "ThreadQuerySet":
        """Those that were raised on the document, a section of it, or words of any revision."""
        first = rows_of("Comment").on_document(document).filter(number=1)
        return self.filter(pk__in=first.values("thread"))

    def about_claim(self, claim_id: int) -> "ThreadQuerySet":
        """Threads with a comment on the claim, or one whose act concerns it."""
        return self.filter(
            Q(comments__claim=claim_id) | Q(comments__acts__claim=claim_id)
        ).distinct()


class AttentionQuerySet(models.QuerySet["Attention"]):
    def watched_by(self, person: Person) -> "AttentionQuerySet":
        return self.filter(user=person.pk, watched=True) if person.pk else self.none()


class StanceQuerySet(models.QuerySet["Stance"]):
    def visible_to(self, person: Person) -> "StanceQuerySet":
        return self.filter(readable_by(person, "claim__debate"))

    def current(self) -> "StanceQuerySet":
        """The last stance of each person on each claim."""
        return self.order_by("claim_id", "by_id", "-at", "-pk").distinct("claim_id", "by_id")


class CruxWordQuerySet(models.QuerySet["CruxWord"]):
    def visible_to(self, person: Person) -> "CruxWordQuerySet":
        return self.filter(readable_by(person, "debate"))

    def with_elements(self) -> "CruxWordQuerySet":
        """With who said it, where, and of which claim or step. Two queries at most."""
        return self.select_related(
            "by",
            "claim__debate",
            "link__debate",
            "link__target_claim",
            "link__target_link",
            "comment__thread",
            "comment__debate",
        ).prefetch_related("link__premise_set__claim")


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, person: Person) -> "MergeQuerySet":
        return self.filter(readable_by(person, "debate"))

    def in_force(self) -> "MergeQuerySet":
        """Those that were not undone."""
        return self.filter(undone_at=None)

    def with_claims(self) -> "MergeQuerySet":
        return self.select_related("debate", "claim__by", "into__by", "by", "undone_by")


class MoveQuerySet(models.QuerySet["Move"]):
    def visible_to(self, person: Person) -> "MoveQuerySet":
        return self.filter(readable_by(person, "debate"))

    def in_force(self) -> "MoveQuerySet":
        """Those that were not undone."""
        return self.filter(undone_at=None)


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def overdue(self) -> "CommitmentQuerySet":
        """Those still pending after their day."""
        return self.filter(state="pending", due__lt=timezone.localdate())

    def visible_to(self, person: Person) -> "CommitmentQuerySet":
        return self.filter(readable_by(person, "debate"))

    def counted_by_state(self) -> list[tuple[str, str, int]]:
        return counted_by_state(self)

    def with_bylines(self) -> "CommitmentQuerySet":
        return self.select_related(
            "debate",
            "by",
            "comment__thread",
            "thread",
            "claim",
            "document",
            "done_in",
            "checked_by",
        ).defer(*texts_of("done_in"))
