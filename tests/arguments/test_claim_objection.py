"""Objecting to a claim, or to a step towards it."""

import pytest
from django.urls import reverse

from arguments.models import Claim, Debate, Link, User
from tests.factories import enrol, make_claim, make_debate, make_link, owner_of
from tests.pages import body, page, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def claim(debate: Debate) -> Claim:
    return make_claim(debate, "Search is inevitable")


def url(claim: Claim) -> str:
    return reverse("claim_objection", args=[claim.debate.slug, claim.number])


def typed(**fields: object) -> dict[str, object]:
    return {"against": "claim", "kind": "claim", "voice": "asserted"} | fields


def test_an_objection_is_a_claim_that_attacks(claim: Claim, reviewer: User) -> None:
    answer = post(
        reviewer, url(claim), typed(title="None was ever found", body="In $10^3$ networks.")
    )
    link = Link.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{claim.get_absolute_url()}#l1")
    assert (link.relation, link.target) == ("attacks", claim)
    premise = link.premises.get()
    assert (premise.title, premise.by.user) == ("None was ever found", reviewer)
    assert "<math" in premise.body_html


def test_a_new_objection_stands_under_the_topic_of_its_claim(
    debate: Debate, reviewer: User
) -> None:
    topic = debate.topics.create(title="Search", position=1)
    claim = make_claim(debate, topic=topic)
    post(reviewer, url(claim), typed(title="None was ever found"))
    assert Claim.objects.get(title="None was ever found").topic == topic


def test_a_claim_that_is_here_can_be_the_objection(claim: Claim, reviewer: User) -> None:
    other = make_claim(claim.debate, "None was ever found")
    answer = post(reviewer, url(claim), typed(existing=other.label.lower(), note="See the survey."))
    assert answer.status_code == 303
    link = Link.objects.get()
    assert (link.premises.get(), link.note) == (other, "See the survey.")
    assert Claim.objects.count() == 2


def test_premises_can_work_together(claim: Claim, reviewer: User) -> None:
    others = [make_claim(claim.debate) for _ in range(2)]
    together = f"{others[0].label}, {others[1].label}"
    post(reviewer, url(claim), typed(title="None was ever found", together=together))
    assert Link.objects.get().in_words == "C4, C2 and C3 attack C1 together"


def test_a_step_is_disputed_from_the_same_form(claim: Claim, reviewer: User) -> None:
    step = make_link(make_claim(claim.debate, "Planning needs search"), claim, "supports")
    assert "It does not follow: the step L1 from C2 “Planning needs search”" in page(
        reviewer, url(claim)
    )
    answer = post(reviewer, url(claim), typed(against="L1", title="Planning can be looked up"))
    assert answer["Location"] == f"{claim.get_absolute_url()}#l2"
    assert Link.objects.get(number=2).target == step


def test_a_step_against_the_claim_is_not_offered(claim: Claim, reviewer: User) -> None:
    make_link(make_claim(claim.debate, "Memory is free"), claim, "attacks")
    assert "the step L1" not in page(reviewer, url(claim))


def test_a_withdrawn_step_is_not_offered(claim: Claim, reviewer: User) -> None:
    step = make_link(make_claim(claim.debate), claim, "supports")
    step.withdraw(by=owner_of(claim.debate))
    assert "It does not follow: " not in page(reviewer, url(claim))
    assert post(reviewer, url(claim), typed(against="L1", title="No")).status_code == 422


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Say it in one sentence, or name a claim that says it."),
        ({"title": "x" * 251}, "at most 250 characters"),
        ({"existing": "C99"}, "There is no C99 in this debate."),
        ({"existing": "L1"}, "“L1” is not the number of a claim, such as C14."),
        ({"existing": "C1, C2"}, "Name at most 1."),
        ({"title": "New", "existing": "C2"}, "not both"),
        ({"title": "New", "together": "C77"}, "There is no C77 in this debate."),
        ({"existing": "C2", "together": "C2"}, "A premise is named twice."),
        ({"title": "New", "against": "L9"}, "L9 is not one of the available choices"),
        ({"title": "New", "note": "x" * 5001}, "at most 5000 characters"),
        ({"title": "New", "body": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_refused_is_named_and_the_reasons_stay(
    claim: Claim, reviewer: User, fields: dict[str, object], said: str
) -> None:
    make_claim(claim.debate, "Planning needs search")
    answer = post(reviewer, url(claim), typed(body="My long reasons.") | fields)
    assert answer.status_code == 422
    assert said in body(answer)
    assert "body" in fields or "My long reasons." in body(answer)
    assert (Claim.objects.count(), Link.objects.count()) == (2, 0)


def test_a_named_claim_is_shown_with_its_title_when_something_else_is_wrong(
    claim: Claim, reviewer: User
) -> None:
    make_claim(claim.debate, "Planning needs search")
    answer = post(reviewer, url(claim), typed(existing="C2", together="C99"))
    assert answer.status_code == 422
    assert "Planning needs search" in body(answer)


def test_the_same_step_is_not_made_twice(claim: Claim, reviewer: User) -> None:
    make_link(make_claim(claim.debate), claim)
    answer = post(reviewer, url(claim), typed(existing="C2"))
    assert answer.status_code == 422
    assert "L1 says the same already." in body(answer)


def test_a_claim_may_attack_itself(claim: Claim, reviewer: User) -> None:
    assert post(reviewer, url(claim), typed(existing="C1")).status_code == 303
    assert Link.objects.get().premises.get() == claim


def test_who_may_not_contribute_may_not_object(claim: Claim) -> None:
    Debate.objects.update(joining="invitation")
    page(enrol(claim.debate, "reader"), url(claim), status=403)
    assert post(None, url(claim), typed(title="No"))["Location"].startswith("/accounts/login/")
    assert not Link.objects.exists()


def test_steps_without_room_are_counted(claim: Claim, reviewer: User) -> None:
    for _ in range(32):
        make_link(make_claim(claim.debate), claim, "supports")
    assert "2 more steps lead to C1." in page(reviewer, url(claim))
