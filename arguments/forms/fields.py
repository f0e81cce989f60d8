import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arguments.models import Claim, Debate, Link

NUMBER = re.compile(r"[Cc]?([1-9][0-9]{0,8})")
ELEMENT = re.compile(r"[CcLl][1-9][0-9]{0,8}")
BETWEEN = re.compile(r"[\s,;]+(?:and\s+)?")
MARKDOWN = "Markdown, mathematics between dollars. C48, L12 and T7 become links."


class ClaimsField(forms.CharField):
    """Claims of a debate, named by their numbers: "C12", "12", "C3, C7 and C9".

    The form says which debate it is; `most` is how many may be named.
    """

    debate: Debate

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.most = most

    def clean(self, value: object) -> list[Claim]:
        words = [word for word in BETWEEN.split(super().clean(value).strip()) if word]
        numbers = list(dict.fromkeys(number_in(word) for word in words))
        if len(numbers) > self.most:
            raise ValidationError(f"Name at most {self.most}.")
        found = self.named(numbers)
        for number in numbers:
            if number not in found:
                raise ValidationError(f"There is no C{number} in this debate.")
        return [found[number] for number in numbers]

    def named(self, numbers: list[int]) -> dict[int, Claim]:
        claims = self.debate.claims.filter(number__in=numbers) if numbers else []
        return {claim.number: claim for claim in claims}

    def recognised(self, value: str) -> list[Claim]:
        """The claims which `value` names, whatever else is wrong with it."""
        words = filter(NUMBER.fullmatch, BETWEEN.split(value.strip()))
        return list(self.named([number_in(word) for word in words][: self.most]).values())


class ElementField(forms.CharField):
    """A claim or a link of a debate, by its name: "C12", "L7". The form says which debate it is."""

    debate: Debate

    def clean(self, value: object) -> Claim | Link | None:
        name = super().clean(value).strip()
        if not name:
            return None
        if not ELEMENT.fullmatch(name):
            raise ValidationError(
                f"“{name[:40]}” is not a claim such as C14, or a link such as L7."
            )
        element = self.named(name)
        if element is None:
            raise ValidationError(f"There is no {name.upper()} in this debate.")
        return element

    def named(self, name: str) -> Claim | Link | None:
        """What has that name, which may be anything that was typed."""
        if not ELEMENT.fullmatch(name):
            return None
        elements = self.debate.links if name[0] in "Ll" else self.debate.claims
        return elements.filter(number=int(name[1:])).first()


def number_in(word: str) -> int:
    found = NUMBER.fullmatch(word)
    if not found:
        raise ValidationError(f"“{word[:40]}” is not the number of a claim, such as C14.")
    return int(found[1])
