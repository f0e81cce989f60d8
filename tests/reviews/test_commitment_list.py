"""The register of promises, and what becomes of each."""

import re

import pytest

from arguments.models import Debate, User
from reviews.models import Commitment, Doing
from reviews.publishing import publish_revision
from tests.factories import (
    TEXT,
    enrol,
    make_claim,
    make_comment,
    make_debate,
    make_document,
    owner_of,
)
from tests.pages import body, page, post, query_count, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def author(debate: Debate) -> User:
    return enrol(debate, "author")


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def promise(debate: Debate, author: User, reviewer: User) -> Commitment:
    document = make_document(debate)
    asked = make_comment(debate, "Define it.", by=reviewer, doings=[Doing("suggest")])
    answer = make_comment(debate, "I will.", by=author, target=asked, doings=[Doing("plan")])
    promise = answer.commitments.get()
    promise.document = document
    promise.save()
    return promise


def listing(debate: Debate, query: str = "") -> str:
    return f"/debates/{debate.slug}/commitments/{query}"


def state(promise: Commitment) -> str:
    return f"/debates/{promise.debate.slug}/commitments/{promise.number}/state/"


def test_an_empty_register_says_how_to_begin(debate: Debate) -> None:
    assert "Nothing has been promised yet." in page(None, listing(debate))


def test_a_promise_is_listed_with_where_it_was_made(promise: Commitment) -> None:
    shown = page(None, listing(promise.debate))
    assert 'id="k1"' in shown
    assert "I will." in shown
    assert promise.thread and promise.thread.get_absolute_url() in shown
    assert "Pending" in shown


def test_the_register_can_be_filtered_by_state(promise: Commitment, author: User) -> None:
    other = Commitment.promise(promise.debate, by=author, text="Something else.")
    other.settle("declined", by=author, reason="No time.")
    pending = page(None, listing(promise.debate, "?state=pending"))
    assert "I will." in pending
    assert "Something else." not in pending
    assert re.search(r'href="\?state=declined"[^>]*>declined 1<', pending)
    assert "I will." in page(None, listing(promise.debate, "?state=purple"))


def test_a_change_is_promised_on_the_page(debate: Debate, author: User) -> None:
    claim, document = make_claim(debate), make_document(debate)
    data = {"text": "Define “search”.", "strength": "tentative", "claim": "1", "document": "1"}
    answer = post(author, listing(debate), data)
    promise = Commitment.objects.get()
    assert answer["Location"] == f"{listing(debate)}#k1"
    assert (promise.claim, promise.document) == (claim, document)
    assert promise.strength == "tentative"


def test_bad_input_keeps_what_was_typed(debate: Debate, author: User) -> None:
    answer = post(
        author, listing(debate), {"text": "My promise.", "claim": "7", "strength": "firm"}
    )
    assert answer.status_code == 422
    assert "There is no C7 in this debate." in body(answer)
    assert "My promise.</textarea>" in body(answer)
    assert post(author, listing(debate), {"text": " ", "strength": "firm"}).status_code == 422
    assert not Commitment.objects.exists()


def test_who_may_not_promises_nothing(promise: Commitment) -> None:
    Debate.objects.filter(pk=promise.debate_id).update(joining="invitation")
    data = {"text": "x", "strength": "firm"}
    assert post(enrol(promise.debate, "reader"), listing(promise.debate), data).status_code == 403
    assert post(None, listing(promise.debate), data).status_code == 302
    Debate.objects.filter(pk=promise.debate_id).update(visibility="private")
    assert visitor().get(listing(promise.debate)).status_code == 404
    assert visitor().get(state(promise)).status_code == 404


def test_done_in_a_revision_and_confirmed_by_who_asked(
    promise: Commitment, author: User, reviewer: User
) -> None:
    assert promise.document
    source = TEXT + "\n\nA definition."
    revision = publish_revision(promise.document, by=owner_of(promise.debate), source=source)
    data = {"state": "done", "done_in": str(revision.pk), "reason": "In the last section."}
    answer = post(author, state(promise), data)
    assert answer["Location"] == f"{listing(promise.debate)}#k1"
    promise.refresh_from_db()
    assert promise.done_in == revision
    assert "revision 2" in page(None, listing(promise.debate))
    assert "Confirm that it is done" in page(reviewer, state(promise))
    assert "Confirm that it is done" not in page(author, state(promise))
    post(reviewer, state(promise), {"do": "confirm"})
    promise.refresh_from_db()
    assert promise.checked_by and promise.checked_by.is_user(reviewer)
    history = re.sub(r"<[^>]+>", " ", page(None, state(promise)))
    assert "In the last section." in history
    assert "checked" in history


def test_declining_needs_a_reason(promise: Commitment, author: User) -> None:
    answer = post(author, state(promise), {"state": "declined", "reason": ""})
    assert answer.status_code == 422
    assert "Say why it is declined." in body(answer)
    promise.refresh_from_db()
    assert promise.state == "pending"


def test_it_cannot_be_confirmed_before_it_is_done(promise: Commitment, reviewer: User) -> None:
    client = visitor(reviewer)
    answer = client.post(state(promise), {"do": "confirm"}, follow=True)
    assert "It is not done yet." in body(answer)
    promise.refresh_from_db()
    assert promise.checked_by is None


def test_nobody_settles_the_promise_of_another(promise: Commitment, reviewer: User) -> None:
    assert post(reviewer, state(promise), {"state": "done"}).status_code == 403
    assert "Say what became of it" not in page(reviewer, state(promise))
    assert post(None, state(promise), {"state": "done"}).status_code == 302


def test_the_register_costs_the_same_whatever_its_length(promise: Commitment, author: User) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            asked = make_comment(promise.debate, doings=[Doing("suggest")])
            make_comment(
                promise.debate,
                by=author,
                target=asked,
                doings=[Doing("plan", make_claim(promise.debate))],
            )

    add(3)
    few = query_count(author, listing(promise.debate))
    add(7)
    assert query_count(author, listing(promise.debate)) == few <= 20
