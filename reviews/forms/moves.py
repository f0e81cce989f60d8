from typing import Any

from django import forms

from arguments.models import Debate
from reviews.models import Thread


class IntoForm(forms.Form):
    """The thread to which comments go."""

    into = forms.CharField(label="Thread", max_length=12, help_text="By its number, such as T7.")
    reason = forms.CharField(
        label="Why", required=False, max_length=300, help_text="Stays in the history."
    )

    def __init__(self, *args: Any, debate: Debate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debate = debate

    def clean_into(self) -> Thread | None:
        named = self.cleaned_data["into"].strip()
        if not named:
            return None
        number = named.upper().removeprefix("T")
        if not (number.isascii() and number.isdigit() and len(number) < 10):
            raise forms.ValidationError(f"{named!r} is not a number such as T7.")
        thread = self.debate.threads.filter(number=int(number)).first()
        if thread is None:
            raise forms.ValidationError(f"There is no T{int(number)} in this debate.")
        return thread


class MoveForm(IntoForm):
    """Where a comment and its answers go: a thread of its own, or another one."""

    title = forms.CharField(
        label="Title of the new thread",
        required=False,
        max_length=200,
        help_text="Else its first words are.",
    )
    field_order = ("into", "title", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].required = False
        self.fields["into"].label = "To another thread"
        self.fields["into"].help_text = "By its number, such as T7. Empty: a thread of its own."
