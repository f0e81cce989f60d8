from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from arguments.models import Debate, Participant, User

from .fields import MARKDOWN

ROLES = [choice for choice in Participant.Role.choices if choice[0] != Participant.Role.FORMER]


class DebateForm(forms.Form):
    title = forms.CharField(max_length=200, error_messages={"required": "Enter a title."})
    summary = forms.CharField(
        label="What it is about",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=MARKDOWN,
    )
    visibility = forms.ChoiceField(
        label="Who may see it",
        choices=Debate.Visibility.choices,
        initial=Debate.Visibility.PUBLIC,
        widget=forms.RadioSelect,
    )
    joining = forms.ChoiceField(
        label="Who may take part",
        choices=Debate.Joining.choices,
        initial=Debate.Joining.OPEN,
        widget=forms.RadioSelect,
    )
    closing = forms.ChoiceField(
        label="Who may say how a point ended",
        choices=Debate.Closing.choices,
        initial=Debate.Closing.RAISER,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_closing(self) -> str:
        return self.cleaned_data["closing"] or Debate.Closing.RAISER


class DebateStartForm(DebateForm):
    slug = forms.CharField(
        label="Its name in addresses",
        max_length=60,
        help_text="Small letters, digits and hyphens, such as inner-alignment. It cannot be"
        " changed later, since links hold it.",
        error_messages={"required": "Enter a name for its addresses."},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ("title", "slug", "summary", "visibility", "joining", "closing")


class ParticipantForm(forms.Form):
    """A role for somebody who has an account here."""

    who = forms.CharField(
        label="E-mail address or user name",
        max_length=254,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Enter an e-mail address or a user name."},
    )
    role = forms.ChoiceField(choices=Participant.Role.choices, initial=Participant.Role.REVIEWER)
    reason = forms.CharField(required=False, max_length=500, help_text="Kept in the history.")

    def clean_who(self) -> User:
        who = self.cleaned_data["who"]
        user = User.objects.filter(Q(email__iexact=who) | Q(username=who), is_active=True).first()
        if user is None:
            raise ValidationError("Nobody has an account with that e-mail address or user name.")
        return user
