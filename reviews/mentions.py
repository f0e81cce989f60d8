"""Which points are about which claims and links: by what a comment answers, or by what it does."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, QuerySet, Value

from arguments.surroundings import Card
from reviews.models import Comment, CommentAct, Thread

CLAIM, LINK = "claim", "link"
DONE = (Thread.State.ANSWERED, Thread.State.RESOLVED)


@dataclass(frozen=True, slots=True)
class About:
    """The threads about some claims and links, by their ids; those not settled first."""

    claims: Mapping[int, list[Thread]]
    links: Mapping[int, list[Thread]]

    def mark(self, cards: Collection[Card]) -> None:
        """Give each card the points about its link and about the claims that carry it."""
        for card in cards:
            found = {thread.pk: thread for thread in self.links.get(card.link.pk, ())}
            for each in card.claims:
                about = self.claims.get(each.claim.pk, ())
                found |= {thread.pk: thread for thread in about}
            card.points = in_order(found.values())


def points_about(claims: Collection[int], links: Collection[int]) -> About:
    """Two queries."""
    rows = list(mentions(claims, links))
    threads = Thread.objects.with_bylines().in_bulk({thread for _, _, thread in rows})
    found: dict[str, dict[int, dict[int, Thread]]] = {
        CLAIM: defaultdict(dict),
        LINK: defaultdict(dict),
    }
    for kind, pk, thread in rows:
        found[kind][pk][thread] = threads[thread]
    return About(
        *({pk: in_order(of.values()) for pk, of in found[kind].items()} for kind in (CLAIM, LINK))
    )


def open_counts(claims: Collection[int]) -> Mapping[int, int]:
    """How many points about each of `claims` are neither answered nor resolved. One query."""
    counts: dict[int, int] = defaultdict(int)
    for _, claim, _ in mentions(claims, (), without=DONE):
        counts[claim] += 1
    return counts


def mentions(
    claims: Collection[int], links: Collection[int], without: Collection[str] = ()
) -> QuerySet:
    """Rows, each once, of a kind, the id of a claim or link, and the id of a thread about it.

    Threads in a state of `without` are left out.
    """
    said = Comment.objects.published().filter(removed_at=None)
    done = CommentAct.objects.filter(comment__thread__isnull=False, comment__removed_at=None)
    if without:
        said = said.exclude(thread__state__in=without)
        done = done.exclude(comment__thread__state__in=without)
    return _rows(said.filter(claim__in=claims), CLAIM, "thread").union(
        _rows(said.filter(link__in=links), LINK, "thread"),
        _rows(done.filter(claim__in=claims), CLAIM, "comment__thread"),
        _rows(done.filter(link__in=links), LINK, "comment__thread"),
    )


def _rows(rows: QuerySet, kind: str, thread: str) -> QuerySet:
    return (
        rows.order_by()
        .annotate(mentioned=Value(kind), about=F(kind), point=F(thread))
        .values_list("mentioned", "about", "point")
    )


def in_order(threads: Iterable[Thread]) -> list[Thread]:
    resolved = Thread.State.RESOLVED
    return sorted(threads, key=lambda thread: (thread.state == resolved, thread.number))
