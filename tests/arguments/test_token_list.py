"""Making and revoking keys to the API."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from arguments.models import ApiToken, User
from tests.factories import make_user
from tests.pages import body, page, post, query_count

pytestmark = pytest.mark.django_db

TYPED = {"name": "notebook", "scope": "write", "days": "30"}


@pytest.fixture
def user() -> User:
    return make_user()


def url() -> str:
    return reverse("token_list")


def revocation(token: ApiToken) -> str:
    return reverse("token_revocation", args=[token.pk])


def test_only_the_answer_that_makes_a_token_shows_its_secret(user: User) -> None:
    answer = post(user, url(), TYPED)
    found = re.search(r'<code id="token">(\S+)</code>', body(answer))
    assert found
    token = ApiToken.objects.of_secret(found[1]).get()
    assert (token.user, token.name, token.scope) == (user, "notebook", "write")
    assert timedelta(days=29) < token.expires_at - timezone.now() <= timedelta(days=30)
    assert "no-store" in answer["Cache-Control"]
    assert found[1] not in page(user, url())


@pytest.mark.parametrize("change", [{"name": " "}, {"scope": "root"}, {"days": "9999"}])
def test_a_refused_token_is_not_made(user: User, change: dict[str, str]) -> None:
    assert post(user, url(), TYPED | change).status_code == 422
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked_by_its_owner_alone(user: User) -> None:
    token, secret = ApiToken.issue(user, name="notebook", scope="read")
    assert post(make_user(), revocation(token)).status_code == 404
    assert ApiToken.objects.of_secret(secret).exists()
    assert post(user, revocation(token)).status_code == 303
    assert not ApiToken.objects.of_secret(secret).exists()
    assert "revoked" in page(user, url())


def test_revoking_is_posted(user: User) -> None:
    token, secret = ApiToken.issue(user, name="notebook", scope="read")
    page(user, revocation(token), status=405)
    assert ApiToken.objects.of_secret(secret).exists()


def test_a_person_sees_their_own_tokens_only(user: User) -> None:
    ApiToken.issue(make_user(), name="somebody else's", scope="read")
    assert "somebody else's" not in page(user, url())
    assert post(None, url()).status_code == 302


def test_more_tokens_take_no_more_queries(user: User) -> None:
    counts = []
    for _ in range(2):
        for _ in range(4):
            ApiToken.issue(user, name="notebook", scope="read")
        counts.append(query_count(user, url()))
    assert counts[0] == counts[1] <= 20
