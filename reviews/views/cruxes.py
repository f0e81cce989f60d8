"""What the disagreements of a debate turn on, and saying so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments.models import Claim, Link
from arguments.snapshots import snapshot
from arguments.views.pages import (
    claim_of,
    debate_of,
    form_for,
    form_page,
    link_of,
    listing,
    may,
    refusals,
    require,
    see_other,
)
from reviews.cruxes import crux_on, cruxes_of, with_hanging
from reviews.forms import CruxForm
from reviews.models import CruxWord

CRUXES_PER_PAGE = 20


@snapshot()
def crux_list(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    page = listing(request, cruxes_of(debate), size=CRUXES_PER_PAGE)
    context = {
        **may(debate, request.user),
        "page": page,
        "rows": with_hanging(debate, page.rows),
    }
    return render(request, "reviews/crux_list.html", context)


def claim_crux(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return say(request, claim_of(request, slug, number), "reviews/claim_crux.html")


def link_crux(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return say(request, link_of(request, slug, number), "reviews/link_crux.html")


def say(request: HttpRequest, element: Claim | Link, template: str) -> HttpResponse:
    """Say whether the disagreement turns on a claim or a step; who said what of it already."""
    require(element.debate.can_contribute(request.user))
    crux = crux_on(element)
    held = crux.word_of(request.user)
    initial = {"hold": held.hold, "line": held.line} if held else {}
    form = form_for(request, CruxForm, initial=initial)
    if form.is_valid():
        with refusals(form):
            CruxWord.say(element, by=request.user, **form.cleaned_data)
            return see_other(element, "crux")
    name = "claim" if isinstance(element, Claim) else "link"
    context = {**may(element.debate, request.user), name: element, "crux": crux}
    return form_page(request, template, form, context)
