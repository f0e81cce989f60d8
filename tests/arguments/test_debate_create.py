"""Starting a debate."""

import pytest
from django.urls import reverse

from arguments.models import Debate
from tests.factories import make_debate, make_user
from tests.pages import body, page, post

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "Does search arise?",
    "slug": "search",
    "summary": "What *training* finds.",
    "visibility": "public",
    "joining": "open",
}


def url() -> str:
    return reverse("debate_create")


def test_whoever_starts_a_debate_owns_it() -> None:
    user = make_user()
    answer = post(user, url(), TYPED)
    debate = Debate.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, "/debates/search/")
    assert debate.role_of(user) == "owner"
    assert "<em>training</em>" in debate.summary_html


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"slug": "Not Small"}, "slug"),
        ({"slug": "taken"}, "slug"),
        ({"slug": "new"}, "slug"),
        ({"slug": "a"}, "slug"),
        ({"summary": "x" * 20_001}, "summary"),
        ({"visibility": "secret"}, "visibility"),
    ],
)
def test_what_is_refused_is_named_and_the_rest_stays(change: dict[str, str], field: str) -> None:
    make_debate(slug="taken")
    answer = post(make_user(), url(), TYPED | change)
    assert answer.status_code == 422
    assert f'href="#id_{field}' in body(answer)
    assert field == "title" or 'value="Does search arise?"' in body(answer)
    assert Debate.objects.count() == 1


def test_a_preview_starts_nothing() -> None:
    shown = body(post(make_user(), url(), TYPED | {"do": "preview"}))
    assert "<em>training</em>" in shown
    assert 'value="search"' in shown
    assert not Debate.objects.exists()


def test_one_must_be_signed_in() -> None:
    assert post(None, url(), TYPED)["Location"] == "/accounts/login/?next=/debates/new/"
    page(make_user(), url())
