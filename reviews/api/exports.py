"""Debates, threads and reviews as files, in every format there is."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, reads, unchanged
from arguments.api.shapes import debate_of
from arguments.models import Debate
from reviews.formats import FORMATS
from reviews.letters import letter_on
from reviews.models import Review, Thread
from reviews.transfer import export_file, left_out

from .reviews import review_of
from .threads import thread_of

# `as` is a word of Python, so the class cannot be written out.
ExportQuery = type(
    "ExportQuery",
    (serializers.Serializer,),
    {"as": serializers.ChoiceField(sorted(FORMATS), default="json")},
)
FILES = {
    (200, form.media_type.partition(";")[0]): OpenApiTypes.OBJECT
    if form.media_type.endswith("/json")
    else OpenApiTypes.BINARY
    for form in FORMATS.values()
}


class NamedByParameter(BaseContentNegotiation):
    """The parameter `as` says in which format, so Accept is not asked."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> Any:
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class DebateExport(APIView):
    content_negotiation_class = NamedByParameter

    @reads(FILES, ExportQuery)
    def get(self, request: Request, query: Data, slug: str) -> HttpResponseBase:
        """Take a debate out

        All that you may see of it, without loss as JSON, or in a form for other programs.
        """
        debate = debate_of(request, slug)
        return as_file(debate, debate, debate.slug, query["as"], request)


class LossShape(serializers.Serializer):
    """One kind of thing that a file leaves out, with the first of them."""

    what = serializers.CharField()
    count = serializers.IntegerField()
    examples = serializers.ListField(child=serializers.CharField())


class DebateExportLosses(APIView):
    @reads(LossShape(many=True), ExportQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """What an export leaves out

        Everything that a debate has and a file in the format cannot hold.
        """
        return losses_of(debate_of(request, slug), query["as"], request)


class ThreadExport(APIView):
    content_negotiation_class = NamedByParameter

    @reads(FILES, ExportQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> HttpResponseBase:
        """Take a thread out"""
        thread = thread_of(request, uuid)
        name = f"{thread.debate.slug}-{thread.label}"
        return as_file(thread, thread.debate, name, query["as"], request)


class ReviewExport(APIView):
    content_negotiation_class = NamedByParameter

    @reads(FILES, ExportQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> HttpResponseBase:
        """Take a review out"""
        review = review_of(request, uuid)
        name = f"{review.debate.slug}-{review.label}"
        return as_file(review, review.debate, name, query["as"], request)


class ThreadExportLosses(APIView):
    @reads(LossShape(many=True), ExportQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """What the export of a thread leaves out"""
        return losses_of(thread_of(request, uuid), query["as"], request)


class ReviewExportLosses(APIView):
    @reads(LossShape(many=True), ExportQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """What the export of a review leaves out"""
        return losses_of(review_of(request, uuid), query["as"], request)


class ReviewLetter(APIView):
    content_negotiation_class = NamedByParameter

    @reads({(200, "text/markdown"): OpenApiTypes.BINARY})
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """Take the response to a review out

        What was answered to each of its points and what became of it, as Markdown.
        """
        review = review_of(request, uuid)
        if review.state == Review.State.DRAFT:
            raise Http404
        letter = letter_on(review, request.user)
        return HttpResponse(letter, content_type="text/markdown; charset=utf-8")


def losses_of(subject: Debate | Thread | Review, form: str, request: Request) -> Response:
    return Response(LossShape(left_out(subject, request.user, form), many=True).data)


def as_file(
    subject: Debate | Thread | Review, debate: Debate, name: str, form: str, request: Request
) -> HttpResponseBase:
    """The export under an ETag that names the debate's version.

    It is written out whole before it is sent, to disk where it is large: the snapshot it is made
    from is not held open for a slow reader, and what goes wrong is still answered as a problem.
    """
    sees_more = int(debate.can_manage(request.user))
    etag = f'"{form}-1-{debate.version}-{sees_more}"'
    draft = isinstance(subject, Review) and subject.state == Review.State.DRAFT
    if not draft and (answer := unchanged(request, etag)):
        return answer
    exported = export_file(subject, request.user, form)
    lost = "; ".join(f"{loss.count} {loss.what}" for loss in exported.losses)
    headers = {"Content-Length": str(exported.length), "Crux-Left-Out": lost or "nothing"}
    headers |= {} if draft else {"ETag": etag}
    return FileResponse(
        exported.file,
        as_attachment=True,
        filename=f"{name}{FORMATS[form].suffix}",
        content_type=FORMATS[form].media_type,
        headers=headers,
    )
