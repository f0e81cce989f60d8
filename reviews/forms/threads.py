from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from arguments.models import Debate, Person
from reviews.dispositions import Disposition, with_dispositions
from reviews.models import Outcome, Thread, ThreadOutcome

from .fields import choices_of


class DecisionForm(forms.Form):
    """How a point ended, whether that satisfies, or that it goes on."""

    kind = forms.ChoiceField(choices=Outcome.Kind.choices, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label="Outcome", required=False, choices=ThreadOutcome.choices, widget=forms.RadioSelect
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


WAITING = [("", "anybody"), ("me", "me")]


class ThreadFilter(forms.Form):
    """What a list of threads shows. All of it stands in the address."""

    STATES = [("", "Any"), ("unsettled", "Not settled")]

    state = forms.ChoiceField(required=False)
    outcome = forms.ChoiceField(required=False, choices=[("", "Any"), *ThreadOutcome.choices])
    waiting = forms.ChoiceField(label="Waiting for", required=False, choices=WAITING)
    words = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    new = forms.BooleanField(label="New to me", required=False)

    def __init__(self, *args: Any, counted: Sequence[tuple[str, str, int]], **kwargs: Any) -> None:
        """`counted`: how many threads are in each state."""
        super().__init__(*args, **kwargs)
        counts = {state: count for state, _, count in counted}
        states = [
            (value, f"{word} ({counts.get(value, 0)})") for value, word in Thread.State.choices
        ]
        choices_of(self, "state", [*self.STATES, *states])


class DispositionFilter(forms.Form):
    """Which points a disposition table shows. All of it stands in the address."""

    disposition = forms.ChoiceField(required=False, choices=[("", "Any"), *Disposition.choices])
    outcome = forms.ChoiceField(required=False, choices=[("", "Any"), *ThreadOutcome.choices])
    satisfaction = forms.ChoiceField(
        required=False, choices=[("", "Any"), *Thread.Satisfaction.choices]
    )
    by = forms.ChoiceField(label="Raised by", required=False)
    waiting = forms.ChoiceField(label="Waiting for", required=False, choices=WAITING)
    words = forms.CharField(
        required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args: Any, debate: Debate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debate = debate
        names = debate.participants.exclude(threads_raised=None).names()
        choices_of(self, "by", [("", "Anybody"), *((name, name) for name in names)])

    def threads(self, person: Person) -> QuerySet[Thread]:
        """The points that pass it, with their dispositions, in order of their numbers."""
        chosen = self.cleaned_data
        threads = self.debate.threads.with_bylines().matching(
            person=person,
            outcome=chosen["outcome"],
            waiting=chosen["waiting"],
            words=chosen["words"],
        )
        exact = {
            "disposition": chosen["disposition"],
            "satisfaction": chosen["satisfaction"],
            "raised_by__name": chosen["by"],
        }
        wanted = {name: value for name, value in exact.items() if value}
        return with_dispositions(threads).filter(**wanted).order_by("number")
