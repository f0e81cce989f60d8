"""What revisions changed: compared by words, and point by point as the author's ledger."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from arguments.models import Document, Person, Revision
from arguments.snapshots import snapshot
from arguments.views.pages import form_for, form_page, listing, may, refusals, require, see_other
from reviews import publishing
from reviews.dispositions import rows_of, with_dispositions
from reviews.forms import ComparisonForm, TakeUpForm
from reviews.models import Thread
from reviews.revisions import Comparison

from .threads import thread_of

#: How many revisions of a debate can be named as those that take a point up.
MOST_REVISIONS = 50


@snapshot()
def revision_compare(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What changed from one revision to another, with the notes on what changed."""
    document = document_of(request, slug, number)
    held = list(document.revisions.without_texts())
    form = ComparisonForm(request.GET, last=held[-1].number)
    context = {**may(document.debate, request.user), "document": document, "form": form}
    if not form.is_valid():
        return render(request, "reviews/revision_compare.html", context, status=400)
    old, new = form.numbers()
    texts = {each.number: each for each in document.revisions.filter(number__in={old, new})}
    for revision in texts.values():
        revision.document = document
    context["comparison"] = Comparison(texts[old], texts[new], request.user)
    return render(request, "reviews/revision_compare.html", context)


@snapshot()
def revision_ledger(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every point raised on a document: what was done about it, and in which revision."""
    document = document_of(request, slug, number)
    threads = Thread.objects.filter(debate=document.debate).on_document(document).with_bylines()
    page = listing(request, with_dispositions(threads.in_urgency()))
    last_two = list(document.revisions.order_by("-number")[:2])
    context = {
        **may(document.debate, request.user),
        "document": document,
        "revisions": last_two,
        "page": page,
        "rows": rows_of(page.rows),
        "last": last_change(document, last_two, request.user),
    }
    return render(request, "reviews/revision_ledger.html", context)


def last_change(
    document: Document, last_two: Sequence[Revision], person: Person
) -> Comparison | None:
    """The last revision beside the one before; None while there is only one."""
    for revision in last_two:
        revision.document = document
    return Comparison(last_two[1], last_two[0], person) if last_two[1:] else None


def thread_revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say which revision takes a point up; it becomes an answer in the thread."""
    thread = thread_of(request, slug, number)
    require(thread.debate.can_write_documents(request.user))
    rows = Revision.objects.filter(document__debate=thread.debate).without_texts()
    rows = rows.select_related("document").order_by("-at", "-pk")
    form = form_for(request, TakeUpForm, revisions=list(rows[:MOST_REVISIONS]))
    if form.is_valid():
        with refusals(form):
            point = publishing.TakenUp(thread, form.cleaned_data["line"])
            revision = form.cleaned_data["revision"]
            return see_other(publishing.take_up(point, revision, by=request.user))
    context = {**may(thread.debate, request.user), "thread": thread}
    return form_page(request, "reviews/thread_revision.html", form, context)


def document_of(request: HttpRequest, slug: str, number: int) -> Document:
    documents = Document.objects.visible_to(request.user).with_bylines()
    return get_object_or_404(documents, debate__slug=slug, number=number)
