"""What the pages of a debate have in common."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url

from arguments.models import Claim, Debate, Link


def debate_of(request: HttpRequest, slug: str) -> Debate:
    """The debate, or 404 where the reader may not see it."""
    return get_object_or_404(Debate.objects.visible_to(request.user), slug=slug)


def claim_of(request: HttpRequest, slug: str, number: int) -> Claim:
    """The claim with its debate, or 404 where the reader may not see it."""
    claims = Claim.objects.visible_to(request.user).with_bylines()
    return get_object_or_404(claims, debate__slug=slug, number=number)


def link_of(request: HttpRequest, slug: str, number: int) -> Link:
    """The link with its debate and ends, or 404 where the reader may not see it."""
    links = Link.objects.visible_to(request.user).with_ends()
    return get_object_or_404(links, debate__slug=slug, number=number)


def require(allowed: object) -> None:
    """Go no further unless `allowed`: 403, or the log-in page for who is not signed in."""
    if not allowed:
        raise PermissionDenied


def see_other(to: Any, anchor: str = "") -> HttpResponse:
    """The answer to a form that was accepted: go and see what came of it."""
    response = HttpResponseRedirect(resolve_url(to) + (f"#{anchor}" if anchor else ""))
    response.status_code = 303
    return response


def form_page(
    request: HttpRequest,
    template: str,
    form: Form,
    context: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page with a form on it: 422 when the form was refused, with everything that was typed."""
    refused = form.is_bound and form.errors
    return render(request, template, {**context, "form": form}, status=422 if refused else status)


def refuse(form: Form, error: ValidationError) -> None:
    """Show in `form` what a verb refused: beside the field it names, or else on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)
