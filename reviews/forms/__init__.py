"""One form per thing that can be done on a page. Forms check shapes; the rules are the verbs'."""

from .comments import AnswerForm, CommentForm, EditForm, RemovalForm, WritingForm
from .commitments import DueForm, PromiseForm, SettleForm
from .cruxes import CruxForm
from .documents import ComparisonForm, DocumentForm, RevisionForm, TakeUpForm
from .exports import ExportForm
from .imports import ImportForm, IncomingForm
from .merges import MergeForm
from .moves import IntoForm, MoveForm
from .passages import Asked
from .recheck import RecheckForm
from .reviews import PasteForm, UnitForm, VerdictForm
from .threads import DecisionForm, DispositionFilter, ThreadFilter

__all__ = [
    "AnswerForm",
    "Asked",
    "CommentForm",
    "ComparisonForm",
    "CruxForm",
    "DecisionForm",
    "DispositionFilter",
    "DocumentForm",
    "DueForm",
    "EditForm",
    "ExportForm",
    "ImportForm",
    "IncomingForm",
    "IntoForm",
    "MergeForm",
    "MoveForm",
    "PasteForm",
    "PromiseForm",
    "RecheckForm",
    "RemovalForm",
    "RevisionForm",
    "SettleForm",
    "TakeUpForm",
    "ThreadFilter",
    "UnitForm",
    "VerdictForm",
    "WritingForm",
]
