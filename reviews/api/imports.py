"""Making a debate of a file."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from arguments.api.contract import Data, answer_with, writes
from arguments.api.debates import DebateSerializer, shown
from arguments.api.shapes import debate_of
from reviews.formats import WHOLE, guessed
from reviews.models import Import
from reviews.transfer.incoming import Preview, bring_in, free_slug

LONGEST_SLUG = 60


class ImportBody(serializers.Serializer):
    text = serializers.CharField(trim_whitespace=False, help_text="What is in the file.")
    name = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="Of the file."
    )
    form = serializers.ChoiceField(
        sorted(WHOLE), required=False, help_text="The format; else it is found out."
    )
    slug = serializers.CharField(
        required=False, max_length=LONGEST_SLUG, help_text="Else that of the file, or one like it."
    )
    lenient = serializers.BooleanField(
        required=False, help_text="Make a debate of what can be read; `left_out` says what cannot."
    )


class ImportShape(serializers.Serializer):
    form = serializers.CharField()
    left_out = serializers.ListField(child=serializers.CharField())
    debate = DebateSerializer()


class ImportList(APIView):
    @writes(ImportBody, ImportShape, status=201)
    def post(self, request: Request, data: Data) -> Response:
        """Make a debate of a file

        You are its owner, and nobody else sees it until you change its visibility. A debate that is
        on this site already comes as a copy. What is wrong with the file is told by its lines.
        """
        text, name = data["text"].encode(), data.get("name", "")
        form = data.get("form") or guessed(name, text)
        held = Import.keep(request.user, name=name, form=form, data=text)
        preview = Preview.of(held)
        problems = [str(problem) for problem in preview.problems]
        if problems and not data.get("lenient"):
            raise serializers.ValidationError({"text": problems})
        slug = data.get("slug") or (free_slug(preview.document) if preview.document else "")
        debate = bring_in(held, preview, slug=slug)
        made: dict[str, Any] = {"form": form, "left_out": problems}
        made["debate"] = shown(debate_of(request, debate.slug), request)
        return answer_with(made, status=201)
