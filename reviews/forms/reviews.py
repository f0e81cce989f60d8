from django import forms

from reviews.models import Review

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
