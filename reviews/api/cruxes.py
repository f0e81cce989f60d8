"""Cruxes: on which claims and links the disagreements of a debate turn, and who says so."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.claims import claim_of
from arguments.api.contract import Data, answer_with, reads, writes
from arguments.api.links import link_of
from arguments.api.pages import PageQuery, page, page_of
from arguments.api.shapes import PersonSerializer, UuidOf, debate_of, dumped
from reviews.models import CruxWord


class CruxWordSerializer(serializers.ModelSerializer):
    claim = UuidOf("claim")
    link = UuidOf("link")
    by = PersonSerializer()
    comment = UuidOf("comment")

    class Meta:
        model = CruxWord
        fields = ["claim", "link", "by", "hold", "line", "comment", "at"]


class CruxWordBody(serializers.Serializer):
    hold = serializers.ChoiceField(CruxWord.Hold.choices)
    line = serializers.CharField(required=False, allow_blank=True, max_length=300)


class CruxWordList(APIView):
    @reads(page_of(CruxWordSerializer), PageQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List what was said of the cruxes of a debate

        In the order in which it was said. The last word of each person on a claim or link counts:
        it is a crux once somebody holds it, and an accepted one once another person does too.
        """
        words = debate_of(request, slug).crux_words.select_related("claim", "link", "by", "comment")
        return page(request, words, query, dumped(CruxWordSerializer, request), key="pk")


class ClaimCrux(APIView):
    @writes(CruxWordBody, CruxWordSerializer, status=201)
    def post(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Say whether the disagreement turns on a claim

        Your last word counts; the earlier ones stay on record.
        """
        word = CruxWord.say(claim_of(request, uuid), by=request.user, **data)
        return answer_with(CruxWordSerializer(word).data, status=201)


class LinkCrux(APIView):
    @writes(CruxWordBody, CruxWordSerializer, status=201)
    def post(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Say whether the disagreement turns on a link

        Your last word counts; the earlier ones stay on record.
        """
        word = CruxWord.say(link_of(request, uuid), by=request.user, **data)
        return answer_with(CruxWordSerializer(word).data, status=201)
