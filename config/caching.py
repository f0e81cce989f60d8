"""Answers to somebody signed in are for no cache but their own browser's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def private_when_signed_in(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware. A view that has said how its answer is kept is left alone."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return answer
