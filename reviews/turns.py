"""The state of a thread, computed from what people said in it.

The rules, in order (after the attention set of Gerrit and the resolution rule of Reviewable, per
point instead of per change):

1. The last decision holds until something undoes it: an *outcome* closes the thread; the raiser's
   *not satisfied*, or anybody's *dispute*, makes it disputed; *reopen* takes it back.
2. With no decision, what calls for no answer is resolved as it stands (thanks, agreement, a note).
   A comment without acts, as imported texts have them, calls for one unless it opens a review.
3. What nobody else has answered is open, and waits for the other side.
4. The point is theirs who first called for an answer: a question asked under what needed none is
   the asker's. When they have the last word and in it agree or concede, the thread is resolved;
   when they press on, it waits for the one who answered them.
5. When another has the last word, the point is answered and the raiser is to confirm it, unless
   that word asks, objects or suggests: then it waits for the raiser to answer.
6. Who only checked a reading has nothing to confirm once another agrees with it.

A last word may be several comments of one person in a row; the last of them that agrees, asks or
objects says how it is meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

OPEN, WAITING, ANSWERED, RESOLVED, DISPUTED = "open", "waiting", "answered", "resolved", "disputed"
#: Why a thread is resolved of which nobody has said how it ended.
NO_REPLY, AGREED, CONFIRMED = "needs no reply", "the raiser agreed", "the reading was confirmed"

#: Acts after which somebody else must move.
CALLING = frozenset(
    {"rebut", "undercut", "ask", "check", "suggest", "disagree", "partly", "crux", "clarify"}
)
#: Acts that ask, object or suggest, whatever else the comment does.
PRESSING = frozenset({"rebut", "undercut", "ask", "check", "disagree", "suggest"})
#: Acts by which the raiser accepts what was answered.
ACCEPTING = frozenset({"agree", "concede"})
#: Acts of which the last says how several comments in a row are meant.
TELLING = PRESSING | ACCEPTING | {"partly"}
#: Acts by which a reading is checked, and nothing is objected to.
CHECKING = frozenset({"check", "ask"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One comment of the thread: whose it is (any hashable key), what it does, when.

    `welcome`: its writer says that a reply is welcome.
    """

    person: int
    acts: frozenset[str]
    at: datetime
    opening: bool = False
    welcome: bool = False

    @property
    def calls(self) -> bool:
        """Whether somebody else must move. Where nobody has said what a comment does, they must."""
        if self.welcome:
            return True
        return bool(self.acts & CALLING) if self.acts else not self.opening

    @property
    def telling(self) -> bool:
        return bool(self.acts & TELLING) or not self.acts


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: `outcome`, `satisfied`, `not-satisfied`, `dispute` or `reopen`."""

    kind: str
    person: int
    at: datetime


@dataclass(frozen=True, slots=True)
class State:
    """`waiting_for` is None when nobody in particular must move; `since` is when that began."""

    name: str
    waiting_for: int | None
    reason: str
    since: datetime | None


def state_of(turns: Sequence[Turn], decisions: Sequence[Decision], author: int | None) -> State:
    """The state of a thread with these turns and decisions, each in order of time.

    `author` answers for the text under review: a point that nobody has answered waits for them.
    """
    if decisions and (decided := _decided(decisions[-1], turns, author)):
        return decided
    if not turns:
        return State(RESOLVED, None, "nothing was said", None)
    first = next((turn for turn in turns if turn.calls), None)
    if first is None:
        return State(RESOLVED, None, NO_REPLY, turns[-1].at)
    began = turns[0].person
    if all(turn.person == began for turn in turns):
        waiting_for = author if author != began else None
        return State(OPEN, waiting_for, "not answered yet", turns[0].at)
    return _answered(turns, first.person)


def _decided(last: Decision, turns: Sequence[Turn], author: int | None) -> State | None:
    if last.kind in {"outcome", "satisfied"}:
        return State(RESOLVED, None, "an outcome was recorded", last.at)
    if last.kind in {"dispute", "not-satisfied"}:
        raiser = turns[0].person if turns else None
        others = author if last.person == raiser else raiser
        waiting_for = others if others != last.person else None
        return State(DISPUTED, waiting_for, "the outcome is disputed", last.at)
    return None


def _answered(turns: Sequence[Turn], raiser: int) -> State:
    """Where a point of `raiser` is to which somebody else has said something."""
    run, since = _last_word(turns), _began(turns, raiser)
    word = next((turn for turn in reversed(run) if turn.telling), run[-1])
    if word.person == raiser:
        if word.acts & ACCEPTING and not word.acts & PRESSING:
            return State(RESOLVED, None, AGREED, word.at)
        answer = next(turn for turn in reversed(turns) if turn.person != raiser)
        return State(WAITING, answer.person, "to answer", since)
    if word.acts & PRESSING:
        return State(WAITING, raiser, "to answer", since)
    called = frozenset().union(*(turn.acts & CALLING for turn in turns if turn.person == raiser))
    if "check" in called <= CHECKING and any("agree" in turn.acts for turn in run):
        return State(RESOLVED, None, CONFIRMED, word.at)
    return State(ANSWERED, raiser, "to confirm the answer", since)


def _last_word(turns: Sequence[Turn]) -> Sequence[Turn]:
    """The comments at the end that are of one person."""
    first = len(turns)
    while first and turns[first - 1].person == turns[-1].person:
        first -= 1
    return turns[first:]


def _began(turns: Sequence[Turn], raiser: int) -> datetime:
    """When the side that spoke last, the raiser's or the others', began to have the last word."""
    sides = [turn.person == raiser for turn in turns]
    first = len(sides)
    while first and sides[first - 1] == sides[-1]:
        first -= 1
    return turns[first].at
