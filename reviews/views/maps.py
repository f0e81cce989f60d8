"""A debate from far off: its branches in one table, and all of it as an outline."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments import tree
from arguments.forms import MapFilter
from arguments.graphs import graph_of
from arguments.references import marked
from arguments.snapshots import snapshot
from arguments.views.pages import debate_of, listing, may
from reviews.maps import MOST_ROWS, SHAPES, branches_of, lines_of
from reviews.overview import verdict_of
from reviews.references import targets


@snapshot()
def debate_map(request: HttpRequest, slug: str) -> HttpResponse:
    """One row for each topic, with one small shape for each claim in it."""
    debate = debate_of(request, slug)
    form = MapFilter(request.GET, debate=debate)
    context = {**may(debate, request.user), "form": form}
    if not form.is_valid():
        return render(request, "reviews/debate_map.html", context, status=400)
    graph, verdict = graph_of(debate), verdict_of(debate)
    context |= {
        "verdict": verdict,
        "words": SHAPES.items(),
        "branches": branches_of(debate, graph, form.wanted(graph)),
        "targets": targets(debate, [marked(verdict.sentence)]),
    }
    return render(request, "reviews/debate_map.html", context)


@snapshot()
def claim_outline(request: HttpRequest, slug: str) -> HttpResponse:
    """The graph from its tops down, one line for each claim."""
    debate = debate_of(request, slug)
    form = MapFilter(request.GET, debate=debate)
    context = {**may(debate, request.user), "form": form}
    if not form.is_valid():
        return render(request, "reviews/claim_outline.html", context, status=400)
    graph = graph_of(debate)
    rows = tree.only(tree.outline_of(graph), form.wanted(graph))
    page = listing(request, rows, size=MOST_ROWS)
    context |= {"page": page, "lines": lines_of(page.rows, graph)}
    return render(request, "reviews/claim_outline.html", context)
