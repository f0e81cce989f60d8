"""Threads: whose turn it is, how a point ends, and that it can be taken up again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command

from arguments.models import Debate, User
from reviews.models import Commitment, Doing, Thread
from tests.factories import (
    enrol,
    make_claim,
    make_comment,
    make_debate,
    make_thread,
    make_user,
    owner_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate(joining="invitation")


@pytest.fixture
def author(debate: Debate) -> User:
    return enrol(debate, "author")


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def thread(debate: Debate, author: User, reviewer: User) -> Thread:
    claim = make_claim(debate, by=author)
    return make_thread(debate, "Why?", by=reviewer, target=claim, doings=[Doing("ask", claim)])


def say(thread: Thread, by: User, *acts: str) -> Thread:
    last = thread.comments.last()
    make_comment(thread.debate, by=by, target=last, doings=[Doing(act) for act in acts])
    return Thread.objects.get(pk=thread.pk)


def whose_turn(thread: Thread) -> tuple[str, User | None]:
    return thread.state, thread.waiting_for.user if thread.waiting_for else None


def test_a_question_waits_for_the_one_whose_words_it_is_about(
    thread: Thread, author: User, reviewer: User
) -> None:
    thread.refresh_from_db()
    assert whose_turn(thread) == ("open", author)
    thread = say(thread, author, "answer")
    assert whose_turn(thread) == ("answered", reviewer)
    thread = say(thread, reviewer, "rebut")
    assert whose_turn(thread) == ("waiting", author)
    thread = say(thread, author, "ask")
    assert whose_turn(thread) == ("waiting", reviewer)
    thread = say(thread, reviewer, "agree")
    assert whose_turn(thread) == ("resolved", None)


def test_praise_waits_for_nobody(debate: Debate, reviewer: User) -> None:
    thread = make_thread(debate, "Well put.", by=reviewer, doings=[Doing("note")])
    assert whose_turn(thread) == ("resolved", None)


def test_the_raiser_closes_with_an_outcome_and_their_satisfaction_is_a_second_answer(
    thread: Thread, reviewer: User
) -> None:
    thread.close("clarified", by=reviewer, line="The term was defined.")
    assert (thread.state, thread.outcome, thread.satisfaction) == ("resolved", "clarified", "none")
    thread.answer_satisfaction("satisfied", by=reviewer)
    assert (thread.outcome, thread.satisfaction) == ("clarified", "satisfied")
    assert thread.outcome_line == "The term was defined."


def test_an_author_never_closes_on_behalf_of_the_raiser(thread: Thread, author: User) -> None:
    with pytest.raises(PermissionDenied):
        thread.close("clarified", by=author)
    with pytest.raises(PermissionDenied):
        thread.answer_satisfaction("satisfied", by=author)


def test_an_editor_may_close_and_anybody_who_contributes_may_dispute(
    thread: Thread, debate: Debate
) -> None:
    thread.close("out-of-scope", by=enrol(debate, "editor"), line="Another paper.")
    other = enrol(debate, "reviewer")
    with pytest.raises(ValidationError):
        thread.dispute(by=other, line=" ")
    thread.dispute(by=other, line="It is what the paper is about.")
    assert thread.state == "disputed"
    with pytest.raises(PermissionDenied):
        thread.dispute(by=make_user(), line="A stranger's word.")


def test_whoever_took_part_may_reopen_and_the_outcome_stays_on_record(
    thread: Thread, debate: Debate, reviewer: User, author: User
) -> None:
    thread.close("accepted", by=reviewer)
    with pytest.raises(PermissionDenied):
        thread.reopen(by=enrol(debate, "reviewer"))
    thread.reopen(by=reviewer)
    assert (thread.outcome, whose_turn(thread)) == ("", ("open", author))
    assert list(thread.outcomes.values_list("kind", flat=True)) == ["outcome", "reopen"]


def test_a_dissatisfied_raiser_keeps_the_point_in_dispute(thread: Thread, reviewer: User) -> None:
    thread.close("rejected", by=reviewer)
    thread.answer_satisfaction("not-satisfied", by=reviewer)
    assert thread.state == "disputed"


def test_a_promise_is_kept_or_declined_with_a_reason_and_confirmed_by_who_asked(
    thread: Thread, author: User, reviewer: User
) -> None:
    say(thread, author, "plan")
    commitment = Commitment.objects.get()
    assert commitment.thread == thread
    with pytest.raises(PermissionDenied):
        commitment.settle("done", by=reviewer)
    with pytest.raises(ValidationError):
        commitment.settle("declined", by=author)
    commitment.settle("done", by=author)
    with pytest.raises(PermissionDenied):
        commitment.confirm(by=author)
    commitment.confirm(by=reviewer)
    assert list(commitment.changes.values_list("state", flat=True)) == ["pending", "done", "done"]
    assert commitment.checked_by and commitment.checked_by.user == reviewer


def test_a_thread_counts_its_versions(thread: Thread, author: User) -> None:
    before = Thread.objects.get(pk=thread.pk).version
    assert say(thread, author, "answer").version > before


def test_the_owner_of_the_debate_is_no_raiser(thread: Thread, debate: Debate) -> None:
    with pytest.raises(PermissionDenied):
        thread.answer_satisfaction("satisfied", by=owner_of(debate))


def test_all_states_are_computed_anew_when_the_rules_have_changed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    debate = make_debate()
    first, _ = (make_comment(debate, "Why?", doings=[Doing("ask")]) for _ in range(2))
    Thread.objects.filter(comments=first).update(state="resolved", waiting_reason="")
    call_command("settle_threads")
    assert capsys.readouterr().out == "1 thread changed.\n"
    assert set(Thread.objects.values_list("state", flat=True)) == {"open"}
    call_command("settle_threads")
    assert capsys.readouterr().out == "0 threads changed.\n"
