from typing import Any

from django import forms

from arguments.models import Debate
from reviews.models import Commitment

from .fields import MarkdownField, choices_of


class DayField(forms.DateField):
    """A day that may be left open."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(
            required=False,
            widget=widget,
            input_formats=["%Y-%m-%d"],
            help_text="Such as 2027-01-31. May stay open.",
            error_messages={"invalid": "Give a day such as 2027-01-31."},
            **kwargs,
        )


class DueForm(forms.Form):
    """Until when a promise will be kept."""

    due = DayField(label="Until when")
    reason = forms.CharField(label="Why", required=False, max_length=400)


class PromiseForm(forms.Form):
    text = MarkdownField(label="What you promise to change", rows=3, limit=5_000)
    strength = forms.ChoiceField(
        choices=Commitment.Strength.choices,
        initial=Commitment.Strength.FIRM,
        widget=forms.RadioSelect,
    )
    claim = forms.IntegerField(label="Number of the claim", required=False, min_value=1)
    document = forms.TypedChoiceField(
        label="In which document", required=False, coerce=int, empty_value=None
    )

    due = DayField(label="Until when")

    def __init__(self, *args: Any, debate: Debate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debate = debate
        documents = debate.documents.values_list("number", "title")
        choices_of(self, "document", [("", "None"), *documents])

    def clean_claim(self) -> object:
        number = self.cleaned_data["claim"]
        if number is None:
            return None
        claim = self.debate.claims.filter(number=number).first()
        if claim is None:
            raise forms.ValidationError(f"There is no C{number} in this debate.")
        return claim

    def clean_document(self) -> object:
        number = self.cleaned_data["document"]
        return self.debate.documents.filter(number=number).first() if number else None


class SettleForm(forms.Form):
    """What became of a promise."""

    state = forms.ChoiceField(choices=Commitment.State.choices, widget=forms.RadioSelect)
    done_in = forms.TypedChoiceField(
        label="Done in revision", required=False, coerce=int, empty_value=None
    )
    reason = forms.CharField(
        label="Why, or how", required=False, max_length=500, help_text="Needed when declined."
    )

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        document = commitment.document
        self.revisions = list(document.revisions.without_texts()) if document else []
        revisions = [(each.pk, f"Revision {each.number}") for each in self.revisions]
        choices_of(self, "done_in", [("", "None"), *revisions])
        if not document:
            del self.fields["done_in"]

    def clean_done_in(self) -> object:
        chosen = self.cleaned_data["done_in"]
        return next((revision for revision in self.revisions if revision.pk == chosen), None)
