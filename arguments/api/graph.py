"""The whole argument graph of a debate in one answer, made from plain rows.

A fixed number of queries and no object per row, so that ten thousand claims cost little more than
the database's own reading of them.
"""

from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from arguments.graph import Graph
from arguments.graphs import graph_of
from arguments.models import Claim, Debate, Link, Status
from arguments.standing import SEMANTICS, Standing

from .claims import ROLES
from .contract import reads, unchanged
from .encoding import to_json
from .shapes import debate_of
from .standing import ALL_WORDS, LABELS

#: Counted up when the shape of the answer changes, so that no caller keeps an old one.
SHAPE = 2


class GraphStanding(serializers.Serializer):
    word = serializers.ChoiceField(ALL_WORDS)
    label = serializers.ChoiceField(LABELS)  # type: ignore[assignment]
    rank = serializers.IntegerField()
    sentence = serializers.CharField()


class GraphClaim(serializers.Serializer):
    uuid = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(Claim.Kind.choices)
    voice = serializers.ChoiceField(Claim.Voice.choices)
    status = serializers.ChoiceField(Status.choices)
    role = serializers.ChoiceField(ROLES)
    standing = GraphStanding()
    topic = serializers.CharField(allow_null=True)


class GraphTarget(serializers.Serializer):
    """One of the two is not null."""

    claim = serializers.UUIDField(allow_null=True)
    link = serializers.UUIDField(allow_null=True)


class GraphLink(serializers.Serializer):
    uuid = serializers.UUIDField()
    number = serializers.IntegerField()
    relation = serializers.ChoiceField(Link.Relation.choices)
    status = serializers.ChoiceField(Status.choices)
    premises = serializers.ListField(child=serializers.UUIDField())
    target = GraphTarget()
    standing = GraphStanding()


class GraphSerializer(serializers.Serializer):
    debate = serializers.SlugField()
    graph_version = serializers.IntegerField()
    semantics = serializers.CharField(help_text="Name and version of the rules of standing.")
    topics = serializers.ListField(child=serializers.CharField())
    claims = GraphClaim(many=True)
    links = GraphLink(many=True)


#: As text from the start: twenty thousand UUID objects would be made only to be written out.
UUID_TEXT = Cast("uuid", TextField())
CLAIM_COLUMNS = ("pk", UUID_TEXT, "number", "title", "kind", "voice", "status", "topic__title")
LINK_COLUMNS = ("pk", UUID_TEXT, "number", "relation", "status", "target_claim", "target_link")


class GraphView(APIView):
    @reads(GraphSerializer)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        """Read the whole argument graph

        Every claim and link in one answer, in order of their numbers, with where each stands. Its
        ETag changes when a claim or a link does; with If-None-Match the answer is 304 until then.
        """
        debate = debate_of(request, slug)
        etag = f'"graph-{SHAPE}-{debate.graph_version}"'
        if answer := unchanged(request, etag):
            return answer
        return HttpResponse(
            to_json(whole(debate)), content_type="application/json", headers={"ETag": etag}
        )


def whole(debate: Debate) -> dict[str, Any]:
    """The graph as plain data. At most four queries."""
    graph = graph_of(debate)
    links = list(debate.links.order_by("number").values_list(*LINK_COLUMNS))
    claims = list(debate.claims.order_by("number").values_list(*CLAIM_COLUMNS))
    return {
        "debate": debate.slug,
        "graph_version": graph.version,
        "semantics": SEMANTICS,
        "topics": list(debate.topics.values_list("title", flat=True)),
        "claims": claims_shown(claims, graph),
        "links": links_shown(links, graph, {claim[0]: claim[1] for claim in claims}),
    }


def stands(standing: Standing) -> dict[str, Any]:
    return {
        "word": standing.word,
        "label": standing.label,
        "rank": standing.rank,
        "sentence": standing.sentence,
    }


def claims_shown(claims: list[tuple[Any, ...]], graph: Graph) -> list[dict[str, Any]]:
    return [
        {
            "uuid": uuid,
            "number": number,
            "title": title,
            "kind": kind,
            "voice": voice,
            "status": status,
            "role": graph.role(pk),
            "standing": stands(graph.reviewed.claim(pk)),
            "topic": topic,
        }
        for pk, uuid, number, title, kind, voice, status, topic in claims
    ]


def links_shown(
    links: list[tuple[Any, ...]], graph: Graph, claim_uuid: dict[int, str]
) -> list[dict[str, Any]]:
    link_uuid = {link[0]: link[1] for link in links}
    return [
        {
            "uuid": uuid,
            "number": number,
            "relation": relation,
            "status": status,
            "premises": [claim_uuid[premise] for premise in graph.by_id[pk].premises],
            "target": {"claim": claim_uuid.get(claim), "link": link_uuid.get(link)},
            "standing": stands(graph.reviewed.link(pk)),
        }
        for pk, uuid, number, relation, status, claim, link in links
    ]
