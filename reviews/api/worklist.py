"""What waits for the person who asks, and whether comments still apply."""

from typing import Any
from uuid import UUID

from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, answer_with, reads, writes
from arguments.models import User
from reviews.worklist import Item, Worklist, items_of

from .comments import comment_of, shown
from .shapes import MOST_PARTS, CommentSerializer


class WorkSerializer(serializers.Serializer):
    """One thing to do. `group`: answer, confirm, recheck, promised, check, watched or waiting."""

    group = serializers.CharField()
    debate = serializers.SlugField()
    uuid = serializers.UUIDField(help_text="Of the thread, the comment or the commitment.")
    label = serializers.CharField()  # type: ignore[assignment]
    title = serializers.CharField()
    why = serializers.CharField()
    since = serializers.DateTimeField(allow_null=True)
    html_url = serializers.URLField()


class WorklistSerializer(serializers.Serializer):
    count = serializers.IntegerField(help_text="What is to be done, without what waits for others.")
    results = WorkSerializer(many=True)


class PlaceBody(serializers.Serializer):
    position = serializers.IntegerField(min_value=0, max_value=10_000)
    exact = serializers.CharField(max_length=2_000, help_text="Words of the newest text.")


class RecheckBody(serializers.Serializer):
    places = PlaceBody(  # type: ignore[call-arg]
        many=True, required=False, max_length=MOST_PARTS
    )


def work_of(group: str, item: Item, request: Request) -> dict[str, Any]:
    return {
        "group": group,
        "debate": item.debate.slug,
        "uuid": item.record.uuid,
        "label": item.label,
        "title": item.title,
        "why": item.why,
        "since": item.since,
        "html_url": request.build_absolute_uri(item.url),
    }


class WorklistDetail(APIView):
    @reads(WorklistSerializer)
    def get(self, request: Request) -> Response:
        """Read what waits for you

        Over all debates: to answer, to confirm, to re-check, promised by you, promised to you and
        said to be done; what is new where you watch; then what waits for others. 50 of each.
        """
        if not isinstance(request.user, User):
            raise NotAuthenticated
        work = Worklist(request.user)
        items = items_of([*work.groups, work.waiting])
        results = [work_of(group, item, request) for group, item in items]
        return Response({"count": work.count, "results": results})


class CommentRecheck(APIView):
    @writes(RecheckBody, CommentSerializer)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Say that a comment still applies

        Although words that it quotes have changed or are gone; `places` says for quotations, by
        their positions, which words they are about now. Its writer may, and the editors.
        """
        comment = comment_of(request, uuid)
        places = {place["position"]: place["exact"] for place in data.get("places", ())}
        comment.recheck(by=request.user, places=places)
        return answer_with(shown(comment_of(request, uuid), request))
