"""What the pages of a debate have in common."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render, resolve_url
from django.utils.html import format_html
from django_htmx.middleware import HtmxDetails

from arguments import text
from arguments.models import Claim, Debate, Link, Person, StandingChange, User


class HtmxRequest(HttpRequest):
    """A request as it comes through the middleware of htmx."""

    htmx: HtmxDetails


AForm = TypeVar("AForm", bound=Form)
NOTHING: Mapping[str, Any] = MappingProxyType({})
#: How many changes of standing are told after an edit; its claims' histories have them all.
MOST_FLIPS = 5
#: How many changes of standing a history shows.
MOST_CHANGES = 20


def debate_of(request: HttpRequest, slug: str) -> Debate:
    """The debate, or 404 where the reader may not see it."""
    return get_object_or_404(Debate.objects.visible_to(request.user), slug=slug)


def claim_of(request: HttpRequest, slug: str, number: int) -> Claim:
    """The claim with its debate, or 404 where the reader may not see it."""
    claims = Claim.objects.visible_to(request.user).with_bylines()
    return get_object_or_404(claims, debate__slug=slug, number=number)


def link_of(request: HttpRequest, slug: str, number: int) -> Link:
    """The link with its debate and ends, or 404 where the reader may not see it."""
    links = Link.objects.visible_to(request.user).with_ends()
    return get_object_or_404(links, debate__slug=slug, number=number)


def account_of(request: HttpRequest) -> User:
    """Who is signed in; the log-in page for somebody who is not."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def require(allowed: object) -> None:
    """Go no further unless `allowed`: 403, or the log-in page for who is not signed in."""
    if not allowed:
        raise PermissionDenied


def see_other(to: Any, anchor: str = "") -> HttpResponse:
    """The answer to a form that was accepted: go and see what came of it."""
    response = HttpResponseRedirect(resolve_url(to) + (f"#{anchor}" if anchor else ""))
    response.status_code = 303
    return response


def tell_flips(request: HttpRequest, debate: Debate) -> None:
    """Say on the next page what the edit just made changed about where things stand. One query."""
    changes = list(StandingChange.objects.of_last_edit(debate))
    if not changes:
        return
    said = "; ".join(change.in_words for change in changes[:MOST_FLIPS])
    more = f"; and {len(changes) - MOST_FLIPS} more" if len(changes) > MOST_FLIPS else ""
    one = len(changes) == 1
    elements = "one thing stands" if one else f"{len(changes)} things stand"
    messages.info(request, f"This changed where {elements}: {said}{more}.")


def form_page(
    request: HttpRequest,
    template: str,
    form: Form,
    context: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page with a form on it: 422 when the form was refused, with everything that was typed."""
    refused = form.is_bound and form.errors
    return render(request, template, {**context, "form": form}, status=422 if refused else status)


@contextmanager
def refusals(form: Form) -> Iterator[None]:
    """Within it, what a verb refuses is shown in `form`, and the page goes on."""
    try:
        yield
    except ValidationError as error:
        refuse(form, error)


def refuse(form: Form, error: ValidationError) -> None:
    """Show in `form` what a verb refused: beside the field it names, or else on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for field, errors in error.error_dict.items():
        form.add_error(field if field in form.fields else None, errors)


def may(debate: Debate, person: Person) -> dict[str, object]:
    """The debate and what `person` may do in it, as the templates ask for it. One query.

    `may_try`: they may contribute, or perhaps could once they have logged in. `targets`: what the
    references in texts lead to, where the page knows that.
    """
    return {
        "debate": debate,
        "can_contribute": debate.can_contribute(person),
        "may_try": not person.is_authenticated or debate.can_contribute(person),
        "can_edit": debate.can_edit(person),
        "can_write_documents": debate.can_write_documents(person),
        "can_manage": debate.can_manage(person),
        "targets": {},
    }


def form_for(
    request: HttpRequest,
    kind: Callable[..., AForm],
    *,
    initial: Mapping[str, Any] = NOTHING,
    **about: Any,
) -> AForm:
    """The form of a page. Where only a preview is asked for, it has what was typed, unchecked."""
    if request.method == "POST" and not previewing(request):
        return kind(request.POST, **about)
    typed = {name: many if len(many) > 1 else many[0] for name, many in request.POST.lists()}
    return kind(initial={**initial, **typed}, **about)


def asked_status(request: HttpRequest) -> dict[str, str]:
    """The status that the address asks for, chosen already in the form."""
    return {"status": request.GET.get("status", "")}


def previewing(request: HttpRequest) -> bool:
    """Whether the page is asked for again, with what was typed, before anything is done.

    `use` is a claim that was proposed and goes into a form of steps (`StepForm`).
    """
    return request.POST.get("do") == "preview" or "use" in request.POST


def preview_of(request: HttpRequest, field: str) -> str:
    """What the Markdown typed into `field` looks like, as HTML, where that is asked for."""
    if not previewing(request):
        return ""
    try:
        source = text.clean(request.POST.get(field, ""), limit=text.LONGEST_BODY)
    except text.TextError as error:
        return format_html("<p>{}</p>", str(error))
    return text.render(source, prefix="preview-").html


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, how many there are in all, and the pages before and after ("")."""

    rows: list[Any]
    total: int
    first: int
    last: int
    previous: str
    next: str


def listing(
    request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, size: int = 50
) -> Listing:
    """The page of `rows` that `?page=` asks for; the nearest there is. Two queries, or none."""
    page = Paginator(rows, size).get_page(request.GET.get("page"))

    def address(number: int) -> str:
        query = request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    return Listing(
        rows=list(page.object_list),
        total=page.paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        previous=address(page.previous_page_number()) if page.has_previous() else "",
        next=address(page.next_page_number()) if page.has_next() else "",
    )
