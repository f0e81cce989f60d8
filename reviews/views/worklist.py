"""What waits for the person who asks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments.models import User
from arguments.views.pages import see_other
from reviews.worklist import Worklist


def worklist(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, User):
        raise PermissionDenied
    work = Worklist(request.user)
    return render(request, "reviews/worklist.html", {"work": work, "done": work.done()})


def back_or_to(request: HttpRequest, to: object, anchor: str = "") -> HttpResponse:
    """Back to the worklist where what was done was done from there, otherwise on to `to`."""
    if request.POST.get("back") == "worklist":
        return see_other("worklist")
    return see_other(to, anchor)
