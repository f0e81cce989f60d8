from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from arguments.models import ApiToken

DAYS = [(30, "In 30 days"), (90, "In 90 days"), (365, "In a year")]


class TokenForm(forms.Form):
    name = forms.CharField(
        max_length=100,
        help_text="So that you know later what it is for, such as “notebook”.",
        error_messages={"required": "Give it a name."},
    )
    scope = forms.ChoiceField(
        label="What it may do",
        choices=ApiToken.Scope.choices,
        initial=ApiToken.Scope.READ,
        widget=forms.RadioSelect,
    )
    days = forms.TypedChoiceField(
        label="When it expires", choices=DAYS, initial=90, coerce=int, widget=forms.RadioSelect
    )

    def fields_of_token(self) -> dict[str, Any]:
        data = self.cleaned_data
        expires = timezone.now() + timedelta(days=data["days"])
        return {"name": data["name"], "scope": data["scope"], "expires_at": expires}
