"""What a person has seen, and what they watch. Only a POST notes it: a page may be fetched by
anybody's machine, long before somebody reads it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from arguments.models import Claim
from arguments.views.pages import HtmxRequest, account_of, claim_of, debate_of, see_other
from reviews.models import Attention, Thread, Visit

from .threads import thread_of


@require_POST
def debate_attention(request: HttpRequest, slug: str) -> HttpResponse:
    """Mark everything in the debate as seen (`do=all`), or only that one was here."""
    debate, user = debate_of(request, slug), account_of(request)
    if request.POST.get("do") == "all":
        Visit.catch_up(debate, user)
        return see_other(reverse("thread_list", args=[slug]))
    Visit.begin(debate, user)
    return HttpResponse(status=204)


@require_POST
def claim_attention(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    return attend(request, claim_of(request, slug, number))


@require_POST
def thread_attention(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    return attend(request, thread_of(request, slug, number))


def attend(request: HttpRequest, element: Claim | Thread) -> HttpResponse:
    """Note that it was seen; or (`do`) watch it, or watch it no more."""
    user, asked = account_of(request), request.POST.get("do", "")
    if asked in {"watch", "unwatch"}:
        Attention.watch(element, user, watched=asked == "watch")
        return see_other(element)
    Attention.see(element, user)
    return HttpResponse(status=204)
