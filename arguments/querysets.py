"""The reads of the argument graph. `visible_to` is the only door to what a person may see."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import (
    Case,
    Count,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, Greatest, RowNumber
from django.utils import timezone

from arguments.graphs import graph_of

if TYPE_CHECKING:
    from arguments.models import (
        Citation,
        Claim,
        Debate,
        Document,
        Link,
        Person,
        Revision,
        StandingChange,
        Unsent,
        User,
    )

CURRENT_ROLES = ("owner", "editor", "author", "reviewer", "reader")
MOST_SEARCH_WORDS = 16
#: Of a revision: its whole text in three forms, which few pages need.
LONG_FIELDS = ("source", "text", "blocks")


def texts_of(revision: str) -> list[str]:
    """The long fields of the revision at a path, for `defer`."""
    return [f"{revision}__{field}" for field in LONG_FIELDS]


def readable_by(person: "Person", debate: str = "") -> Q:
    """The condition that `person` may read the debate at the path `debate` ("" = itself)."""
    path = f"{debate}__" if debate else ""
    readable = Q(**{f"{path}visibility__in": ["public", "unlisted"]})
    if not isinstance(person, AnonymousUser):
        readable |= Q(**{f"{path}pk__in": debates_of(person)})
    return readable


def debates_of(account: "User") -> models.QuerySet[Any]:
    """Ids of the debates in which the account takes part now, as a subquery."""
    return account.participations.filter(role__in=CURRENT_ROLES).values("debate")


class DebateQuerySet(models.QuerySet["Debate"]):
    def visible_to(self, person: "Person") -> "DebateQuerySet":
        return self.filter(readable_by(person))

    def listed_for(self, person: "Person") -> "DebateQuerySet":
        """Those shown in lists: public ones, and those in which `person` takes part."""
        listed = Q(visibility="public")
        if not isinstance(person, AnonymousUser):
            listed |= Q(pk__in=debates_of(person))
        return self.filter(listed)

    def of(self, person: "Person") -> "DebateQuerySet":
        """Those in which `person` takes part."""
        if isinstance(person, AnonymousUser):
            return self.none()
        return self.filter(pk__in=debates_of(person))


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, person: "Person") -> "ClaimQuerySet":
        return self.filter(readable_by(person, "debate"))

    def with_bylines(self) -> "ClaimQuerySet":
        return self.select_related("debate", "by", "topic")

    def search(self, words: str) -> "ClaimQuerySet":
        """Full-text search in title and body, best first; `words` in web search syntax."""
        query = SearchQuery(
            " ".join(words.split()[:MOST_SEARCH_WORDS]), search_type="websearch", config="english"
        )
        return (
            self.filter(search_vector=query)
            .annotate(rank=SearchRank(F("search_vector"), query))
            .order_by("-rank", "number")
        )

    def like(self, words: str) -> "ClaimQuerySet":
        """Those that share words with a sentence, those that share most first; none without words.

        The last word may be half typed. None that was merged: the other one is found instead.
        """
        found = [word for word in re.findall(r"\w+", words) if len(word) > 1][:MOST_SEARCH_WORDS]
        if not found:
            return self.none()
        parts = [SearchQuery(word, config="english") for word in found]
        parts.append(SearchQuery(f"{found[-1]}:*", search_type="raw", config="english"))
        query = reduce(or_, parts)
        rank = SearchRank(F("search_vector"), query, normalization=Value(1))
        similar = self.filter(search_vector=query, merged_into=None).annotate(rank=rank)
        return similar.order_by("-rank", "number")

    def stated_in(self, revision: "Revision", start: int, end: int) -> "ClaimQuerySet":
        """Those that cite a passage which shares text with this one."""
        return self.filter(
            citations__revision=revision, citations__start__lt=end, citations__end__gt=start
        ).distinct()

    def in_role(self, role: str, debate: "Debate") -> "ClaimQuerySet":
        """Those of `debate` whose derived role is `role`."""
        wanted = [pk for pk, name in graph_of(debate).roles.items() if name == role]
        return self.filter(debate=debate, pk__in=wanted)

    def standing(self, word: str, debate: "Debate") -> "ClaimQuerySet":
        """Those of `debate` that stand so, by one of the five words."""
        graph = graph_of(debate)
        wanted = [pk for pk in graph.claims if graph.reviewed.claim(pk).word == word]
        return self.filter(debate=debate, pk__in=wanted)

    def with_last_change(self) -> models.QuerySet[Any]:
        """Annotates `last_change`: when what `changed_since` looks at happened last."""
        latest = [
            Subquery(
                self.model._default_manager.filter(pk=OuterRef("pk"))
                .order_by()
                .values(last=Max(path))[:1]
            )
            for path in ("status_changes__at", "standing_changes__at", "links_to__at")
        ]
        return self.annotate(last_change=Greatest("changed_at", *latest))

    def changed_since(self, moment: datetime) -> "ClaimQuerySet":
        """Those entered, reworded or decided about since, or raised against, or standing otherwise.

        A link that leads to a claim counts as a change of the claim.
        """
        news = ("status_changes__at", "standing_changes__at", "links_to__at")
        later = reduce(or_, (self._with_one_since(path, moment) for path in news))
        return self.filter(Q(changed_at__gte=moment) | later)

    def _with_one_since(self, path: str, moment: datetime) -> Q:
        found = self.model._default_manager.filter(**{f"{path}__gte": moment})
        return Q(pk__in=found.order_by().values("pk"))

    def leading_to(self, number: int) -> "ClaimQuerySet":
        """Those from which a link leads to the claim with that number."""
        return self.filter(links_from__target_claim__number=number).distinct()

    def first_of_each_topic(self, count: int) -> "ClaimQuerySet":
        """At most `count` claims of every topic, in order of the topics."""
        place = Window(RowNumber(), partition_by=F("topic"), order_by="number")
        ordered = self.annotate(place=place).filter(place__lte=count)
        return ordered.order_by("topic__position", "topic", "number")

    def with_attack_counts(self) -> "ClaimQuerySet":
        """Annotates `attack_count`: links in force that attack the claim."""
        attacks = Q(links_to__relation="attacks") & ~Q(links_to__status="withdrawn")
        return self.annotate(attack_count=Count("links_to", filter=attacks, distinct=True))


class CitationQuerySet(models.QuerySet["Citation"]):
    def of_document(self, document: "Document") -> "CitationQuerySet":
        """Those of any revision of a document, with their claims."""
        return self.filter(revision__document=document).select_related("claim")

    def with_documents(self) -> "CitationQuerySet":
        return self.select_related("revision__document").defer(*texts_of("revision"))


class LinkQuerySet(models.QuerySet["Link"]):
    def visible_to(self, person: "Person") -> "LinkQuerySet":
        return self.filter(readable_by(person, "debate"))

    def in_force(self) -> "LinkQuerySet":
        return self.exclude(status="withdrawn")

    def in_favour(self) -> "LinkQuerySet":
        """Those that speak for their target: all but attacks."""
        return self.exclude(relation="attacks")

    def counted(self, claims: Collection[int]) -> dict[int, dict[str, int]]:
        """How many links in force lead to each of `claims`, by relation. One query.

        What disputes a step towards a claim counts for it under `undercuts`.
        """
        counts: dict[int, dict[str, int]] = defaultdict(dict)
        rows = (
            self.in_force()
            .filter(Q(target_claim__in=claims) | Q(target_link__target_claim__in=claims))
            .order_by()
            .annotate(
                onto=Coalesce("target_claim", "target_link__target_claim"),
                word=Case(When(target_link=None, then="relation"), default=Value("undercuts")),
            )
            .values_list("onto", "word")
            .annotate(count=Count("pk"))
        )
        for claim, word, count in rows:
            counts[claim][word] = count
        return counts

    def bearing_on(self, uuid: UUID) -> "LinkQuerySet":
        """Those whose target is the claim or the link with that UUID."""
        return self.filter(Q(target_claim__uuid=uuid) | Q(target_link__uuid=uuid))

    def with_premises(self) -> "LinkQuerySet":
        """With the claims at both ends. Two queries."""
        premises = apps.get_model("arguments", "Premise")._default_manager.select_related("claim")
        return self.select_related("by", "target_claim", "target_link").prefetch_related(
            Prefetch("premise_set", premises)
        )

    def with_ends(self) -> "LinkQuerySet":
        """With everything needed to say the step in words: a constant number of queries."""
        return self.select_related(
            "debate", "by", "target_claim", "target_link__target_claim", "target_link__target_link"
        ).prefetch_related("premise_set__claim", "target_link__premise_set__claim")

    def same_step(self, link: "Link", premises: Sequence["Claim"]) -> "LinkQuerySet":
        """Links in force with the relation, the target and exactly the premises of `link`."""
        ids = [claim.pk for claim in premises]
        return (
            self.in_force()
            .filter(
                relation=link.relation,
                target_claim=link.target_claim_id,
                target_link=link.target_link_id,
            )
            .annotate(
                premise_count=Count("premise_set"),
                shared_count=Count("premise_set", filter=Q(premise_set__claim__in=ids)),
            )
            .filter(premise_count=len(ids), shared_count=len(ids))
        )


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, person: "Person") -> "DocumentQuerySet":
        return self.filter(readable_by(person, "debate"))

    def with_bylines(self) -> "DocumentQuerySet":
        return self.select_related("debate", "by")


class RevisionQuerySet(models.QuerySet["Revision"]):
    def visible_to(self, person: "Person") -> "RevisionQuerySet":
        return self.filter(readable_by(person, "document__debate"))

    def of_document(self, slug: str, number: int) -> "RevisionQuerySet":
        """Those of one document, by its debate and number, with what their pages say of it."""
        return self.filter(document__debate__slug=slug, document__number=number).select_related(
            "document__debate", "document__by", "by"
        )

    def without_texts(self) -> "RevisionQuerySet":
        return self.defer(*LONG_FIELDS)

    def get_latest(self) -> "Revision":
        """The newest revision of each; raises DoesNotExist when there is none."""
        return self.latest("number")


class StandingChangeQuerySet(models.QuerySet["StandingChange"]):
    def of_last_edit(self, debate: "Debate") -> "StandingChangeQuerySet":
        """What the edit did by which `debate` has the graph version that it has."""
        return self.filter(debate=debate, graph_version=debate.graph_version).with_elements()

    def with_elements(self) -> "StandingChangeQuerySet":
        return self.select_related("claim", "link", "by")


class UnsentQuerySet(models.QuerySet["Unsent"]):
    def outdated(self) -> "UnsentQuerySet":
        """Of one person: those that are too old, or too many."""
        newest = self.order_by("-at", "-pk").values("pk")[: self.model.MOST]
        old = Q(at__lt=timezone.now() - self.model.KEPT)
        return self.filter(old | ~Q(pk__in=list(newest.values_list("pk", flat=True))))
