"""Debates, who takes part in them, and the topics under which their claims stand."""

from typing import Any

from django.core.exceptions import PermissionDenied
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.models import Debate, Participant, Topic, User

from .contract import Data, answer_with, reads, writes
from .pages import PageQuery, page, page_of
from .shapes import ApiAddress, PageAddress, PersonSerializer, debate_of, dumped


class DebateSerializer(serializers.ModelSerializer):
    url = ApiAddress("api_debate", lookup_field="slug")
    html_url = PageAddress()

    class Meta:
        model = Debate
        fields = [
            "uuid",
            "url",
            "html_url",
            "slug",
            "title",
            "summary",
            "summary_html",
            "visibility",
            "joining",
            "closing",
            "at",
            "changed_at",
            "graph_version",
        ]


class DebateBody(serializers.ModelSerializer):
    class Meta:
        model = Debate
        fields = ["slug", "title", "summary", "visibility", "joining", "closing"]


class DebateChange(serializers.ModelSerializer):
    class Meta:
        model = Debate
        fields = ["title", "summary", "visibility", "joining", "closing"]


class DebateQuery(PageQuery):
    mine = serializers.ChoiceField(
        ["true", "false"], required=False, help_text="true: only those in which you take part."
    )


class Username(serializers.CharField):
    """Of the account; shown to those who may give roles, null to everybody else."""

    def __init__(self) -> None:
        super().__init__(source="user.username", default=None, allow_null=True)

    def to_representation(self, value: Any) -> Any:
        return value if self.context["usernames"] else None


class ParticipantSerializer(PersonSerializer):
    username = Username()

    class Meta:
        model = Participant
        fields = ["name", "role", "imported", "username", "at"]


class ParticipantBody(serializers.Serializer):
    username = serializers.CharField(max_length=150)
    role = serializers.ChoiceField(Participant.Role.choices)
    reason = serializers.CharField(max_length=500, required=False, allow_blank=True)


class TopicSerializer(serializers.ModelSerializer):
    class Meta:
        model = Topic
        fields = ["title"]


def shown(debate: Debate, request: Request) -> Data:
    return DebateSerializer(debate, context={"request": request}).data


class DebateList(APIView):
    @reads(page_of(DebateSerializer), DebateQuery)
    def get(self, request: Request, query: Data) -> Response:
        """List debates

        The public ones, and those in which you take part, in the order in which they were opened.
        """
        debates = Debate.objects.listed_for(request.user)
        if query.get("mine") == "true":
            debates = debates.of(request.user)
        return page(request, debates, query, dumped(DebateSerializer, request), key="pk")

    @writes(DebateBody, DebateSerializer, status=201)
    def post(self, request: Request, data: Data) -> Response:
        """Open a debate

        You are its owner.
        """
        debate = Debate.start(by=request.user, **data)
        return answer_with(shown(debate_of(request, debate.slug), request), status=201)


class DebateDetail(APIView):
    @reads(DebateSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Read a debate"""
        return answer_with(shown(debate_of(request, slug), request))

    @writes(DebateChange, DebateSerializer)
    def patch(self, request: Request, data: Data, slug: str) -> Response:
        """Change a debate

        Its owner may. The slug stays, since addresses hold it.
        """
        debate_of(request, slug).edit(by=request.user, **data)
        return answer_with(shown(debate_of(request, slug), request))


class ParticipantList(APIView):
    @reads(page_of(ParticipantSerializer), PageQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List who takes part in a debate"""
        debate = debate_of(request, slug)
        participants = debate.participants.current().select_related("user")
        usernames = debate.can_manage(request.user)
        shape = dumped(ParticipantSerializer, request, usernames=usernames)
        return page(request, participants, query, shape, key="pk")

    @writes(ParticipantBody, ParticipantSerializer)
    def post(self, request: Request, data: Data, slug: str) -> Response:
        """Give somebody a role

        Its owner may. The role `former` ends their part.
        """
        debate = debate_of(request, slug)
        if not debate.can_manage(request.user):
            raise PermissionDenied
        user = User.objects.filter(username=data["username"], is_active=True).first()
        if user is None:
            raise serializers.ValidationError({"username": ["There is no such account."]})
        reason = data.get("reason", "")
        participant = debate.enrol(user, data["role"], by=request.user, reason=reason)
        return Response(ParticipantSerializer(participant, context={"usernames": True}).data)


class TopicList(APIView):
    @reads(page_of(TopicSerializer), PageQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the topics of a debate"""
        topics = debate_of(request, slug).topics.all()
        return page(request, topics, query, dumped(TopicSerializer, request), key="position")

    @writes(TopicSerializer, TopicSerializer, status=201)
    def post(self, request: Request, data: Data, slug: str) -> Response:
        """Add a topic

        At the end of the list. Editors may.
        """
        topic = Topic.add(debate_of(request, slug), by=request.user, **data)
        return answer_with(TopicSerializer(topic).data, status=201)
