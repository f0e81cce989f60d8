"""What waits for the person who asks."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments.models import User
from reviews.worklist import Worklist


def worklist(request: HttpRequest) -> HttpResponse:
    if not isinstance(request.user, User):
        raise PermissionDenied
    work = Worklist(request.user)
    return render(request, "reviews/worklist.html", {"work": work, "done": work.done()})
