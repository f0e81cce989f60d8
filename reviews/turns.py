"""The state of a thread, computed from what people said in it.

The rules, in order (after the attention set of Gerrit and the resolution rule of Reviewable, per
point instead of per change):

1. The last decision holds until something undoes it: an *outcome* closes the thread; the raiser's
   *not satisfied*, or anybody's *dispute*, makes it disputed; *reopen* takes it back.
2. With no decision, what calls for no answer is resolved as it stands (thanks, agreement, a note).
   A comment without acts, as imported texts have them, calls for one unless it opens a review.
3. What nobody else has answered is open, and waits for the other side.
4. When the raiser has the last word and in it agrees or concedes, the thread is resolved; when they
   press on, it waits for the one who answered them.
5. When another has the last word, the point is answered and the raiser is to confirm it, unless
   that word asks or objects: then it waits for the raiser to answer.
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
#: Acts that ask or object, whatever else the comment does.
PRESSING = frozenset({"rebut", "undercut", "ask", "check", "disagree"})
#: Acts by which the raiser accepts what was answered.
ACCEPTING = frozenset({"agree", "concede"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One comment of the thread: whose it is (any hashable key), what it does, when."""

    person: int
    acts: frozenset[str]
    at: datetime
    opening: bool = False

    @property
    def calls(self) -> bool:
        """Whether somebody else must move. Where nobody has said what a comment does, they must."""
        return bool(self.acts & CALLING) if self.acts else not self.opening


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
    first, last = turns[0], turns[-1]
    if not any(turn.calls for turn in turns):
        return State(RESOLVED, None, NO_REPLY, last.at)
    answers = [turn for turn in turns if turn.person != first.person]
    if not answers:
        waiting_for = author if author != first.person else None
        return State(OPEN, waiting_for, "not answered yet", first.at)
    if last.person == first.person:
        return _raiser_spoke_last(turns, answers[-1])
    since = _began(turns, first.person)
    if last.acts & PRESSING:
        return State(WAITING, first.person, "to answer", since)
    return State(ANSWERED, first.person, "to confirm the answer", since)


def _decided(last: Decision, turns: Sequence[Turn], author: int | None) -> State | None:
    if last.kind in {"outcome", "satisfied"}:
        return State(RESOLVED, None, "an outcome was recorded", last.at)
    if last.kind in {"dispute", "not-satisfied"}:
        raiser = turns[0].person if turns else None
        others = author if last.person == raiser else raiser
        waiting_for = others if others != last.person else None
        return State(DISPUTED, waiting_for, "the outcome is disputed", last.at)
    return None


def _raiser_spoke_last(turns: Sequence[Turn], answer: Turn) -> State:
    last = turns[-1]
    if last.acts & ACCEPTING and not last.acts & PRESSING:
        return State(RESOLVED, None, AGREED, last.at)
    return State(WAITING, answer.person, "to answer", _began(turns, last.person))


def _began(turns: Sequence[Turn], raiser: int) -> datetime:
    """When the side that spoke last, the raiser's or the others', began to have the last word."""
    sides = [turn.person == raiser for turn in turns]
    first = len(sides)
    while first and sides[first - 1] == sides[-1]:
        first -= 1
    return turns[first].at
