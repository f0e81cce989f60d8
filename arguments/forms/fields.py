import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from arguments.models import Claim, Debate

NUMBER = re.compile(r"[Cc]?([1-9][0-9]{0,8})")
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


def number_in(word: str) -> int:
    found = NUMBER.fullmatch(word)
    if not found:
        raise ValidationError(f"“{word[:40]}” is not the number of a claim, such as C14.")
    return int(found[1])
