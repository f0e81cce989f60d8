"""What became of each point of a debate."""

from functools import partial
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, chosen, reads
from arguments.api.pages import PageQuery, page, page_of
from arguments.api.shapes import PersonSerializer, debate_of
from reviews.dispositions import Disposition, Row, rows_of, with_dispositions
from reviews.models import Commitment, Thread, ThreadOutcome


class DispositionQuery(PageQuery):
    disposition = serializers.ChoiceField(Disposition.choices, required=False)
    outcome = serializers.ChoiceField(ThreadOutcome.choices, required=False)
    satisfaction = serializers.ChoiceField(Thread.Satisfaction.choices, required=False)
    state = serializers.ChoiceField(Thread.State.choices, required=False)


class AnswerSerializer(serializers.Serializer):
    comment = serializers.UUIDField()
    by = PersonSerializer()
    at = serializers.DateTimeField()
    text = serializers.CharField()


class PromiseSerializer(serializers.Serializer):
    uuid = serializers.UUIDField()
    label = serializers.CharField()  # type: ignore[assignment]
    strength = serializers.ChoiceField(Commitment.Strength.choices)
    state = serializers.ChoiceField(Commitment.State.choices)
    done_in = serializers.IntegerField(allow_null=True, help_text="The number of the revision.")


class DispositionSerializer(serializers.Serializer):
    """One point: a row of the table."""

    thread = serializers.UUIDField()
    html_url = serializers.URLField()
    label = serializers.CharField()  # type: ignore[assignment]
    title = serializers.CharField()
    raised_by = PersonSerializer()
    raised_at = serializers.DateTimeField()
    place = serializers.CharField(help_text="What it was raised on, such as D1 or C14.")
    quoted = serializers.CharField(help_text="The words that are quoted first.")
    about = serializers.ListField(child=serializers.CharField())
    answer = AnswerSerializer(allow_null=True, help_text="The last words of somebody else.")
    disposition = serializers.ChoiceField(Disposition.choices)
    state = serializers.ChoiceField(Thread.State.choices)
    outcome = serializers.ChoiceField(ThreadOutcome.choices, allow_null=True)
    outcome_line = serializers.CharField()
    satisfaction = serializers.ChoiceField(Thread.Satisfaction.choices)
    waiting_for = PersonSerializer(allow_null=True)
    waiting_since = serializers.DateTimeField(allow_null=True)
    commitments = PromiseSerializer(many=True)


def shown(row: Row, request: Request) -> dict[str, Any]:
    thread, answer = row.thread, row.answer
    return {
        "thread": thread.uuid,
        "html_url": request.build_absolute_uri(thread.get_absolute_url()),
        "label": thread.label,
        "title": thread.title,
        "raised_by": PersonSerializer(thread.raised_by).data,
        "raised_at": thread.at,
        "place": row.place,
        "quoted": row.words,
        "about": row.concerns,
        "answer": answer
        and {
            "comment": answer.uuid,
            "by": PersonSerializer(answer.by).data,
            "at": answer.at,
            "text": answer.text,
        },
        "disposition": row.disposition,
        "state": thread.state,
        "outcome": thread.outcome or None,
        "outcome_line": thread.outcome_line,
        "satisfaction": thread.satisfaction,
        "waiting_for": thread.waiting_for and PersonSerializer(thread.waiting_for).data,
        "waiting_since": thread.waiting_since,
        "commitments": [
            {
                "uuid": promise.uuid,
                "label": promise.label,
                "strength": promise.strength,
                "state": promise.state,
                "done_in": promise.done_in.number if promise.done_in else None,
            }
            for promise in row.promises
        ],
    }


class DispositionList(APIView):
    @reads(page_of(DispositionSerializer), DispositionQuery)
    def get(self, request: Request, query: Data, slug: str) -> Response:
        """List what became of each point of a debate

        Who raised it and where, what was answered last, how it ended and whether that satisfies,
        and what was promised. In order of the numbers of the threads.
        """
        threads = Thread.objects.filter(debate=debate_of(request, slug)).with_bylines()
        wanted = chosen(query, "disposition", "outcome", "satisfaction", "state")
        rows = partial(rows_shown, request=request)
        return page(request, with_dispositions(threads).filter(**wanted), query, rows)


def rows_shown(threads: list[Thread], request: Request) -> list[dict[str, Any]]:
    return [shown(row, request) for row in rows_of(threads)]
