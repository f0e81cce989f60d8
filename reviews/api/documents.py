"""Documents and revisions, put up and read."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, answer_with, reads, writes
from arguments.api.documents import (
    DocumentBody,
    DocumentSerializer,
    FullRevisionSerializer,
    RevisionBody,
    RevisionSerializer,
    document_of,
    revision_shown,
    shown,
)
from arguments.api.pages import PageQuery, page, page_of
from arguments.api.shapes import debate_of, dumped, named
from arguments.models import Document
from reviews.models import Commitment
from reviews.publishing import TakenUp, publish_revision, put_up_document

#: How many points and promises one revision can name.
MOST_POINTS = 500


class PointBody(serializers.Serializer):
    thread = serializers.UUIDField()
    line = serializers.CharField(
        required=False, allow_blank=True, max_length=5_000, help_text="What was done, as an answer."
    )


class PublicationBody(RevisionBody):
    points = PointBody(  # type: ignore[call-arg]
        many=True, required=False, max_length=MOST_POINTS, help_text="Points that it takes up."
    )
    kept = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        max_length=MOST_POINTS,
        help_text="Commitments of yours that it keeps.",
    )


def points_of(document: Document, given: Sequence[Data]) -> list[TakenUp]:
    threads = document.debate.threads.all()
    return [
        TakenUp(named(threads, each["thread"], "points"), each.get("line", "")) for each in given
    ]


def kept_of(document: Document, given: Sequence[UUID]) -> list[Commitment]:
    return [named(document.debate.commitments.all(), uuid, "kept") for uuid in given]


class DocumentList(APIView):
    @reads(page_of(DocumentSerializer), PageQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the documents of a debate"""
        documents = debate_of(request, slug).documents.with_bylines()
        return page(request, documents, query, dumped(DocumentSerializer, request))

    @writes(DocumentBody, DocumentSerializer, status=201)
    def post(self, request: Request, data: Data, slug: str) -> Response:
        """Put a text up for review

        As revision 1 of a new document.
        """
        document = put_up_document(debate_of(request, slug), by=request.user, **data)
        return answer_with(shown(document, request), status=201)


class DocumentDetail(APIView):
    @reads(DocumentSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """Read about a document

        Its texts are its revisions.
        """
        return answer_with(shown(document_of(request, uuid), request))


class RevisionList(APIView):
    @reads(page_of(RevisionSerializer), PageQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List the revisions of a document, without their texts"""
        revisions = document_of(request, uuid).revisions.select_related("by", "document__debate")
        return page(request, revisions, query, dumped(RevisionSerializer, request))

    @writes(PublicationBody, FullRevisionSerializer, status=201)
    def post(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Publish a revision of a document

        The quotations of its earlier ones are carried over; the `points` it takes up are answered,
        and your promises in `kept` are done in it. All of that happens, or nothing.
        """
        document = document_of(request, uuid)
        revision = publish_revision(
            document,
            by=request.user,
            source=data["source"],
            note=data.get("note", ""),
            points=points_of(document, data.get("points", [])),
            kept=kept_of(document, data.get("kept", [])),
        )
        return answer_with(revision_shown(revision, request), status=201)


class RevisionDetail(APIView):
    @reads(FullRevisionSerializer)
    def get(self, request: Request, uuid: UUID, number: int) -> Response:
        """Read a revision of a document

        Its Markdown, the plain text on which quotations are anchored, sections, rendered blocks.
        """
        revisions = document_of(request, uuid).revisions.select_related("by", "document__debate")
        revision = revisions.filter(number=number).prefetch_related("sections").first()
        if revision is None:
            raise Http404
        return answer_with(revision_shown(revision, request))
