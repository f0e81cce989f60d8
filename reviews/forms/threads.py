from django import forms

from reviews.models import Outcome, Thread


class DecisionForm(forms.Form):
    """How a point ended, whether that satisfies, or that it goes on."""

    kind = forms.ChoiceField(choices=Outcome.Kind.choices, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="Outcome", required=False, choices=Thread.Outcome.choices, widget=forms.RadioSelect
    )
    satisfaction = forms.ChoiceField(
        label="Are you satisfied with it?",
        required=False,
        choices=[
            (Thread.Satisfaction.SATISFIED, "Yes"),
            (Thread.Satisfaction.NOT_SATISFIED, "No"),
            ("", "I do not say"),
        ],
        widget=forms.RadioSelect,
    )
    line = forms.CharField(
        label="In one line", required=False, max_length=300, help_text="What was agreed, or why."
    )


class ThreadFilter(forms.Form):
    """What a list of threads shows. All of it stands in the address."""

    WAITING = [("", "anybody"), ("me", "me")]

    state = forms.ChoiceField(
        required=False,
        choices=[("", "All states"), ("unsettled", "Not settled"), *Thread.State.choices],
    )
    outcome = forms.ChoiceField(
        required=False, choices=[("", "Any outcome"), *Thread.Outcome.choices]
    )
    waiting = forms.ChoiceField(label="Waiting for", required=False, choices=WAITING)
    words = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
