"""The register of what was promised."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from arguments.views.pages import (
    debate_of,
    form_for,
    form_page,
    listing,
    may,
    refusals,
    require,
    see_other,
)
from reviews.forms import DueForm, PromiseForm, SettleForm
from reviews.models import Commitment

from .worklist import back_or_to

OVERDUE = "overdue"


def commitment_list(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    form = form_for(request, PromiseForm, debate=debate)
    require(not form.is_bound or debate.can_contribute(request.user))
    if form.is_valid():
        with refusals(form):
            return see_other(Commitment.promise(debate, by=request.user, **form.cleaned_data))
    asked = request.GET.get("state", "")
    commitments = debate.commitments.with_bylines()
    if asked == OVERDUE:
        commitments = commitments.overdue()
    elif asked in Commitment.State.values:
        commitments = commitments.filter(state=asked)
    context = {
        **may(debate, request.user),
        "page": listing(request, commitments),
        "states": debate.commitments.counted_by_state(),
        "overdue": debate.commitments.overdue().count(),
        "state": asked,
    }
    return form_page(request, "reviews/commitment_list.html", form, context)


def commitment_state(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The history of a promise; say what became of it, or confirm that it was kept."""
    commitment = commitment_of(request, slug, number)
    if request.POST.get("do") == "confirm":
        return confirmed(request, commitment)
    form = form_for(request, SettleForm, commitment=commitment)
    if form.is_valid():
        with refusals(form):
            commitment.settle(by=request.user, **form.cleaned_data)
            return see_other(commitment)
    done = commitment.state == Commitment.State.DONE and not commitment.checked_by
    context = {
        **may(commitment.debate, request.user),
        "commitment": commitment,
        "changes": commitment.changes.select_related("by"),
        "may_settle": commitment.can_settle(request.user),
        "may_confirm": done and commitment.can_confirm(request.user),
    }
    return form_page(request, "reviews/commitment_state.html", form, context)


def commitment_due(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say until when a promise will be kept."""
    commitment = commitment_of(request, slug, number)
    require(commitment.can_settle(request.user))
    form = form_for(request, DueForm, initial={"due": commitment.due})
    if form.is_valid():
        with refusals(form):
            commitment.put_off(**form.cleaned_data, by=request.user)
            return see_other(commitment)
    context = {**may(commitment.debate, request.user), "commitment": commitment}
    return form_page(request, "reviews/commitment_due.html", form, context)


def commitment_of(request: HttpRequest, slug: str, number: int) -> Commitment:
    commitments = Commitment.objects.visible_to(request.user).with_bylines()
    return get_object_or_404(commitments, debate__slug=slug, number=number)


def confirmed(request: HttpRequest, commitment: Commitment) -> HttpResponse:
    try:
        commitment.confirm(by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return see_other(request.path)
    return back_or_to(request, commitment)
