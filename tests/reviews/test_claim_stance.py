"""Taking a position on a claim."""

import pytest
from django.test import Client

from arguments.models import Claim, User
from reviews.models import Stance
from tests.factories import enrol, make_claim, make_debate, owner_of
from tests.pages import body, page, post

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


@pytest.fixture
def claim() -> Claim:
    return make_claim(make_debate())


@pytest.fixture
def reviewer(claim: Claim) -> User:
    return enrol(claim.debate, "reviewer")


def url(claim: Claim) -> str:
    return f"{claim.get_absolute_url()}stances/"


def test_a_position_is_recorded_with_confidence_and_reason(claim: Claim, reviewer: User) -> None:
    typed = {"position": "partly", "confidence": "60", "reason": "only where it plans"}
    answer = post(reviewer, url(claim), typed)
    assert answer.status_code == 303
    assert answer["Location"] == f"{claim.get_absolute_url()}#positions"
    stance = Stance.objects.get()
    assert (stance.by.user, stance.position, stance.confidence) == (reviewer, "partly", 60)


def test_a_part_of_the_page_is_exchanged_for_the_new_positions(
    claim: Claim, reviewer: User
) -> None:
    client = Client()
    client.force_login(reviewer)
    answer = client.post(url(claim), {"position": "agree"}, headers=PART)
    shown = body(answer)
    assert answer.status_code == 200
    assert shown.lstrip().startswith('<section id="positions"')
    assert "Your position is recorded." in shown
    assert reviewer.name in shown


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose a position."),
        ({"position": "hate"}, "hate is not one of the available choices"),
        ({"position": "agree", "confidence": "101"}, "Give a number from 0 to 100."),
        ({"position": "agree", "confidence": "-1"}, "Give a number from 0 to 100."),
        ({"position": "agree", "confidence": "much"}, "Enter a whole number."),
    ],
)
@pytest.mark.parametrize("headers", [{}, PART])
def test_what_is_refused_is_named_and_the_reason_stays(
    claim: Claim, reviewer: User, typed: dict[str, str], said: str, headers: dict[str, str]
) -> None:
    client = Client()
    client.force_login(reviewer)
    answer = client.post(url(claim), typed | {"reason": "My reason."}, headers=headers)
    assert answer.status_code == 422
    assert said in body(answer)
    assert 'value="My reason."' in body(answer)
    assert not Stance.objects.exists()


def test_the_form_has_what_one_holds(claim: Claim, reviewer: User) -> None:
    Stance.take(claim, by=reviewer, position="unsure", confidence=40)
    shown = page(reviewer, url(claim))
    assert 'value="40"' in shown
    assert 'value="unsure" required id="id_stance_position_3" checked' in shown


def test_who_may_not_contribute_takes_no_position(claim: Claim) -> None:
    claim.debate.edit(by=owner_of(claim.debate), joining="invitation")
    assert post(enrol(claim.debate, "reader"), url(claim), {"position": "agree"}).status_code == 403
    assert post(None, url(claim), {"position": "agree"}).status_code == 302
    assert not Stance.objects.exists()


def test_a_part_of_a_page_does_not_become_the_log_in_page(claim: Claim) -> None:
    assert Client().post(url(claim), {"position": "agree"}, headers=PART).status_code == 403
