"""Reviews: one submission of one person, written as a draft and published at once."""

import hashlib
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from arguments.models import Debate
from arguments.views.pages import (
    account_of,
    debate_of,
    form_for,
    form_page,
    listing,
    may,
    preview_of,
    refusals,
    require,
    see_other,
)
from reviews import pasting, publishing
from reviews.formats.document import FormatError
from reviews.forms import PasteForm, UnitForm, VerdictForm
from reviews.letters import letter_on
from reviews.models import Review
from reviews.references import targets

#: In which order a review shows its comments: as they stand in it, or as they were written.
ORDERS = {"page": ("position",), "time": ("at", "position")}
#: In which order a debate shows its reviews: as they are numbered, or as they were written.
LIST_ORDERS = {"page": ("number",), "time": ("at", "number")}


def review_list(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    reviews = Review.objects.visible_to(request.user).filter(debate=debate).with_bylines()
    asked = request.GET.get("order", "page")
    order = asked if asked in LIST_ORDERS else "page"
    context = {
        **may(debate, request.user),
        "page": listing(request, reviews.with_comment_counts().order_by(*LIST_ORDERS[order])),
        "order": order,
    }
    return render(request, "reviews/review_list.html", context)


def review_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The reply as it was: its opening, then headings, quotations and texts in order."""
    review = review_of(request, slug, number)
    if review.state == Review.State.DRAFT:
        return redirect("review_publication", slug, number)
    order = request.GET.get("order", "page")
    comments = list(review.comments.with_parts().order_by(*ORDERS.get(order, ORDERS["page"])))
    context = {
        **may(review.debate, request.user),
        "review": review,
        "comments": comments,
        "order": order if order in ORDERS else "page",
        "targets": targets(review.debate, [comment.html for comment in comments]),
    }
    return render(request, "reviews/review_detail.html", context)


def review_paste(request: HttpRequest, slug: str) -> HttpResponse:
    """Paste a whole reply; see what it was understood to say; put it into one's draft."""
    debate = debate_of(request, slug)
    require(debate.can_contribute(request.user))
    form = PasteForm(request.POST or None)
    context: dict[str, Any] = {**may(debate, request.user), "units": []}
    if form.is_valid():
        text, name = form.cleaned_data["text"], form.cleaned_data["name"]
        try:
            reply = pasting.read(text, debate, account_of(request), name=name)
        except FormatError as error:
            form.add_error("text", str(error))
            return form_page(request, "reviews/review_paste.html", form, context)
        seen = hashlib.sha256(text.encode()).hexdigest()
        forms = unit_forms(request, reply, debate, seen)
        if request.POST.get("do") == "draft" and all(each.is_valid() for each in forms):
            with refusals(form):
                does = [each.doings() for each in forms]
                draft = pasting.put_in_draft(reply, debate, by=request.user, doings=does)
                return see_other(draft)
        context |= {"units": list(zip(reply.units, forms, strict=True)), "seen": seen}
    return form_page(request, "reviews/review_paste.html", form, context)


def unit_forms(
    request: HttpRequest, reply: pasting.Reply, debate: Debate, seen: str
) -> list[UnitForm]:
    """One form for each comment; what was typed into them counts while the reply is the same."""
    data = request.POST if request.POST.get("seen") == seen else None
    return [
        UnitForm(data, debate=debate, prefix=f"unit-{number}", initial={"acts": unit.acts})
        for number, unit in enumerate(reply.units)
    ]


def review_letter_file(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The answers to a review, point by point, as Markdown."""
    review = review_of(request, slug, number)
    if review.state == Review.State.DRAFT:
        raise Http404("The review is not published.")
    name = f"{slug}-{review.label}-response.md"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    text = letter_on(review, request.user)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)


def review_publication(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Finish a draft: read it through, give it an opening and a verdict, publish it."""
    review = review_of(request, slug, number)
    require(review.can_finish(request.user))
    comments = list(review.comments.with_parts().order_by("position"))
    opening = next((comment.source for comment in comments if comment.opening), "")
    form = form_for(request, VerdictForm, initial=verdict_of(review) | {"opening": opening})
    if form.is_valid():
        with refusals(form):
            if request.POST.get("do") == "keep":
                publishing.keep_draft(review, by=request.user, **form.cleaned_data)
                messages.success(request, "Saved. Only you see it until you publish it.")
                return see_other(request.path)
            publishing.publish_review(review, by=request.user, **form.cleaned_data)
            return see_other(review)
    context = {
        **may(review.debate, request.user),
        "review": review,
        "comments": [comment for comment in comments if not comment.opening],
        "preview": preview_of(request, "opening"),
        "targets": targets(review.debate, [comment.html for comment in comments]),
    }
    return form_page(request, "reviews/review_publication.html", form, context)


def review_discard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Throw a draft away, with all that is in it."""
    review = review_of(request, slug, number)
    require(review.is_draft_of(request.user))
    if request.method == "POST":
        review.discard(by=request.user)
        messages.success(request, "The draft is thrown away.")
        return see_other(review.document or review.debate)
    context = {
        **may(review.debate, request.user),
        "review": review,
        "comment_count": review.comments.count(),
    }
    return render(request, "reviews/review_discard.html", context)


def review_of(request: HttpRequest, slug: str, number: int) -> Review:
    reviews = Review.objects.visible_to(request.user).with_bylines()
    return get_object_or_404(reviews, debate__slug=slug, number=number)


def verdict_of(review: Review) -> dict[str, object]:
    return {name: getattr(review, name) for name in ("recommendation", "confidence", "partial")}
