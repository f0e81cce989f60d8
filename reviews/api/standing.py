"""Where a debate stands, and where that and what people decided do not go together."""

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments import verdicts
from arguments.api.contract import answer_with, reads
from arguments.api.shapes import debate_of
from arguments.api.standing import ALL_WORDS, label_of
from arguments.disagreements import ANSWER, OBJECT, RESOLVE, SUPPORT, disagreements_in
from arguments.graphs import graph_of
from arguments.models import Status
from arguments.standing import SEMANTICS
from reviews.overview import verdict_of

LABELS = serializers.ListField(child=serializers.CharField())


class MissingMove(serializers.Serializer):
    kind = serializers.ChoiceField([ANSWER, RESOLVE, OBJECT, SUPPORT])
    label = serializers.CharField(help_text="A claim, or the link.")  # type: ignore[assignment]


class DisagreementSerializer(serializers.Serializer):
    claim = serializers.CharField(help_text="Such as C41.")
    status = serializers.ChoiceField(Status.choices)
    word = serializers.ChoiceField(ALL_WORDS)
    sentence = serializers.CharField()
    moves = MissingMove(many=True)


class VerdictSerializer(serializers.Serializer):
    """The word and sentence of a debate, over its conclusions and the claims that these need."""

    word = serializers.ChoiceField(verdicts.WORDS)
    sentence = serializers.CharField()
    conclusions = LABELS
    needed = LABELS
    open = serializers.ListField(child=serializers.CharField(), help_text="Needed, but not held.")
    waiting = serializers.ListField(
        child=serializers.CharField(), help_text="Attacks that are answered and not yet settled."
    )
    disagreements = DisagreementSerializer(many=True)
    semantics = serializers.CharField()
    graph_version = serializers.IntegerField()


class DebateStanding(APIView):
    @reads(VerdictSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Read where a debate stands

        Computed from the links and from what was raised, never from votes.
        """
        debate = debate_of(request, slug)
        graph, verdict = graph_of(debate), verdict_of(debate)
        claims = ("conclusions", "needed", "open")
        shown = {
            "word": verdict.word,
            "sentence": verdict.sentence,
            **{
                name: [label_of(graph, False, id) for id in getattr(verdict, name)]
                for name in claims
            },
            "waiting": [label_of(graph, True, id) for id in verdict.waiting],
            "disagreements": [
                {**each._asdict(), "claim": label_of(graph, False, each.id)}
                for each in disagreements_in(graph)
            ],
            "semantics": SEMANTICS,
            "graph_version": graph.version,
        }
        return answer_with(VerdictSerializer(shown).data)
