from collections.abc import Sequence
from typing import Any

from django import forms

from arguments.models import Revision
from arguments.text import LONGEST_DOCUMENT
from reviews.models import Commitment, Thread
from reviews.publishing import TakenUp

from .fields import MarkdownField, choices_of

SOURCE = "Markdown. Headings make the sections; mathematics stands between dollars."


class DocumentForm(forms.Form):
    title = forms.CharField(max_length=200)
    source = MarkdownField(label="Text", rows=24, limit=LONGEST_DOCUMENT, help_text=SOURCE)


class ComparisonForm(forms.Form):
    """Two revisions of a document; the last two, unless the address says otherwise."""

    old = forms.TypedChoiceField(label="From", coerce=int, required=False)
    new = forms.TypedChoiceField(label="To", coerce=int, required=False)

    def __init__(self, *args: Any, last: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last = last
        for name in ("old", "new"):
            choices_of(self, name, [(n, f"revision {n}") for n in range(1, last + 1)])

    def numbers(self) -> tuple[int, int]:
        """The earlier one first, whichever was named first."""
        old = self.cleaned_data["old"] or max(1, self.last - 1)
        new = self.cleaned_data["new"] or self.last
        return min(old, new), max(old, new)


class TakeUpForm(forms.Form):
    """That a revision takes a point up."""

    revision = forms.TypedChoiceField(label="Taken up in", coerce=int)
    line = forms.CharField(
        label="What was done",
        required=False,
        max_length=5_000,
        help_text="Stands as your answer in the thread.",
    )

    def __init__(self, *args: Any, revisions: Sequence[Revision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.revisions = {each.pk: each for each in revisions}
        names = [(each.pk, f"revision {each.number} of {each.document}") for each in revisions]
        choices_of(self, "revision", names)

    def clean_revision(self) -> Revision:
        return self.revisions[self.cleaned_data["revision"]]


class RevisionForm(forms.Form):
    """A new revision: its text, and which points and promises of the document it deals with."""

    source = MarkdownField(label="Text", rows=24, limit=LONGEST_DOCUMENT, help_text=SOURCE)
    note = forms.CharField(
        label="What has changed",
        required=False,
        max_length=500,
        help_text="In one line, for those who read the last revision.",
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    points = forms.TypedMultipleChoiceField(
        label="Points it takes up",
        required=False,
        coerce=int,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    kept = forms.TypedMultipleChoiceField(
        label="Your promises that it keeps",
        required=False,
        coerce=int,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        threads: Sequence[Thread] = (),
        promises: Sequence[Commitment] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.threads = {each.number: each for each in threads}
        self.promises = {each.number: each for each in promises}
        choices_of(self, "points", [(each.number, str(each)) for each in threads])
        choices_of(self, "kept", [(each.number, str(each)) for each in promises])
        for each in threads:
            self.fields[f"line-{each.number}"] = forms.CharField(
                label=f"What was done about {each.label}", required=False, max_length=5_000
            )

    def rows(self) -> list[tuple[Thread, forms.boundfield.BoundWidget, forms.BoundField]]:
        """Each point that can be taken up, with its box and the line for what was done."""
        boxes = zip(self.threads.values(), self["points"], strict=True)
        return [(thread, box, self[f"line-{thread.number}"]) for thread, box in boxes]

    def promise_rows(self) -> list[tuple[Commitment, forms.boundfield.BoundWidget]]:
        return list(zip(self.promises.values(), self["kept"], strict=True))

    def revision(self) -> dict[str, Any]:
        """What `publishing.publish_revision` is to publish. A line alone takes its point up too."""
        done = {number: self.cleaned_data[f"line-{number}"].strip() for number in self.threads}
        named = set(self.cleaned_data["points"])
        return {name: self.cleaned_data[name] for name in ("source", "note", "seen")} | {
            "points": [
                TakenUp(thread, done[number])
                for number, thread in self.threads.items()
                if number in named or done[number]
            ],
            "kept": [self.promises[number] for number in self.cleaned_data["kept"]],
        }
