"""Disputing a step: an attack on a link."""

import pytest
from django.urls import reverse

from arguments.models import Link, User
from tests.factories import enrol, make_claim, make_debate, make_link, owner_of
from tests.pages import body, page, post

pytestmark = pytest.mark.django_db

TYPED = {"title": "It does not follow", "kind": "claim", "voice": "asserted"}


@pytest.fixture
def link() -> Link:
    debate = make_debate()
    return make_link(make_claim(debate, "Planning exists"), make_claim(debate), "supports")


@pytest.fixture
def reviewer(link: Link) -> User:
    return enrol(link.debate, "reviewer")


def url(link: Link) -> str:
    return reverse("link_objection", args=[link.debate.slug, link.number])


def test_a_step_is_disputed_by_a_claim(link: Link, reviewer: User) -> None:
    assert "Planning exists" in page(reviewer, url(link))
    answer = post(reviewer, url(link), TYPED)
    assert answer["Location"] == f"{link.target.get_absolute_url()}#l2"
    made = Link.objects.get(number=2)
    assert (made.target, made.relation, made.premises.get().title) == (
        link,
        "attacks",
        "It does not follow",
    )


def test_a_dispute_of_a_dispute_is_shown_at_the_step(link: Link, reviewer: User) -> None:
    dispute = make_link(make_claim(link.debate), link)
    answer = post(reviewer, url(dispute), TYPED)
    assert answer["Location"] == f"{dispute.get_absolute_url()}#l3"


def test_what_is_refused_keeps_the_reasons(link: Link, reviewer: User) -> None:
    answer = post(reviewer, url(link), TYPED | {"title": "", "body": "My reasons."})
    assert answer.status_code == 422
    assert "My reasons." in body(answer)
    assert Link.objects.count() == 1


def test_readers_of_a_closed_debate_dispute_nothing(link: Link) -> None:
    link.debate.edit(by=owner_of(link.debate), joining="invitation")
    page(enrol(link.debate, "reader"), url(link), status=403)
    assert post(None, url(link), TYPED).status_code == 302
