"""Splitting a thread, moving a comment, merging two threads, and undoing that."""

from uuid import UUID

from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, answer_with, writes
from arguments.api.shapes import named
from reviews.models import Move

from .comments import comment_of, shown
from .shapes import CommentSerializer, ThreadSerializer
from .threads import thread_of


class MoveBody(serializers.Serializer):
    into = serializers.UUIDField(
        required=False, allow_null=True, help_text="A thread; none: one of its own."
    )
    title = serializers.CharField(required=False, allow_blank=True, max_length=200)
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)


class ThreadMergeBody(serializers.Serializer):
    into = serializers.UUIDField(help_text="The thread that is about the same point and stays.")
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)


class CommentMove(APIView):
    @writes(MoveBody, CommentSerializer)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Move a comment and what answers it to another thread

        Without `into` it becomes a point of its own: the thread is split. Editors may.
        """
        comment = comment_of(request, uuid)
        reason = data.get("reason", "")
        if data.get("into"):
            into = named(comment.debate.threads.all(), data["into"], "into")
            Move.send(comment, into, by=request.user, reason=reason)
        else:
            title = data.get("title", "")
            Move.split(comment, by=request.user, title=title, reason=reason)
        return answer_with(shown(comment, request))

    @writes(None, CommentSerializer)
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Undo the last move of a comment, with all that went with it

        Editors may.
        """
        comment = comment_of(request, uuid)
        moves = Move.objects.in_force().filter(places__comment=comment).order_by("-pk")
        get_object_or_404(moves[:1]).undo(by=request.user)
        return answer_with(shown(comment, request))


class ThreadMerge(APIView):
    @writes(ThreadMergeBody, ThreadSerializer)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Merge a thread into another

        All that was said goes to the end of that one, and this one is closed as a duplicate. What
        comes back is the other. Editors may.
        """
        thread = thread_of(request, uuid)
        into = named(thread.debate.threads.all(), data["into"], "into")
        Move.merge(thread, into, by=request.user, reason=data.get("reason", ""))
        context = {"request": request}
        return answer_with(ThreadSerializer(thread_of(request, into.uuid), context=context).data)
