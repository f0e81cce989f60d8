"""What no call accepts, whatever it is about: malformed JSON, wrong types, unknown parameters."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from arguments.models import Claim, Debate
from tests.api.clients import body, caller, pointers, problem
from tests.factories import make_claim, make_debate, make_user, owner_of

pytestmark = pytest.mark.django_db

NESTED = "[" * 32 + "]" * 32

MALFORMED: list[tuple[bytes, str]] = [
    (b"", ""),
    (b"{", ""),
    (b"{'title': 'x'}", ""),
    (b'{"title": "x",}', ""),
    (b'{"title": NaN}', "/title"),
    (b'{"title": "x", "a": [1, -Infinity]}', "/a/1"),
    (b'{"a": 1e400}', "/a"),
    (b'{"a": ' + b"9" * 5000 + b"}", "/a"),
    (b'{"title": "a", "title": "b"}', "/title"),
    (b'{"a": {"b/c": 1, "b/c": 2}}', "/a/b~1c"),
    (b'{"title": "\\u0000"}', "/title"),
    (b'{"title": "a\\ud800b"}', "/title"),
    (b'{"a": [{"b": "\\udfff"}]}', "/a/0/b"),
    (b'{"\\u0000": 1}', ""),
    (b'{"\\ud800": 1, "\\ud800": 2}', ""),
    (b'{"title": "\xff"}', ""),
    ('{"title": "x"}'.encode("utf-16"), ""),
    (b'\xef\xbb\xbf{"title": "x"}', ""),
    (b'{"title": ' + NESTED.encode() + b"}", ""),
    (b'{"title": ' + b"[" * 100_000, ""),
    (b'{"title": "' + b"\\" * 100_001, ""),
    (b'"' * 100_001, ""),
]


@pytest.mark.parametrize(("sent", "pointer"), MALFORMED)
def test_a_body_that_is_not_good_json_is_refused(sent: bytes, pointer: str) -> None:
    debate = make_debate()
    response = caller(owner_of(debate)).post(
        f"/api/v1/debates/{debate.slug}/claims/", sent, content_type="application/json"
    )
    said = problem(response, 400)
    if sent:
        assert said["code"] == "malformed"
        named = [error["pointer"] for error in said.get("errors", [])]
        assert named == ([pointer] if pointer else [])
    assert not debate.claims.exists()


def test_what_is_nested_as_deep_as_allowed_is_read() -> None:
    debate = make_debate()
    sent = '{"title": "[[[", "x": ' + NESTED[1:-1] + "}"
    response = caller(owner_of(debate)).post(
        f"/api/v1/debates/{debate.slug}/claims/", sent, content_type="application/json"
    )
    assert pointers(problem(response, 400)) == ["/x"]


@pytest.mark.parametrize("sent", [[], "text", 5, None, True, [{"title": "x"}]])
def test_a_body_is_an_object(sent: Any) -> None:
    debate = make_debate()
    response = caller(owner_of(debate)).post(
        f"/api/v1/debates/{debate.slug}/claims/", json.dumps(sent), content_type="application/json"
    )
    assert pointers(problem(response, 400)) == [""]


def test_a_body_that_is_too_large_is_refused() -> None:
    debate = make_debate()
    sent = json.dumps({"title": "x", "body": "y" * (2 * 1024 * 1024)})
    response = caller(owner_of(debate)).post(
        f"/api/v1/debates/{debate.slug}/claims/", sent, content_type="application/json"
    )
    assert problem(response, 413)["code"] == "too-large"


@pytest.mark.parametrize(
    "media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_a_body_is_json(media_type: str) -> None:
    debate = make_debate()
    response = caller(owner_of(debate)).post(
        f"/api/v1/debates/{debate.slug}/claims/", "title=x", content_type=media_type
    )
    assert response.status_code in {400, 415}
    problem(response, response.status_code)
    assert not debate.claims.exists()


def test_an_answer_is_json_or_nothing() -> None:
    assert body(caller().get("/api/v1/debates/", headers={"Accept": "text/html,*/*;q=0.5"}))
    problem(caller().get("/api/v1/debates/", headers={"Accept": "text/html"}), 406)


def test_what_takes_no_body_takes_none() -> None:
    claim = make_claim(make_debate())
    comment = claim.debate.comments.model.post(claim.debate, by=owner_of(claim.debate), source="x")
    client = caller(owner_of(claim.debate))
    response = client.delete(f"/api/v1/comments/{comment.uuid}/", {"force": True})
    assert pointers(problem(response, 400)) == ["/force"]
    comment.refresh_from_db()
    assert comment.removed_at is None


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("colour=red", "colour"),
        ("format=json", "format"),
        ("role=argument&role=rebuttal", "role"),
        ("role=judge", "role"),
        ("role=", "role"),
        ("kind=claim%00", "kind"),
        ("text=%00", "text"),
        ("%00=x", "\0"),
        ("text=" + "x" * 201, "text"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=1e9", "limit"),
        ("limit=%D9%A5", "limit"),
        ("limit=5.0", "limit"),
        ("limit=+5", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("cursor=!!!", "cursor"),
        ("cursor=abc", "cursor"),
        ("cursor=YWZ0ZXIgeA", "cursor"),
        ("cursor=" + "YWZ0" * 100, "cursor"),
    ],
)
def test_a_parameter_that_is_unknown_or_wrong_is_named(query: str, parameter: str) -> None:
    debate = make_debate()
    response = caller().get(f"/api/v1/debates/{debate.slug}/claims/?{query}")
    said = problem(response, 400)
    assert said["code"] == "bad-query"
    assert [error["parameter"] for error in said["errors"]] == [parameter]


def test_what_takes_no_parameters_takes_none() -> None:
    claim = make_claim(make_debate())
    problem(caller().get(f"/api/v1/claims/{claim.uuid}/?fields=title"), 400)
    client = caller(owner_of(claim.debate))
    status = {"status": "settled"}
    problem(client.put(f"/api/v1/claims/{claim.uuid}/status/?dry_run=1", status), 400)
    assert Claim.objects.get().status == "open"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nothing/", 404),
        ("debates", 404),
        ("debates/a%00b/", 400),
        ("debates/%D9%A5/", 404),
        ("claims/12/", 404),
        ("claims/%00/", 400),
        ("claims/00000000-0000-0000-0000-000000000000/", 404),
        ("claims/00000000-0000-0000-0000-00000000000Z/", 404),
        ("debates/../../etc/passwd", 404),
    ],
)
def test_an_address_at_which_nothing_is_says_so(address: str, status: int) -> None:
    client = caller(make_user())
    for response in (
        client.get(f"/api/v1/{address}"),
        client.get(f"/api/v1/{address}", headers={"Accept": "text/html,*/*;q=0.1"}),
        client.patch(f"/api/v1/{address}", {"title": "x", "version": 1}),
    ):
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["status"] == status


def test_a_method_that_is_not_there_says_so() -> None:
    claim = make_claim(make_debate())
    client = caller(owner_of(claim.debate))
    response = client.delete(f"/api/v1/claims/{claim.uuid}/")
    assert response.status_code == 405
    assert response.json()["code"] == "method-not-allowed"
    assert client.options("/api/v1/debates/").status_code == 405


def test_one_may_search_for_anything() -> None:
    debate = make_debate()
    make_claim(debate, "It is so")
    for words in ("'", '"', "a & | !", "-", "((", "\\", "%", "so OR", "😀" * 200, "a " * 100):
        page = caller().get(f"/api/v1/debates/{debate.slug}/claims/", {"text": words})
        assert page.status_code == 200 or not words.strip(), words


def test_the_slug_of_a_debate_is_found_as_it_is_written() -> None:
    debate: Debate = make_debate(slug="silent")
    assert body(caller().get(f"/api/v1/debates/{debate.slug}/"))
    problem(caller().get("/api/v1/debates/SILENT/"), 404)


def test_parameters_are_read_in_one_place_only() -> None:
    """So that no call takes one which it does not declare."""
    root = Path(__file__).resolve().parents[2]
    readers = [
        path.relative_to(root).as_posix()
        for folder in ("arguments/api", "reviews/api")
        for path in (root / folder).glob("**/*.py")
        if re.search(r"query_params|request\.GET|request\.data|\.META\b", path.read_text())
    ]
    assert sorted(readers) == ["arguments/api/contract.py", "arguments/api/idempotency.py"]
