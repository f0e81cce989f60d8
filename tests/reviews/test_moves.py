"""Threads are split and merged, comments moved; addresses stay alive, and all can be undone."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from arguments.models import Debate, User
from reviews.models import Comment, Commitment, Doing, Move, Thread
from tests.api.clients import body, caller, problem
from tests.factories import enrol, make_comment, make_debate, make_thread, owner_of
from tests.pages import page, post, query_count, thread_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def owner(debate: Debate) -> User:
    return owner_of(debate)


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def talk(debate: Debate, owner: User, reviewer: User) -> list[Comment]:
    """Two points in one thread: 1.1 and 1.2 are about the first, 1.3 and 1.4 about the second."""
    first = make_comment(debate, "Is it so?", by=reviewer, doings=[Doing("ask")])
    second = make_comment(debate, "It is.", by=owner, target=first, doings=[Doing("answer")])
    aside = make_comment(debate, "And that?", by=reviewer, target=first, doings=[Doing("ask")])
    last = make_comment(debate, "That too.", by=owner, target=aside, doings=[Doing("plan")])
    return [first, second, aside, last]


def labels(comments: list[Comment]) -> list[str]:
    for comment in comments:
        comment.refresh_from_db()
    return [comment.label for comment in comments]


def test_a_thread_is_split_with_the_answers(talk: list[Comment], owner: User) -> None:
    url = f"/debates/{talk[0].debate.slug}/comments/{talk[2].uuid}/move/"
    assert "and the 1 answer to it" in page(owner, url)
    sent = post(owner, url, {"title": "That", "reason": "Another point."})
    new = Thread.objects.get(title="That")
    assert sent["Location"] == new.get_absolute_url()
    assert labels(talk) == ["1.1", "1.2", "2.1", "2.2"]
    old = thread_of(talk[0])
    assert (old.state, old.comment_count) == ("answered", 2)
    assert (new.raised_by, new.state) == (talk[2].by, "answered")
    assert Commitment.objects.get().thread == new
    shown = page(None, old.get_absolute_url())
    assert re.search('id="turn-3".*?Moved to.*?2.1.*?Another point.', shown, re.DOTALL)
    assert "moved from 1.3" in page(None, new.get_absolute_url())


def test_undone_every_comment_has_its_place_again(talk: list[Comment], owner: User) -> None:
    move = Move.split(talk[2], by=owner)
    later = make_comment(talk[0].debate, "Later.", by=owner, target=talk[1])
    assert later.label == "1.5"
    url = f"/debates/{talk[0].debate.slug}/threads/moves/{move.pk}/undo/"
    assert post(owner, url).status_code == 303
    assert labels([*talk, later]) == ["1.1", "1.2", "1.3", "1.4", "1.5"]
    assert Commitment.objects.get().thread == thread_of(talk[0])
    assert move.new.outcomes.get().line == "Back in T1"
    with pytest.raises(ValidationError, match="undone already"):
        move.undo(by=owner)


def test_a_comment_goes_to_another_thread(talk: list[Comment], debate: Debate, owner: User) -> None:
    other = make_thread(debate, "Elsewhere.")
    Move.send(talk[2], other, by=owner)
    assert labels(talk) == ["1.1", "1.2", f"{other.number}.2", f"{other.number}.3"]


def test_threads_are_merged_as_one_point(talk: list[Comment], debate: Debate, owner: User) -> None:
    other = make_thread(debate, "The same?")
    url = f"{other.get_absolute_url()}merge/"
    assert post(owner, url, {"into": "T1", "reason": "The same."}).status_code == 303
    assert thread_of(talk[0]).comments.count() == 5
    other.refresh_from_db()
    assert (other.state, other.outcome, other.comment_count) == ("resolved", "duplicate", 0)
    assert "Merged into T1" in page(None, other.get_absolute_url())
    Move.objects.get().undo(by=owner)
    other.refresh_from_db()
    assert (other.state, other.comment_count) == ("open", 1)


def test_a_thread_of_which_nothing_is_left_is_merged(debate: Debate, owner: User) -> None:
    alone, other = make_thread(debate, "Alone."), make_thread(debate, "The same?")
    Move.send(alone.comments.get(), other, by=owner)
    alone.refresh_from_db()
    assert (alone.outcome, alone.outcome_line) == ("duplicate", f"Merged into {other.label}")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"into": "T9"}, "There is no T9"),
        ({"into": "seven"}, "is not a number such as T7"),
        ({"into": "T1"}, "in this thread already"),
    ],
)
def test_a_move_that_cannot_be_is_refused(
    data: dict[str, str], said: str, talk: list[Comment], owner: User
) -> None:
    url = f"/debates/{talk[0].debate.slug}/comments/{talk[2].uuid}/move/"
    refused = post(owner, url, data)
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not Move.objects.exists()


def test_the_first_comment_is_not_split_off(talk: list[Comment], owner: User) -> None:
    with pytest.raises(ValidationError, match="begins its thread"):
        Move.split(talk[0], by=owner)


def test_only_editors_move(talk: list[Comment], debate: Debate, reviewer: User) -> None:
    other = make_thread(debate)
    for act in (
        lambda: Move.split(talk[2], by=reviewer),
        lambda: Move.send(talk[2], other, by=reviewer),
        lambda: Move.merge(other, thread_of(talk[0]), by=reviewer),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_an_answer_may_begin_a_point_of_its_own(
    talk: list[Comment], debate: Debate, reviewer: User
) -> None:
    url = f"/debates/{debate.slug}/comments/{talk[1].uuid}/answers/new/"
    post(reviewer, url, {"source": "Which reminds me.", "apart": "on"})
    apart = Comment.objects.latest("pk")
    assert apart.answers == talk[1]
    assert thread_of(apart).number == 2


def test_the_api_moves_and_undoes(talk: list[Comment], debate: Debate, owner: User) -> None:
    address = f"/api/v1/comments/{talk[2].uuid}/thread/"
    assert body(caller(owner).put(address, {"title": "That"}))["label"] == "2.1"
    assert body(caller(owner).delete(address))["label"] == "1.3"
    problem(caller(owner).delete(address), 404)
    other = make_thread(debate)
    into = {"into": str(thread_of(talk[0]).uuid)}
    body(caller(owner).put(f"/api/v1/threads/{other.uuid}/merge/", into))
    assert thread_of(talk[0]).comments.count() == 5


def test_more_moves_ask_no_more_queries(talk: list[Comment], debate: Debate, owner: User) -> None:
    counts = []
    for number in range(4):
        aside = make_comment(debate, f"Aside {number}", by=owner, target=talk[0])
        Move.split(aside, by=owner)
        other = make_comment(debate, f"Elsewhere {number}", by=owner)
        Move.send(other, thread_of(talk[0]), by=owner)
        counts.append(query_count(owner, thread_of(talk[0]).get_absolute_url()))
    assert counts[0] == counts[-1]
