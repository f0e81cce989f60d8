"""Documents and their revisions. What puts them up is in `reviews.api`: quotations follow them."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.reverse import reverse

from arguments.models import Document, Revision, Section

from .contract import Data
from .shapes import ApiAddress, PageAddress, PersonSerializer, UuidOf


class DocumentSerializer(serializers.ModelSerializer):
    url = ApiAddress("api_document")
    html_url = PageAddress()
    debate = serializers.CharField(source="debate.slug")
    label = serializers.CharField()  # type: ignore[assignment]
    by = PersonSerializer()

    class Meta:
        model = Document
        fields = ["uuid", "url", "html_url", "debate", "number", "label", "title", "by", "at"]


class DocumentBody(serializers.Serializer):
    title = serializers.CharField(max_length=200)
    source = serializers.CharField(  # type: ignore[assignment]
        trim_whitespace=False, help_text="Markdown."
    )


class RevisionBody(serializers.Serializer):
    source = serializers.CharField(  # type: ignore[assignment]
        trim_whitespace=False, help_text="Markdown."
    )
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class RevisionAddress(serializers.HyperlinkedIdentityField):
    def __init__(self) -> None:
        super().__init__("api_revision")

    def get_url(self, obj: Any, view_name: str, request: Any, format: str | None) -> str:
        names = {"uuid": obj.document.uuid, "number": obj.number}
        return reverse(view_name, kwargs=names, request=request)


class RevisionSerializer(serializers.ModelSerializer):
    """A revision without its text."""

    url = RevisionAddress()
    html_url = PageAddress()
    document = UuidOf("document", allow_null=False)
    by = PersonSerializer()

    class Meta:
        model = Revision
        fields = ["url", "html_url", "document", "number", "note", "by", "at"]


class SectionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Section
        fields = ["level", "title", "anchor", "start", "end"]


class BlockSerializer(serializers.Serializer):
    """One block of a revision: its HTML, and where its words are in `text`."""

    kind = serializers.CharField()
    level = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    html = serializers.CharField()


class FullRevisionSerializer(RevisionSerializer):
    """A revision with its text. Offsets everywhere are code points of `text`."""

    sections = SectionSerializer(many=True)
    blocks = BlockSerializer(source="rendered_blocks", many=True)

    class Meta(RevisionSerializer.Meta):
        fields = [*RevisionSerializer.Meta.fields, "source", "text", "sections", "blocks"]


def document_of(request: Request, uuid: UUID) -> Document:
    documents = Document.objects.visible_to(request.user).with_bylines()
    return get_object_or_404(documents, uuid=uuid)


def shown(document: Document, request: Request) -> Data:
    return DocumentSerializer(document, context={"request": request}).data


def revision_shown(revision: Revision, request: Request) -> Data:
    return FullRevisionSerializer(revision, context={"request": request}).data
