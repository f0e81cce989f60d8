"""Texts under review: reading them with the notes on them, and putting them up."""

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from arguments import wording
from arguments.graphs import graph_of
from arguments.models import Citation, Document, Person, Revision, Stale
from arguments.references import marked
from arguments.snapshots import snapshot
from arguments.views.pages import (
    debate_of,
    form_for,
    form_page,
    may,
    preview_of,
    previewing,
    refusals,
    require,
    see_other,
)
from reviews import publishing
from reviews.forms import DocumentForm, RevisionForm
from reviews.models import Comment, Quotation, Review
from reviews.overview import verdict_of
from reviews.reader import ALL, SHOWN, Reader
from reviews.references import targets

from .revisions import document_of

#: How many open points and promises the form of a revision offers.
MOST_POINTS = 100


@snapshot()
def document_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    revisions = Revision.objects.visible_to(request.user).of_document(slug, number)
    revision = revisions.order_by("-number").defer("source").first()
    return read(request, revision or get_object_or_404(revisions))


@snapshot()
def revision_detail(
    request: HttpRequest, slug: str, number: int, revision_number: int
) -> HttpResponse:
    revisions = Revision.objects.visible_to(request.user).of_document(slug, number)
    return read(request, get_object_or_404(revisions.defer("source"), number=revision_number))


def read(request: HttpRequest, revision: Revision) -> HttpResponse:
    document = revision.document
    comments = Comment.objects.visible_to(request.user).on_document(document)
    asked = request.GET.get("show", ALL)
    reader = Reader(
        revision,
        sections=list(revision.sections.all()),
        comments=comments.as_notes(),
        citations=Citation.objects.of_document(document),
        person=request.user,
        standing=graph_of(document.debate).reviewed,
        show=asked if asked in SHOWN else ALL,
    )
    verdict = verdict_of(document.debate)
    found = targets(document.debate, [*reader.fragments(), marked(verdict.sentence)])
    context = {
        **may(document.debate, request.user),
        "verdict": verdict,
        "document": document,
        "revision": revision,
        "revisions": list(document.revisions.without_texts().order_by("-number")),
        "reader": reader,
        "contents": reader.contents(),
        "draft": draft_of(request.user, document),
        "grids": reader.grids(found),
        "targets": found,
    }
    return render(request, "reviews/document_detail.html", context)


def draft_of(person: Person, document: Document) -> Review | None:
    """The draft in which `person` gathers notes: the one for this document before any other."""
    drafts = document.debate.reviews.drafts_of(person).annotate(comment_count=Count("comments"))
    held = sorted(drafts, key=lambda draft: draft.document_id == document.pk)
    return held[-1] if held else None


def document_create(request: HttpRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    require(debate.can_write_documents(request.user))
    form = form_for(request, DocumentForm)
    if form.is_valid():
        with refusals(form):
            document = publishing.put_up_document(debate, by=request.user, **form.cleaned_data)
            return see_other(document)
    context = {**may(debate, request.user), "preview": preview_of(request, "source")}
    return form_page(request, "reviews/document_create.html", form, context)


def revision_create(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    document = document_of(request, slug, number)
    require(document.debate.can_write_documents(request.user))
    last = document.latest
    form = form_for(
        request,
        RevisionForm,
        initial={"source": last.source, "seen": last.number},
        **to_take_up(document, request.user),
    )
    context = {**may(document.debate, request.user), "document": document, "last": last}
    if form.is_valid():
        try:
            with refusals(form):
                made = publishing.publish_revision(document, by=request.user, **form.revision())
                messages.success(request, published(made, request.user))
                return see_other(document)
        except Stale as stale:
            context["stale"] = stale.current
            return form_page(request, "reviews/revision_create.html", form, context, status=409)
    context |= foreseen(request, document)
    return form_page(request, "reviews/revision_create.html", form, context)


def foreseen(request: HttpRequest, document: Document) -> dict[str, Any]:
    """What the revision would look like and do to quotations, where that is asked for."""
    if not previewing(request):
        return {}
    fates = publishing.fates(document, request.POST.get("source", ""), request.user)
    return {
        "preview": preview_of(request, "source"),
        "fates": fates,
        "fates_in_words": publishing.in_words(fate.state for fate in fates),
    }


def to_take_up(document: Document, person: Person) -> dict[str, Any]:
    """The open points of a document and what `person` promised in its debate, for the form."""
    threads = document.debate.threads.unsettled().on_document(document).with_bylines()
    promises = document.debate.commitments.filter(by__user=person.pk, state="pending")
    return {
        "threads": list(threads.order_by("number")[:MOST_POINTS]),
        "promises": list(promises.with_bylines()[:MOST_POINTS]),
    }


def published(revision: Revision, person: Person) -> str:
    """What is said of a new revision: where the quotations of the earlier ones stand in it."""
    seen = Quotation.objects.visible_to(person)
    anchors = revision.anchors.filter(quotation__in=seen).order_by()
    states = anchors.values_list("state", flat=True)
    counts = publishing.in_words(states)
    said = f"Revision {revision.number} is published."
    said += f" Quotations carried over: {counts}." if counts else ""
    told = revision.taken_up_by.values_list("thread__raised_by__name", flat=True)
    if names := sorted(set(told.order_by())):
        said += f" To confirm what it takes up: {wording.listed(names, most=8)}."
    return said
