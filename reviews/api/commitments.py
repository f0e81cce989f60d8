"""Commitments: what was promised, by whom, and what became of it."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, answer_with, chosen, reads, writes
from arguments.api.pages import PageQuery, page, page_of
from arguments.api.shapes import debate_of, dumped, named
from arguments.models import Debate, Revision
from reviews.models import Comment, Commitment

from .shapes import (
    CommitmentBody,
    CommitmentChangeSerializer,
    CommitmentSerializer,
    CommitmentStateBody,
    DueBody,
)


class CommitmentQuery(PageQuery):
    state = serializers.ChoiceField(Commitment.State.choices, required=False)
    strength = serializers.ChoiceField(Commitment.Strength.choices, required=False)


def commitment_of(request: Request, uuid: UUID) -> Commitment:
    commitments = Commitment.objects.visible_to(request.user).with_bylines()
    return get_object_or_404(commitments, uuid=uuid)


def shown(commitment: Commitment, request: Request) -> Data:
    return CommitmentSerializer(commitment, context={"request": request}).data


def concerned(debate: Debate, data: Data, request: Request) -> dict[str, Any]:
    """What the body names: a comment, a thread, a claim, a document of the debate."""
    comments = Comment.objects.visible_to(request.user).published().filter(debate=debate)
    rows = {
        "comment": comments,
        "thread": debate.threads.all(),
        "claim": debate.claims.all(),
        "document": debate.documents.all(),
    }
    return {name: named(rows[name], data[name], name) for name in rows if data.get(name)}


def revision_of(commitment: Commitment, number: int | None) -> Revision | None:
    if number is None:
        return None
    revisions = Revision.objects.filter(document=commitment.document_id, number=number)
    found = revisions.first() if commitment.document_id else None
    if found is None:
        raise serializers.ValidationError({"done_in": ["Its document has no such revision."]})
    return found


class CommitmentList(APIView):
    @reads(page_of(CommitmentSerializer), CommitmentQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the commitments of a debate"""
        commitments = Commitment.objects.filter(debate=debate_of(request, slug)).with_bylines()
        wanted = chosen(query, "state", "strength")
        shape = dumped(CommitmentSerializer, request)
        return page(request, commitments.filter(**wanted), query, shape)

    @writes(CommitmentBody, CommitmentSerializer, status=201)
    def post(self, request: Request, data: Data, slug: str) -> Response:
        """Promise a change"""
        debate = debate_of(request, slug)
        plain = chosen(data, "text", "strength", "due")
        about = concerned(debate, data, request)
        commitment = Commitment.promise(debate, by=request.user, **plain, **about)
        return answer_with(shown(commitment, request), status=201)


class CommitmentDetail(APIView):
    @reads(CommitmentSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """Read a commitment"""
        return answer_with(shown(commitment_of(request, uuid), request))


class CommitmentState(APIView):
    @writes(CommitmentStateBody, CommitmentSerializer)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Say what became of your commitment

        Done (in which revision), declined (why), or pending again.
        """
        commitment = commitment_of(request, uuid)
        commitment.settle(
            data["state"],
            by=request.user,
            reason=data.get("reason", ""),
            done_in=revision_of(commitment, data.get("done_in")),
        )
        return answer_with(shown(commitment, request))


class CommitmentDue(APIView):
    @writes(DueBody, CommitmentSerializer)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Say until when you will keep a commitment"""
        commitment = commitment_of(request, uuid)
        commitment.put_off(**data, by=request.user)
        return answer_with(shown(commitment, request))


class CommitmentConfirmation(APIView):
    @writes(None, CommitmentSerializer)
    def put(self, request: Request, uuid: UUID) -> Response:
        """Confirm that a commitment was kept

        The person who asked for the change may, and the editors.
        """
        commitment = commitment_of(request, uuid)
        commitment.confirm(by=request.user)
        return answer_with(shown(commitment, request))


class CommitmentChanges(APIView):
    @reads(page_of(CommitmentChangeSerializer), PageQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List the steps in the life of a commitment"""
        changes = commitment_of(request, uuid).changes.select_related("by")
        return page(request, changes, query, dumped(CommitmentChangeSerializer, request), key="pk")
