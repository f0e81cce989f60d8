"""The page of one step of an argument."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments.references import marked
from arguments.snapshots import snapshot
from arguments.surroundings import AroundLink
from arguments.views.pages import link_of, may
from reviews.cruxes import crux_on
from reviews.discussion import Discussion
from reviews.references import targets


@snapshot()
def link_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    link = link_of(request, slug, number)
    around = AroundLink(link)
    discussion = Discussion(link, around, request.user)
    changes = list(link.status_changes.select_related("by").order_by("-at", "-pk"))
    reasons = (marked(change.reason) for change in changes)
    texts = [*discussion.fragments(), *around.fragments(), *reasons]
    context = {
        **may(link.debate, request.user),
        "link": link,
        "around": around,
        "changes": changes,
        "statuses": link.statuses_for(request.user),
        "discussion": discussion,
        "crux": crux_on(link),
        "targets": targets(link.debate, texts),
    }
    return render(request, "reviews/link_detail.html", context)
