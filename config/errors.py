"""What a person meets who may not do what they tried."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.views import defaults

from arguments.views.pages import HtmxRequest


def forbidden(request: HtmxRequest, exception: Exception) -> HttpResponse:
    """403; who is not signed in goes to the log-in page first, and then back to where they were.

    A part of a page cannot lead there: it gets the 403, which the page shows beside the form.
    """
    if request.user.is_authenticated or request.htmx:
        return defaults.permission_denied(request, exception)
    return redirect_to_login(request.get_full_path())
