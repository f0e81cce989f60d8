"""The fixed vocabularies of the neutral document."""

from collections.abc import Mapping

from .document import (
    UNRESOLVED,
    Act,
    Anchor,
    Claim,
    ClaimVersion,
    Comment,
    Commitment,
    CommitmentChange,
    CruxWord,
    Debate,
    Link,
    Outcome,
    Person,
    Quotation,
    Review,
    Stance,
    StatusChange,
)

STATUSES = ("open", "challenged", "conceded", "revised", "settled", "withdrawn")
KINDS = ("claim", "question", "definition", "proposal", "evidence")
VOICES = ("asserted", "reported")
QUOTATION_STATES = ("exact", "moved", "changed", "lost")
STRENGTHS = ("firm", "tentative")
COMMITMENT_STATES = ("pending", "done", "declined")

#: The words allowed in a field. An empty string in a table means that the field may be empty.
WORDS: Mapping[type, Mapping[str, tuple[str, ...]]] = {
    Debate: {
        "visibility": ("public", "unlisted", "private"),
        "joining": ("open", "invitation"),
        "closing": ("raiser", "editors", "anyone"),
    },
    Person: {"role": ("owner", "editor", "author", "reviewer", "reader", "former")},
    Claim: {"kind": KINDS, "voice": VOICES, "status": STATUSES},
    ClaimVersion: {"kind": KINDS, "voice": VOICES},
    StatusChange: {"status": STATUSES},
    Link: {
        "relation": ("supports", "needs", "attacks", "answers", "clarifies"),
        "status": STATUSES,
    },
    Review: {
        "state": ("draft", "published"),
        "recommendation": ("", "satisfied", "minor-changes", "major-changes", "not-convinced"),
    },
    Anchor: {"state": QUOTATION_STATES},
    Quotation: {"purpose": ("answered", "cited"), "state": (*QUOTATION_STATES, UNRESOLVED)},
    Act: {
        "act": (
            "support",
            "rebut",
            "undercut",
            "agree",
            "disagree",
            "partly",
            "ask",
            "answer",
            "check",
            "clarify",
            "concede",
            "suggest",
            "plan",
            "cite",
            "crux",
            "note",
        ),
    },
    Comment: {
        "qualifiers": (
            "hedged",
            "minor",
            "tangent",
            "own-side",
            "scope-limited",
            "reply-welcome",
        ),
    },
    Outcome: {
        "kind": ("outcome", "satisfaction", "dispute", "reopen"),
        "outcome": (
            "",
            "accepted",
            "partly-accepted",
            "clarified",
            "rejected",
            "out-of-scope",
            "duplicate",
            "withdrawn",
            "deferred",
        ),
        "satisfaction": ("", "satisfied", "not-satisfied", "none"),
    },
    CruxWord: {"hold": ("holds", "denies", "withdrawn")},
    Stance: {"position": ("agree", "partly", "disagree", "unsure")},
    Commitment: {"strength": STRENGTHS, "state": COMMITMENT_STATES},
    CommitmentChange: {"state": COMMITMENT_STATES, "strength": ("", *STRENGTHS)},
}
