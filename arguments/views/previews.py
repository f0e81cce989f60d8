"""What a text in Markdown looks like, before it is sent."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from arguments import text

from .pages import HtmxRequest

#: What the forms call the field in which Markdown is written.
WRITTEN = ("source", "body", "summary", "opening")


@require_POST
def preview(request: HtmxRequest) -> HttpResponse:
    source = next((request.POST[name] for name in WRITTEN if name in request.POST), "")
    try:
        html = text.render(text.clean(source, limit=text.LONGEST_DOCUMENT), prefix="preview-").html
        context, status = {"preview": html}, 200
    except text.TextError as error:
        context, status = {"problem": str(error)}, 422
    template = "arguments/_preview.html" if request.htmx else "arguments/preview.html"
    return render(request, template, context, status=status)
