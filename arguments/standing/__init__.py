"""Where each claim and link stands: computed from the graph, never set. Pure.

`Structure` is a graph by index and labels itself; `Column` reads it by ids, as argued or as
reviewed, and gives every claim and link its `Standing`: a word, a sentence, a cause.
`docs/standing.md` says what the words mean, and why the rules are as they are.
"""

from .columns import Column, Elements, Flip, Move, Remedy, Standing, flips
from .labelling import ATTACKS, IN, NEEDS, NEUTRAL, OUT, SUPPORTS, UNDECIDED, Labelling, Structure
from .reasons import (
    ANSWERED,
    DEFEATED,
    NOT_ESTABLISHED,
    SET_ASIDE,
    SETTLED,
    UNDECIDED_WORD,
    UNOPPOSED,
    WITHDRAWN,
    WORDS,
    Reasons,
)

#: Name and version of the rules, as exports and the API give them.
SEMANTICS = "grounded-1"

__all__ = [
    "ANSWERED",
    "ATTACKS",
    "DEFEATED",
    "IN",
    "NEEDS",
    "NEUTRAL",
    "NOT_ESTABLISHED",
    "OUT",
    "SEMANTICS",
    "SETTLED",
    "SET_ASIDE",
    "SUPPORTS",
    "UNDECIDED",
    "UNDECIDED_WORD",
    "UNOPPOSED",
    "WITHDRAWN",
    "WORDS",
    "Column",
    "Elements",
    "Flip",
    "Labelling",
    "Move",
    "Reasons",
    "Remedy",
    "Standing",
    "Structure",
    "flips",
]
