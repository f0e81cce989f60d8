"""Who calls: a browser's session, or a token of their own."""

from typing import Any

from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, IsAuthenticatedOrReadOnly
from rest_framework.request import Request

from arguments.models import ApiToken, User


class ApiTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer crux_…`. One query; a use is recorded at most every few minutes."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != self.keyword.lower():
            return None
        tokens = ApiToken.objects.of_secret(secret.strip()).select_related("user")
        token = tokens.filter(user__is_active=True).first()
        if token is None:
            raise AuthenticationFailed("The token is unknown, expired or revoked.")
        token.record_use()
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


class ReadFreelyWriteSignedIn(IsAuthenticatedOrReadOnly):
    """Anybody may ask; to write one is signed in, and a token needs the scope `write`.

    What exactly one may read or write is decided by `visible_to` and by the models' verbs.
    """

    message = "This token may only read."

    def has_permission(self, request: Request, view: Any) -> bool:
        if not super().has_permission(request, view):
            return False
        token = request.auth
        return (
            request.method in SAFE_METHODS
            or not isinstance(token, ApiToken)
            or token.scope == ApiToken.Scope.WRITE
        )
