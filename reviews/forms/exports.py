from typing import Any

from django import forms
from django.urls import reverse

from arguments.models import Debate
from reviews.formats import FORMATS
from reviews.models import Thread


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
        choices=[(name, module.title) for name, module in FORMATS.items()],
        initial=next(iter(FORMATS)),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, debate: Debate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debate = debate
        self.subject: Debate | Thread = debate

    def clean(self) -> None:
        number = self.cleaned_data.get("thread")
        if self.cleaned_data.get("what") != "thread" or "thread" in self.errors:
            return
        if not number:
            self.add_error("thread", "Say which thread.")
        elif not (found := self.debate.threads.filter(number=number).first()):
            self.add_error("thread", f"There is no T{number} in this debate.")
        else:
            self.subject = found

    def address(self) -> str:
        """Where the file is."""
        form = self.cleaned_data["form"]
        if self.cleaned_data["what"] == "debate":
            return reverse("debate_export_file", args=[self.debate.slug, form])
        thread = self.cleaned_data["thread"]
        return reverse("thread_export_file", args=[self.debate.slug, thread, form])
