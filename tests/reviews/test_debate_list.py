"""The home page: debates, and what is open in each."""

import pytest

from arguments.models import Debate
from tests.factories import (
    enrol,
    make_claim,
    make_comment,
    make_debate,
    make_document,
    make_link,
    make_thread,
    make_user,
    owner_of,
)
from tests.pages import page, query_count

pytestmark = pytest.mark.django_db

ASKS = "Is it so?"


def busy_debate(title: str = "A busy debate") -> Debate:
    """A debate with a document, a claim, an objection, an open point and a resolved one."""
    debate = make_debate(title=title)
    enrol(debate, "author", make_user("Ada Author"))
    make_document(debate)
    make_link(make_claim(debate), make_claim(debate))
    raiser = enrol(debate, "reviewer")
    make_comment(debate, by=raiser)
    make_thread(debate, by=raiser).close("accepted", by=raiser)
    return debate


def test_a_visitor_is_told_what_this_is() -> None:
    assert "Crux takes an argument apart" in page(None, "/")
    assert "Crux takes an argument apart" not in page(make_user(), "/")


def test_with_no_debate_the_page_says_how_to_begin() -> None:
    assert "No debates yet." in page(None, "/")


def test_each_debate_shows_its_open_work() -> None:
    debate = busy_debate(title="Does search arise?")
    shown = page(None, "/")
    assert f'<a href="{debate.get_absolute_url()}">Does search arise?</a>' in shown
    assert "2 points raised: 1 open, 1 resolved." in shown
    for fact in ("Ada Author", "1 document", "2 claims", "1 objection"):
        assert fact in shown


def test_what_waits_for_the_reader_is_counted() -> None:
    debate = busy_debate()
    author = debate.participants.get(role="author").user
    assert "1 waits for you" in page(author, "/")
    assert "wait for you" not in page(None, "/")
    make_comment(debate, by=enrol(debate, "reviewer"))
    assert "2 wait for you" in page(author, "/")


def test_what_waits_for_an_imported_person_does_not_wait_for_a_visitor() -> None:
    debate = make_debate()
    debate.named("Somebody of a forum", "author")
    make_comment(debate)
    assert "for you" not in page(None, "/")


def test_only_listed_debates_are_listed() -> None:
    make_debate(title="An unlisted one", visibility="unlisted")
    private = make_debate(title="A private one", visibility="private")
    assert "An unlisted one" not in page(None, "/")
    assert "A private one" not in page(make_user(), "/")
    assert "A private one" in page(enrol(private, "reader"), "/")


def test_mine_are_those_in_which_one_takes_part() -> None:
    make_debate(title="Somebody's debate")
    mine = make_debate(title="My debate")
    shown = page(owner_of(mine), "/?show=mine")
    assert "My debate" in shown
    assert "Somebody's debate" not in shown
    assert "You take part in no debate yet." in page(make_user(), "/?show=mine")


def test_the_order_is_that_of_the_address() -> None:
    busy_debate(title="The busy one")
    make_debate(title="The newest one")
    by_work, by_time = page(None, "/"), page(None, "/?sort=latest")
    assert by_work.index("The busy one") < by_work.index("The newest one")
    assert by_time.index("The newest one") < by_time.index("The busy one")


@pytest.mark.parametrize("query", ["?show=none", "?sort=random", "?show=", "?sort=a%00"])
def test_an_address_that_asks_for_something_else_says_so(query: str) -> None:
    make_debate(title="The debate")
    shown = page(None, f"/{query}", status=400)
    assert "The address asks for something" in shown
    assert "The debate" not in shown


def test_more_debates_take_no_more_queries_and_come_in_pages() -> None:
    counts = []
    reader = make_user()
    for _ in range(2):
        for _ in range(4):
            busy_debate()
        counts.append(query_count(reader, "/"))
    assert counts[0] == counts[1] <= 20
    for _ in range(13):
        make_debate()
    assert 'href="?page=2"' in page(reader, "/")
