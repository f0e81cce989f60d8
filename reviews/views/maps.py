"""A debate from far off: its branches in one table, and all of it as an outline. A claim's
neighbourhood: what is near it, drawn and in words.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from arguments import tree
from arguments.forms import MapFilter
from arguments.graphs import graph_of
from arguments.references import marked
from arguments.snapshots import snapshot
from arguments.views.pages import claim_of, debate_of, listing, may
from reviews.figures import figure_of
from reviews.maps import MOST_ROWS, SHAPES, branches_of, lines_of
from reviews.overview import verdict_of
from reviews.references import targets


@snapshot()
def debate_map(request: HttpRequest, slug: str) -> HttpResponse:
    """One row for each topic, with one small shape for each claim in it."""
    debate = debate_of(request, slug)
    form = MapFilter(request.GET, debate=debate, person=request.user)
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
    form = MapFilter(request.GET, debate=debate, person=request.user)
    context = {**may(debate, request.user), "form": form}
    if not form.is_valid():
        return render(request, "reviews/claim_outline.html", context, status=400)
    graph = graph_of(debate)
    rows = tree.only(tree.outline_of(graph), form.wanted(graph))
    page = listing(request, rows, size=MOST_ROWS)
    context |= {"page": page, "lines": lines_of(page.rows, graph)}
    return render(request, "reviews/claim_outline.html", context)


@snapshot()
def claim_neighbourhood(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What bears on a claim and what it bears on, step by step, and as a drawing."""
    claim = claim_of(request, slug, number)
    figure = figure_of(claim)
    said = [marked(f"{each.words} {each.label}. {each.sentence}") for each in figure.strands]
    context = {
        **may(claim.debate, request.user),
        "claim": claim,
        "figure": figure,
        "targets": targets(claim.debate, said),
    }
    return render(request, "reviews/claim_neighbourhood.html", context)


@snapshot()
def claim_neighbourhood_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The drawing as a file of its own."""
    claim = claim_of(request, slug, number)
    site = request.build_absolute_uri("/").rstrip("/")
    context = {"claim": claim, "debate": claim.debate, "figure": figure_of(claim), "site": site}
    drawn = render_to_string("reviews/claim_neighbourhood_file.svg", context)
    name = f'attachment; filename="{slug}-{claim.label}.svg"'
    headers = {"Content-Disposition": name}
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8", headers=headers)
