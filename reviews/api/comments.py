"""Comments: written, read, edited, removed and restored."""

from functools import partial
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, answer_with, chosen, reads, version_seen, writes
from arguments.api.pages import PageQuery, page, page_of
from arguments.api.shapes import debate_of, dumped, named
from reviews.acts import Act
from reviews.models import Comment, CommentAct

from .bodies import doings_of, passages_of, taken_up_in, target_of
from .rows import comments_shown, rows_of
from .shapes import (
    CommentBody,
    CommentChange,
    CommentSerializer,
    CommentVersionSerializer,
    RemovalBody,
)

REMOVED = {200: CommentSerializer, 204: None}


class CommentQuery(PageQuery):
    claim = serializers.UUIDField(required=False, help_text="Those on this claim.")
    link = serializers.UUIDField(required=False, help_text="Those on this link.")
    act = serializers.ChoiceField(Act.choices, required=False)
    text = serializers.CharField(
        max_length=200, required=False, help_text="Words to look for, in web search syntax."
    )


def comment_of(request: Request, uuid: UUID) -> Comment:
    comments = Comment.objects.visible_to(request.user)
    related = comments.select_related("debate", "by", "thread", "review", "removed_by")
    return get_object_or_404(related, uuid=uuid)


def shown(comment: Comment, request: Request) -> Data:
    rows = list(rows_of(Comment.objects.filter(pk=comment.pk)))
    return comments_shown(rows, request)[0]


def remove(comment: Comment, reason: str, request: Request) -> Response:
    comment.remove(by=request.user, reason=reason)
    if comment.pk is None:
        return Response(status=204)
    return answer_with(shown(comment, request))


class CommentList(APIView):
    @reads(page_of(CommentSerializer), CommentQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the comments of a debate

        In the order in which they were written, those of your own drafts among them.
        """
        comments = Comment.objects.visible_to(request.user).filter(debate=debate_of(request, slug))
        for name in ("claim", "link"):
            if name in query:
                comments = comments.filter(**{f"{name}__uuid": query[name]})
        if "act" in query:
            doing = CommentAct.objects.filter(act=query["act"])
            comments = comments.filter(pk__in=doing.values("comment"))
        if "text" in query:
            comments = comments.search(query["text"])
        represent = partial(comments_shown, request=request)
        return page(request, rows_of(comments), query, represent, key="pk")

    @writes(CommentBody, CommentSerializer, status=201)
    def post(self, request: Request, data: Data, slug: str) -> Response:
        """Write a comment

        On its own it is published at once and its acts take effect. With `review`, a draft of
        yours, it waits there.
        """
        debate = debate_of(request, slug)
        fields = chosen(data, "heading", "qualifiers", "opening", "statement", "apart")
        if data.get("review"):
            reviews = debate.reviews.visible_to(request.user)
            fields["review"] = named(reviews, data["review"], "review")
        if data.get("taken_up_in"):
            fields["taken_up_in"] = taken_up_in(debate, data["taken_up_in"])
        comment = Comment.post(
            debate,
            by=request.user,
            source=data.get("source", ""),
            target=target_of(debate, data.get("target") or {}, request),
            doings=doings_of(debate, data.get("acts", [])),
            passages=passages_of(debate, data.get("quotations", []), request),
            **fields,
        )
        return answer_with(shown(comment, request), status=201)


class CommentDetail(APIView):
    @reads(CommentSerializer)
    def get(self, request: Request, uuid: UUID) -> Response:
        """Read a comment

        Its ETag names the version of its words.
        """
        return answer_with(shown(comment_of(request, uuid), request))

    @writes(CommentChange, CommentSerializer, versioned=True)
    def patch(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Change the words of your comment

        Every earlier wording is kept.
        """
        comment = comment_of(request, uuid)
        seen = version_seen(request, data, comment.version)
        quoted = {each["position"]: each["exact"] for each in data.get("quoted", ())}
        if "source" not in data and not quoted:
            raise serializers.ValidationError({"source": ["Give the new words."]})
        source, reason = data.get("source", comment.source), data.get("reason", "")
        comment.edit(by=request.user, seen=seen, source=source, reason=reason, quoted=quoted)
        return answer_with(shown(comment, request))

    @writes(None, REMOVED)
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Remove your comment

        A tombstone stays; of one in a draft, nothing (204). With a reason, see the removal.
        """
        return remove(comment_of(request, uuid), "", request)


class CommentRemoval(APIView):
    @writes(RemovalBody, REMOVED)
    def put(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Remove a comment, with a reason

        Its writer may, and the editors. Words and quotations are shown no more.
        """
        return remove(comment_of(request, uuid), data.get("reason", ""), request)

    @writes(None, CommentSerializer)
    def delete(self, request: Request, uuid: UUID) -> Response:
        """Restore a removed comment

        Whoever removed it may, and the editors.
        """
        comment = comment_of(request, uuid)
        comment.restore(by=request.user)
        return answer_with(shown(comment, request))


class CommentVersions(APIView):
    @reads(page_of(CommentVersionSerializer), PageQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List every wording of a comment

        Of a removed one: for its writer and the editors only.
        """
        comment = comment_of(request, uuid)
        mine = comment.by.is_user(request.user)
        if comment.removed_at and not (mine or comment.debate.can_edit(request.user)):
            raise Http404
        versions = comment.versions.select_related("by")
        return page(request, versions, query, dumped(CommentVersionSerializer, request))
