"""All wordings of a claim, and all that was decided about it."""

import pytest
from django.urls import reverse

from arguments.models import Claim
from tests.factories import make_claim, make_debate, owner_of
from tests.pages import page, query_count, visitor

pytestmark = pytest.mark.django_db


def url(claim: Claim) -> str:
    return reverse("claim_history", args=[claim.debate.slug, claim.number])


def test_every_wording_stays_with_who_and_why() -> None:
    claim = make_claim(make_debate(), "It never generalises", body="Not *once*.")
    owner = owner_of(claim.debate)
    claim = claim.edit(by=owner, seen=1, title="It rarely generalises", reason="too strong")
    shown = page(None, url(claim))
    assert shown.index("It rarely generalises</h3>") < shown.index("It never generalises</h3>")
    assert "<em>once</em>" in shown
    assert "too strong" in shown
    assert "Version 2, the one now" in shown


def test_every_decision_stays_with_its_reason() -> None:
    claim = make_claim(make_debate())
    for status in ("challenged", "settled"):
        claim.set_status(status, by=owner_of(claim.debate), reason=f"it is {status} for a reason")
    shown = page(None, url(claim))
    assert shown.index("it is settled for a reason") < shown.index("it is challenged for a reason")
    assert "entered it" in shown


def test_the_words_of_users_are_not_html() -> None:
    claim = make_claim(make_debate(), "<script>alert(1)</script>", body="<b onclick=x>bold</b>")
    claim.set_status("challenged", by=owner_of(claim.debate), reason="<img src=x>")
    sent = visitor().get(url(claim)).content.decode().split("<main", 1)[1]
    assert "<b onclick" not in sent
    assert "<img src" not in sent
    assert "<script>" not in sent


def test_a_longer_history_takes_no_more_queries() -> None:
    claim = make_claim(make_debate())
    owner, counts = owner_of(claim.debate), []
    for _ in range(2):
        for _ in range(4):
            claim = claim.edit(by=owner, seen=claim.version, title=f"Wording {claim.version}")
            claim.set_status("challenged" if claim.status == "open" else "open", by=owner)
        counts.append(query_count(owner, url(claim)))
    assert counts[0] == counts[1] <= 20
