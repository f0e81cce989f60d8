"""Debates: the list of them, and one with all that is in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments.graphs import graph_of
from arguments.models import Debate
from arguments.references import marked
from arguments.snapshots import snapshot
from arguments.views.pages import debate_of, listing, may
from reviews import overview
from reviews.models import Commitment, Review
from reviews.references import targets

SHOWS = ("all", "mine")
SORTS = {"open": ("-open_points", "-changed_at", "-pk"), "latest": ("-changed_at", "-pk")}
#: How many lines of open points, reviews and promises the page of a debate shows.
MOST_LINES = 8


@snapshot()
def debate_list(request: HttpRequest) -> HttpResponse:
    show, sort = request.GET.get("show", "all"), request.GET.get("sort", "open")
    problem = show not in SHOWS or sort not in SORTS
    debates = Debate.objects.listed_for(request.user)
    if show == "mine":
        debates = debates.of(request.user)
    debates = overview.with_open_points(debates).order_by(*SORTS.get(sort, SORTS["open"]))
    page = listing(request, debates.none() if problem else debates, size=20)
    context = {
        "page": page,
        "rows": overview.rows_of(page.rows, request.user),
        "show": show,
        "sort": sort,
        "problem": problem,
    }
    return render(request, "reviews/debate_list.html", context, status=400 if problem else 200)


@snapshot()
def debate_detail(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    reviews = Review.objects.visible_to(request.user).filter(debate=debate).with_bylines()
    promises = debate.commitments.filter(state=Commitment.State.PENDING).with_bylines()
    open_threads = debate.threads.unsettled().with_bylines().order_by("waiting_since", "number")
    found = list(reviews.with_comment_counts().order_by("-number")[: MOST_LINES + 1])
    graph, verdict = graph_of(debate), overview.verdict_of(debate)
    topics = overview.topics_of(debate, graph)
    context = {
        **may(debate, request.user),
        "verdict": verdict,
        "first_open": [graph.claims[pk].number for pk in verdict.open[:1]],
        "tally": overview.tally_of(debate, topics.statuses, request.user),
        "topics": topics,
        "documents": overview.documents_of(debate),
        "threads": list(open_threads[:MOST_LINES]),
        "reviews": [review for review in found if review.state == Review.State.PUBLISHED],
        "drafts": [review for review in found if review.state == Review.State.DRAFT],
        "people": overview.people_of(debate),
        "news": overview.news_of(debate, request.user),
        "promises": list(promises[:MOST_LINES]),
        "targets": targets(debate, [debate.summary_html, marked(verdict.sentence)]),
    }
    return render(request, "reviews/debate_detail.html", context)
