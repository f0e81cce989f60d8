"""What became of each point: the table as a page, as files and by API."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from arguments.models import Debate, User
from reviews.models import Commitment, Doing, Passage, Thread
from tests.factories import enrol, make_claim, make_comment, make_debate, make_document
from tests.pages import body, page, thread_of, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def raiser(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def author(debate: Debate) -> User:
    return enrol(debate, "author")


def raise_point(debate: Debate, by: User, title: str, act: str = "ask") -> Thread:
    return thread_of(make_comment(debate, f"{title}.", by=by, heading=title, doings=[Doing(act)]))


def answer(thread: Thread, by: User, words: str, *acts: str, **fields: object) -> Thread:
    last = thread.comments.order_by("number").last()
    assert last
    doings = [Doing(act) for act in acts]
    return thread_of(
        make_comment(thread.debate, words, by=by, target=last, doings=doings, **fields)
    )


@pytest.fixture
def points(debate: Debate, raiser: User, author: User) -> dict[str, Thread]:
    """One point of each disposition, by it."""
    words = ("unanswered", "open", "disputed", "answered", "promised", "kept", "agreed", "resolved")
    found = {word: raise_point(debate, raiser, f"The {word} one") for word in words}
    found["no-reply"] = raise_point(debate, raiser, "The no-reply one", "agree")
    for word in ("disputed", "answered", "agreed", "resolved"):
        answer(found[word], author, f"An answer to the {word} one.", "answer")
    answer(found["open"], author, "Why do you ask?", "ask")
    answer(found["agreed"], raiser, "I see.", "agree")
    for word in ("promised", "kept"):
        answer(found[word], author, f"Will change the {word} one.", "plan")
    kept = Commitment.objects.get(thread=found["kept"])
    kept.settle("done", by=author)
    kept.confirm(by=raiser)
    found["disputed"].dispute(by=raiser, line="It is no answer.")
    found["resolved"].close("clarified", by=raiser, line="A wording.", satisfaction="satisfied")
    return found


def url(debate: Debate, query: str = "") -> str:
    return reverse("disposition_list", args=[debate.slug]) + query


def api(client: Client, debate: Debate, query: str = "") -> list[dict[str, Any]]:
    response = client.get(reverse("api_disposition_list", args=[debate.slug]) + query)
    assert response.status_code == 200
    return response.json()["results"]


def test_each_point_has_the_disposition_that_its_records_give(
    debate: Debate, points: dict[str, Thread], client: Client
) -> None:
    shown = {row["title"]: row["disposition"] for row in api(client, debate)}
    assert shown == {f"The {word} one": word for word in points}


def test_a_filter_finds_the_points_of_one_disposition_on_page_and_in_api(
    debate: Debate, points: dict[str, Thread], client: Client
) -> None:
    for word in points:
        query = f"?disposition={word}"
        shown = page(None, url(debate, query))
        assert [each for each in points if f"The {each} one</a>" in shown] == [word]
        assert [row["title"] for row in api(client, debate, query)] == [f"The {word} one"]


@pytest.mark.usefixtures("points")
def test_other_filters_are_in_the_address_too(debate: Debate, raiser: User, author: User) -> None:
    raise_point(debate, author, "The one of the author")
    assert "The one of the author" in page(None, url(debate, f"?by={author.name}"))
    shown = page(None, url(debate, f"?by={raiser.name}&outcome=clarified&satisfaction=satisfied"))
    assert "The resolved one" in shown and "The agreed one" not in shown
    assert "The open one" in page(raiser, url(debate, "?waiting=me"))
    assert "No point is like that." in page(author, url(debate, "?words=nothing-of-the-kind"))
    assert "Nothing is listed" in page(None, url(debate, "?disposition=odd"), status=422)


def test_a_row_says_who_what_where_and_what_was_promised(
    debate: Debate, raiser: User, author: User, client: Client
) -> None:
    document, claim = make_document(debate, by=author), make_claim(debate)
    revision = document.revisions.get()
    passage = Passage.locate(revision, "It does not select for reasons.")
    asked = make_comment(
        debate,
        "Why not?",
        by=raiser,
        target=document,
        passages=[passage],
        doings=[Doing("ask"), Doing("rebut", claim)],
    )
    answer(thread_of(asked), author, "Perhaps I shall say so.", "plan", qualifiers=["hedged"])
    Commitment.objects.get().settle("done", by=author, done_in=revision)
    [row] = api(client, debate)
    assert (row["label"], row["place"], row["about"]) == ("T1", "D1", ["C1"])
    assert row["quoted"] == "It does not select for reasons."
    assert row["answer"]["text"] == "Perhaps I shall say so."
    [promise] = row["commitments"]
    assert (promise["strength"], promise["state"], promise["done_in"]) == ("tentative", "done", 1)
    shown = page(None, url(debate))
    for words in ("It does not select", "on D1", "about C1", "tentative, done in revision 1"):
        assert words in shown


def test_words_that_were_removed_are_in_no_row(
    debate: Debate, raiser: User, author: User, client: Client
) -> None:
    thread = raise_point(debate, raiser, "A secret")
    answer(thread, author, "Another secret.", "answer")
    for comment in thread.comments.all():
        assert comment.by.user
        comment.remove(by=comment.by.user, reason="Not here.")
    [row] = api(client, debate)
    assert (row["title"], row["quoted"], row["answer"]) == ("(removed)", "", None)
    assert "secret" not in page(None, url(debate)).lower()


def test_the_table_is_a_file_whose_cells_are_no_formulas(
    debate: Debate, raiser: User, author: User
) -> None:
    thread = raise_point(debate, raiser, '=HYPERLINK("http://x"), said')
    answer(thread, author, "One | two\nand *three*.", "answer")
    response = visitor().get(reverse("disposition_file", args=[debate.slug, "csv"]))
    assert response["Content-Type"].startswith("text/csv")
    assert "attachment" in response["Content-Disposition"]
    [row] = csv.DictReader(io.StringIO(body(response)))
    assert row["title"] == '\'=HYPERLINK("http://x"), said'
    assert row["disposition"] == "Answered, to be confirmed"
    assert row["answer"] == "One | two and three."
    markdown = body(visitor().get(reverse("disposition_file", args=[debate.slug, "markdown"])))
    header, rule, line = markdown.splitlines()
    assert header.startswith("| point | title |") and rule.startswith("| --- | --- |")
    assert "One \\| two and three." in line


@pytest.mark.usefixtures("points")
def test_a_file_has_the_rows_that_pass_the_filter(debate: Debate) -> None:
    address = reverse("disposition_file", args=[debate.slug, "csv"])
    assert len(list(csv.DictReader(io.StringIO(body(visitor().get(address)))))) == 9
    found = body(visitor().get(f"{address}?disposition=kept"))
    assert [row["title"] for row in csv.DictReader(io.StringIO(found))] == ["The kept one"]
    assert visitor().get(f"{address}?disposition=odd").status_code == 422
