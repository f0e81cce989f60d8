"""Links: the steps from premises to a claim, or against another step."""

from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.graphs import graph_of
from arguments.models import Claim, Debate, Link, Status

from .claims import StatusBody, StatusChangeSerializer
from .contract import Data, Shape, answer_with, chosen, reads, writes
from .pages import PageQuery, page, page_of
from .shapes import (
    ApiAddress,
    PageAddress,
    PersonSerializer,
    UuidOf,
    all_named,
    debate_of,
    dumped,
    named,
)
from .standing import ExplanationSerializer, Flipped, StandingSerializer, Stands, explained

MOST_PREMISES = 50


class EndSerializer(serializers.Serializer):
    """What a link bears on: one of the two is not null."""

    claim = UuidOf("target_claim")
    link = UuidOf("target_link")


class LinkSerializer(serializers.ModelSerializer):
    url = ApiAddress("api_link")
    html_url = PageAddress()
    debate = serializers.CharField(source="debate.slug")
    label = serializers.CharField()  # type: ignore[assignment]
    premises = serializers.SerializerMethodField()
    target = EndSerializer(source="*")
    standing = extend_schema_field(StandingSerializer)(Stands)()
    by = PersonSerializer()

    class Meta:
        model = Link
        fields = [
            "uuid",
            "url",
            "html_url",
            "debate",
            "number",
            "label",
            "relation",
            "premises",
            "target",
            "note",
            "standing",
            "status",
            "by",
            "at",
        ]

    def get_premises(self, link: Link) -> list[UUID]:
        return [premise.claim.uuid for premise in link.premise_set.all()]


class EditedLink(LinkSerializer):
    """A link, and what the edit changed about where things stand."""

    standing_changes = Flipped()

    class Meta(LinkSerializer.Meta):
        fields = [*LinkSerializer.Meta.fields, "standing_changes"]


class TargetBody(serializers.Serializer):
    claim = serializers.UUIDField(required=False, allow_null=True)
    link = serializers.UUIDField(required=False, allow_null=True)


class LinkBody(serializers.Serializer):
    relation = serializers.ChoiceField(Link.Relation.choices)
    premises = serializers.ListField(
        child=serializers.UUIDField(),
        min_length=1,
        max_length=MOST_PREMISES,
        help_text="Claims that carry the step jointly.",
    )
    target = TargetBody(help_text="Exactly one: a claim, or the link which the step disputes.")
    note = serializers.CharField(max_length=5_000, required=False, allow_blank=True)


class LinkQuery(PageQuery):
    relation = serializers.ChoiceField(Link.Relation.choices, required=False)
    status = serializers.ChoiceField(Status.choices, required=False)
    premise = serializers.UUIDField(required=False, help_text="Those that this claim carries.")
    target = serializers.UUIDField(required=False, help_text="Those that bear on this.")


def link_of(request: Request, uuid: UUID) -> Link:
    return get_object_or_404(Link.objects.visible_to(request.user).with_ends(), uuid=uuid)


def shown(link: Link, request: Request, shape: Shape = LinkSerializer) -> Data:
    return shape(link, context={"request": request}).data


def target_of(debate: Debate, target: Data) -> Claim | Link:
    claim, link = target.get("claim"), target.get("link")
    if (claim is None) == (link is None):
        raise serializers.ValidationError({"target": ["Name one claim, or one link."]})
    if link:
        return named(debate.links.all(), link, "target")
    return named(debate.claims.all(), target["claim"], "target")


class LinkList(APIView):
    @reads(page_of(LinkSerializer), LinkQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the links of a debate

        In order of their numbers, withdrawn ones too.
        """
        debate = debate_of(request, slug)
        links = debate.links.with_ends()
        links = links.filter(**chosen(query, "relation", "status"))
        if "premise" in query:
            links = links.filter(premise_set__claim__uuid=query["premise"])
        if "target" in query:
            links = links.bearing_on(query["target"])
        return page(request, links, query, dumped(LinkSerializer, request, graph=graph_of(debate)))

    @writes(LinkBody, EditedLink, status=201)
    def post(self, request: Request, data: Data, slug: str) -> Response:
        """Make a link

        An attack whose target is a link disputes that step: an undercut.
        """
        debate = debate_of(request, slug)
        link = Link.make(
            debate,
            by=request.user,
            relation=data["relation"],
            premises=all_named(debate.claims.all(), data["premises"], "premises"),
            target=target_of(debate, data["target"]),
            note=data.get("note", ""),
        )
        return answer_with(shown(link_of(request, link.uuid), request, EditedLink), status=201)


class LinkDetail(APIView):
    @reads(LinkSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """Read a link"""
        return answer_with(shown(link_of(request, uuid), request))


class LinkStanding(APIView):
    @reads(ExplanationSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """Read why a step stands where it stands

        The chain of causes, what would change it, and what would flip if it were withdrawn.
        """
        return explained(link_of(request, uuid))


class LinkStatus(APIView):
    @writes(StatusBody, EditedLink)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Decide about a link

        `withdrawn` takes the step back; it stays on record.
        """
        link = link_of(request, uuid)
        link.set_status(**data, by=request.user)
        return answer_with(shown(link, request, EditedLink))


class LinkStatusChanges(APIView):
    @reads(page_of(StatusChangeSerializer), PageQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List what was decided about a link"""
        changes = link_of(request, uuid).status_changes.select_related("by")
        return page(request, changes, query, dumped(StatusChangeSerializer, request), key="pk")
