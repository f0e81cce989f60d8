"""Merging a claim into one that says the same, and taking them apart again."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from arguments.views.claims import MOST_SUGGESTED
from arguments.views.pages import (
    claim_of,
    form_for,
    form_page,
    may,
    refusals,
    require,
    see_other,
    tell_flips,
)
from reviews.comparison import Comparison
from reviews.forms import MergeForm
from reviews.models import Merge


def claim_merge(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Name the claim that says the same; see both side by side and what goes where; merge."""
    claim = claim_of(request, slug, number)
    require(claim.debate.can_edit(request.user) and claim.merged_into_id is None)
    asked = {"into": request.GET.get("into", "")}
    form = form_for(request, MergeForm, initial=asked, claim=claim)
    if form.is_valid():
        with refusals(form):
            merge = Merge.make(
                claim,
                into=form.cleaned_data["into"][0],
                by=request.user,
                reason=form.cleaned_data["reason"],
            )
            tell_flips(request, claim.debate)
            return see_other(merge.into, "worded")
    other = form.other()
    context = {
        **may(claim.debate, request.user),
        "claim": claim,
        "comparison": Comparison.of(claim, other) if other else None,
        "similar": claim.debate.claims.like(claim.title).exclude(pk=claim.pk)[:MOST_SUGGESTED],
    }
    return form_page(request, "reviews/claim_merge.html", form, context)


def claim_separation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a claim apart again from the one into which it was merged."""
    claim = claim_of(request, slug, number)
    require(claim.debate.can_edit(request.user))
    merge = get_object_or_404(claim.merges.in_force().with_claims())
    context = {**may(claim.debate, request.user), "claim": claim, "merge": merge}
    form = form_for(request, Form)
    if form.is_valid():
        with refusals(form):
            merge.undo(by=request.user)
            tell_flips(request, merge.debate)
            return see_other(claim)
    return form_page(request, "reviews/claim_separation.html", form, context)
