"""Changing a debate."""

import pytest
from django.urls import reverse

from arguments.models import Debate
from tests.factories import enrol, make_debate, owner_of
from tests.pages import body, page, post

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "A better title",
    "summary": "*New.*",
    "visibility": "private",
    "joining": "invitation",
}


def url(debate: Debate) -> str:
    return reverse("debate_edit", args=[debate.slug])


def test_the_owner_changes_the_debate_and_its_address_stays() -> None:
    debate = make_debate(slug="search")
    assert 'name="slug"' not in page(owner_of(debate), url(debate))
    answer = post(owner_of(debate), url(debate), TYPED)
    assert (answer.status_code, answer["Location"]) == (303, "/debates/search/")
    debate.refresh_from_db()
    assert (debate.title, debate.visibility, debate.joining) == (
        "A better title",
        "private",
        "invitation",
    )


def test_nobody_else_does() -> None:
    debate = make_debate()
    for role in ("editor", "author", "reviewer"):
        person = enrol(debate, role)
        page(person, url(debate), status=403)
        assert post(person, url(debate), TYPED).status_code == 403
    debate.refresh_from_db()
    assert debate.title != "A better title"


def test_a_refused_change_keeps_what_was_typed() -> None:
    debate = make_debate()
    answer = post(owner_of(debate), url(debate), TYPED | {"title": ""})
    assert answer.status_code == 422
    assert "*New.*" in body(answer)
