"""Making steps between claims, and disputing them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from arguments.models import Claim, Link
from tests.factories import make_claim, make_debate, make_link, owner_of

pytestmark = pytest.mark.django_db


def test_premises_work_jointly_and_keep_their_order() -> None:
    debate = make_debate()
    first, second, target = (make_claim(debate) for _ in range(3))
    link = Link.make(
        debate,
        by=owner_of(debate),
        relation="supports",
        premises=[second, first],
        target=target,
    )
    assert [premise.claim for premise in link.premise_set.all()] == [second, first]
    assert link.target == target


def test_an_undercut_targets_a_link() -> None:
    debate = make_debate()
    step = make_link(make_claim(debate), make_claim(debate), "supports")
    undercut = make_link(make_claim(debate), step)
    assert undercut.undercuts
    assert undercut.target == step


def test_only_an_attack_can_target_a_link() -> None:
    debate = make_debate()
    step = make_link(make_claim(debate), make_claim(debate))
    with pytest.raises(ValidationError) as refusal:
        make_link(make_claim(debate), step, "supports")
    assert "relation" in refusal.value.message_dict


def test_objecting_enters_the_claim_and_the_link_in_one_step() -> None:
    debate = make_debate()
    target = make_claim(debate)
    link = Link.argue(target, by=owner_of(debate), relation="attacks", title="It is false")
    assert link.premises.get().title == "It is false"


def test_an_objection_that_is_refused_leaves_nothing_behind() -> None:
    debate = make_debate()
    target = make_claim(debate)
    with pytest.raises(ValidationError):
        Link.argue(target, by=owner_of(debate), relation="nonsense", title="It is false")
    assert list(Claim.objects.all()) == [target]
    assert debate.links.count() == 0


def test_the_same_step_is_not_made_twice_but_may_be_made_again_once_withdrawn() -> None:
    debate = make_debate()
    premise, target = make_claim(debate), make_claim(debate)
    link = make_link(premise, target)
    with pytest.raises(ValidationError, match="L1 says the same"):
        make_link(premise, target)
    link.withdraw(by=owner_of(debate), reason="mistaken")
    assert make_link(premise, target).number == 2


def test_a_step_with_one_premise_more_is_another_step() -> None:
    debate = make_debate()
    first, second, target = (make_claim(debate) for _ in range(3))
    make_link(first, target)
    joint = Link.make(
        debate, by=owner_of(debate), relation="attacks", premises=[first, second], target=target
    )
    assert joint.premises.count() == 2


def test_circles_and_self_attacks_are_legal() -> None:
    debate = make_debate()
    first, second = make_claim(debate), make_claim(debate)
    make_link(first, second)
    make_link(second, first)
    make_link(first, first)
    assert debate.links.count() == 3


def test_a_link_stays_within_its_debate() -> None:
    here, there = make_debate(), make_debate()
    with pytest.raises(ValidationError) as refusal:
        make_link(make_claim(here), make_claim(there))
    assert "target" in refusal.value.message_dict


@pytest.mark.parametrize("premises", [0, 2])
def test_no_premise_or_the_same_twice_is_refused(premises: int) -> None:
    debate = make_debate()
    claim, target = make_claim(debate), make_claim(debate)
    with pytest.raises(ValidationError) as refusal:
        Link.make(
            debate,
            by=owner_of(debate),
            relation="attacks",
            premises=[claim] * premises,
            target=target,
        )
    assert "premises" in refusal.value.message_dict


def test_the_database_itself_wants_exactly_one_target() -> None:
    debate = make_debate()
    link = make_link(make_claim(debate), make_claim(debate))
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.filter(pk=link.pk).update(target_claim=None)
