"""What a person has typed and not sent, kept as they write."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from arguments.models import Unsent

from .pages import account_of, see_other


@never_cache
@require_http_methods(["GET", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """GET: the texts typed at `place`, the newest first. POST: keep one, or drop it (no fields).

    A page says whose it is (`user`): somebody else may have logged in since at the same browser.
    """
    user = account_of(request)
    said = request.POST if request.method == "POST" else request.GET
    if said.get("user", str(user.pk)) != str(user.pk):
        return JsonResponse({"problem": "It was typed by somebody else."}, status=409)
    if request.method == "GET":
        texts = user.unsent.filter(place=request.GET.get("place", ""))
        return JsonResponse({"texts": [shown(text) for text in texts]})
    sent = {name: request.POST.get(name, "") for name in ("place", "window")}
    try:
        Unsent.keep(user, fields=typed(request.POST.get("fields", "")), **sent)
    except ValidationError as error:
        return JsonResponse({"problem": " ".join(error.messages)}, status=422)
    if request.POST.get("back"):
        return see_other("worklist")
    return HttpResponse(status=204)


def shown(text: Unsent) -> dict[str, Any]:
    return {"window": text.window, "fields": text.fields, "at": text.at.isoformat()}


def typed(sent: str) -> dict[str, str]:
    """The fields of a form by their names; ValidationError if they are no such thing."""
    try:
        fields = json.loads(sent or "{}")
    except (ValueError, RecursionError) as error:
        raise ValidationError({"fields": "Not JSON."}) from error
    if not isinstance(fields, dict) or not all(isinstance(each, str) for each in fields.values()):
        raise ValidationError({"fields": "Not texts by name."})
    return {name: text.replace("\x00", "") for name, text in fields.items()}
