"""What can be wrong with a request, beyond what Django and REST framework have a word for.

`config.api` turns these, and every other error, into one shape: application/problem+json.
"""

from rest_framework import status
from rest_framework.exceptions import APIException, ValidationError

MEDIA_TYPE = "application/problem+json"


class Malformed(APIException):
    """The body is not JSON as we accept it; `pointer` (RFC 6901) says where."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "malformed"

    def __init__(self, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.pointer = pointer


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too-large"
    default_detail = "The body is larger than this site accepts."


class BadQuery(ValidationError):
    """Something in the query string; its details are keyed by parameter."""

    default_code = "bad-query"


class VersionRequired(APIException):
    """An edit has to say which version the writer had before them, or it could undo another's."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "version-required"
    default_detail = "Name the version you edit: send If-Match with its ETag, or `version`."


class KeyInUse(APIException):
    """A request with the same idempotency key is being answered at this moment."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "in-progress"
    default_detail = "A request with this Idempotency-Key is not answered yet. Try again."
    wait = 1


class KeyReused(APIException):
    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_code = "key-reused"
    default_detail = "This Idempotency-Key was used for another request."
