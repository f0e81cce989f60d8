from django import forms

from reviews.models import CruxWord

#: As the person says it.
SAID = {
    CruxWord.Hold.HOLDS: "Yes: were it otherwise, I would change my mind",
    CruxWord.Hold.DENIES: "No: it could be otherwise and I would think the same",
    CruxWord.Hold.WITHDRAWN: "I take back what I said of it",
}


class CruxForm(forms.Form):
    """Whether a disagreement turns on a claim or a step."""

    hold = forms.ChoiceField(
        label="Does the disagreement turn on it?",
        choices=list(SAID.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )
    line = forms.CharField(label="Why, in one line", required=False, max_length=300)
