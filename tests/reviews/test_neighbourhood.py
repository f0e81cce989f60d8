"""The page of what is near a claim, and its drawing as a file."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from arguments.models import Claim, Debate
from tests.factories import make_claim, make_debate, make_link, owner_of

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def claim() -> Claim:
    return make_claim(make_debate(), "Oversight <scales> with “capability” & cost")


def page(name: str, claim: Claim) -> str:
    return reverse(name, args=[claim.debate.slug, claim.number])


def drawing(client: Client, claim: Claim) -> ElementTree.Element:
    answer = client.get(page("claim_neighbourhood_file", claim))
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="{claim.debate.slug}-{claim.label}.svg"'
    )
    return ElementTree.fromstring(answer.content)


def test_words_and_drawing_say_the_same(client: Client, claim: Claim) -> None:
    debate: Debate = claim.debate
    support = make_link(make_claim(debate), claim, "supports")
    attack = make_link(make_claim(debate), claim)
    undercut = make_link(make_claim(debate), support)
    onward = make_link(claim, make_claim(debate), "needs")
    shown = client.get(page("claim_neighbourhood", claim)).content.decode()
    drawn = drawing(client, claim)
    names = [each.findtext(f"{SVG}title", "") for each in drawn.iter(f"{SVG}a")]
    links = (support, attack, undercut, onward)
    for link in links:
        assert [name for name in names if f": {link.in_words}, " in name]
        assert shown.count(f">{link.label}<") >= 1
    assert f"{claim.label}, defeated: {claim.title}" in names
    assert len(names) == 5 + len(links)
    assert "has no force" in shown


def test_a_title_is_text_and_nothing_else(client: Client, claim: Claim) -> None:
    title = drawing(client, claim).find(f"{SVG}title")
    assert title is not None and title.text == f"{claim.label} {claim.title}"
    assert "<scales>" not in client.get(page("claim_neighbourhood", claim)).content.decode()


def test_what_is_withdrawn_is_not_drawn(client: Client, claim: Claim) -> None:
    link = make_link(make_claim(claim.debate), claim)
    link.withdraw(by=owner_of(claim.debate))
    shown = client.get(page("claim_neighbourhood", claim)).content.decode()
    assert "Nothing bears on it" in shown


def test_links_in_the_file_lead_to_the_site(client: Client, claim: Claim) -> None:
    [link] = drawing(client, claim).iter(f"{SVG}a")
    assert link.get("href") == f"http://testserver{page('claim_detail', claim)}"


def test_what_has_no_room_is_counted(client: Client, claim: Claim) -> None:
    for _ in range(30):
        make_link(make_claim(claim.debate), claim, "supports")
    shown = client.get(page("claim_neighbourhood", claim)).content.decode()
    assert "6 more steps near it have no room here" in shown
