"""The formats know nothing of the database, so their words must be told to be the same."""

from typing import Any

import pytest

from arguments import models as arguments
from arguments.models.status import Status
from reviews import acts, models
from reviews.formats import document
from reviews.formats.words import WORDS

SAME = [
    (document.Debate, "visibility", arguments.Debate.Visibility),
    (document.Debate, "joining", arguments.Debate.Joining),
    (document.Debate, "closing", arguments.Debate.Closing),
    (document.Person, "role", arguments.Participant.Role),
    (document.Claim, "kind", arguments.Claim.Kind),
    (document.Claim, "voice", arguments.Claim.Voice),
    (document.Claim, "status", Status),
    (document.ClaimVersion, "kind", arguments.Claim.Kind),
    (document.StatusChange, "status", Status),
    (document.Link, "relation", arguments.Link.Relation),
    (document.Review, "state", models.Review.State),
    (document.Review, "recommendation", models.Review.Recommendation),
    (document.Quotation, "purpose", models.Quotation.Purpose),
    (document.Quotation, "state", models.Quotation.State),
    (document.Act, "act", acts.Act),
    (document.Comment, "qualifiers", acts.Qualifier),
    (document.Outcome, "outcome", models.ThreadOutcome),
    (document.Outcome, "satisfaction", models.Thread.Satisfaction),
    (document.Stance, "position", acts.Position),
    (document.Commitment, "state", models.Commitment.State),
    (document.Commitment, "strength", models.Commitment.Strength),
]


@pytest.mark.parametrize(("record", "field", "choices"), SAME)
def test_the_words_of_a_field_are_those_of_the_database(
    record: type, field: str, choices: Any
) -> None:
    words = WORDS[record][field]
    assert {word for word in words if word} == {value for value in choices.values if value}


def test_every_kind_of_decision_can_be_read() -> None:
    assert set(models.Outcome.Kind.values) <= set(WORDS[document.Outcome]["kind"])
