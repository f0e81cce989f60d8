"""Merging a claim into one that says the same, and taking them apart again."""

from uuid import UUID

from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.claims import EditedClaim, claim_of, shown
from arguments.api.contract import Data, answer_with, reads, writes
from arguments.api.pages import PageQuery, page, page_of
from arguments.api.shapes import debate_of, dumped, named
from reviews.models import Merge

from .shapes import MergeBody, MergeSerializer


class MergeList(APIView):
    @reads(page_of(MergeSerializer), PageQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the merges of a debate

        Those that were undone too, in the order in which they were made.
        """
        merges = Merge.objects.filter(debate=debate_of(request, slug)).with_claims()
        return page(request, merges, query, dumped(MergeSerializer, request), key="pk")


class ClaimMerge(APIView):
    @writes(MergeBody, EditedClaim)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Merge a claim into one that says the same

        Links, comments, stances, promises and citations go there. Editors may. What comes back is
        the merged claim; the other one is its `merged_into`.
        """
        claim = claim_of(request, uuid)
        into = named(claim.debate.claims.all(), data["into"], "into")
        Merge.make(claim, into=into, by=request.user, reason=data.get("reason", ""))
        return answer_with(shown(claim, request, EditedClaim))

    @writes(None, EditedClaim)
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Take a claim apart again from the one into which it was merged

        It gets back what went with it. Editors may.
        """
        claim = claim_of(request, uuid)
        merge = get_object_or_404(claim.merges.in_force().with_claims())
        merge.undo(by=request.user)
        return answer_with(shown(claim_of(request, uuid), request, EditedClaim))
