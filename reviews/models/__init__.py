from .acts import CommentAct, CommentVersion
from .attention import Attention, Visit
from .comments import Comment, Doing
from .commitments import Commitment, CommitmentChange
from .cruxes import CruxWord
from .imports import Import
from .merges import Merge
from .moves import Move, Moved
from .quotations import Anchor, Passage, Quotation
from .reviews import Review
from .stances import Stance
from .threads import Outcome, Thread, ThreadOutcome

__all__ = [
    "Anchor",
    "Attention",
    "Comment",
    "CommentAct",
    "CommentVersion",
    "Commitment",
    "CommitmentChange",
    "CruxWord",
    "Doing",
    "Import",
    "Merge",
    "Move",
    "Moved",
    "Outcome",
    "Passage",
    "Quotation",
    "Review",
    "Stance",
    "Thread",
    "ThreadOutcome",
    "Visit",
]
