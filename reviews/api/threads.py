"""Threads with their comments, and what became of each."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.generics import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, answer_with, chosen, reads, unchanged, writes
from arguments.api.pages import PageQuery, page, page_of
from arguments.api.shapes import debate_of, dumped
from reviews.models import Comment, Outcome, Thread, ThreadOutcome
from reviews.querysets import ThreadQuerySet

from .rows import comments_shown, rows_of
from .shapes import OutcomeBody, OutcomeSerializer, ThreadSerializer, ThreadWithComments


class ThreadQuery(PageQuery):
    state = serializers.ChoiceField(Thread.State.choices, required=False)
    outcome = serializers.ChoiceField(ThreadOutcome.choices, required=False)
    waiting = serializers.ChoiceField(
        ["me"], required=False, help_text="me: those in which it is your turn."
    )
    claim = serializers.UUIDField(required=False, help_text="Those about this claim.")


def threads_of(request: Request) -> ThreadQuerySet:
    return Thread.objects.visible_to(request.user).with_bylines().prefetch_related("outcomes__by")


def thread_of(request: Request, uuid: UUID) -> Thread:
    return get_object_or_404(threads_of(request), uuid=uuid)


def with_comments(threads: Sequence[Thread], request: Request) -> list[dict[str, Any]]:
    """Threads as the API gives them, with all their comments in order. Five queries."""
    comments = Comment.objects.filter(thread__in=threads).published()
    said: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for comment in comments_shown(list(rows_of(comments.in_order())), request, among=comments):
        said[comment["thread"]].append(comment)
    shown = ThreadSerializer(threads, many=True, context={"request": request}).data
    return [
        head | {"comments": said[thread.uuid]} for head, thread in zip(shown, threads, strict=True)
    ]


class ThreadList(APIView):
    @reads(page_of(ThreadWithComments), ThreadQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List the threads of a debate

        In order of their numbers, each with all its comments in order.
        """
        debate = debate_of(request, slug)
        wanted = chosen(query, "state", "outcome")
        threads = threads_of(request).filter(debate=debate, **wanted)
        if "claim" in query:
            claim = debate.claims.filter(uuid=query["claim"]).first()
            threads = threads.about_claim(claim.pk) if claim else threads.none()
        if "waiting" in query:
            mine = debate.participant(request.user)
            threads = threads.filter(waiting_for=mine) if mine else threads.none()
        return page(request, threads, query, partial(with_comments, request=request))


class ThreadDetail(APIView):
    @reads(ThreadWithComments)
    def get(self, request: Request, uuid: UUID) -> HttpResponseBase:
        """Read a thread

        With all its comments in order. Its ETag changes with the debate; with If-None-Match the
        answer is 304 until then.
        """
        thread = thread_of(request, uuid)
        etag = f'"thread-1-{thread.debate.version}"'
        if answer := unchanged(request, etag):
            return answer
        return Response(with_comments([thread], request)[0], headers={"ETag": etag})


class ThreadOutcomes(APIView):
    @reads(page_of(OutcomeSerializer), PageQuery)
    def get(self, request: Request, query: Data, uuid: UUID) -> Response:
        """List what was decided about a thread"""
        outcomes = thread_of(request, uuid).outcomes.select_related("by")
        return page(request, outcomes, query, dumped(OutcomeSerializer, request), key="pk")

    @writes(OutcomeBody, OutcomeSerializer, status=201)
    def post(self, request: Request, data: Data, uuid: UUID) -> Response:
        """Close, dispute or re-open a thread, or say whether its outcome satisfies

        `outcome` (its raiser and the editors) with the outcome and a line; `satisfaction` (its
        raiser); `dispute` (any contributor) with the reason as line; `reopen` (who took part).
        """
        outcome = decide(thread_of(request, uuid), data, request)
        return answer_with(OutcomeSerializer(outcome).data, status=201)


def decide(thread: Thread, data: Data, request: Request) -> Any:
    """The decision that the body describes, by the verb for its kind."""
    words: dict[str, Any] = {"by": request.user, "line": data.get("line", "")}
    if data["kind"] == Outcome.Kind.OUTCOME:
        satisfaction = data.get("satisfaction", "")
        return thread.close(data.get("outcome", ""), satisfaction=satisfaction, **words)
    if data["kind"] == Outcome.Kind.SATISFACTION:
        return thread.answer_satisfaction(data.get("satisfaction", ""), **words)
    if data["kind"] == Outcome.Kind.DISPUTE:
        return thread.dispute(**words)
    return thread.reopen(**words)
