from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from arguments.graph import Graph
from arguments.models import Claim, Debate, Person, Revision, Status, Topic
from arguments.querysets import ClaimQuerySet
from arguments.roles import ARGUMENT, OBJECTION, REBUTTAL
from arguments.standing import WORDS

from .fields import MARKDOWN

NO_TOPIC = "-"
#: What stands in an address for the person who asks.
ME = "me"
ROLES = [(role, role.capitalize()) for role in (ARGUMENT, OBJECTION, REBUTTAL)]


def suggesting(debate: Debate, *, use: bool = False) -> dict[str, str]:
    """Attributes of a field below which like claims are proposed as one types.

    `use`: whether the form can take one of them instead of a new claim.
    """
    query = "?use=on" if use else ""
    return {
        "hx-get": reverse("claim_suggestion_list", args=[debate.slug]) + query,
        "hx-trigger": "input changed delay:300ms",
        "hx-target": "#suggestions",
        "hx-sync": "this:replace",
    }


class WordingForm(forms.Form):
    """What a claim says, and whether the person who enters it holds it."""

    title = forms.CharField(
        label="The claim in one sentence",
        max_length=250,
        help_text="It must be able to be true or false by itself. At most 250 characters.",
        error_messages={"required": "Enter the claim in one sentence."},
    )
    body = forms.CharField(
        label="What is meant, or why",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=MARKDOWN,
    )
    kind = forms.ChoiceField(choices=Claim.Kind.choices, initial=Claim.Kind.CLAIM)
    voice = forms.ChoiceField(
        label="Whose it is",
        choices=[
            (Claim.Voice.ASSERTED, "I hold it"),
            (Claim.Voice.REPORTED, "It is reported, so that it can be examined"),
        ],
        initial=Claim.Voice.ASSERTED,
        widget=forms.RadioSelect,
    )
    attributed_to = forms.CharField(
        label="Attributed to",
        required=False,
        max_length=200,
        help_text="A name, a paper, “a common view”.",
    )

    def wording(self) -> dict[str, Any]:
        names = ("title", "body", "kind", "voice", "attributed_to")
        return {name: self.cleaned_data[name] for name in names}


class ClaimForm(WordingForm):
    """A claim and its topic. `new_topics`: whether the writer may add one."""

    is_new = True

    fields: dict[str, Any]

    topic = forms.ModelChoiceField(
        Topic.objects.none(), required=False, empty_label="No topic", to_field_name="title"
    )
    new_topic = forms.CharField(
        label="Or a new topic",
        required=False,
        max_length=200,
        help_text="A heading under which claims are grouped.",
    )

    def __init__(self, *args: Any, debate: Debate, new_topics: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = debate.topics.all()
        if self.is_new:
            self.fields["title"].widget.attrs |= suggesting(debate)
        if not new_topics:
            del self.fields["new_topic"]

    def clean(self) -> None:
        if self.cleaned_data.get("new_topic") and self.cleaned_data.get("topic"):
            self.add_error("new_topic", "Choose a topic or name a new one, not both.")


class ClaimEditForm(ClaimForm):
    is_new = False
    reason = forms.CharField(
        label="Why you change it",
        required=False,
        max_length=500,
        help_text="Kept in the history, beside the earlier wording.",
    )
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class SuggestionForm(forms.Form):
    """The sentence for which like ones are looked up."""

    title = forms.CharField(
        label="The claim in one sentence",
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    use = forms.BooleanField(required=False, widget=forms.HiddenInput)


class VersionsForm(forms.Form):
    """Two versions of a claim; the last two, unless the address says otherwise."""

    fields: dict[str, Any]

    old = forms.TypedChoiceField(label="From", coerce=int, required=False)
    new = forms.TypedChoiceField(label="To", coerce=int, required=False)

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.last = claim.version
        for name in ("old", "new"):
            self.fields[name].choices = [(n, f"version {n}") for n in range(1, self.last + 1)]

    def numbers(self) -> tuple[int, int]:
        old, new = self.cleaned_data["old"], self.cleaned_data["new"]
        return old or max(1, self.last - 1), new or self.last


class PassageForm(forms.Form):
    """The passage of a document in which a claim is stated, as an address names it."""

    document = forms.IntegerField(min_value=1, max_value=10**9)
    revision = forms.IntegerField(min_value=1, max_value=10**9, required=False)
    start = forms.IntegerField(min_value=0, max_value=10**9)
    end = forms.IntegerField(min_value=1, max_value=10**9)

    def __init__(self, *args: Any, debate: Debate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debate = debate

    def clean(self) -> None:
        """Leaves the revision, and the words between start and end, in `cleaned_data`."""
        data = self.cleaned_data
        if self.errors:
            return
        revisions = Revision.objects.filter(
            document__debate=self.debate, document__number=data["document"]
        ).select_related("document__debate")
        if data["revision"]:
            revisions = revisions.filter(number=data["revision"])
        revision = revisions.order_by("number").last()
        if revision is None or not data["start"] < data["end"] <= len(revision.text):
            raise ValidationError("There is no such passage.")
        selector = revision.selector(data["start"], data["end"])
        self.cleaned_data |= {"revision": revision, "exact": selector.exact}


class StatusForm(forms.Form):
    """One of the statuses that a person may give, and why."""

    fields: dict[str, Any]

    status = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": "Choose a status."}
    )
    reason = forms.CharField(
        max_length=500,
        help_text="In one line. It stays in the history, with your name.",
        error_messages={"required": "Say why."},
    )

    def __init__(self, *args: Any, statuses: Sequence[Status], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [(status.value, status.label) for status in statuses]


def unknown(name: str) -> dict[str, str]:
    return {"invalid_choice": f"There is no {name} “%(value)s”."}


class ClaimFilter(forms.Form):
    """What a list of claims shows. All of it stands in the address."""

    fields: dict[str, Any]

    text = forms.CharField(
        label="Words",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    role = forms.ChoiceField(
        required=False, choices=[("", "All roles"), *ROLES], error_messages=unknown("role")
    )
    kind = forms.ChoiceField(
        required=False,
        choices=[("", "All kinds"), *Claim.Kind.choices],
        error_messages=unknown("kind"),
    )
    status = forms.ChoiceField(
        required=False,
        choices=[("", "All statuses"), *Status.choices],
        error_messages=unknown("status"),
    )
    standing = forms.ChoiceField(
        required=False,
        choices=[("", "All standings"), *((word, word.capitalize()) for word in WORDS)],
        error_messages=unknown("standing"),
    )
    topic = forms.ChoiceField(required=False, error_messages=unknown("topic"))
    by = forms.ChoiceField(
        label="Entered by", required=False, error_messages=unknown("person here named")
    )
    since = forms.DateField(
        label="Changed since",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Give a day such as 2026-03-17."},
    )
    on = forms.IntegerField(
        label="Bearing on",
        required=False,
        min_value=1,
        max_value=10**9,
        widget=forms.HiddenInput,
        error_messages={"invalid": "“on” is the number of a claim, such as 14."},
    )

    def __init__(self, *args: Any, debate: Debate, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debate, self.me = debate, debate.participant(person)
        titles = debate.topics.values_list("title", flat=True)
        self.fields["topic"].choices = [
            ("", "All topics"),
            *((title, title) for title in titles),
            (NO_TOPIC, "No topic"),
        ]
        names = debate.participants.exclude(claims=None).names()
        mine = [(ME, "Me")] if self.me else []
        self.fields["by"].choices = [("", "Anybody"), *mine, *((name, name) for name in names)]

    def claims(self) -> ClaimQuerySet:
        """The claims of the debate that pass it; the best first where words are looked for."""
        chosen = self.cleaned_data
        claims = self.debate.claims.with_bylines()
        if chosen["role"]:
            claims = claims.in_role(chosen["role"], self.debate)
        if chosen["standing"]:
            claims = claims.standing(chosen["standing"], self.debate)
        exact = {"kind": chosen["kind"], "status": chosen["status"]}
        exact |= {"by": self.me} if chosen["by"] == ME else {"by__name": chosen["by"]}
        claims = claims.filter(**{path: wanted for path, wanted in exact.items() if wanted})
        if chosen["topic"]:
            none = chosen["topic"] == NO_TOPIC
            claims = (
                claims.filter(topic=None) if none else claims.filter(topic__title=chosen["topic"])
            )
        if chosen["since"]:
            claims = claims.changed_since(day_begins(chosen["since"]))
        if chosen["on"]:
            claims = claims.leading_to(chosen["on"])
        return claims.search(chosen["text"]) if chosen["text"] else claims


def day_begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class MapFilter(ClaimFilter):
    """What a map shows: the claims that pass the filter of lists, all of them or what is open."""

    show = forms.ChoiceField(
        required=False,
        choices=[("", "Everything"), ("open", "Open work only")],
        error_messages=unknown("choice"),
    )

    def wanted(self, graph: Graph) -> set[int]:
        """The ids of the claims that pass. One query."""
        wanted = set(self.claims().order_by().values_list("pk", flat=True))
        return wanted & graph.open_claims if self.cleaned_data["show"] else wanted
