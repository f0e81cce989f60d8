"""Entering and finding claims, and deciding about them."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments import text
from arguments.differences import parts_of
from arguments.forms import (
    ClaimFilter,
    ClaimForm,
    PassageForm,
    StatusForm,
    SuggestionForm,
    VersionsForm,
)
from arguments.graphs import graph_of
from arguments.models import Claim, ClaimVersion, Debate, Topic
from arguments.outline import rows_of
from arguments.snapshots import snapshot

from .pages import (
    MOST_CHANGES,
    HtmxRequest,
    asked_status,
    claim_of,
    debate_of,
    form_for,
    form_page,
    listing,
    may,
    preview_of,
    refusals,
    require,
    see_other,
    tell_flips,
)

#: How many claims are proposed while somebody types.
MOST_SUGGESTED = 5


@snapshot()
def claim_list(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    form = ClaimFilter(request.GET, debate=debate, person=request.user)
    context = {**may(debate, request.user), "form": form}
    if not form.is_valid():
        return render(request, "arguments/claim_list.html", context, status=400)
    page = listing(request, form.claims())
    context |= {"page": page, "rows": rows_of(page.rows, graph_of(debate))}
    return render(request, "arguments/claim_list.html", context)


def claim_suggestion_list(request: HtmxRequest, slug: str) -> HttpResponse:
    """Claims that may say already what somebody types, on a page or below the field."""
    debate = debate_of(request, slug)
    form = SuggestionForm(request.GET)
    context = {
        **may(debate, request.user),
        "form": form,
        "writing": bool(request.htmx),
    }
    if not form.is_valid():
        return render(request, "arguments/claim_suggestion_list.html", context, status=400)
    context["use"] = form.cleaned_data["use"] and context["writing"]
    similar = debate.claims.like(form.cleaned_data["title"])
    context["claims"] = list(similar.select_related("topic")[:MOST_SUGGESTED])
    part = "arguments/_suggestions.html"
    template = part if request.htmx else "arguments/claim_suggestion_list.html"
    return render(request, template, context)


def claim_create(request: HttpRequest, slug: str) -> HttpResponse:
    """A new claim; from a passage of a document, where the address names one, which it cites."""
    debate = debate_of(request, slug)
    require(debate.can_contribute(request.user))
    asked = "start" in request.GET
    passage = PassageForm(request.GET, debate=debate)
    found = passage.cleaned_data if asked and passage.is_valid() else {}
    form = form_for(
        request,
        ClaimForm,
        initial={"title": one_sentence(found.get("exact", ""))},
        debate=debate,
        new_topics=debate.can_edit(request.user),
    )
    if form.is_valid():
        with refusals(form), transaction.atomic():
            claim = Claim.enter(debate, by=request.user, **wording(form, debate, request))
            if found:
                claim.cite(found["revision"], found["start"], found["end"], by=request.user)
            return see_other(claim)
    context = {**may(debate, request.user), "preview": preview_of(request, "body")}
    context |= {"passage": found, "misplaced": asked and not found}
    return form_page(request, "arguments/claim_create.html", form, context)


def wording(form: ClaimForm, debate: Debate, request: HttpRequest) -> dict[str, Any]:
    """What the form says of a claim; a topic which it names anew is added first."""
    new = form.cleaned_data.get("new_topic")
    topic = Topic.add(debate, by=request.user, title=new) if new else form.cleaned_data["topic"]
    return {**form.wording(), "topic": topic}


def one_sentence(words: str) -> str:
    """Quoted words, where they could be the sentence of a claim."""
    line = " ".join(words.split())
    return line if len(line) <= 250 else ""


def claim_history(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim = claim_of(request, slug, number)
    versions = claim.versions.select_related("by").order_by("-number")
    page = listing(request, versions, size=20)
    context = {
        **may(claim.debate, request.user),
        "claim": claim,
        "page": page,
        "versions": [(each, rendered(each)) for each in page.rows],
        "changes": claim.status_changes.select_related("by").order_by("-at", "-pk"),
        "flips": claim.standing_changes.select_related("by")[:MOST_CHANGES],
    }
    return render(request, "arguments/claim_history.html", context)


def claim_compare(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Two wordings of the claim, and what became of one in the other, by words."""
    claim = claim_of(request, slug, number)
    form = VersionsForm(request.GET, claim=claim)
    context = {**may(claim.debate, request.user), "claim": claim, "form": form}
    if not form.is_valid():
        return render(request, "arguments/claim_compare.html", context, status=400)
    old, new = form.numbers()
    held = {each.number: each for each in claim.versions.filter(number__in={old, new})}
    context |= {"old": held[old], "new": held[new], "parts": parts_of(held[old], held[new])}
    return render(request, "arguments/claim_compare.html", context)


def rendered(version: ClaimVersion) -> str:
    return text.render(version.body, prefix=f"v{version.number}-").html


def claim_status(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    claim = claim_of(request, slug, number)
    statuses = claim.statuses_for(request.user)
    require(statuses)
    form = form_for(request, StatusForm, initial=asked_status(request), statuses=statuses)
    if form.is_valid():
        with refusals(form):
            claim.set_status(**form.cleaned_data, by=request.user)
            tell_flips(request, claim.debate)
            return see_other(claim)
    context = {**may(claim.debate, request.user), "claim": claim}
    return form_page(request, "arguments/claim_status.html", form, context)
