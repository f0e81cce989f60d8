"""What waits for the person who asks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments.models import User
from arguments.views.pages import see_other
from reviews.worklist import Worklist

#: How many texts that were typed and not sent the worklist names.
MOST_UNSENT = 20


def worklist(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, User):
        raise PermissionDenied
    work = Worklist(request.user)
    context = {
        "work": work,
        "done": work.done(),
        "unsent": list(request.user.unsent.all()[:MOST_UNSENT]),
    }
    return render(request, "reviews/worklist.html", context)


def back_or_to(request: HttpRequest, to: object, anchor: str = "") -> HttpResponse:
    """Back to the worklist where what was done was done from there, otherwise on to `to`."""
    if request.POST.get("back") == "worklist":
        return see_other("worklist")
    return see_other(to, anchor)
