from typing import Any

from django import forms
from django.urls import reverse

from arguments.models import Debate
from reviews.formats import FORMATS

#: What each format is good for.
WORDS = {
    "json": "Crux JSON: everything, without loss; Crux reads it back",
    "markdown": "Markdown: the reviews as they were written, with > quotations",
}


class ExportForm(forms.Form):
    what = forms.ChoiceField(
        label="What to take away",
        choices=[("debate", "The whole debate"), ("thread", "One thread")],
        initial="debate",
        widget=forms.RadioSelect,
    )
    thread = forms.IntegerField(
        label="Number of the thread", required=False, min_value=1, help_text="The 7 of T7."
    )
    form = forms.ChoiceField(
        label="Format",
        choices=[(name, WORDS.get(name, name)) for name in FORMATS],
        initial=next(iter(FORMATS)),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, debate: Debate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debate = debate

    def clean(self) -> None:
        number = self.cleaned_data.get("thread")
        if self.cleaned_data.get("what") != "thread" or "thread" in self.errors:
            return
        if not number:
            self.add_error("thread", "Say which thread.")
        elif not self.debate.threads.filter(number=number).exists():
            self.add_error("thread", f"There is no T{number} in this debate.")

    def address(self) -> str:
        """Where the file is."""
        form = self.cleaned_data["form"]
        if self.cleaned_data["what"] == "debate":
            return reverse("debate_export_file", args=[self.debate.slug, form])
        thread = self.cleaned_data["thread"]
        return reverse("thread_export_file", args=[self.debate.slug, thread, form])
