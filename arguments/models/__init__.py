from .claims import Citation, Claim, ClaimVersion
from .debates import Debate, GraphChange, MembershipChange, Participant, Person, Topic
from .documents import Document, Revision, Section
from .errors import Stale
from .links import Link, Premise
from .people import ApiToken, IdempotencyKey, User
from .standing import StandingChange
from .status import Status, StatusChange
from .unsent import Unsent

__all__ = [
    "ApiToken",
    "Citation",
    "Claim",
    "ClaimVersion",
    "Debate",
    "Document",
    "GraphChange",
    "IdempotencyKey",
    "Link",
    "MembershipChange",
    "Participant",
    "Person",
    "Premise",
    "Revision",
    "Section",
    "Stale",
    "StandingChange",
    "Status",
    "StatusChange",
    "Topic",
    "Unsent",
    "User",
]
