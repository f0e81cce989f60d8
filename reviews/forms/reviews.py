from typing import Any

from django import forms

from arguments.text import LONGEST_DOCUMENT
from reviews.models import Review

from .comments import ANSWERING, WritingForm
from .fields import MarkdownField


class VerdictForm(forms.Form):
    """What a review says as a whole, when it is published."""

    opening = MarkdownField(
        label="Opening",
        required=False,
        rows=6,
        help_text="Stands before your comments: what you think of it as a whole. Markdown.",
    )
    recommendation = forms.ChoiceField(
        required=False, choices=Review.Recommendation.choices, widget=forms.RadioSelect
    )
    confidence = forms.IntegerField(
        label="How sure you are",
        required=False,
        min_value=0,
        max_value=100,
        help_text="In percent, from 0 to 100.",
    )
    partial = forms.BooleanField(label="More is to come: this is a part", required=False)


class PasteForm(forms.Form):
    """A whole reply, with `>` before what it quotes."""

    text = MarkdownField(
        label="Your reply",
        rows=16,
        limit=LONGEST_DOCUMENT,
        help_text="As you would send it by mail: > before what you quote, your answer under it.",
    )
    name = forms.CharField(
        label="Where quotations are from that are not found here",
        required=False,
        max_length=300,
        help_text="The name of the text, such as “the paper of 2019”.",
    )


class UnitForm(WritingForm):
    """What one comment of a pasted reply does; its words are in the reply."""

    COMMON = ANSWERING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "statement", "qualifiers"):
            del self.fields[name]
