"""The list of a debate's claims, and its filters."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from arguments.models import Claim, Debate, Topic
from tests.factories import enrol, make_claim, make_debate, make_link, make_user, owner_of
from tests.pages import page, query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


def url(debate: Debate, query: str = "") -> str:
    return reverse("claim_list", args=[debate.slug]) + query


def test_claims_are_listed_with_role_status_and_what_bears_on_them(debate: Debate) -> None:
    target = make_claim(debate, "Search is inevitable")
    make_link(make_claim(debate, "No search was ever found"), target)
    make_link(make_claim(debate, "Planning needs search"), target, "supports")
    shown = page(None, url(debate))
    assert "3 claims" in shown
    assert "1 objection" in shown
    assert "1 support" in shown
    assert "objection</span>" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?role=objection", {"No search was ever found"}),
        ("?role=argument&kind=claim", {"Search is inevitable"}),
        ("?kind=question", {"Is search inevitable?"}),
        ("?status=challenged", {"Search is inevitable"}),
        ("?topic=Search", {"Search is inevitable"}),
        ("?topic=-", {"No search was ever found", "Is search inevitable?"}),
        ("?text=ever", {"No search was ever found"}),
        ("?on=1", {"No search was ever found"}),
        ("?status=settled", set()),
    ],
)
def test_each_filter_shows_what_it_says(debate: Debate, query: str, found: set[str]) -> None:
    owner = owner_of(debate)
    topic = Topic.add(debate, by=owner, title="Search")
    target = make_claim(debate, "Search is inevitable", topic=topic)
    target.set_status("challenged", by=owner)
    make_link(make_claim(debate, "No search was ever found"), target)
    make_claim(debate, "Is search inevitable?", kind="question")
    shown = page(None, url(debate, query))
    assert {claim.title for claim in Claim.objects.all() if f">{claim.title}</a>" in shown} == found
    assert ("No claim is like this" in shown) is (not found)


def test_the_claims_of_one_person_are_listed(debate: Debate) -> None:
    make_claim(debate, "Search is inevitable")
    make_claim(debate, "No search was ever found", by=enrol(debate, "reviewer", make_user("Rita")))
    make_user("Nobody here")
    shown = page(None, url(debate, "?by=Rita"))
    assert "No search was ever found</a>" in shown and "Search is inevitable</a>" not in shown
    assert "Nobody here" not in shown


def test_ones_own_claims_are_listed_under_one_address(debate: Debate) -> None:
    rita, sam = enrol(debate, "reviewer"), enrol(debate, "reviewer")
    make_claim(debate, "Search is inevitable", by=rita)
    make_claim(debate, "No search was ever found", by=sam)
    for person, own, other in ((rita, "Search is", "No search"), (sam, "No search", "Search is")):
        shown = page(person, url(debate, "?by=me"))
        assert own in shown and other not in shown
    assert "no person here named “me”" in page(None, url(debate, "?by=me"), status=400)


def test_what_has_changed_since_a_day_is_listed(debate: Debate) -> None:
    owner, day = owner_of(debate), timezone.now() - timedelta(days=20)
    names = ("reworded", "decided", "raised against", "fallen", "quiet")
    claims = {name: make_claim(debate, f"This was {name}") for name in names}
    step = make_link(claims["raised against"], claims["fallen"], "needs")
    debate.claims.update(at=day, changed_at=day)
    debate.links.update(at=day)
    query = f"?since={(day + timedelta(days=9)).date()}"
    assert "No claim is like this" in page(None, url(debate, query))
    claims["reworded"].edit(by=owner, seen=1, title="This was reworded")
    claims["decided"].set_status("challenged", by=owner)
    make_link(make_claim(debate, "This was new"), claims["raised against"])
    assert step.in_force
    shown = page(None, url(debate, query))
    listed = {name for name in (*names, "new") if f">This was {name}</a>" in shown}
    assert listed == {"reworded", "decided", "raised against", "fallen", "new"}
    called = page(None, f"/api/v1/debates/{debate.slug}/claims/{query}T00:00:00Z")
    assert "This was fallen" in called and "This was quiet" not in called


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?role=villain", "There is no role “villain”."),
        ("?status=won", "There is no status “won”."),
        ("?kind=hunch", "There is no kind “hunch”."),
        ("?topic=Nowhere", "There is no topic “Nowhere”."),
        ("?by=Nobody", "There is no person here named “Nobody”."),
        ("?since=soon", "Give a day such as 2026-03-17."),
        ("?on=many", "is the number of a claim"),
        ("?text=a%00b", "Null characters are not allowed."),
    ],
)
def test_a_filter_that_means_nothing_is_named_and_nothing_is_listed(
    debate: Debate, query: str, said: str
) -> None:
    make_claim(debate, "Search is inevitable")
    shown = page(None, url(debate, query), status=400)
    assert said in shown
    assert "Search is inevitable" not in shown


def test_long_lists_come_in_pages_that_keep_the_filter(debate: Debate) -> None:
    for number in range(53):
        make_claim(debate, f"Statement {number} of many", kind="evidence")
    first = page(None, url(debate, "?kind=evidence"))
    assert "1–50 of 53 claims" in first
    assert 'href="?kind=evidence&page=2"' in first
    second = page(None, url(debate, "?kind=evidence&page=2"))
    assert "51–53 of 53 claims" in second
    assert "Statement 52 of many" in second
    assert "Statement 49 of many" not in second


@pytest.mark.parametrize("asked", ["0", "-1", "x", "999999999999999999999"])
def test_a_page_that_is_not_there_is_the_nearest_one(debate: Debate, asked: str) -> None:
    make_claim(debate, "Search is inevitable")
    assert "Search is inevitable" in page(None, url(debate, f"?page={asked}"))


def test_a_private_debate_lists_nothing_to_outsiders() -> None:
    debate = make_debate(visibility="private")
    page(None, url(debate), status=404)
    page(enrol(make_debate(), "editor"), url(debate), status=404)
    assert "No claims yet." in page(enrol(debate, "reader"), url(debate))


def test_a_longer_list_takes_no_more_queries(debate: Debate) -> None:
    counts = []
    for size in (3, 7):
        for _ in range(size):
            make_link(make_claim(debate), make_claim(debate))
        counts.append(query_count(owner_of(debate), url(debate)))
    assert counts[0] == counts[1] <= 20
