"""Objecting to claims and to steps, supporting claims, and deciding about steps."""

from django.http import HttpRequest, HttpResponse

from arguments.forms import LinkForm, ObjectionForm, StatusForm, StepForm, SupportForm, UndercutForm
from arguments.models import Claim, Link

from .pages import (
    asked_status,
    claim_of,
    debate_of,
    form_for,
    form_page,
    link_of,
    may,
    preview_of,
    refusals,
    require,
    see_other,
    tell_flips,
)

#: Steps that an objection can be aimed at on its own page; the others from their own.
MOST_STEPS = 30
LINK_FIELDS = ("premises", "relation", "target")


def link_create(request: HttpRequest, slug: str) -> HttpResponse:
    """A step between what is there already; the address may name its ends."""
    debate = debate_of(request, slug)
    asked = {name: request.GET[name] for name in LINK_FIELDS if name in request.GET}
    form = form_for(request, LinkForm, debate=debate, initial=asked)
    return take_step(request, form, "arguments/link_create.html", {})


def claim_objection(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim = claim_of(request, slug, number)
    steps = claim.links_to.in_force().in_favour().with_ends()
    total = steps.count()
    form = form_for(request, ObjectionForm, target=claim, steps=list(steps[:MOST_STEPS]))
    more = {"claim": claim, "hidden": max(0, total - MOST_STEPS)}
    return take_step(request, form, "arguments/claim_objection.html", more)


def claim_support(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim = claim_of(request, slug, number)
    asked = {name: request.GET[name] for name in ("bears", "kind") if name in request.GET}
    form = form_for(request, SupportForm, target=claim, initial=asked)
    return take_step(request, form, "arguments/claim_support.html", {"claim": claim})


def link_objection(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    link = link_of(request, slug, number)
    form = form_for(request, UndercutForm, target=link)
    return take_step(request, form, "arguments/link_objection.html", {"link": link})


def take_step(
    request: HttpRequest, form: StepForm | LinkForm, template: str, about: dict[str, object]
) -> HttpResponse:
    """Make the step that the form describes, and go to where it now stands."""
    require(form.debate.can_contribute(request.user))
    if form.is_valid():
        with refusals(form):
            link = form.make(by=request.user)
            tell_flips(request, form.debate)
            return see_other(place_of(link), link.label.lower())
    preview = preview_of(request, "body")
    context = {**may(form.debate, request.user), **about, "preview": preview}
    return form_page(request, template, form, context)


def place_of(link: Link) -> Claim | Link:
    """The page on which a link is shown: that of the claim it leads to, or of the step."""
    disputed = link.target_link
    return (disputed.target_claim or disputed) if disputed else link.target


def link_status(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    link = link_of(request, slug, number)
    statuses = link.statuses_for(request.user)
    require(statuses)
    form = form_for(request, StatusForm, initial=asked_status(request), statuses=statuses)
    if form.is_valid():
        with refusals(form):
            link.set_status(**form.cleaned_data, by=request.user)
            tell_flips(request, link.debate)
            return see_other(link)
    context = {**may(link.debate, request.user), "link": link}
    return form_page(request, "arguments/link_status.html", form, context)
