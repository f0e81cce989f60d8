"""Reading a claim and rewording it, with what is quoted of it."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.claims import (
    ClaimChange,
    ClaimSerializer,
    EditedClaim,
    claim_of,
    shown,
    with_topic,
)
from arguments.api.contract import Data, answer_with, reads, version_seen, writes
from reviews.publishing import edit_claim


class ClaimDetail(APIView):
    @reads(ClaimSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """Read a claim

        Its ETag names the version of its wording.
        """
        return answer_with(shown(claim_of(request, uuid), request))

    @writes(ClaimChange, EditedClaim, versioned=True)
    def patch(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Change the wording or the topic of a claim

        Who entered it may; every earlier wording is kept, and what is quoted of its body is carried
        over.
        """
        claim = claim_of(request, uuid)
        seen = version_seen(request, data, claim.version)
        fields = with_topic({k: v for k, v in data.items() if k != "version"}, claim.debate)
        if not fields.keys() - {"reason"}:
            raise serializers.ValidationError("Name at least one field to change.")
        edited = edit_claim(claim, by=request.user, seen=seen, **fields)
        return answer_with(shown(edited, request, EditedClaim))
