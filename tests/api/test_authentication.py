from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from arguments.models import ApiToken
from tests.api.clients import body, caller, caller_with_token, problem
from tests.factories import make_debate, make_user, owner_of

pytestmark = pytest.mark.django_db


def test_a_token_writes_in_the_name_of_its_person() -> None:
    debate, ann = make_debate(), make_user("Ann")
    client = caller_with_token(ann)
    claim = body(client.post(f"/api/v1/debates/{debate.slug}/claims/", {"title": "It is so"}), 201)
    assert claim["by"]["name"] == "Ann"
    token = ApiToken.objects.get()
    assert token.used_at is not None


def test_a_token_that_may_read_does_not_write() -> None:
    debate = make_debate(visibility="private")
    client = caller_with_token(owner_of(debate), scope="read")
    assert body(client.get(f"/api/v1/debates/{debate.slug}/"))
    said = problem(client.post(f"/api/v1/debates/{debate.slug}/claims/", {"title": "x"}), 403)
    assert "only read" in said["detail"]
    assert not debate.claims.exists()


def bearer(secret: str) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=secret)
    return client


def test_a_token_that_is_not_good_is_refused_even_for_reading() -> None:
    ann = make_user()
    revoked, revoked_secret = ApiToken.issue(ann, name="old", scope="write")
    revoked.revoke()
    yesterday = timezone.now() - timedelta(days=1)
    _, expired_secret = ApiToken.issue(ann, name="old", scope="write", expires_at=yesterday)
    for secret in (revoked_secret, expired_secret, "crux_nonsense", "", "é", "\t"):
        response = bearer(f"Bearer {secret}").get("/api/v1/debates/")
        assert problem(response, 401)["code"] == "authentication-failed"
        assert response["WWW-Authenticate"] == "Bearer"


def test_a_token_of_a_closed_account_is_refused() -> None:
    ann = make_user()
    client = caller_with_token(ann)
    ann.is_active = False
    ann.save(update_fields=["is_active"])
    problem(client.get("/api/v1/debates/"), 401)


def test_the_use_of_a_token_is_recorded_now_and_then_only() -> None:
    client = caller_with_token(make_user())
    client.get("/api/v1/debates/")
    first = ApiToken.objects.get().used_at
    client.get("/api/v1/debates/")
    assert ApiToken.objects.get().used_at == first


def test_a_session_needs_the_csrf_token_to_write() -> None:
    debate = make_debate()
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(owner_of(debate))
    response = client.post(f"/api/v1/debates/{debate.slug}/claims/", {"title": "x"})
    assert "CSRF" in problem(response, 403)["detail"]
    assert not debate.claims.exists()
    with_token = caller_with_token(owner_of(debate))
    with_token.handler.enforce_csrf_checks = True
    body(with_token.post(f"/api/v1/debates/{debate.slug}/claims/", {"title": "x"}), 201)


def test_no_cache_keeps_what_depends_on_who_asks() -> None:
    for client in (caller(), caller(make_user())):
        response = client.get("/api/v1/debates/")
        assert response["Cache-Control"] == "private, no-cache"
        assert {"Authorization", "Cookie"} <= set(response["Vary"].split(", "))
