from django import forms

from arguments.text import LONGEST_DOCUMENT

from .fields import MarkdownField

SOURCE = "Markdown. Headings make the sections; mathematics stands between dollars."


class DocumentForm(forms.Form):
    title = forms.CharField(max_length=200)
    source = MarkdownField(label="Text", rows=24, limit=LONGEST_DOCUMENT, help_text=SOURCE)


class RevisionForm(forms.Form):
    source = MarkdownField(label="Text", rows=24, limit=LONGEST_DOCUMENT, help_text=SOURCE)
    note = forms.CharField(
        label="What has changed",
        required=False,
        max_length=500,
        help_text="In one line, for those who read the last revision.",
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
