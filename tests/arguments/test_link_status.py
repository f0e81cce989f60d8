"""Deciding about a step; withdrawing it is unlinking."""

import pytest
from django.urls import reverse

from arguments.models import Link
from tests.factories import enrol, make_claim, make_debate, make_link
from tests.pages import page, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> Link:
    debate = make_debate()
    return make_link(make_claim(debate), make_claim(debate), by=enrol(debate, "reviewer"))


def url(link: Link) -> str:
    return reverse("link_status", args=[link.debate.slug, link.number])


def test_its_maker_withdraws_a_link(link: Link) -> None:
    maker = link.by.user
    assert maker
    answer = post(maker, url(link), {"status": "withdrawn", "reason": "made by mistake"})
    assert (answer.status_code, answer["Location"]) == (303, link.get_absolute_url())
    link.refresh_from_db()
    assert link.status == "withdrawn"
    assert link.status_changes.get().reason == "made by mistake"


def test_another_reviewer_may_only_challenge_it(link: Link) -> None:
    other = enrol(link.debate, "reviewer")
    assert 'value="challenged"' in page(other, url(link))
    assert 'value="withdrawn"' not in page(other, url(link))
    answer = post(other, url(link), {"status": "withdrawn", "reason": "I do not like it"})
    assert answer.status_code == 422
    link.refresh_from_db()
    assert link.status == "open"
