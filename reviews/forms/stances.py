from django import forms

from reviews.acts import Position

#: As the person who takes one says it.
SAID = {
    Position.AGREE: "I agree",
    Position.PARTLY: "I agree in part",
    Position.DISAGREE: "I disagree",
    Position.UNSURE: "I am unsure",
}


class StanceForm(forms.Form):
    """A position on a claim."""

    position = forms.ChoiceField(
        label="Your position",
        choices=list(SAID.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a position."},
    )
    confidence = forms.IntegerField(
        label="How sure you are, in percent",
        required=False,
        min_value=0,
        max_value=100,
        error_messages={
            "min_value": "Give a number from 0 to 100.",
            "max_value": "Give a number from 0 to 100.",
        },
    )
    reason = forms.CharField(label="Why, in one line", required=False, max_length=500)
