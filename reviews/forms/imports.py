from typing import Any

from django import forms

from reviews.formats import WHOLE, guessed
from reviews.models import Import
from reviews.transfer.incoming import Preview, free_slug

from .fields import choices_of


class ImportForm(forms.Form):
    """A file to make a debate of: chosen, or pasted."""

    file = forms.FileField(
        required=False,
        help_text="At most 20 MB, in UTF-8.",
        max_length=200,
        allow_empty_file=True,
    )
    text = forms.CharField(
        label="Or paste it",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    form = forms.ChoiceField(
        label="Format",
        choices=[
            ("", "Find out"),
            *((name, f"{module.title} ({module.suffix})") for name, module in WHOLE.items()),
        ],
        required=False,
    )

    def clean(self) -> None:
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        if not file and not text.strip():
            self.add_error("file", "Choose a file, or paste its text.")
        elif file and text.strip():
            self.add_error("text", "Choose a file or paste a text, not both.")
        elif file and file.size > Import.LARGEST:
            self.add_error("file", f"It is larger than {Import.LARGEST // 2**20} MB.")

    def held(self) -> dict[str, Any]:
        """The fields of an Import."""
        file = self.cleaned_data["file"]
        name = file.name if file else ""
        data = file.read() if file else self.cleaned_data["text"].encode()
        form = self.cleaned_data["form"] or guessed(name, data)
        return {"name": name, "data": data, "form": form}


class IncomingForm(forms.Form):
    """How the debate of a file is to be here, and who of the people in it one is."""

    me = forms.ChoiceField(
        label="Which of them are you?",
        required=False,
        help_text="The words of the others are shown as imported, and belong to no account.",
    )
    slug = forms.CharField(
        label="Its name in addresses",
        max_length=60,
        help_text="Small letters, digits and hyphens. It cannot be changed later.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, preview: Preview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(each.key, each.name) for each in preview.people]
        choices_of(self, "me", [("", "None of them"), *people])
        if preview.document:
            self.fields["slug"].initial = free_slug(preview.document)
