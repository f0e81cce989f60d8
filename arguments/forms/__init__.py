"""One form per thing that can be done on a page. Forms check shapes; the rules are the verbs'."""

from .claims import (
    ClaimEditForm,
    ClaimFilter,
    ClaimForm,
    MapFilter,
    PassageForm,
    StatusForm,
    SuggestionForm,
    VersionsForm,
)
from .debates import DebateForm, DebateStartForm, ParticipantForm
from .links import LinkForm, ObjectionForm, StepForm, SupportForm, UndercutForm
from .tokens import TokenForm

__all__ = [
    "ClaimEditForm",
    "ClaimFilter",
    "ClaimForm",
    "DebateForm",
    "DebateStartForm",
    "LinkForm",
    "MapFilter",
    "ObjectionForm",
    "ParticipantForm",
    "PassageForm",
    "StatusForm",
    "StepForm",
    "SuggestionForm",
    "SupportForm",
    "TokenForm",
    "UndercutForm",
    "VersionsForm",
]
