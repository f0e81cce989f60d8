"""The OpenAPI schema is valid, whole, and true: what it generates is answered as it says."""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, given, settings
from rest_framework.views import APIView
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from arguments.models import ApiToken, Debate, User
from reviews.models import Comment, Commitment, Review
from tests.api.clients import caller, schema
from tests.factories import (
    make_claim,
    make_comment,
    make_debate,
    make_document,
    make_link,
    make_thread,
    owner_of,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
#: For each operation, of what the schema allows and of what it does not.
EXAMPLES = 3
METHODS = ("get", "post", "put", "patch", "delete")
OPERATIONS = [(method, path) for path, methods in schema()["paths"].items() for method in methods]


def test_the_schema_is_valid_and_nothing_in_it_is_guessed() -> None:
    GENERATOR_STATS.reset()
    schema.cache_clear()
    validate_schema(schema())
    assert not GENERATOR_STATS


def test_the_schema_is_public() -> None:
    accepted = {"Accept": "application/vnd.oai.openapi+json"}
    response = caller().get("/api/v1/schema/", headers=accepted)
    assert response.status_code == 200
    assert response.json()["openapi"].startswith("3.1")


def patterns(resolver: URLResolver, prefix: str = "") -> Any:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, route)
        elif isinstance(entry, URLPattern):
            yield route, entry.callback


def test_every_call_of_the_api_is_in_the_schema() -> None:
    served = {
        "/" + re.sub(r"<\w+:(\w+)>", r"{\1}", route): callback.cls
        for route, callback in patterns(get_resolver())
        if issubclass(getattr(callback, "cls", object), APIView)
    }
    documentation = {"/api/", "/api/v1/schema/"}
    assert served.keys() - documentation == schema()["paths"].keys()
    for path in schema()["paths"]:
        answered = {method for method in METHODS if hasattr(served[path], method)}
        assert schema()["paths"][path].keys() == answered


def test_every_call_says_what_may_go_wrong() -> None:
    for method, path in OPERATIONS:
        operation = schema()["paths"][path][method]
        assert operation["summary"], (method, path)
        assert {"400", "401"} <= operation["responses"].keys()
        assert ("403" in operation["responses"]) == (method != "get")
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert "application/problem+json" in answer["content"]


def make_draft(debate: Debate) -> Review:
    owner = owner_of(debate)
    review = Review.begin(debate, by=owner)
    Comment.post(debate, by=owner, source="A point.", review=review)
    return review


#: What makes something to be at a path, by the first part of the path.
MAKERS: dict[str, Callable[[Debate], Any]] = {
    "debates": lambda debate: debate,
    "worklist": lambda debate: debate,
    "imports": lambda debate: debate,
    "documents": make_document,
    "claims": make_claim,
    "links": lambda debate: make_link(make_claim(debate), make_claim(debate)),
    "reviews": make_draft,
    "comments": make_comment,
    "threads": make_thread,
    "commitments": lambda debate: Commitment.promise(debate, by=owner_of(debate), text="Soon."),
}


def place(path: str) -> str:
    """The path with parameters that name something which is there."""
    debate = make_debate(slug="tried")
    thing = MAKERS[path.split("/")[3]](debate)
    return path.format(slug=debate.slug, uuid=thing.uuid, number=1)


def narrowed(method: str, path: str) -> tuple[str, dict[str, Any]]:
    """The operation alone, at the address of something that is there, for whoever has a token."""
    operation = dict(schema()["paths"][path][method])
    operation["parameters"] = [p for p in operation.get("parameters", []) if p["in"] != "path"]
    del operation["security"]
    address = place(path)
    return address, schema() | {"paths": {address: {method: operation}}}


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The site, each answer taken whole and closed, as a server does."""
    with closing(get_wsgi_application()(environ, start_response)) as answer:
        return list(answer)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A server closes the connection after each call; here all is one transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def try_out(operation: Any, mode: GenerationMode, secret: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: schemathesis.Case) -> None:
        response = case.call(headers={"Authorization": f"Bearer {secret}"})
        case.validate_response(response, checks=CHECKS)

    run()


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_what_the_schema_says_is_so(method: str, path: str) -> None:
    address, alone = narrowed(method, path)
    owner = User.objects.get(participations__debate__slug="tried")
    _, secret = ApiToken.issue(owner, name="script", scope="write")
    described = from_dict(alone)
    described.app = application
    operation = described[address][method]
    try_out(operation, GenerationMode.POSITIVE, secret)
    if operation.query or operation.body:
        try_out(operation, GenerationMode.NEGATIVE, secret)


@pytest.mark.parametrize(
    "query", ["version=%0a", "version=%00", "lang=%0d%0a", "format=x", "script="]
)
@pytest.mark.parametrize("address", ["/api/", "/api/v1/schema/"])
def test_the_schema_does_not_mind_what_it_is_asked(address: str, query: str) -> None:
    response = caller().get(f"{address}?{query}")
    assert response.status_code == 200
    assert response["Content-Type"] != "application/problem+json"
