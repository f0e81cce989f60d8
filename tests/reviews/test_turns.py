"""Whose turn it is in a thread: one test for each rule."""

from datetime import UTC, datetime, timedelta

import pytest

from reviews.turns import ACCEPTING, CALLING, PRESSING, Decision, State, Turn, state_of

RAISER, AUTHOR, OTHER = 1, 2, 3
START = datetime(2026, 3, 2, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def said(*turns: tuple[int, str]) -> list[Turn]:
    """Turns on one day after another: who, and which acts."""
    return [
        Turn(person, frozenset(acts.split()), day(number))
        for number, (person, acts) in enumerate(turns)
    ]


def state(*turns: tuple[int, str], decided: tuple[int, str] | None = None) -> State:
    decisions = [Decision(decided[1], decided[0], day(9))] if decided else []
    return state_of(said(*turns), decisions, AUTHOR)


ANSWERED = ((RAISER, "ask"), (AUTHOR, "answer"))


@pytest.mark.parametrize("kind", ["outcome", "satisfied"])
def test_a_decision_closes_the_thread_whatever_was_said(kind: str) -> None:
    closed = state((RAISER, "rebut"), decided=(RAISER, kind))
    assert (closed.name, closed.waiting_for, closed.since) == ("resolved", None, day(9))


def test_a_raiser_who_is_not_satisfied_waits_for_the_author() -> None:
    disputed = state(*ANSWERED, decided=(RAISER, "not-satisfied"))
    assert (disputed.name, disputed.waiting_for) == ("disputed", AUTHOR)


@pytest.mark.parametrize("person", [AUTHOR, OTHER])
def test_a_dispute_by_another_waits_for_the_raiser(person: int) -> None:
    disputed = state(*ANSWERED, decided=(person, "dispute"))
    assert (disputed.name, disputed.waiting_for) == ("disputed", RAISER)


def test_nobody_waits_for_themselves() -> None:
    disputed = state_of(said((AUTHOR, "ask")), [Decision("dispute", AUTHOR, day(9))], AUTHOR)
    assert (disputed.name, disputed.waiting_for) == ("disputed", None)
    own = state_of(said((AUTHOR, "ask")), [], AUTHOR)
    assert (own.name, own.waiting_for) == ("open", None)


def test_reopening_brings_back_what_was_said() -> None:
    assert state(*ANSWERED, decided=(OTHER, "reopen")) == state(*ANSWERED)


def test_only_the_last_decision_counts() -> None:
    decisions = [Decision("dispute", OTHER, day(3)), Decision("outcome", RAISER, day(4))]
    assert state_of(said(*ANSWERED), decisions, AUTHOR).name == "resolved"


@pytest.mark.parametrize("acts", ["note", "agree", "support", "note cite", "concede plan"])
def test_what_calls_for_no_answer_is_resolved_as_it_stands(acts: str) -> None:
    praise = state((RAISER, acts))
    assert (praise.name, praise.reason) == ("resolved", "needs no reply")


@pytest.mark.parametrize("act", sorted(CALLING))
def test_what_calls_for_an_answer_is_open_and_waits_for_the_author(act: str) -> None:
    raised = state((RAISER, f"note {act}"), (RAISER, "note"))
    assert (raised.name, raised.waiting_for, raised.since) == ("open", AUTHOR, day(0))


def test_a_comment_whose_acts_nobody_named_is_open() -> None:
    assert state((RAISER, "")).name == "open"
    assert state((RAISER, ""), (AUTHOR, "")).name == "answered"


def test_the_opening_of_a_review_whose_acts_nobody_named_is_not() -> None:
    opening = Turn(RAISER, frozenset(), day(0), opening=True)
    assert state_of([opening], [], AUTHOR).name == "resolved"
    asking = Turn(RAISER, frozenset({"ask"}), day(0), opening=True)
    assert state_of([asking], [], AUTHOR).name == "open"


@pytest.mark.parametrize("act", sorted(ACCEPTING))
def test_a_raiser_who_accepts_the_answer_has_resolved_it(act: str) -> None:
    accepted = state(*ANSWERED, (RAISER, act))
    assert (accepted.name, accepted.reason) == ("resolved", "the raiser agreed")


@pytest.mark.parametrize("act", [*sorted(PRESSING), "agree ask", "partly", "note", ""])
def test_a_raiser_who_presses_on_waits_for_who_answered_last(act: str) -> None:
    pressed = state(*ANSWERED, (OTHER, "answer"), (RAISER, act))
    assert (pressed.name, pressed.waiting_for) == ("waiting", OTHER)


@pytest.mark.parametrize("act", ["answer", "clarify", "agree", "concede", "note", ""])
def test_an_answer_is_for_the_raiser_to_confirm(act: str) -> None:
    answered = state((RAISER, "rebut"), (AUTHOR, act))
    assert (answered.name, answered.waiting_for) == ("answered", RAISER)


@pytest.mark.parametrize("act", sorted(PRESSING))
def test_an_answer_that_asks_or_objects_is_for_the_raiser_to_answer(act: str) -> None:
    asked = state((RAISER, "rebut"), (AUTHOR, f"answer {act}"))
    assert (asked.name, asked.waiting_for, asked.reason) == ("waiting", RAISER, "to answer")


def test_the_turn_passed_when_the_other_side_first_spoke() -> None:
    assert state(*ANSWERED, (OTHER, "answer"), (AUTHOR, "note")).since == day(1)
    assert state(*ANSWERED, (RAISER, "ask"), (RAISER, "rebut")).since == day(2)


def test_a_thread_in_which_nothing_was_said_waits_for_nobody() -> None:
    assert state() == State("resolved", None, "nothing was said", None)


def test_a_question_under_what_needed_no_reply_is_the_askers() -> None:
    asked = state((RAISER, "support"), (AUTHOR, "ask"))
    assert (asked.name, asked.waiting_for) == ("waiting", RAISER)
    answered = state((RAISER, "support"), (AUTHOR, "ask"), (RAISER, "answer"))
    assert (answered.name, answered.waiting_for) == ("answered", AUTHOR)
    accepted = state((RAISER, "support"), (AUTHOR, "ask"), (RAISER, "answer"), (AUTHOR, "agree"))
    assert (accepted.name, accepted.reason) == ("resolved", "the raiser agreed")


@pytest.mark.parametrize(
    ("acts", "name"),
    [
        (("disagree", "support"), "waiting"),
        (("agree", "disagree"), "waiting"),
        (("disagree", "agree"), "answered"),
        (("suggest", "note"), "waiting"),
    ],
)
def test_the_last_telling_comment_of_several_says_how_they_are_meant(
    acts: tuple[str, str], name: str
) -> None:
    first, second = acts
    assert state((RAISER, "rebut"), (AUTHOR, first), (AUTHOR, second)).name == name


def test_what_the_raiser_adds_to_their_agreement_opens_nothing() -> None:
    assert state(*ANSWERED, (RAISER, "agree"), (RAISER, "note")).name == "resolved"
    assert state(*ANSWERED, (RAISER, "agree"), (RAISER, "")).name == "waiting"


def test_a_reading_is_confirmed_by_who_agrees_with_it() -> None:
    confirmed = state((RAISER, "check ask"), (AUTHOR, "agree"), (AUTHOR, "clarify"))
    assert (confirmed.name, confirmed.reason) == ("resolved", "the reading was confirmed")
    objected = state((RAISER, "check rebut"), (AUTHOR, "agree"))
    assert objected.name == "answered"
    only_asked = state((RAISER, "ask"), (AUTHOR, "agree"))
    assert only_asked.name == "answered"


def test_a_note_to_which_a_reply_is_welcome_is_open() -> None:
    note = Turn(RAISER, frozenset({"note"}), day(0), welcome=True)
    assert state_of([note], [], AUTHOR).name == "open"
