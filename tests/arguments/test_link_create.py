"""Making a link between claims that are here already."""

import pytest
from django.urls import reverse

from arguments.models import Claim, Debate, Link, User
from tests.factories import enrol, make_claim, make_debate, make_link
from tests.pages import body, page, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def claims(debate: Debate) -> list[Claim]:
    return [make_claim(debate, title) for title in ("Planning exists", "It was seen", "It pays")]


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


def url(debate: Debate, query: str = "") -> str:
    return reverse("link_create", args=[debate.slug]) + query


@pytest.mark.usefixtures("claims")
def test_claims_are_linked_jointly_to_a_claim(debate: Debate, reviewer: User) -> None:
    typed = {"premises": "C2, C3", "relation": "supports", "target": "c1", "note": "As seen."}
    answer = post(reviewer, url(debate), typed)
    assert answer["Location"].endswith("/claims/1/#l1")
    made = Link.objects.get()
    assert [claim.number for claim in made.premises.all()] == [2, 3]
    assert (made.relation, made.target.number, made.note) == ("supports", 1, "As seen.")


def test_a_claim_is_linked_to_a_step(debate: Debate, claims: list[Claim], reviewer: User) -> None:
    step = make_link(claims[1], claims[0], "supports")
    post(reviewer, url(debate), {"premises": "3", "relation": "attacks", "target": "L1"})
    assert Link.objects.get(number=2).target == step


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ({"target": "C9"}, "There is no C9 in this debate."),
        ({"target": "L1"}, "There is no L1 in this debate."),
        ({"target": "the first"}, "“the first” is not a claim such as C14, or a link such as L7."),
        ({"target": ""}, "Name the claim or the step."),
        ({"premises": "C2 C9"}, "There is no C9 in this debate."),
        ({"premises": ""}, "Name at least one claim."),
        ({"relation": ""}, "Say what it does."),
    ],
)
@pytest.mark.usefixtures("claims")
def test_what_is_wrong_is_said_beside_its_field(
    debate: Debate, reviewer: User, typed: dict[str, str], refusal: str
) -> None:
    right = {"premises": "C2", "relation": "supports", "target": "C1", "note": "My note."}
    answer = post(reviewer, url(debate), right | typed)
    assert answer.status_code == 422
    assert refusal in body(answer) and "My note." in body(answer)
    assert not Link.objects.exists()


def test_a_step_is_only_attacked_and_no_step_is_made_twice(
    debate: Debate, claims: list[Claim], reviewer: User
) -> None:
    make_link(claims[1], claims[0], "supports")
    typed = {"premises": "C3", "relation": "supports", "target": "L1"}
    assert "A link can only be attacked" in body(post(reviewer, url(debate), typed))
    typed = {"premises": "C2", "relation": "supports", "target": "C1"}
    assert "L1 says the same already." in body(post(reviewer, url(debate), typed))


@pytest.mark.usefixtures("claims")
def test_the_ends_are_shown_in_words_before_the_link_is_made(
    debate: Debate, reviewer: User
) -> None:
    assert "It was seen" in page(reviewer, url(debate, "?premises=C2"))
    typed = {"premises": "C2 and x", "relation": "attacks", "target": "C1", "do": "preview"}
    shown = body(post(reviewer, url(debate), typed))
    assert "It was seen" in shown and "Planning exists" in shown and "C2 and x" in shown
    assert not Link.objects.exists()
