from typing import Any

from django import forms

from arguments.forms.fields import ClaimsField
from arguments.models import Claim


class MergeForm(forms.Form):
    """Which claim says the same as `claim`, and how one can see that."""

    fields: dict[str, Any]

    into = ClaimsField(
        label="The claim that says the same and stays",
        most=1,
        help_text="By its number, such as C12.",
        error_messages={"required": "Name the claim into which it is merged."},
    )
    reason = forms.CharField(
        label="Why they are the same",
        required=False,
        max_length=300,
        help_text="In one line. It stays in the history, with your name.",
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].debate = claim.debate

    def other(self) -> Claim | None:
        """The claim that is named, whether or not the rest of the form is right."""
        return next(iter(self.fields["into"].recognised(self["into"].value() or "")), None)
