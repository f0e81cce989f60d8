from collections.abc import Sequence
from typing import Any

from django import forms

from arguments.models import Claim, Debate, Link, Person, Topic

from .claims import WordingForm, suggesting
from .fields import ClaimsField, ElementField

MOST_TOGETHER = 9


class NoteField(forms.CharField):
    """What a step rests on besides its premises."""

    def __init__(self) -> None:
        super().__init__(
            label="Why the step holds",
            required=False,
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 2, "class": "short"}),
            help_text="Only where it is not plain. No Markdown.",
        )


class StepForm(WordingForm):
    """A step towards a claim or a link, from a new claim or from one that is there already.

    `use` in `initial`: the label of a proposed claim, taken instead of the sentence that was begun.
    """

    fields: dict[str, Any]

    RELATION = Link.Relation.ATTACKS
    SENTENCE = "The objection in one sentence"

    existing = ClaimsField(
        label="Or a claim that is here already",
        required=False,
        most=1,
        help_text="By its number, such as C12.",
    )
    together = ClaimsField(
        label="Together with",
        required=False,
        most=MOST_TOGETHER,
        help_text="Claims without which the step does not work, such as C3, C7.",
    )
    note = NoteField()

    def __init__(self, *args: Any, target: Claim | Link, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "use" in self.initial:
            self.initial.update(existing=self.initial["use"], title="")
        self.target = target
        self.debate: Debate = target.debate
        self.fields["title"].label = self.SENTENCE
        self.fields["title"].widget.attrs |= suggesting(self.debate, use=True)
        self.fields["title"].required = False
        self.fields["body"].label = "Reasons"
        for name in ("existing", "together"):
            self.fields[name].debate = self.debate

    def clean(self) -> None:
        new = bool(self.cleaned_data.get("title"))
        named = bool(self.cleaned_data.get("existing"))
        if "title" in self.errors or "existing" in self.errors:
            return
        if not new and not named:
            self.add_error("title", "Say it in one sentence, or name a claim that says it.")
        if new and named:
            self.add_error("existing", "Enter a new claim or name one that is here, not both.")

    def recognised(self) -> Sequence[Claim]:
        """The claims that were named, so that the page can say what they are."""
        names = [self[name].value() or "" for name in ("existing", "together")]
        return self.fields["together"].recognised(" ".join(names))

    @property
    def says_more(self) -> bool:
        """Whether something is chosen that the form shows only when asked for more."""
        rare = ("kind", "voice", "attributed_to", "together", "note")
        return any((self[name].value() or "") != (self.fields[name].initial or "") for name in rare)

    def aimed_at(self) -> Claim | Link:
        return self.target

    def relation(self) -> str:
        return self.RELATION

    def make(self, *, by: Person) -> Link:
        """Make the step, with its claim where that is new."""
        data = self.cleaned_data
        if data["existing"]:
            return Link.make(
                self.debate,
                by=by,
                relation=self.relation(),
                premises=[*data["existing"], *data["together"]],
                target=self.aimed_at(),
                note=data["note"],
            )
        return Link.argue(
            self.aimed_at(),
            by=by,
            relation=self.relation(),
            together=data["together"],
            note=data["note"],
            topic=self.topic(),
            **self.wording(),
        )

    def topic(self) -> Topic | None:
        """A new claim stands under the topic of the claim which it bears on."""
        return self.target.topic if isinstance(self.target, Claim) else None


class ObjectionForm(StepForm):
    """An objection to a claim, or to one of the steps towards it."""

    against = forms.ChoiceField(
        label="What is wrong",
        widget=forms.RadioSelect,
        initial="claim",
        error_messages={"required": "Say what is wrong."},
    )
    field_order = ("against",)

    def __init__(self, *args: Any, target: Claim, steps: Sequence[Link], **kwargs: Any) -> None:
        super().__init__(*args, target=target, **kwargs)
        self.steps = {link.label: link for link in steps}
        self.fields["against"].choices = [
            ("claim", f"It is false: {target.label} itself does not hold"),
            *((link.label, f"It does not follow: {described(link)}") for link in steps),
        ]

    def aimed_at(self) -> Claim | Link:
        return self.steps.get(self.cleaned_data["against"], self.target)


def described(link: Link) -> str:
    """A step with the words of its premises, as one line of a list of steps."""
    claims = [premise.claim for premise in link.premise_set.all()]
    words = "; ".join(f"{claim.label} “{claim.title}”" for claim in claims)
    return f"the step {link.label} from {words}"


class SupportForm(StepForm):
    """Something that speaks for a claim, or which it needs, answers or clarifies it."""

    SENTENCE = "In one sentence"
    FIRST = {Claim.Kind.QUESTION: Link.Relation.ANSWERS}

    bears = forms.ChoiceField(label="What it does", widget=forms.RadioSelect)
    field_order = ("bears",)

    def __init__(self, *args: Any, target: Claim, **kwargs: Any) -> None:
        super().__init__(*args, target=target, **kwargs)
        label = target.label
        self.fields["bears"].choices = [
            (Link.Relation.SUPPORTS, f"It supports {label}: a reason to hold it"),
            (Link.Relation.NEEDS, f"{label} needs it: without it {label} falls"),
            (Link.Relation.ANSWERS, f"It answers the question {label}"),
            (Link.Relation.CLARIFIES, f"It clarifies {label}: it fixes what is meant"),
        ]
        kind = Claim.Kind(target.kind)
        self.fields["bears"].initial = self.FIRST.get(kind, Link.Relation.SUPPORTS)

    def relation(self) -> str:
        return self.cleaned_data["bears"]


class UndercutForm(StepForm):
    """An objection to a step: its premises may be true, what they are for does not follow."""

    target: Link

    def topic(self) -> Topic | None:
        claim = self.target.target_claim
        return claim.topic if claim else None


class LinkForm(forms.Form):
    """A step between claims that are there already, or from claims to a step."""

    fields: dict[str, Any]

    premises = ClaimsField(
        label="From",
        most=MOST_TOGETHER + 1,
        help_text="A claim, such as C12, or several that only work together, such as C3 and C7.",
        error_messages={"required": "Name at least one claim."},
    )
    relation = forms.ChoiceField(
        label="What it does",
        widget=forms.RadioSelect,
        choices=[
            (Link.Relation.SUPPORTS, "It supports the other: a reason to hold it"),
            (Link.Relation.ATTACKS, "It attacks the other: if it holds, the other does not"),
            (Link.Relation.NEEDS, "The other needs it: without it the other falls"),
            (Link.Relation.ANSWERS, "It answers the other, which is a question"),
            (Link.Relation.CLARIFIES, "It clarifies the other: it fixes what is meant"),
        ],
        error_messages={"required": "Say what it does."},
    )
    target = ElementField(
        label="To",
        help_text="A claim, such as C4. An attack can also go to a step, such as L7.",
        error_messages={"required": "Name the claim or the step."},
    )
    note = NoteField()

    def __init__(self, *args: Any, debate: Debate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.debate = debate
        for name in ("premises", "target"):
            self.fields[name].debate = debate

    def recognised(self) -> list[Claim]:
        """The claims that were named as premises, so that the page can say what they are."""
        return self.fields["premises"].recognised(self["premises"].value() or "")

    def aimed_at(self) -> Claim | Link | None:
        """What was named as the target, whether or not the rest of the form is right."""
        return self.fields["target"].named((self["target"].value() or "").strip())

    def make(self, *, by: Person) -> Link:
        return Link.make(self.debate, by=by, **self.cleaned_data)
