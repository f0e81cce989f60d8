"""Callers of the API, and what tests say about its answers."""

import re
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from rest_framework.test import APIClient

from arguments.models import ApiToken, User


def caller(user: User | None = None) -> APIClient:
    """A client signed in as `user` by session; anonymous without one."""
    client = APIClient()
    if user:
        client.force_login(user)
    return client


def caller_with_token(user: User, scope: str = "write") -> APIClient:
    _, secret = ApiToken.issue(user, name="script", scope=scope)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


@cache
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(public=True)


@cache
def validator(path: str, method: str, status: int, media_type: str) -> Draft202012Validator:
    """What the OpenAPI schema says such an answer looks like; KeyError when it says nothing."""
    answer = schema()["paths"][path][method]["responses"][str(status)]
    shape = answer["content"][media_type]["schema"]
    return Draft202012Validator(shape | {"components": schema()["components"]})


def said_in(response: Any) -> Any:
    """The body of an answer, which must be as the schema says."""
    said = response.json()
    path = "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", response.resolver_match.route)
    method = response.request["REQUEST_METHOD"].lower()
    media_type = response["Content-Type"]
    validator(path, method, response.status_code, media_type).validate(said)
    return said


def problem(response: Any, status: int) -> dict[str, Any]:
    """The body of an answer that must be a problem with that status."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    said = said_in(response)
    assert said["status"] == status
    return said


def pointers(said: dict[str, Any]) -> list[str]:
    return [error["pointer"] for error in said["errors"]]


def body(response: Any, status: int = 200) -> Any:
    """The body of an answer that must be good."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/json"
    return said_in(response)
