"""What a comment seems to do, by its words."""

import pytest

from arguments.models import User
from reviews.acts import Act, Qualifier
from reviews.guessing import QUALIFIERS, SIGNS, guessed
from tests.factories import enrol, make_claim, make_debate
from tests.pages import visitor


@pytest.mark.parametrize(
    ("words", "acts", "qualifiers"),
    [
        ("Agreed.", ["agree"], []),
        ("I’m not sure I agree that there is none.", ["partly"], []),
        ("I don't understand what you're saying.", ["ask"], []),
        ("I will consider this detail for revision.", ["plan"], ["hedged"]),
        ("I'm happy to include your approach.", ["plan"], []),
        ("Do you mean that it is rare?", ["check"], []),
        ("Why is it rare?", ["ask"], []),
        ("A bit tangential, but you could cite the paper.", ["suggest"], ["tangent"]),
        ("You're right, I was wrong about this.", ["concede"], []),
        ("It does not follow.", ["undercut"], []),
        ("By this I specifically mean the first.", ["clarify"], []),
        ("Thanks for the post!", ["note"], []),
        ("Thanks! I agree.", ["agree"], []),
        ("The data were collected in May.", [], []),
        ("", [], []),
    ],
)
def test_the_signs_of_acts(words: str, acts: list[str], qualifiers: list[str]) -> None:
    assert guessed(words) == (acts, qualifiers)


def test_every_sign_is_of_an_act_or_a_qualifier() -> None:
    assert {word for word, _ in SIGNS} <= set(Act.values)
    assert {word for word, _ in QUALIFIERS} <= set(Qualifier.values)


@pytest.fixture
def reviewer(db: None) -> User:
    return enrol(make_debate(), "reviewer")


def preview(reviewer: User, **typed: object) -> str:
    claim = make_claim(reviewer.participations.get().debate)
    url = f"{claim.get_absolute_url()}comments/new/"
    return visitor(reviewer).post(url, {"do": "preview", **typed}).content.decode()


def test_a_preview_ticks_what_the_words_seem_to_do(reviewer: User) -> None:
    shown = preview(reviewer, source="Agreed.")
    assert 'value="agree" id="id_acts_5" checked' in shown
    assert '<p class="hint guessed">' in shown


def test_a_preview_leaves_what_was_ticked(reviewer: User) -> None:
    shown = preview(reviewer, source="Agreed.", acts=["ask"])
    assert 'value="agree" id="id_acts_5" checked' not in shown
    assert '<p class="hint guessed" hidden>' in shown
