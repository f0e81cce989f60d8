"""Why a debate, a claim or a step stands where it stands, and what would change that."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments.disagreements import Disagreement, disagreement_on, disagreements_in
from arguments.graphs import graph_of
from arguments.models import Claim, Debate, Link
from arguments.outline import rows_of
from arguments.references import marked
from arguments.snapshots import snapshot
from arguments.standing import Standing
from arguments.views.pages import MOST_CHANGES, claim_of, debate_of, link_of, may
from reviews.overview import verdict_of
from reviews.references import Targets, targets

#: How many flips are named that a withdrawal would cause.
MOST_FLIPS = 50


@snapshot()
def debate_standing(request: HttpRequest, slug: str) -> HttpResponse:
    """The claims on which the verdict rests, what does not agree with it, and what changed last."""
    debate = debate_of(request, slug)
    graph, verdict = graph_of(debate), verdict_of(debate)
    needed = debate.claims.filter(pk__in=verdict.needed).select_related("topic")
    rows = rows_of(needed, graph)
    standings = {row.claim.pk: graph.reviewed.claim(row.claim.pk) for row in rows}
    disagreements = list(disagreements_in(graph))
    changes = list(debate.standing_changes.with_elements()[:MOST_CHANGES])
    said = [standing.sentence for standing in standings.values()]
    said += [verdict.sentence, *(each.sentence for each in disagreements)]
    said += [change.in_words for change in changes] + [change.edit for change in changes]
    context = {
        **may(debate, request.user),
        "verdict": verdict,
        "rows": [(row, standings[row.claim.pk]) for row in rows],
        "disagreements": disagreements,
        "changes": changes,
        "targets": named_in(said, debate),
    }
    return render(request, "reviews/debate_standing.html", context)


@snapshot()
def claim_standing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim = claim_of(request, slug, number)
    graph = graph_of(claim.debate)
    disagreement = disagreement_on(graph, claim.pk)
    standing = graph.reviewed.claim(claim.pk)
    context: dict[str, Any] = {
        **explained(claim, standing, disagreement),
        **may(claim.debate, request.user),
        "claim": claim,
        "as_argued": graph.argued.claim(claim.pk),
        "disagreement": disagreement,
    }
    context["targets"] = named_in(context["said"], claim.debate)
    return render(request, "reviews/claim_standing.html", context)


@snapshot()
def link_standing(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    link = link_of(request, slug, number)
    graph = graph_of(link.debate)
    context: dict[str, Any] = {
        **explained(link, graph.reviewed.link(link.pk)),
        **may(link.debate, request.user),
        "link": link,
        "as_argued": graph.argued.link(link.pk),
    }
    context["targets"] = named_in(context["said"], link.debate)
    return render(request, "reviews/link_standing.html", context)


def named_in(said: Iterable[str], debate: Debate) -> Targets:
    """What the names in some plain sentences lead to."""
    return targets(debate, [marked(each) for each in said])


def explained(
    element: Claim | Link, standing: Standing, disagreement: Disagreement | None = None
) -> dict[str, Any]:
    """The chain of causes, what would change it, and what would follow if it were withdrawn.

    `said`: all the sentences in it that name claims and links.
    """
    line, remedy, flips = standing.line(), standing.remedy(), standing.if_withdrawn()
    changes = list(element.standing_changes.select_related("by")[:MOST_CHANGES])
    moves = [*line, *remedy.moves]
    return {
        "element": element,
        "standing": standing,
        "line": line,
        "remedy": remedy,
        "flips": flips,
        "changes": changes,
        "said": [
            *(move.sentence for move in moves),
            *(flip.label for flip in flips[:MOST_FLIPS]),
            *(change.edit for change in changes),
            *([disagreement.sentence] if disagreement else []),
        ],
    }
