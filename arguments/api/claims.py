"""Claims, their wordings, what was decided about them, and the passages that state them."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments import anchoring
from arguments.graphs import graph_of
from arguments.models import Citation, Claim, ClaimVersion, Debate, Revision, Status, StatusChange
from arguments.roles import ARGUMENT, OBJECTION, REBUTTAL
from arguments.standing import WORDS

from .contract import Data, Shape, answer_with, chosen, reads, writes
from .pages import PageQuery, page, page_of
from .shapes import (
    ApiAddress,
    PageAddress,
    PassageBody,
    PersonSerializer,
    UuidOf,
    debate_of,
    dumped,
    revision_named,
)
from .standing import ExplanationSerializer, Flipped, StandingSerializer, Stands, explained

ROLES = [ARGUMENT, OBJECTION, REBUTTAL]


class Role(serializers.ChoiceField):
    """Derived from the links; looked up in the graph of the debate that is in the context."""

    def __init__(self) -> None:
        super().__init__(ROLES, source="pk", read_only=True)

    def to_representation(self, value: Any) -> Any:
        return self.context["graph"].role(value)


class ClaimSerializer(serializers.ModelSerializer):
    url = ApiAddress("api_claim")
    html_url = PageAddress()
    debate = serializers.CharField(source="debate.slug")
    label = serializers.CharField()  # type: ignore[assignment]
    topic = serializers.CharField(source="topic.title", default=None, allow_null=True)
    role = Role()
    standing = extend_schema_field(StandingSerializer)(Stands)()
    merged_into = UuidOf("merged_into")
    by = PersonSerializer()

    class Meta:
        model = Claim
        fields = [
            "uuid",
            "url",
            "html_url",
            "debate",
            "number",
            "label",
            "title",
            "body",
            "body_html",
            "kind",
            "voice",
            "attributed_to",
            "topic",
            "role",
            "standing",
            "status",
            "merged_into",
            "by",
            "at",
            "changed_at",
            "version",
        ]


class EditedClaim(ClaimSerializer):
    """A claim, and what the edit changed about where things stand."""

    standing_changes = Flipped()

    class Meta(ClaimSerializer.Meta):
        fields = [*ClaimSerializer.Meta.fields, "standing_changes"]


class ClaimBody(serializers.ModelSerializer):
    topic = serializers.CharField(
        required=False, allow_null=True, help_text="Title of a topic of the debate."
    )

    class Meta:
        model = Claim
        fields = ["title", "body", "kind", "voice", "attributed_to", "topic"]


class ClaimChange(ClaimBody):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=500)
    version = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, help_text="The version you read, unless If-Match says it."
    )

    class Meta(ClaimBody.Meta):
        fields = [*ClaimBody.Meta.fields, "reason", "version"]


class ClaimQuery(PageQuery):
    role = serializers.ChoiceField(ROLES, required=False)
    standing = serializers.ChoiceField(WORDS, required=False)
    kind = serializers.ChoiceField(Claim.Kind.choices, required=False)
    status = serializers.ChoiceField(Status.choices, required=False)
    topic = serializers.CharField(max_length=200, required=False, help_text="Title of the topic.")
    since = serializers.DateTimeField(
        required=False, help_text="Entered, changed, decided about or raised against since."
    )
    text = serializers.CharField(
        max_length=200, required=False, help_text="Words to look for, in web search syntax."
    )


class ClaimVersionSerializer(serializers.ModelSerializer):
    by = PersonSerializer()

    class Meta:
        model = ClaimVersion
        fields = [
            "number",
            "title",
            "body",
            "kind",
            "voice",
            "attributed_to",
            "by",
            "reason",
            "at",
        ]


class StatusBody(serializers.Serializer):
    status = serializers.ChoiceField(Status.choices)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class StatusChangeSerializer(serializers.ModelSerializer):
    by = PersonSerializer()

    class Meta:
        model = StatusChange
        fields = ["old", "new", "by", "reason", "at"]


class CitationSerializer(serializers.ModelSerializer):
    document = UuidOf("revision.document", allow_null=False)
    revision = serializers.IntegerField(source="revision.number")

    class Meta:
        model = Citation
        fields = ["document", "revision", "exact", "prefix", "suffix", "start", "end"]


class CitationBody(PassageBody):
    document = serializers.UUIDField()
    revision = serializers.IntegerField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="The last one by default."
    )


def claim_of(request: Request, uuid: UUID) -> Claim:
    claims = Claim.objects.visible_to(request.user).with_bylines().select_related("merged_into")
    return get_object_or_404(claims, uuid=uuid)


def shown(claim: Claim, request: Request, shape: Shape = ClaimSerializer) -> Data:
    """A claim as the API gives it. At most one query for the graph."""
    context = {"request": request, "graph": graph_of(claim.debate)}
    return shape(claim, context=context).data


def with_topic(data: Data, debate: Debate) -> dict[str, Any]:
    """`data` with the topic that it names by its title."""
    fields = dict(data)
    if title := fields.get("topic"):
        topic = debate.topics.filter(title=title).first()
        if topic is None:
            raise serializers.ValidationError({"topic": ["There is no such topic in this debate."]})
        fields["topic"] = topic
    return fields


def place(revision: Revision, passage: Data) -> tuple[int, int]:
    """Where `passage` is in the text of `revision`; else a ValidationError."""
    if "start" in passage and "end" in passage:
        if not passage["start"] < passage["end"] <= len(revision.text):
            raise ValidationError({"end": "The passage is outside the text."})
        return passage["start"], passage["end"]
    if "exact" not in passage:
        raise ValidationError({"exact": "Give the words, or start and end."})
    prefix, suffix = passage.get("prefix", ""), passage.get("suffix", "")
    try:
        match = anchoring.find(revision.text, passage["exact"], prefix, suffix, None)
    except anchoring.Ambiguous as error:
        raise ValidationError({"exact": f"These words occur {error.count} times."}) from error
    except anchoring.NotFound as error:
        raise ValidationError({"exact": "These words are not in the text."}) from error
    return match.start, match.end


class ClaimList(APIView):
    @reads(page_of(ClaimSerializer), ClaimQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the claims of a debate

        In order of their numbers.
        """
        debate = debate_of(request, slug)
        claims = debate.claims.with_bylines().select_related("merged_into")
        if "role" in query:
            claims = claims.in_role(query["role"], debate)
        if "standing" in query:
            claims = claims.standing(query["standing"], debate)
        if "topic" in query:
            claims = claims.filter(topic__title=query["topic"])
        claims = claims.filter(**chosen(query, "kind", "status"))
        if "since" in query:
            claims = claims.changed_since(query["since"])
        if "text" in query:
            claims = claims.search(query["text"])
        return page(
            request, claims, query, dumped(ClaimSerializer, request, graph=graph_of(debate))
        )

    @writes(ClaimBody, ClaimSerializer, status=201)
    def post(self, request: Request, data: Data, slug: str) -> Response:
        """Enter a claim"""
        debate = debate_of(request, slug)
        claim = Claim.enter(debate, by=request.user, **with_topic(data, debate))
        return answer_with(shown(claim, request), status=201)


class ClaimStanding(APIView):
    @reads(ExplanationSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """Read why a claim stands where it stands

        The chain of causes, what would change it, and what would flip if it were withdrawn.
        """
        return explained(claim_of(request, uuid))


class ClaimStatus(APIView):
    @writes(StatusBody, EditedClaim)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Decide about a claim

        Who may give which status is in docs/permissions.md. The earlier status stays on record.
        """
        claim = claim_of(request, uuid)
        claim.set_status(**data, by=request.user)
        return answer_with(shown(claim, request, EditedClaim))


class ClaimStatusChanges(APIView):
    @reads(page_of(StatusChangeSerializer), PageQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List what was decided about a claim"""
        changes = claim_of(request, uuid).status_changes.select_related("by")
        return page(request, changes, query, dumped(StatusChangeSerializer, request), key="pk")


class ClaimVersions(APIView):
    @reads(page_of(ClaimVersionSerializer), PageQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List every wording of a claim"""
        versions = claim_of(request, uuid).versions.select_related("by")
        return page(request, versions, query, dumped(ClaimVersionSerializer, request))


class ClaimCitations(APIView):
    @reads(page_of(CitationSerializer), PageQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List the passages that state a claim"""
        citations = claim_of(request, uuid).citations.select_related("revision__document")
        return page(request, citations, query, dumped(CitationSerializer, request), key="pk")

    @writes(CitationBody, CitationSerializer, status=201)
    def post(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Name a passage that states a claim

        By its offsets, or by its words where they occur once.
        """
        claim = claim_of(request, uuid)
        revision = revision_named(claim.debate, data["document"], data.get("revision"))
        citation = claim.cite(revision, *place(revision, data), by=request.user)
        return answer_with(CitationSerializer(citation).data, status=201)
