"""The whole argument graph of a debate in one answer, made from plain rows.

A fixed number of queries and no object per row, so that ten thousand claims cost little more than
the database's own reading of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from arguments import roles
from arguments.models import Claim, Debate, Link, Premise, Status

from .claims import ROLES
from .contract import reads, unchanged
from .encoding import to_json
from .shapes import debate_of

#: Counted up when the shape of the answer changes, so that no caller keeps an old one.
SHAPE = 1


class GraphClaim(serializers.Serializer):
    uuid = serializers.UUIDField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(Claim.Kind.choices)
    voice = serializers.ChoiceField(Claim.Voice.choices)
    status = serializers.ChoiceField(Status.choices)
    role = serializers.ChoiceField(ROLES)
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


class GraphSerializer(serializers.Serializer):
    debate = serializers.SlugField()
    graph_version = serializers.IntegerField()
    topics = serializers.ListField(child=serializers.CharField())
    claims = GraphClaim(many=True)
    links = GraphLink(many=True)


#: As text from the start: twenty thousand UUID objects would be made only to be written out.
UUID_TEXT = Cast("uuid", TextField())
CLAIM_COLUMNS = ("pk", UUID_TEXT, "number", "title", "kind", "voice", "status", "topic__title")
LINK_COLUMNS = ("pk", UUID_TEXT, "number", "relation", "status", "target_claim", "target_link")


class Graph(APIView):
    @reads(GraphSerializer)
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        """Read the whole argument graph

        Every claim and link in one answer, in order of their numbers. Its ETag changes when a
        claim or a link does; with If-None-Match the answer is 304 until then.
        """
        debate = debate_of(request, slug)
        etag = f'"graph-{SHAPE}-{debate.graph_version}"'
        if answer := unchanged(request, etag):
            return answer
        return HttpResponse(
            to_json(graph_of(debate)), content_type="application/json", headers={"ETag": etag}
        )


def graph_of(debate: Debate) -> dict[str, Any]:
    """The graph as plain data. Four queries.

    Links are read first: what a link names was there before it, so it is there in what is read
    after it, whatever is written in between.
    """
    links = list(debate.links.order_by("number").values_list(*LINK_COLUMNS))
    premises = premises_of(debate)
    claims = list(debate.claims.order_by("number").values_list(*CLAIM_COLUMNS))
    role_of = roles.roles([claim[0] for claim in claims], list(steps(links, premises)))
    return {
        "debate": debate.slug,
        "graph_version": debate.graph_version,
        "topics": list(debate.topics.values_list("title", flat=True)),
        "claims": claims_shown(claims, role_of),
        "links": links_shown(links, premises, {claim[0]: claim[1] for claim in claims}),
    }


def claims_shown(claims: list[tuple[Any, ...]], role_of: dict[int, str]) -> list[dict[str, Any]]:
    return [
        {
            "uuid": uuid,
            "number": number,
            "title": title,
            "kind": kind,
            "voice": voice,
            "status": status,
            "role": role_of[pk],
            "topic": topic,
        }
        for pk, uuid, number, title, kind, voice, status, topic in claims
    ]


def links_shown(
    links: list[tuple[Any, ...]], premises: dict[int, list[int]], claim_uuid: dict[int, str]
) -> list[dict[str, Any]]:
    link_uuid = {link[0]: link[1] for link in links}
    return [
        {
            "uuid": uuid,
            "number": number,
            "relation": relation,
            "status": status,
            "premises": [claim_uuid[premise] for premise in premises[pk]],
            "target": {"claim": claim_uuid.get(claim), "link": link_uuid.get(link)},
        }
        for pk, uuid, number, relation, status, claim, link in links
    ]


def premises_of(debate: Debate) -> dict[int, list[int]]:
    premises: dict[int, list[int]] = defaultdict(list)
    rows = Premise.objects.filter(link__debate=debate).order_by("link", "position")
    for link, claim in rows.values_list("link", "claim"):
        premises[link].append(claim)
    return premises


def steps(links: list[tuple[Any, ...]], premises: dict[int, list[int]]) -> Iterator[roles.Step]:
    """The steps in force on which roles depend: the attacks, and what these dispute."""
    disputed = {link for *_, link in links}
    for pk, _, _, relation, status, claim, link in links:
        attacks = relation == Link.Relation.ATTACKS
        if status != Status.WITHDRAWN and (attacks or pk in disputed):
            yield roles.Step(pk, relation, premises[pk], claim, link)
