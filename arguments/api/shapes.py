"""Parts that the answers have in common, and finding what a body names."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request

from arguments.models import Debate, Participant, Revision

Found = TypeVar("Found", bound=models.Model)


class PersonSerializer(serializers.ModelSerializer):
    """Somebody in a debate. `imported`: an imported text says it is by them."""

    imported = serializers.BooleanField()

    class Meta:
        model = Participant
        fields = ["name", "role", "imported"]


@extend_schema_field(OpenApiTypes.URI)
class PageAddress(serializers.Field):
    """Where people read it in a browser."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs, source="*", read_only=True)

    def to_representation(self, value: Any) -> str:
        return self.context["request"].build_absolute_uri(value.get_absolute_url())


class ApiAddress(serializers.HyperlinkedIdentityField):
    """Where it is in the API."""

    def __init__(self, view_name: str, **kwargs: Any) -> None:
        super().__init__(view_name, lookup_field=kwargs.pop("lookup_field", "uuid"), **kwargs)


class UuidOf(serializers.UUIDField):
    """The UUID of what a foreign key names; null when it names nothing."""

    def __init__(self, name: str, *, allow_null: bool = True) -> None:
        super().__init__(source=f"{name}.uuid", read_only=True, default=None, allow_null=allow_null)


class PassageBody(serializers.Serializer):
    """A passage of a text: by its offsets (code points of the text), or by its words."""

    start = serializers.IntegerField(required=False, min_value=0, max_value=10_000_000)
    end = serializers.IntegerField(required=False, min_value=1, max_value=10_000_000)
    exact = serializers.CharField(
        required=False,
        trim_whitespace=False,
        max_length=20_000,
        help_text="The words, when there are no offsets: refused unless they occur once.",
    )
    prefix = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, max_length=200
    )
    suffix = serializers.CharField(
        required=False, allow_blank=True, trim_whitespace=False, max_length=200
    )


def debate_of(request: Request, slug: str) -> Debate:
    return get_object_or_404(Debate.objects.visible_to(request.user), slug=slug)


def named(rows: models.QuerySet[Found], uuid: UUID, field: str) -> Found:
    """The one of `rows` that a body names in `field`; else a ValidationError of the field."""
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise serializers.ValidationError({field: ["There is no such thing in this debate."]})
    return found


def all_named(rows: models.QuerySet[Found], uuids: Sequence[UUID], field: str) -> list[Found]:
    """Those of `rows` that a body names in `field`, in the order of the body. One query."""
    known = rows.in_bulk(uuids, field_name="uuid")
    absent = {
        str(index): ["There is no such thing in this debate."]
        for index, uuid in enumerate(uuids)
        if uuid not in known
    }
    if absent:
        raise serializers.ValidationError({field: absent})
    return [known[uuid] for uuid in uuids]


def revision_named(debate: Debate, document: UUID, number: int | None) -> Revision:
    """A revision of a document of `debate`; the last one where no number is given."""
    revisions = named(debate.documents.all(), document, "document").revisions
    if number is None:
        return revisions.get_latest()
    found = revisions.filter(number=number).first()
    if found is None:
        raise serializers.ValidationError({"revision": ["There is no such revision."]})
    return found


def dumped(shape: type[serializers.Serializer], request: Request, **context: Any) -> Any:
    """A function that gives rows in `shape`, for `page`."""

    def represent(rows: Iterable[Any]) -> Any:
        return shape(rows, many=True, context={"request": request, **context}).data

    return represent
