"""Changing a claim: its history, and what happens when two change it at once."""

import pytest
from django.urls import reverse

from arguments.models import Claim, Debate, User
from tests.factories import enrol, make_claim, make_debate, owner_of
from tests.pages import body, page, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def writer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def claim(debate: Debate, writer: User) -> Claim:
    return make_claim(debate, "It never generalises", by=writer, body="Not *once*.")


def url(claim: Claim) -> str:
    return reverse("claim_edit", args=[claim.debate.slug, claim.number])


def typed(**fields: object) -> dict[str, object]:
    usual = {"title": "It rarely generalises", "body": "Hardly ever.", "kind": "claim"}
    return usual | {"voice": "asserted", "seen": 1, "reason": ""} | fields


def test_the_form_has_the_wording_as_it_is(claim: Claim, writer: User) -> None:
    shown = page(writer, url(claim))
    assert 'value="It never generalises"' in shown
    assert "Not *once*." in shown


def test_an_edit_is_a_new_version(claim: Claim, writer: User) -> None:
    answer = post(writer, url(claim), typed(reason="too strong"))
    assert (answer.status_code, answer["Location"]) == (303, claim.get_absolute_url())
    claim.refresh_from_db()
    assert (claim.title, claim.version) == ("It rarely generalises", 2)
    assert claim.versions.get(number=1).title == "It never generalises"
    assert claim.versions.get(number=2).reason == "too strong"


def test_a_stale_edit_shows_both_texts_and_loses_neither(claim: Claim, writer: User) -> None:
    claim.edit(by=writer, seen=1, title="It sometimes generalises", body="Now and then.")
    answer = post(writer, url(claim), typed(reason="too strong"))
    shown = body(answer)
    assert answer.status_code == 409
    for text in ("It sometimes generalises", "Now and then.", "Hardly ever.", "too strong"):
        assert text in shown
    assert 'value="It rarely generalises"' in shown
    assert 'name="seen" value="2"' in shown
    claim.refresh_from_db()
    assert (claim.title, claim.version) == ("It sometimes generalises", 2)


def test_the_merged_text_is_saved_from_the_page_of_the_conflict(claim: Claim, writer: User) -> None:
    claim.edit(by=writer, seen=1, title="It sometimes generalises")
    answer = post(writer, url(claim), typed(title="It seldom generalises", seen=2))
    assert answer.status_code == 303
    claim.refresh_from_db()
    assert (claim.title, claim.version) == ("It seldom generalises", 3)


def test_a_refused_edit_keeps_what_was_typed(claim: Claim, writer: User) -> None:
    answer = post(writer, url(claim), typed(title=" "))
    assert answer.status_code == 422
    assert "Hardly ever." in body(answer)
    claim.refresh_from_db()
    assert claim.version == 1


@pytest.mark.parametrize("seen", ["", "x", "0", "-3"])
def test_a_form_without_its_version_is_refused(claim: Claim, writer: User, seen: str) -> None:
    assert post(writer, url(claim), typed(seen=seen)).status_code == 422


def test_a_preview_keeps_the_version_that_was_seen(claim: Claim, writer: User) -> None:
    shown = body(post(writer, url(claim), typed(body="*Rarely*.", do="preview")))
    assert "<em>Rarely</em>" in shown
    assert 'name="seen" value="1"' in shown
    assert claim.versions.count() == 1


def test_nobody_edits_the_words_of_others(debate: Debate, claim: Claim) -> None:
    for person in (owner_of(debate), enrol(debate, "editor"), enrol(debate, "reviewer")):
        page(person, url(claim), status=403)
        assert post(person, url(claim), typed()).status_code == 403
    assert post(None, url(claim), typed())["Location"].startswith("/accounts/login/")
    claim.refresh_from_db()
    assert claim.version == 1
