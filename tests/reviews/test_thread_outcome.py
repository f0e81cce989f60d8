"""Closing a point, saying whether that satisfies, disputing it and opening it again."""

import pytest

from arguments.models import Debate, User
from reviews.models import Comment, Doing, Outcome, Thread
from tests.factories import enrol, make_comment, make_debate, owner_of
from tests.pages import body, page, post, thread_of, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    return enrol(make_debate(joining="invitation"), "reviewer")


@pytest.fixture
def raised(reviewer: User) -> Comment:
    debate = Debate.objects.get()
    return make_comment(debate, "Why?", by=reviewer, doings=[Doing("ask")])


def url(raised: Comment) -> str:
    return f"{thread_of(raised).get_absolute_url()}outcomes/"


def test_the_raiser_records_how_it_ended_and_is_satisfied(raised: Comment, reviewer: User) -> None:
    data = {
        "kind": "outcome",
        "outcome": "clarified",
        "satisfaction": "satisfied",
        "line": "It follows from the definition.",
    }
    answer = post(reviewer, url(raised), data)
    assert answer.status_code == 303
    assert answer["Location"] == f"{thread_of(raised).get_absolute_url()}#outcome"
    thread_of(raised).refresh_from_db()
    assert thread_of(raised).state == "resolved"
    assert thread_of(raised).satisfaction == "satisfied"
    assert "It follows from the definition." in page(None, thread_of(raised).get_absolute_url())


def test_an_editor_closes_but_cannot_be_satisfied_for_the_raiser(raised: Comment) -> None:
    editor = enrol(raised.debate, "editor")
    post(
        editor, url(raised), {"kind": "outcome", "outcome": "accepted", "satisfaction": "satisfied"}
    )
    thread_of(raised).refresh_from_db()
    assert thread_of(raised).outcome == "accepted"
    assert thread_of(raised).satisfaction == "none"
    answer = post(editor, url(raised), {"kind": "satisfaction", "satisfaction": "satisfied"})
    assert answer.status_code == 403


def test_the_raiser_says_later_whether_it_satisfies(raised: Comment, reviewer: User) -> None:
    thread_of(raised).close("rejected", by=owner_of(raised.debate))
    assert "Does the outcome satisfy you?" in page(reviewer, thread_of(raised).get_absolute_url())
    post(reviewer, url(raised), {"kind": "satisfaction", "satisfaction": "not-satisfied"})
    thread_of(raised).refresh_from_db()
    assert thread_of(raised).satisfaction == "not-satisfied"
    assert thread_of(raised).state == "disputed"


def test_the_author_does_not_close_it_for_the_raiser(raised: Comment) -> None:
    author = enrol(raised.debate, "author")
    assert "Record how it ended" not in page(author, thread_of(raised).get_absolute_url())
    answer = post(author, url(raised), {"kind": "outcome", "outcome": "accepted"})
    assert answer.status_code == 403
    assert not Outcome.objects.exists()


def test_an_outcome_has_to_be_chosen(raised: Comment, reviewer: User) -> None:
    answer = post(reviewer, url(raised), {"kind": "outcome", "line": "What I had written."})
    shown = body(answer)
    assert answer.status_code == 422
    assert "There is a problem" in shown
    assert 'value="What I had written."' in shown
    assert not Outcome.objects.exists()


def test_a_dispute_needs_a_reason_and_goes_beside_the_field(
    raised: Comment, reviewer: User
) -> None:
    thread_of(raised).close("accepted", by=owner_of(raised.debate))
    author = enrol(raised.debate, "author")
    answer = post(author, url(raised), {"kind": "dispute", "line": ""})
    assert answer.status_code == 422
    assert "Say why." in body(answer)
    assert post(author, url(raised), {"kind": "dispute", "line": "Not so."}).status_code == 303
    thread_of(raised).refresh_from_db()
    assert thread_of(raised).state == "disputed"


def test_who_took_part_opens_it_again(raised: Comment, reviewer: User) -> None:
    thread_of(raised).close("accepted", by=reviewer)
    outsider = enrol(raised.debate, "reviewer")
    assert post(outsider, url(raised), {"kind": "reopen"}).status_code == 403
    assert (
        post(reviewer, url(raised), {"kind": "reopen", "line": "More to say."}).status_code == 303
    )
    thread_of(raised).refresh_from_db()
    assert thread_of(raised).outcome == ""
    assert thread_of(raised).state == "open"


@pytest.mark.parametrize("kind", ["", "undo", "outcome\x00"])
def test_an_unknown_decision_is_refused(raised: Comment, reviewer: User, kind: str) -> None:
    assert post(reviewer, url(raised), {"kind": kind}).status_code == 422
    assert not Outcome.objects.exists()


def test_who_is_not_signed_in_goes_to_log_in(raised: Comment) -> None:
    assert post(None, url(raised), {"kind": "reopen"}).status_code == 302
    answer = visitor().get(url(raised))
    assert answer["Location"] == thread_of(raised).get_absolute_url()


def test_a_reader_decides_nothing(raised: Comment) -> None:
    reader = enrol(raised.debate, "reader")
    thread_of(raised).close("accepted", by=owner_of(raised.debate))
    assert post(reader, url(raised), {"kind": "dispute", "line": "No."}).status_code == 403


@pytest.mark.parametrize(
    ("closing", "raiser", "other"),
    [("raiser", True, False), ("editors", False, False), ("anyone", True, True)],
)
def test_who_may_close_is_a_setting_of_the_debate(
    closing: str, raiser: bool, other: bool, raised: Comment, reviewer: User
) -> None:
    debate = Debate.objects.get()
    debate.edit(by=owner_of(debate), closing=closing)
    another, thread = enrol(debate, "author"), Thread.objects.get()
    assert thread.can_close(owner_of(debate))
    assert (thread.can_close(reviewer), thread.can_close(another)) == (raiser, other)
    sent = post(another, url(raised), {"kind": "outcome", "outcome": "clarified"})
    assert sent.status_code == (303 if other else 403)
