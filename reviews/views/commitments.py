"""The register of what was promised."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from arguments.views.pages import debate_of, form_page, refuse, require, see_other
from reviews.forms import PromiseForm, SettleForm
from reviews.models import Commitment

from .pages import may, slice_of, typed


def commitment_list(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    form = PromiseForm(typed(request), debate=debate)
    if request.method == "POST":
        require(debate.can_contribute(request.user))
        if form.is_valid():
            try:
                promise = Commitment.promise(debate, by=request.user, **form.cleaned_data)
                return see_other(promise)
            except ValidationError as error:
                refuse(form, error)
    asked = request.GET.get("state", "")
    commitments = debate.commitments.with_bylines()
    if asked in Commitment.State.values:
        commitments = commitments.filter(state=asked)
    context = {
        **may(debate, request.user),
        "page": slice_of(request, commitments),
        "counts": debate.commitments.counted_by_state(),
        "state": asked,
    }
    return form_page(request, "reviews/commitment_list.html", form, context)


def commitment_state(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say what became of a promise, or confirm that it was kept."""
    commitments = Commitment.objects.visible_to(request.user).with_bylines()
    commitment = get_object_or_404(commitments, debate__slug=slug, number=number)
    may_settle = commitment.can_settle(request.user)
    may_confirm = commitment.can_confirm(request.user)
    require(may_settle or may_confirm)
    form = SettleForm(typed(request), commitment=commitment)
    if request.method == "POST" and request.POST.get("do") == "confirm":
        commitment.confirm(by=request.user)
        return see_other(commitment)
    if request.method == "POST" and form.is_valid():
        try:
            commitment.settle(by=request.user, **form.cleaned_data)
            return see_other(commitment)
        except ValidationError as error:
            refuse(form, error)
    context = {
        **may(commitment.debate, request.user),
        "commitment": commitment,
        "changes": commitment.changes.select_related("by"),
        "may_settle": may_settle,
        "may_confirm": may_confirm and commitment.state == Commitment.State.DONE,
    }
    return form_page(request, "reviews/commitment_state.html", form, context)
