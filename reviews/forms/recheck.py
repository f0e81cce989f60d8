from typing import Any

from django import forms

from reviews.models import Comment, Quotation


class RecheckForm(forms.Form):
    """Where quotations whose words have changed stand now; nothing: where they were carried to."""

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quotations = comment.quotations.all()
        self.waiting: list[Quotation] = [each for each in quotations if each.waits_for_word]
        for quotation in self.waiting:
            self.fields[f"place-{quotation.position}"] = forms.CharField(
                label="Or the words it is about now",
                required=False,
                max_length=2_000,
                widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
                help_text="As they stand in the newest text.",
            )

    def rows(self) -> list[tuple[Quotation, forms.BoundField]]:
        return [(each, self[f"place-{each.position}"]) for each in self.waiting]

    def places(self) -> dict[int, str]:
        return {
            each.position: self.cleaned_data[f"place-{each.position}"].strip()
            for each in self.waiting
        }
