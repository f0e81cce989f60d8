"""Telling a page that a form it sent was taken, so that it can forget its copy of the text."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

#: The field that `static/js/unsaved.js` adds to a form it sends, and the cookie that answers it.
FIELD, COOKIE = "_kept", "crux_taken"
#: Seconds that the answer waits for the page that reads it.
SOON = 300


def told_when_taken(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a form is taken where the answer to it leads on (303), and never otherwise."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and response.status_code == 303 and FIELD in request.POST:
            response.set_cookie(
                COOKIE,
                "".join(filter(str.isalnum, request.POST[FIELD]))[:40],
                max_age=SOON,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response

    return answer
