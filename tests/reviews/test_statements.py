"""A comment that objects makes the claim and the step in one go, and stays with both."""

import pytest

from arguments.models import Claim, Debate, User
from reviews.models import Comment, Doing, Review
from reviews.publishing import publish_review
from tests.api.clients import body, caller
from tests.factories import enrol, make_claim, make_debate, make_link
from tests.pages import page, post, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def claim(debate: Debate) -> Claim:
    return make_claim(debate, "Low error is enough")


def typed(**more: object) -> dict[str, object]:
    said = {"source": "Not so.", "acts": ["rebut"], "statement": "Rare errors can be placed"}
    return said | more


def test_an_objection_becomes_a_claim_and_a_link(claim: Claim, reviewer: User) -> None:
    url = f"{claim.get_absolute_url()}comments/new/"
    answer = visitor(reviewer).post(url, typed(about=claim.label), follow=True)
    assert "This changed where one thing stands" in answer.content.decode()
    link = claim.links_to.get()
    made = link.premises.get()
    assert (link.relation, made.title) == ("attacks", "Rare errors can be placed")
    assert (made.by.user, link.by.user) == (reviewer, reviewer)
    comment = Comment.objects.get()
    about = {act.in_full for act in comment.acts.all()}
    assert about == {
        f"objects to {claim.label}",
        f"notes on {made.label}",
        f"notes on {link.label}",
    }
    for element in (claim, made, link):
        assert comment.thread
        assert comment.thread.label in page(None, element.get_absolute_url())


def test_without_a_name_it_is_about_what_is_commented_on(claim: Claim, reviewer: User) -> None:
    post(reviewer, f"{claim.get_absolute_url()}comments/new/", typed(acts=["support"]))
    assert claim.links_to.get().relation == "supports"


def test_an_undercut_is_made_on_the_step(claim: Claim, debate: Debate, reviewer: User) -> None:
    step = make_link(make_claim(debate), claim, "supports")
    url = f"{step.get_absolute_url()}comments/new/"
    post(reviewer, url, typed(acts=["undercut"], about=step.label))
    assert step.links_to.get().undercuts


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"acts": ["ask"]}, "object to or support exactly one thing"),
        ({"acts": ["rebut", "support"]}, "object to or support exactly one thing"),
        ({"acts": ["undercut"]}, "Name the step that does not follow"),
    ],
)
def test_what_it_bears_on_must_be_plain(
    more: dict[str, object], said: str, claim: Claim, reviewer: User
) -> None:
    url = f"{claim.get_absolute_url()}comments/new/"
    refused = visitor(reviewer).post(url, typed(**more))
    assert refused.status_code == 422
    assert said in refused.content.decode()
    assert not Comment.objects.exists()


def test_a_draft_enters_nothing_until_it_is_published(
    claim: Claim, debate: Debate, reviewer: User
) -> None:
    review = Review.begin(debate, by=reviewer)
    Comment.post(
        debate,
        by=reviewer,
        source="Not so.",
        statement="Rare errors can be placed",
        target=claim,
        review=review,
        doings=[Doing("rebut", claim=claim)],
    )
    assert debate.claims.count() == 1
    publish_review(review, by=reviewer, opening="")
    assert claim.links_to.get().premises.get().title == "Rare errors can be placed"


def test_the_api_makes_it_too(claim: Claim, debate: Debate, reviewer: User) -> None:
    sent = {
        "source": "Not so.",
        "statement": "Rare errors can be placed",
        "acts": [{"act": "rebut", "claim": str(claim.uuid)}],
    }
    said = body(caller(reviewer).post(f"/api/v1/debates/{debate.slug}/comments/", sent), 201)
    made = claim.links_to.get().premises.get()
    assert {"act": "note", "claim": str(made.uuid), "link": None} in said["acts"]
