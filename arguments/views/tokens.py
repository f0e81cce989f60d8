"""A person's keys to the API."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from arguments.forms import TokenForm
from arguments.models import ApiToken

from .pages import account_of, form_for, form_page, listing, see_other


@never_cache
def token_list(request: HttpRequest) -> HttpResponse:
    """The answer that makes a token is the only one that ever shows its secret."""
    user = account_of(request)
    form = form_for(request, TokenForm)
    context: dict[str, object] = {}
    if form.is_valid():
        token, secret = ApiToken.issue(user, **form.fields_of_token())
        context = {"made": token, "secret": secret}
        form = TokenForm()
    context["page"] = listing(request, user.api_tokens.all())
    return form_page(request, "arguments/token_list.html", form, context)


@require_POST
def token_revocation(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(account_of(request).api_tokens, pk=pk)
    token.revoke()
    messages.success(request, f"The token “{token.name}” is revoked: it opens nothing any more.")
    return see_other(reverse("token_list"))
