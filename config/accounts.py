"""What signing up asks for beyond the e-mail address and the password."""

from django import forms
from django.http import HttpRequest

from arguments.models import User


class SignupForm(forms.Form):
    name = forms.CharField(
        max_length=100,
        label="Name",
        help_text="Shown with everything you write.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account is made."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
