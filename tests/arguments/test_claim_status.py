"""Deciding about a claim: who may give which status, and why."""

import pytest
from django.urls import reverse

from arguments.models import Claim, Status
from tests.factories import enrol, make_claim, make_debate, make_user
from tests.pages import body, page, post

pytestmark = pytest.mark.django_db


def url(claim: Claim) -> str:
    return reverse("claim_status", args=[claim.debate.slug, claim.number])


def offered(shown: str) -> set[str]:
    return {
        status
        for status in Status.values
        if f'type="radio" name="status" value="{status}"' in shown
    }


@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("reviewer", {"challenged"}),
        ("author", {"challenged", "conceded", "revised"}),
        ("editor", {"challenged", "conceded", "revised", "settled", "withdrawn"}),
    ],
)
def test_a_person_is_offered_what_their_role_may_give(role: str, statuses: set[str]) -> None:
    claim = make_claim(make_debate(joining="invitation"))
    assert offered(page(enrol(claim.debate, role), url(claim))) == statuses


def test_the_writer_may_withdraw_but_not_settle() -> None:
    debate = make_debate()
    writer = enrol(debate, "reviewer")
    claim = make_claim(debate, by=writer)
    assert "withdrawn" in offered(page(writer, url(claim)))
    answer = post(writer, url(claim), {"status": "settled", "reason": "since I say so"})
    assert answer.status_code == 422
    assert post(writer, url(claim), {"status": "withdrawn", "reason": "wrong"}).status_code == 303
    claim.refresh_from_db()
    assert claim.status == "withdrawn"


def test_a_status_is_given_with_its_reason() -> None:
    claim = make_claim(make_debate())
    editor = enrol(claim.debate, "editor")
    answer = post(editor, url(claim), {"status": "settled", "reason": "both agree"})
    assert (answer.status_code, answer["Location"]) == (303, claim.get_absolute_url())
    change = claim.status_changes.get()
    assert (change.new, change.reason, change.by.user) == ("settled", "both agree", editor)


def test_without_a_reason_nothing_is_decided() -> None:
    claim = make_claim(make_debate())
    answer = post(enrol(claim.debate, "editor"), url(claim), {"status": "settled", "reason": " "})
    assert answer.status_code == 422
    assert "Say why." in body(answer)
    assert not claim.status_changes.exists()


def test_who_may_decide_nothing_does_not_get_the_page() -> None:
    claim = make_claim(make_debate(joining="invitation"))
    page(make_user(), url(claim), status=403)
    page(enrol(claim.debate, "reader"), url(claim), status=403)
    assert post(None, url(claim))["Location"].startswith("/accounts/login/?next=/debates/")
