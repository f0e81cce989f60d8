"""The page of a claim, rewording it, and taking a stance on it."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments.disagreements import disagreement_on
from arguments.forms import ClaimEditForm
from arguments.models import Claim, Stale
from arguments.references import marked
from arguments.snapshots import snapshot
from arguments.surroundings import AroundClaim
from arguments.views.claims import wording
from arguments.views.pages import (
    HtmxRequest,
    claim_of,
    form_for,
    form_page,
    may,
    preview_of,
    refusals,
    require,
    see_other,
    tell_flips,
)
from reviews.cruxes import crux_on
from reviews.discussion import Discussion
from reviews.forms.stances import StanceForm
from reviews.models import Attention, Merge, Stance
from reviews.positions import Positions
from reviews.publishing import edit_claim
from reviews.references import targets

from .quoted import tell_fates

#: How many decisions a claim's page shows before it leads to its history.
MOST_CHANGES = 5
STANCE_ID = "id_stance_%s"


@snapshot()
def claim_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim = claim_of(request, slug, number)
    around = AroundClaim(claim)
    discussion = Discussion(claim, around, request.user)
    changes = list(claim.status_changes.select_related("by").order_by("-at", "-pk"))
    reasons = (marked(change.reason) for change in changes[:MOST_CHANGES])
    disagreement = disagreement_on(around.graph, claim.pk)
    texts = [claim.body_html, *discussion.fragments(), *around.fragments(), *reasons]
    texts += [marked(disagreement.sentence)] if disagreement else []
    context = {
        **may(claim.debate, request.user),
        **stances_on(claim, request),
        **merges_of(claim),
        **marks_on(claim, request),
        "claim": claim,
        "can_edit_claim": claim.can_edit(request.user),
        "statuses": claim.statuses_for(request.user),
        "around": around,
        "disagreement": disagreement,
        "paths": around.paths(),
        "cited": list(claim.citations.with_documents()),
        "changes": changes,
        "discussion": discussion,
        "promises": list(claim.commitments.with_bylines()),
        "targets": targets(claim.debate, texts),
    }
    return render(request, "reviews/claim_detail.html", context)


def marks_on(claim: Claim, request: HttpRequest) -> dict[str, Any]:
    """Whether the disagreement turns on it, and what the reader has seen of it. Two queries."""
    return {"crux": crux_on(claim), "attention": Attention.to(claim, request.user)}


def merges_of(claim: Claim) -> dict[str, Any]:
    """The merge by which the claim counts no more, and those by which others went to it.

    Nobody writes at a merged claim: what was said of it is at the other one.
    """
    merges = Merge.objects.in_force().filter(Q(claim=claim) | Q(into=claim)).with_claims()
    found = list(merges.order_by("claim__number"))
    mine = next((each for each in found if each.claim_id == claim.pk), None)
    writing = {"can_contribute": False, "may_try": False} if mine else {}
    return {"merge": mine, "merged": [each for each in found if each != mine], **writing}


def claim_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim = claim_of(request, slug, number)
    require(claim.can_edit(request.user))
    now = {name: getattr(claim, name) for name in Claim.WORDING}
    now |= {"topic": claim.topic, "seen": claim.version}
    editor = claim.debate.can_edit(request.user)
    about: dict[str, Any] = {"debate": claim.debate, "new_topics": editor}
    form = form_for(request, ClaimEditForm, initial=now, **about)
    context = {**may(claim.debate, request.user), "claim": claim}
    context["preview"] = preview_of(request, "body")
    if form.is_valid():
        changes = {key: form.cleaned_data[key] for key in ("seen", "reason")}
        try:
            with refusals(form), transaction.atomic():
                words = wording(form, claim.debate, request)
                tell_fates(request, edit_claim(claim, by=request.user, **changes, **words))
                tell_flips(request, claim.debate)
                return see_other(claim)
        except Stale as stale:
            merge = {**request.POST.dict(), "seen": stale.current.version}
            context["current"] = stale.current.versions.select_related("by").last()
            form = ClaimEditForm(initial=merge, **about)
            return form_page(request, "reviews/claim_edit.html", form, context, status=409)
    return form_page(request, "reviews/claim_edit.html", form, context)


def claim_stance(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    """Take a position on the claim: on a page of its own, or beside the claim."""
    claim = claim_of(request, slug, number)
    require(claim.debate.can_contribute(request.user))
    context = {**may(claim.debate, request.user), "claim": claim, **stances_on(claim, request)}
    form = form_for(request, StanceForm, initial=context["stance_form"].initial, auto_id=STANCE_ID)
    if form.is_valid():
        with refusals(form):
            Stance.take(claim, by=request.user, **form.cleaned_data)
            if not request.htmx:
                return see_other(claim, "positions")
            context |= {**stances_on(claim, request), "taken": True}
            return render(request, "reviews/_positions.html", context)
    if request.htmx:
        context["stance_form"] = form
        return render(request, "reviews/_positions.html", context, status=422)
    return form_page(request, "reviews/claim_stance.html", form, context)


def stances_on(claim: Claim, request: HttpRequest) -> dict[str, Any]:
    """Who holds what, and the form to say what one holds oneself. One query."""
    positions = Positions.on(claim, request.user)
    mine = positions.mine
    held = {"position": mine.position, "confidence": mine.confidence} if mine else {}
    return {"positions": positions, "stance_form": StanceForm(initial=held, auto_id=STANCE_ID)}
