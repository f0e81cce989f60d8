"""One form per thing that can be done on a page. Forms check shapes; the rules are the verbs'."""

from .comments import AnswerForm, CommentForm, EditForm, RemovalForm
from .commitments import PromiseForm, SettleForm
from .documents import DocumentForm, RevisionForm
from .reviews import VerdictForm
from .threads import DecisionForm, ThreadFilter

__all__ = [
    "AnswerForm",
    "CommentForm",
    "DecisionForm",
    "DocumentForm",
    "EditForm",
    "PromiseForm",
    "RemovalForm",
    "RevisionForm",
    "SettleForm",
    "ThreadFilter",
    "VerdictForm",
]
