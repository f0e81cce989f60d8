"""Stances: who holds what of a claim, and what they held before."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.claims import claim_of
from arguments.api.contract import Data, answer_with, reads, writes
from arguments.api.pages import PageQuery, page, page_of
from arguments.api.shapes import debate_of, dumped
from reviews.acts import Position
from reviews.models import Stance
from reviews.querysets import StanceQuerySet

from .shapes import StanceBody, StanceSerializer


class StanceQuery(PageQuery):
    position = serializers.ChoiceField(Position.choices, required=False)
    current = serializers.ChoiceField(
        ["true", "false"],
        required=False,
        help_text="true: only the last stance of each person on each claim.",
    )


def asked_of(stances: StanceQuerySet, query: Data) -> StanceQuerySet:
    if query.get("current") == "true":
        stances = Stance.objects.filter(pk__in=stances.current().values("pk"))
    if "position" in query:
        stances = stances.filter(position=query["position"])
    return stances.select_related("claim", "by", "comment", "made_on")


class StanceList(APIView):
    @reads(page_of(StanceSerializer), StanceQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the stances taken in a debate

        In the order in which they were taken.
        """
        stances = Stance.objects.filter(claim__debate=debate_of(request, slug))
        shape = dumped(StanceSerializer, request)
        return page(request, asked_of(stances, query), query, shape, key="pk")


class ClaimStances(APIView):
    @reads(page_of(StanceSerializer), StanceQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List the stances on a claim

        In the order in which they were taken.
        """
        stances = Stance.objects.filter(claim=claim_of(request, uuid))
        shape = dumped(StanceSerializer, request)
        return page(request, asked_of(stances, query), query, shape, key="pk")

    @writes(StanceBody, StanceSerializer, status=201)
    def post(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Take a stance on a claim

        Your last one counts; the earlier ones stay on record.
        """
        stance = Stance.take(claim_of(request, uuid), by=request.user, **data)
        return answer_with(StanceSerializer(stance).data, status=201)
