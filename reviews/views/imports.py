"""Bringing a debate in from a file: kept, looked at, made a debate, undone."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from arguments.views.pages import (
    HtmxRequest,
    account_of,
    form_page,
    refusals,
    see_other,
)
from reviews.forms import ImportForm, IncomingForm
from reviews.models import Import
from reviews.transfer.incoming import Preview, bring_in, take_back


@never_cache
def import_list(request: HtmxRequest) -> HttpResponse:
    """Step 1: the file; and those that were brought in, or wait."""
    user = account_of(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals(form):
            return see_other(Import.keep(user, **form.held()))
    held = user.imports.defer("data").select_related("debate")[:20]
    return form_page(request, "reviews/import_list.html", form, {"imports": list(held)})


@never_cache
def import_detail(request: HtmxRequest, pk: int) -> HttpResponse:
    """Steps 2 to 4: what the file holds, who is who, and the debate. Afterwards: undo."""
    held = get_object_or_404(account_of(request).imports.select_related("debate"), pk=pk)
    if request.POST.get("do") == "drop" and held.debate is None:
        held.delete()
        messages.success(request, f"“{held.name}” is dropped.")
        return see_other(reverse("import_list"))
    return undoing(request, held) if held.debate else bringing_in(request, held)


def bringing_in(request: HtmxRequest, held: Import) -> HttpResponse:
    preview = Preview.of(held)
    form = IncomingForm(request.POST or None, preview=preview)
    if form.is_valid():
        with refusals(form):
            debate = bring_in(held, preview, **form.cleaned_data)
            messages.success(request, "Imported. Only you see it until you publish it.")
            return see_other(debate)
    context: dict[str, Any] = {"held": held, "preview": preview.tried(held.user)}
    return form_page(request, "reviews/import_detail.html", form, context)


def undoing(request: HtmxRequest, held: Import) -> HttpResponse:
    form = Form(request.POST or None)
    if request.POST.get("do") == "undo" and form.is_valid():
        with refusals(form):
            take_back(held)
            messages.success(request, "The import is undone: the debate is gone.")
            return see_other(reverse("import_list"))
    context: dict[str, Any] = {"held": held, "can_undo": held.can_undo()}
    return form_page(request, "reviews/import_detail.html", form, context)
