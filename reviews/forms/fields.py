from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from arguments import text


class MarkdownField(forms.CharField):
    """A text in Markdown, through the gate for text; `limit` counts characters."""

    def __init__(self, *, rows: int, limit: int = text.LONGEST_BODY, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(strip=False, widget=widget, **kwargs)
        self.limit = limit

    def clean(self, value: object) -> str:
        try:
            return text.clean(super().clean(value), limit=self.limit)
        except text.TextError as error:
            raise ValidationError(str(error)) from error


def choices_of(form: forms.Form, name: str, choices: Sequence[tuple[Any, str]]) -> None:
    """Give a field of `form` the choices that only now are known."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices
