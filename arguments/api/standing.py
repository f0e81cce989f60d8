"""Where claims and links stand, as computed: in every answer about them, and explained."""

from typing import Any, NamedTuple

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.graph import Graph
from arguments.graphs import graph_of
from arguments.models import Claim, Debate, Link, StandingChange
from arguments.standing import SEMANTICS, SET_ASIDE, WORDS, Standing

from .contract import Data, answer_with, chosen, reads
from .pages import PageQuery, page, page_of
from .shapes import PersonSerializer, debate_of, dumped

LABELS = ["in", "out", "undecided"]
ALL_WORDS = [*WORDS, SET_ASIDE]


class CauseSerializer(serializers.Serializer):
    kind = serializers.CharField()
    by = serializers.ListField(child=serializers.CharField(), help_text="Such as C41 or L12.")


class StandingSerializer(serializers.Serializer):
    """As reviewed: without what was withdrawn and without objections that were settled."""

    word = serializers.ChoiceField(ALL_WORDS)
    label = serializers.ChoiceField(LABELS)  # type: ignore[assignment]
    as_argued = serializers.ChoiceField(ALL_WORDS, help_text="Counting settled objections too.")
    rank = serializers.IntegerField(help_text="In which round the label was fixed.")
    cause = CauseSerializer()
    unanswered = serializers.ListField(
        child=serializers.CharField(), help_text="Attacks that hold or may, such as L12."
    )
    sentence = serializers.CharField()
    semantics = serializers.CharField()
    graph_version = serializers.IntegerField()


class Stands(serializers.Field):
    """The standing of a claim or link, from the graph in the context or that of its debate."""

    def __init__(self) -> None:
        super().__init__(source="*", read_only=True)

    def to_representation(self, value: Claim | Link) -> dict[str, Any]:
        graph = self.context.get("graph") or graph_of(value.debate)
        return standing_shown(graph, *both(graph, value))


def both(graph: Graph, element: Claim | Link) -> tuple[Standing, Standing]:
    """Where it stands as reviewed, and as argued."""
    if isinstance(element, Link):
        return graph.reviewed.link(element.pk), graph.argued.link(element.pk)
    return graph.reviewed.claim(element.pk), graph.argued.claim(element.pk)


def standing_shown(graph: Graph, standing: Standing, as_argued: Standing) -> dict[str, Any]:
    kind, by = standing.cause
    return {
        "word": standing.word,
        "label": standing.label,
        "as_argued": as_argued.word,
        "rank": standing.rank,
        "cause": {"kind": kind, "by": [label_of(graph, *each) for each in by]},
        "unanswered": [label_of(graph, True, link) for link in standing.unanswered],
        "sentence": standing.sentence,
        "semantics": SEMANTICS,
        "graph_version": graph.version,
    }


def label_of(graph: Graph, is_link: bool, id: int) -> str:
    return f"L{graph.by_id[id].number}" if is_link else f"C{graph.claims[id].number}"


class MoveSerializer(serializers.Serializer):
    label = serializers.CharField()  # type: ignore[assignment]
    word = serializers.ChoiceField(ALL_WORDS)
    rank = serializers.IntegerField()
    sentence = serializers.CharField()


class FlipSerializer(serializers.Serializer):
    label = serializers.CharField()  # type: ignore[assignment]
    old = serializers.ChoiceField(ALL_WORDS)
    new = serializers.ChoiceField(ALL_WORDS)


class RemedySerializer(serializers.Serializer):
    sentence = serializers.CharField()
    moves = MoveSerializer(many=True)


class ExplanationSerializer(serializers.Serializer):
    """Why something stands where it stands. `line`: the chain of causes, of falling rank."""

    standing = StandingSerializer()
    line = MoveSerializer(many=True)
    remedy = RemedySerializer(help_text="What would change it.")
    if_withdrawn = FlipSerializer(many=True, help_text="What would flip; nothing is changed.")


class Explanation(NamedTuple):
    standing: dict[str, Any]
    line: list[Any]
    remedy: Any
    if_withdrawn: list[Any]


def explained(element: Claim | Link) -> Response:
    graph = graph_of(element.debate)
    standing, as_argued = both(graph, element)
    explanation = Explanation(
        standing_shown(graph, standing, as_argued),
        standing.line(),
        standing.remedy(),
        standing.if_withdrawn(),
    )
    return answer_with(ExplanationSerializer(explanation).data)


class StandingChangeSerializer(serializers.ModelSerializer):
    label = serializers.CharField(source="element.label")  # type: ignore[assignment]
    uuid = serializers.UUIDField(source="element.uuid")
    by = PersonSerializer()

    class Meta:
        model = StandingChange
        fields = ["label", "uuid", "old", "new", "edit", "graph_version", "by", "at"]


@extend_schema_field(StandingChangeSerializer(many=True))
class Flipped(serializers.Field):
    """What the edit that is answered changed about where things stand. One query."""

    def __init__(self) -> None:
        super().__init__(source="debate", read_only=True)

    def to_representation(self, value: Debate) -> Any:
        changes = StandingChange.objects.of_last_edit(value)
        return StandingChangeSerializer(changes, many=True, context=self.context).data


class StandingChangeQuery(PageQuery):
    claim = serializers.UUIDField(required=False)
    link = serializers.UUIDField(required=False)
    graph_version = serializers.IntegerField(
        required=False, min_value=1, max_value=2**62, help_text="That of one edit."
    )


class StandingChangeList(APIView):
    @reads(page_of(StandingChangeSerializer), StandingChangeQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List what edits of the graph changed about where things stand"""
        changes = debate_of(request, slug).standing_changes.with_elements()
        wanted = chosen(query, "graph_version")
        wanted |= {f"{name}__uuid": query[name] for name in ("claim", "link") if name in query}
        shape = dumped(StandingChangeSerializer, request)
        return page(request, changes.filter(**wanted).order_by("pk"), query, shape, key="pk")
