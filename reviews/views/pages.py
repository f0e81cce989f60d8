"""What the pages of reviews have in common, beside what all pages of a debate have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet, TextChoices
from django.forms import Form
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode

from arguments import text
from arguments.models import Debate, Person

Row = TypeVar("Row", bound=Model)


def may(debate: Debate, person: Person) -> dict[str, object]:
    """The debate and what `person` may do in it, as the templates ask for it. One query."""
    return {
        "debate": debate,
        "can_contribute": debate.can_contribute(person),
        "can_edit": debate.can_edit(person),
        "can_write_documents": debate.can_write_documents(person),
    }


def named(states: type[TextChoices], counts: Mapping[str, int]) -> list[tuple[str, str, int]]:
    """The states of which there are any, with their words and how many there are."""
    return [(state.value, state.label, counts[state]) for state in states if state in counts]


def typed(request: HttpRequest) -> QueryDict | None:
    """What was typed into the form of the page; None when it is only asked for."""
    return request.POST if request.method == "POST" else None


def posting(request: HttpRequest) -> bool:
    """Whether the form is sent to be kept, and not only to see a preview."""
    return request.method == "POST" and request.POST.get("do") != "preview"


def previewed(request: HttpRequest, form: Form, field: str = "source") -> str:
    """What the Markdown typed into `field` looks like, as HTML, when that is asked for."""
    if request.POST.get("do") != "preview":
        return ""
    form.is_valid()
    return text.render(form.cleaned_data.get(field, ""), prefix="preview-").html


@dataclass(frozen=True, slots=True)
class Slice(Generic[Row]):
    """Some rows of a list, and the addresses of the pages before and after ("" for none)."""

    rows: list[Row]
    previous: str
    next: str


def slice_of(request: HttpRequest, rows: QuerySet[Row], *, size: int = 50) -> Slice[Row]:
    """The page of `rows`, ordered by their number, that begins after the number `?after=`.

    Numbers do not shift when rows are added, so nothing is shown twice or left out.
    """
    asked = request.GET.get("after", "")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    ordered = rows.order_by("number")
    found = list(ordered.filter(number__gt=after)[: size + 1])
    earlier = ordered.filter(number__lte=after).reverse()
    before = list(earlier.values_list("number", flat=True)[: size + 1]) if after else []
    return Slice(
        rows=found[:size],
        previous=_address(request, before[size] if len(before) > size else 0) if before else "",
        next=_address(request, found[size - 1].number) if len(found) > size else "",
    )


def _address(request: HttpRequest, after: int) -> str:
    kept = {name: values for name, values in request.GET.lists() if name != "after"}
    query = urlencode({**kept, **({"after": after} if after else {})}, doseq=True)
    return f"{request.path}?{query}" if query else request.path
