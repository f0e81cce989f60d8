import json
import re
from collections.abc import Sequence
from itertools import product
from typing import Any

from django import forms

from arguments.models import Claim, Debate, Link
from arguments.text import LONGEST_BODY
from reviews.acts import Act, Qualifier
from reviews.guessing import QUALIFIERS, SIGNS, STRONGER, guessed
from reviews.models import Comment, Doing, Passage

from .fields import MarkdownField, choices_of
from .passages import Asked

#: The acts as one picks them, the likeliest first. Opening a point, most people object or ask.
RAISING = (
    (Act.REBUT, "Object: it is false"),
    (Act.UNDERCUT, "Object: it does not follow"),
    (Act.ASK, "Ask"),
    (Act.CHECK, "Check a reading"),
    (Act.SUGGEST, "Suggest a change"),
    (Act.AGREE, "Agree"),
    (Act.PARTLY, "Agree in part"),
    (Act.DISAGREE, "Disagree"),
    (Act.NOTE, "Note: needs no answer"),
)
ANSWERING = (
    (Act.ANSWER, "Answer"),
    (Act.CLARIFY, "Clarify"),
    (Act.CONCEDE, "Concede"),
    (Act.PLAN, "Promise a change"),
    (Act.AGREE, "Agree"),
    (Act.PARTLY, "Agree in part"),
    (Act.DISAGREE, "Disagree"),
    (Act.REBUT, "Object: it is false"),
    (Act.UNDERCUT, "Object: it does not follow"),
    (Act.ASK, "Ask back"),
)
LABELS = dict(
    (
        *ANSWERING,
        *RAISING,
        (Act.SUPPORT, "Support with a reason"),
        (Act.CITE, "Cite"),
        (Act.CRUX, "Say that the disagreement turns on this"),
    )
)

Choices = Sequence[tuple[str, str]]
REFERENCE = re.compile(r"([CL]?)([1-9][0-9]{0,8})", re.IGNORECASE)


def with_the_rest(first: Choices) -> Choices:
    """The acts of `first`, then all others."""
    named = dict(first)
    return [*first, *((act, LABELS[act]) for act in Act if act not in named)]


class WritingForm(forms.Form):
    """What all forms share in which a comment is written: its words, and what it does."""

    COMMON: Choices = RAISING
    LABEL = "Your comment"
    was_guessed = False

    source = MarkdownField(
        label="Your comment",
        rows=8,
        error_messages={"required": "Write what you want to say."},
        help_text="Markdown, mathematics between dollars. C48, L12 and T7 become links.",
    )
    acts = forms.MultipleChoiceField(
        label="What it does",
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick all that apply.",
    )
    about = forms.CharField(
        label="Claims or steps it is about",
        required=False,
        max_length=300,
        help_text="By number, such as C14 or L3; several divided by commas.",
    )
    statement = forms.CharField(
        label="As a claim, in one sentence",
        required=False,
        max_length=250,
        help_text="Makes the objection or support a claim of its own, linked to what it is about, "
        "so that it counts in where things stand.",
    )
    qualifiers = forms.MultipleChoiceField(
        label="How it is meant",
        required=False,
        choices=Qualifier.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, debate: Debate, asked: Asked | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.debate, self.asked = debate, asked
        choices_of(self, "acts", with_the_rest(self.COMMON))
        if not self.is_bound:
            self.guess()
        self.fields["source"].label = self.LABEL
        self.fields["source"].required = not (asked and asked.passage)
        if asked and asked.sentences:
            self.fields["sentences"] = forms.TypedMultipleChoiceField(
                label="Which sentences do you mean?",
                required=False,
                coerce=int,
                choices=list(enumerate(asked.texts)),
                widget=forms.CheckboxSelectMultiple,
                help_text="Tick none for the whole paragraph.",
            )

    def guess(self) -> None:
        """Tick what the words seem to do, where nothing is ticked: shown, to be corrected."""
        source = self.initial.get("source")
        if isinstance(source, str) and source.strip() and not self.initial.get("acts"):
            self.initial["acts"], meant = guessed(source)
            self.initial["qualifiers"] = self.initial.get("qualifiers") or meant
            self.was_guessed = bool(self.initial["acts"])

    @property
    def signs(self) -> str:
        """The signs by which a page guesses, as JSON."""
        return json.dumps({"acts": SIGNS, "qualifiers": QUALIFIERS, "stronger": STRONGER})

    @property
    def common_acts(self) -> Sequence[forms.boundfield.BoundWidget]:
        return self["acts"][: len(self.COMMON)]

    @property
    def other_acts(self) -> Sequence[forms.boundfield.BoundWidget]:
        return self["acts"][len(self.COMMON) :]

    @property
    def says_more(self) -> bool:
        """Whether something is chosen that the form shows only when asked for more."""
        rare = [widget for widget in self.other_acts if widget.data["selected"]]
        meant = "qualifiers" in self.fields and self["qualifiers"].value()
        return bool(rare or meant)

    def clean_about(self) -> list[Claim | Link]:
        words = re.split(r"[\s,;]+", self.cleaned_data["about"].strip())
        found = [self.named(word) for word in words if word]
        return list(dict.fromkeys(found))

    def named(self, word: str) -> Claim | Link:
        """The claim or link which `word` names: C14, 14, L3."""
        named = REFERENCE.fullmatch(word)
        if not named:
            raise forms.ValidationError(f"{word[:40]!r} is not a number such as C14 or L3.")
        elements = self.debate.links if named[1].upper() == "L" else self.debate.claims
        element = elements.filter(number=int(named[2])).first()
        if element is None:
            raise forms.ValidationError(f"There is no {word.upper()} in this debate.")
        return element

    def clean(self) -> None:
        """Words that can be quoted no more are not left out unseen: the page says so first."""
        problem = self.asked.problem if self.asked else ""
        if problem and not self.data.get("whole"):
            raise forms.ValidationError(f"{problem} Post again to write about the whole of it.")

    def passages(self) -> list[Passage]:
        """What the comment quotes of the passage it was asked for: all, or chosen sentences."""
        return self.asked.passages(self.cleaned_data.get("sentences", ())) if self.asked else []

    def doings(self) -> list[Doing]:
        """Every act about everything named; a comment that only names something notes it."""
        about = self.cleaned_data["about"]
        acts = self.cleaned_data["acts"] or ([Act.NOTE] if about else [])
        return [
            Doing(
                act,
                claim=element if isinstance(element, Claim) else None,
                link=element if isinstance(element, Link) else None,
            )
            for act, element in product(acts, about or [None])
        ]

    def words(self) -> dict[str, Any]:
        """The fields of a comment."""
        named = ("source", "qualifiers", "statement")
        return {name: self.cleaned_data[name] for name in named} | {"doings": self.doings()}


class CommentForm(WritingForm):
    """A comment that raises a point."""

    heading = forms.CharField(
        label="The point in a few words",
        required=False,
        max_length=200,
        help_text="The title of the thread; else its first words are.",
    )

    def words(self) -> dict[str, Any]:
        return super().words() | {"heading": self.cleaned_data["heading"]}


class AnswerForm(WritingForm):
    """A comment that answers another."""

    COMMON = ANSWERING

    LABEL = "Your answer"

    apart = forms.BooleanField(
        label="This is another point: begin a thread of its own", required=False
    )

    def words(self) -> dict[str, Any]:
        return super().words() | {"apart": self.cleaned_data["apart"]}


class EditForm(forms.Form):
    source = MarkdownField(
        label="Comment",
        required=False,
        rows=12,
        help_text="The earlier wording stays in the history.",
    )
    reason = forms.CharField(label="Why you change it", required=False, max_length=300)
    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quotations = comment.quotations.all() if comment.by.imported else ()
        self.positions = [quotation.position for quotation in quotations]
        for place, quotation in enumerate(quotations, 1):
            self.fields[f"quoted-{quotation.position}"] = forms.CharField(
                label=f"Quotation {place}, as it should read",
                strip=False,
                initial=quotation.exact,
                max_length=LONGEST_BODY,
                widget=forms.Textarea(attrs={"rows": 3, "class": "short"}),
                help_text="Plain words; mathematics between dollars.",
            )

    def quoted(self) -> list[forms.BoundField]:
        return [self[f"quoted-{position}"] for position in self.positions]

    def words(self) -> dict[str, Any]:
        """What the comment is to say now."""
        named = {name: self.cleaned_data[name] for name in ("source", "reason", "seen")}
        quoted = {each: self.cleaned_data[f"quoted-{each}"] for each in self.positions}
        return {**named, "quoted": quoted}


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label="Why it is removed",
        required=False,
        max_length=300,
        help_text="Shown in its place, with your name.",
    )
