"""Writing comments, and what their writers may do with them afterwards."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from arguments import text, wording
from arguments.models import Claim, Debate, Document, Person, Revision, Stale
from arguments.views.pages import (
    HtmxRequest,
    account_of,
    claim_of,
    debate_of,
    form_for,
    form_page,
    link_of,
    listing,
    may,
    preview_of,
    refusals,
    require,
    see_other,
    tell_flips,
)
from reviews.drift import Drift
from reviews.forms import AnswerForm, Asked, CommentForm, EditForm, RemovalForm, WritingForm
from reviews.models import Attention, Comment, Review
from reviews.models.comments import Target
from reviews.references import targets

from .quoted import tell_fates

VERSIONS_PER_PAGE = 20


def debate_comment(request: HtmxRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    form = form_for(request, CommentForm, debate=debate, initial=initial(request))
    return write(request, "reviews/debate_comment.html", form, back=debate.get_absolute_url())


def claim_comment(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    """On a claim as a whole, or on a passage of its body."""
    claim = claim_of(request, slug, number)
    asked = Asked.of(claim, request.GET)
    about = initial(request, about=claim.label)
    form = form_for(request, CommentForm, debate=claim.debate, asked=asked, initial=about)
    return write(
        request,
        "reviews/claim_comment.html",
        form,
        target=claim,
        back=claim.get_absolute_url(),
        fragments=[claim.body_html],
        claim=claim,
        blocks=text.render(claim.body, prefix=claim.prefix).blocks,
        asked=asked,
    )


def link_comment(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    link = link_of(request, slug, number)
    about = initial(request, about=link.label)
    form = form_for(request, CommentForm, debate=link.debate, initial=about)
    return write(
        request,
        "reviews/link_comment.html",
        form,
        target=link,
        back=link.get_absolute_url(),
        link=link,
        words=wording.step(
            [premise.claim.number for premise in link.premise_set.all()],
            link.relation,
            link.target_claim.number if link.target_claim else None,
            link.target_link.number if link.target_link else None,
        ),
    )


def comment_answer(request: HtmxRequest, slug: str, uuid: UUID) -> HttpResponse:
    published = Comment.objects.visible_to(request.user).published().with_parts()
    comment = get_object_or_404(published, debate__slug=slug, uuid=uuid)
    asked = None if comment.removed_at else Asked.of(comment, request.GET)
    form = form_for(
        request, AnswerForm, debate=comment.debate, asked=asked, initial=initial(request)
    )
    return write(
        request,
        "reviews/comment_answer.html",
        form,
        target=comment,
        back=comment.get_absolute_url(),
        fragments=[comment.html],
        comment=comment,
        blocks=text.render(comment.source, prefix=comment.prefix).blocks,
        asked=asked,
    )


def passage_comment(
    request: HtmxRequest, slug: str, number: int, revision_number: int
) -> HttpResponse:
    """On a passage of a revision; without one, on a section or the document as a whole."""
    revision = get_object_or_404(
        Revision.objects.visible_to(request.user).of_document(slug, number), number=revision_number
    )
    asked = Asked.of(revision, request.GET)
    form = form_for(
        request, CommentForm, debate=revision.document.debate, asked=asked, initial=initial(request)
    )
    newest = revision.document.latest
    return write(
        request,
        "reviews/passage_comment.html",
        form,
        target=section_of(revision, request) or revision.document,
        back=(revision if revision != newest else revision.document).get_absolute_url(),
        stays=True,
        drift=Drift.since(request.POST, form, newest),
        revision=revision,
        newest=newest,
        asked=asked,
        claims=claims_stated(revision, asked),
    )


def comment_edit(request: HtmxRequest, slug: str, uuid: UUID) -> HttpResponse:
    comments = Comment.objects.visible_to(request.user).with_parts()
    comment = get_object_or_404(comments, debate__slug=slug, uuid=uuid)
    require(comment.can_edit(request.user))
    written = {"source": comment.source, "seen": comment.version}
    form = form_for(request, EditForm, initial=written, comment=comment)
    context = {**may(comment.debate, request.user), "comment": comment}
    if form.is_valid():
        try:
            with refusals(form):
                edited = comment.edit(by=request.user, **form.words())
                tell_fates(request, edited)
                return see_other(edited)
        except Stale as stale:
            context["stale"] = stale.current
            return form_page(request, "reviews/comment_edit.html", form, context, status=409)
    context["preview"] = preview_of(request, "source")
    return form_page(request, "reviews/comment_edit.html", form, context)


def comment_history(request: HtmxRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Every wording; of a removed comment only for its writer and the editors."""
    comments = Comment.objects.visible_to(request.user).with_parts()
    comment = get_object_or_404(comments, debate__slug=slug, uuid=uuid)
    mine = comment.by.is_user(request.user)
    if comment.removed_at and not (mine or comment.debate.can_edit(request.user)):
        raise Http404("The comment was removed.")
    wordings = comment.versions.select_related("by").order_by("-number")
    listed = listing(request, wordings, size=VERSIONS_PER_PAGE)
    fragments = [
        text.render(version.source, prefix=f"v{version.number}-").html for version in listed.rows
    ]
    return render(
        request,
        "reviews/comment_history.html",
        {
            **may(comment.debate, request.user),
            "comment": comment,
            "page": listed,
            "versions": zip(listed.rows, fragments, strict=True),
            "targets": targets(comment.debate, fragments),
        },
    )


def comment_removal(request: HtmxRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Take a comment out of the reading, or put it back."""
    comments = Comment.objects.visible_to(request.user).with_parts()
    comment = get_object_or_404(comments, debate__slug=slug, uuid=uuid)
    require(comment.can_remove(request.user))
    form = form_for(request, RemovalForm)
    if form.is_valid():
        with refusals(form):
            if request.POST.get("do") == "restore":
                comment.restore(by=request.user)
            else:
                comment.remove(by=request.user, reason=form.cleaned_data["reason"])
            return see_other(comment)
    context = {
        **may(comment.debate, request.user),
        "comment": comment,
        "targets": targets(comment.debate, [comment.html]),
    }
    return form_page(request, "reviews/comment_removal.html", form, context)


# The steps of writing


def initial(request: HtmxRequest, **known: object) -> dict[str, object]:
    """What a form begins with: acts may be named in the address, as `?act=ask`."""
    return {"acts": request.GET.getlist("act"), **known}


def write(
    request: HtmxRequest,
    template: str,
    form: WritingForm,
    *,
    target: Target = None,
    back: str,
    stays: bool = False,
    drift: Drift | None = None,
    fragments: Iterable[str] = (),
    **context: object,
) -> HttpResponse:
    """Show the form of a comment, preview it, or post it: at once, or to the writer's draft.

    Afterwards the writer is led to its thread; back to where they came from with a draft, and
    with `stays` in any case. With a `drift` they are asked first what they mean.
    """
    require(form.debate.can_contribute(request.user))
    if not drift and form.is_valid():
        with refusals(form):
            comment = post(request, form, target)
            stays = stays or comment.draft
            return see_other(back, comment.note) if stays else see_other(comment)
    shown = {
        **may(form.debate, request.user),
        **context,
        "back": back,
        "drift": drift,
        "preview": preview_of(request, "source"),
        "targets": targets(form.debate, fragments),
    }
    part = "#form" if request.htmx else ""
    return form_page(request, template + part, form, shown, status=409 if drift else 200)


@transaction.atomic
def post(request: HtmxRequest, form: WritingForm, target: Target) -> Comment:
    document = target if isinstance(target, Document) else None
    drafting = request.POST.get("do") == "draft"
    comment = Comment.post(
        form.debate,
        by=request.user,
        target=target,
        review=draft_for(form.debate, request.user, document) if drafting else None,
        passages=form.passages(),
        **form.words(),
    )
    said = "Saved to your review draft. Only you see it until you publish the review."
    messages.success(request, said if drafting else f"Posted as {comment.label}.")
    if comment.thread:
        Attention.see(comment.thread, account_of(request))
    if comment.statement and not drafting:
        tell_flips(request, form.debate)
    return comment


def draft_for(debate: Debate, person: Person, document: Document | None) -> Review:
    """The draft for a document; for anything else the one that `person` has already, if any."""
    if document is None:
        held = debate.reviews.drafts_of(person).select_related("document").last()
        document = held.document if held else None
    return Review.begin(debate, by=person, document=document)


def section_of(revision: Revision, request: HtmxRequest) -> Target:
    anchor = request.GET.get("section", "")
    return get_object_or_404(revision.sections, anchor=anchor) if anchor else None


def claims_stated(revision: Revision, asked: Asked) -> Iterable[Claim]:
    """The claims of which a passage says that they are stated in it."""
    place = asked.passage.selector if asked.passage else None
    if place is None:
        return ()
    return revision.document.debate.claims.stated_in(revision, place.start, place.end)
