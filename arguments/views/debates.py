"""Starting debates and changing them."""

from django.http import HttpRequest, HttpResponse

from arguments.forms import DebateForm, DebateStartForm
from arguments.models import Debate

from .pages import (
    account_of,
    debate_of,
    form_for,
    form_page,
    may,
    preview_of,
    refusals,
    require,
    see_other,
)

EDITED = ("title", "summary", "visibility", "joining", "closing")


def debate_create(request: HttpRequest) -> HttpResponse:
    user = account_of(request)
    form = form_for(request, DebateStartForm)
    if form.is_valid():
        with refusals(form):
            return see_other(Debate.start(by=user, **form.cleaned_data))
    context = {"preview": preview_of(request, "summary")}
    return form_page(request, "arguments/debate_create.html", form, context)


def debate_edit(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    require(debate.can_manage(request.user))
    form = form_for(request, DebateForm, initial={name: getattr(debate, name) for name in EDITED})
    if form.is_valid():
        with refusals(form):
            debate.edit(by=request.user, **form.cleaned_data)
            return see_other(debate)
    context = {**may(debate, request.user), "preview": preview_of(request, "summary")}
    return form_page(request, "arguments/debate_edit.html", form, context)
