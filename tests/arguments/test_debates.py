"""Debates, who sees them, and who takes which part in them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from arguments.models import Claim, Debate, Participant, Person
from tests.factories import enrol, make_claim, make_debate, make_user, owner_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("visibility", "person", "visible", "listed"),
    [
        ("public", "anonymous", True, True),
        ("public", "outsider", True, True),
        ("unlisted", "anonymous", True, False),
        ("unlisted", "outsider", True, False),
        ("unlisted", "reader", True, True),
        ("private", "anonymous", False, False),
        ("private", "outsider", False, False),
        ("private", "former", False, False),
        ("private", "reader", True, True),
    ],
)
def test_who_sees_a_debate(visibility: str, person: str, visible: bool, listed: bool) -> None:
    debate = make_debate(visibility=visibility)
    make_claim(debate)
    user: Person = AnonymousUser()
    if person != "anonymous":
        user = make_user() if person == "outsider" else enrol(debate, person)
    assert Debate.objects.visible_to(user).exists() is visible
    assert Claim.objects.visible_to(user).exists() is visible
    assert Debate.objects.listed_for(user).exists() is listed


@pytest.mark.parametrize("slug", ["A", "a", "Inner", "inner_alignment", "-a-", "a--b", "é-è"])
def test_a_slug_is_small_letters_digits_and_single_hyphens(slug: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_debate(slug=slug)
    assert "slug" in refusal.value.message_dict


def test_an_anonymous_person_starts_no_debate() -> None:
    with pytest.raises(PermissionDenied):
        Debate.start(by=AnonymousUser(), slug="a-debate", title="A debate")


def test_only_the_owner_gives_roles_and_each_change_is_kept() -> None:
    debate = make_debate()
    user = make_user()
    with pytest.raises(PermissionDenied):
        debate.enrol(user, "author", by=enrol(debate, "editor"))
    participant = debate.enrol(user, "author", by=owner_of(debate), reason="wrote it")
    debate.enrol(user, "editor", by=owner_of(debate))
    changes = list(participant.changes.values_list("old", "new", "reason"))
    assert changes == [("", "author", "wrote it"), ("author", "editor", "")]


def test_a_debate_keeps_an_owner() -> None:
    debate = make_debate()
    owner = owner_of(debate)
    with pytest.raises(ValidationError):
        debate.enrol(owner, "reader", by=owner)
    debate.enrol(make_user(), Participant.Role.OWNER, by=owner)
    assert debate.enrol(owner, "reader", by=owner).role == "reader"


def test_numbers_are_reserved_in_blocks() -> None:
    debate = make_debate()
    assert debate.take_number("claim", 5) == 1
    assert debate.take_number("claim") == 6
