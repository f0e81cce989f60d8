"""Where a quoted passage stands: in its text, in a copy of it, in the text's next version.

Pure functions on the plain projections of `arguments.text`. Offsets are Unicode code points.
"""

from .carrying import Carried, carry
from .finding import Ambiguous, Match, NotFound, find
from .selectors import Selector, select

__all__ = [
    "Ambiguous",
    "Carried",
    "Match",
    "NotFound",
    "Selector",
    "carry",
    "find",
    "select",
]
