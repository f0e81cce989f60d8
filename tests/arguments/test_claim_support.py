"""Saying what supports a claim, what it needs, what answers or clarifies it."""

import pytest
from django.urls import reverse

from arguments.models import Claim, Link, User
from tests.factories import enrol, make_claim, make_debate
from tests.pages import page, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return make_claim(make_debate(), "Search is inevitable")


@pytest.fixture
def reviewer(claim: Claim) -> User:
    return enrol(claim.debate, "reviewer")


def url(claim: Claim, query: str = "") -> str:
    return reverse("claim_support", args=[claim.debate.slug, claim.number]) + query


@pytest.mark.parametrize("relation", ["supports", "needs", "answers", "clarifies"])
def test_each_relation_can_be_made(claim: Claim, reviewer: User, relation: str) -> None:
    typed = {"bears": relation, "title": "Planning exists", "kind": "claim", "voice": "asserted"}
    answer = post(reviewer, url(claim), typed)
    assert answer["Location"] == f"{claim.get_absolute_url()}#l1"
    link = Link.objects.get()
    assert (link.relation, link.target) == (relation, claim)


def test_an_attack_is_not_a_support(claim: Claim, reviewer: User) -> None:
    typed = {"bears": "attacks", "title": "No", "kind": "claim", "voice": "asserted"}
    assert post(reviewer, url(claim), typed).status_code == 422
    assert not Link.objects.exists()


def test_what_is_asked_for_is_chosen_already(claim: Claim, reviewer: User) -> None:
    assert 'value="needs" required id="id_bears_1" checked' in page(
        reviewer, url(claim, "?bears=needs")
    )
    question = make_claim(claim.debate, "Is it?", kind="question")
    assert 'value="answers" required id="id_bears_2" checked' in page(reviewer, url(question))


def test_two_claims_support_together(claim: Claim, reviewer: User) -> None:
    make_claim(claim.debate)
    typed = {"bears": "supports", "title": "A", "kind": "claim", "voice": "asserted"}
    post(reviewer, url(claim), typed | {"together": "C2"})
    assert Link.objects.get().in_words == "C3 and C2 support C1 together"
