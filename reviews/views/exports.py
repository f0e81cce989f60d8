"""Taking a debate or one of its threads away, in any of the formats."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response

from arguments.models import Debate
from arguments.views.pages import debate_of, form_page, may
from reviews.formats import FORMATS
from reviews.forms import ExportForm
from reviews.models import Thread
from reviews.transfer import export_file, left_out


def debate_export(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Offers the formats; `?what=thread&thread=7&form=markdown` leads to the file.

    With `do=losses` the page says what the file would leave out.
    """
    debate = debate_of(request, slug)
    form = ExportForm(request.GET or None, debate=debate)
    context = may(debate, request.user)
    if form.is_valid():
        if request.GET.get("do") != "losses":
            return redirect(form.address())
        chosen = form.cleaned_data["form"]
        context["losses"] = left_out(form.subject, request.user, chosen)
        context["address"] = form.address()
    return form_page(request, "reviews/debate_export.html", form, context)


def debate_export_file(request: HttpRequest, slug: str, form: str) -> HttpResponseBase:
    return file_of(request, debate_of(request, slug), form, name=slug)


def thread_export_file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponseBase:
    threads = Thread.objects.visible_to(request.user).select_related("debate")
    thread = get_object_or_404(threads, debate__slug=slug, number=number)
    return file_of(request, thread, form, name=f"{slug}-{thread.label}")


def file_of(
    request: HttpRequest, subject: Debate | Thread, form: str, *, name: str
) -> HttpResponseBase:
    """`subject` as a file, or 304 while the debate is as it was when the reader had it last."""
    debate = subject if isinstance(subject, Debate) else subject.debate
    reader = "owner" if debate.can_manage(request.user) else "reader"
    etag = f'"{subject.uuid}-{debate.version}-{form}-{reader}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    exported = export_file(subject, request.user, form)
    return FileResponse(
        exported.file,
        as_attachment=True,
        filename=f"{name}{FORMATS[form].suffix}",
        content_type=FORMATS[form].media_type,
        headers={
            "ETag": etag,
            "Content-Length": str(exported.length),
            "Cache-Control": "private, no-cache",
        },
    )
