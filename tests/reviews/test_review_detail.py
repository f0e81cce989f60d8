"""Reviews: the list of them, one as it was written, and making one out of a draft."""

import re

import pytest

from arguments.models import Debate, Document, User
from reviews.models import Comment, Doing, Passage, Review
from reviews.publishing import publish_review
from tests.factories import enrol, make_claim, make_comment, make_debate, make_document, owner_of
from tests.pages import body, page, post, query_count, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return make_document(make_debate())


@pytest.fixture
def reviewer(document: Document) -> User:
    return enrol(document.debate, "reviewer")


@pytest.fixture
def draft(document: Document, reviewer: User) -> Review:
    return Review.begin(document.debate, by=reviewer, document=document)


def remark(draft: Review, source: str, words: str = "", **fields: object) -> Comment:
    reviewer = draft.by.user
    passages = [Passage.locate(draft.revision, words)] if words and draft.revision else []
    return make_comment(
        draft.debate, source, by=reviewer, review=draft, passages=passages, **fields
    )


def url(review: Review, what: str = "") -> str:
    return review.get_absolute_url() + (f"{what}/" if what else "")


# A published review


def test_a_review_reads_as_it_was_written(draft: Review, reviewer: User) -> None:
    remark(draft, "Second thought.", "Training selects for behaviour.", heading="On selection")
    remark(draft, "Third thought.")
    publish_review(draft, by=reviewer, opening="First, *thanks*.", partial=True, confidence=70)
    shown = page(None, url(draft))
    order = ["First, <em>thanks</em>.", "On selection", "Training selects", "Second thought."]
    main = shown[shown.index("<main") :]
    places = [main.index(words) for words in [*order, "Third thought."]]
    assert places == sorted(places)
    assert "More to come" in shown
    threads = re.findall(r'data-key="o">(T\d)</a>', shown)
    assert threads == ["T1", "T2", "T3"]


def test_quotations_stand_where_they_stood_in_the_text(draft: Review, reviewer: User) -> None:
    comment = remark(draft, "Before.\n\nAfter.", "Training selects for behaviour.")
    comment.quotations.update(after=1)
    draft.publish(by=reviewer)
    main = page(None, url(draft)).split("<main")[1]
    assert main.index("Before.") < main.index("Training selects") < main.index("After.")


def test_the_verdict_is_said(draft: Review, reviewer: User) -> None:
    remark(draft, "A remark.")
    draft.publish(by=reviewer, recommendation="minor-changes", confidence=70)
    assert "Minor changes, 70 % sure" in page(None, url(draft))
    listed = page(None, f"/debates/{draft.debate.slug}/reviews/")
    assert "minor changes" in listed
    assert "1 comment" in listed


def test_it_can_be_read_by_time(draft: Review, reviewer: User) -> None:
    first, second = remark(draft, "Alpha."), remark(draft, "Beta.")
    draft.publish(by=reviewer)
    Comment.objects.filter(pk=first.pk).update(at=second.at.replace(year=2100))
    main = page(None, f"{url(draft)}?order=time").split("<main")[1]
    assert main.index("Beta.") < main.index("Alpha.")
    main = page(None, f"{url(draft)}?order=sideways").split("<main")[1]
    assert main.index("Alpha.") < main.index("Beta.")


def test_a_hidden_review_is_not_there(draft: Review, reviewer: User) -> None:
    remark(draft, "A remark.")
    draft.publish(by=reviewer)
    Debate.objects.filter(pk=draft.debate_id).update(visibility="private")
    assert visitor().get(url(draft)).status_code == 404
    assert visitor().get(f"/debates/{draft.debate.slug}/reviews/").status_code == 404


def test_the_pages_cost_the_same_whatever_is_in_them(draft: Review, reviewer: User) -> None:
    def add(count: int) -> None:
        for _ in range(count):
            claim = make_claim(draft.debate)
            words = f"See C{claim.number}."
            remark(draft, words, "Training selects for behaviour.", doings=[Doing("ask", claim)])

    add(3)
    publication = query_count(reviewer, url(draft, "publication"))
    add(7)
    assert query_count(reviewer, url(draft, "publication")) == publication <= 20
    draft.publish(by=reviewer)
    many = query_count(reviewer, url(draft))
    other = Review.begin(draft.debate, by=reviewer, document=draft.document)
    remark(other, "See C1.", "Training selects for behaviour.", doings=[Doing("ask")])
    other.publish(by=reviewer)
    assert query_count(reviewer, url(other)) == many <= 20


def test_the_list_costs_the_same_whatever_its_length(document: Document, reviewer: User) -> None:
    address = f"/debates/{document.debate.slug}/reviews/"

    def add(count: int) -> None:
        for _ in range(count):
            person = enrol(document.debate, "reviewer")
            review = Review.begin(document.debate, by=person, document=document)
            make_comment(document.debate, by=person, review=review)
            review.publish(by=person)

    add(3)
    few = query_count(reviewer, address)
    add(7)
    assert query_count(reviewer, address) == few <= 20


# From a draft to a review


def test_a_draft_is_its_writers_alone(draft: Review, reviewer: User) -> None:
    remark(draft, "A remark.")
    for what in ("", "publication", "discard"):
        for other in (None, owner_of(draft.debate)):
            assert visitor(other).get(url(draft, what)).status_code == 404
            assert post(other, url(draft, what)).status_code == 404
    assert visitor(reviewer).get(url(draft))["Location"] == url(draft, "publication")
    listed = f"/debates/{draft.debate.slug}/reviews/"
    assert "Your draft" in page(reviewer, listed)
    assert "Your draft" not in page(None, listed)


def test_finishing_shows_all_of_it_at_once(draft: Review, reviewer: User) -> None:
    remark(draft, "A first remark.", "Training selects for behaviour.")
    remark(draft, "A second remark.")
    shown = page(reviewer, url(draft, "publication"))
    assert "A first remark." in shown
    assert "Publish the review (2 comments)" in shown
    data = {
        "opening": "In short: not yet.",
        "recommendation": "major-changes",
        "confidence": "80",
        "do": "publish",
    }
    answer = post(reviewer, url(draft, "publication"), data)
    assert answer["Location"] == url(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.recommendation, draft.confidence) == (
        "published",
        "major-changes",
        80,
    )
    assert list(draft.comments.order_by("position").values_list("source", flat=True)) == [
        "In short: not yet.",
        "A first remark.",
        "A second remark.",
    ]
    assert draft.comments.get(position=0).opening
    assert "A second remark." in page(None, url(draft))


def test_it_can_be_saved_for_later(draft: Review, reviewer: User) -> None:
    remark(draft, "A remark.")
    data = {"opening": "So far.", "recommendation": "satisfied", "partial": "on", "do": "keep"}
    answer = post(reviewer, url(draft, "publication"), data)
    assert answer["Location"] == url(draft, "publication")
    draft.refresh_from_db()
    assert draft.state == "draft"
    shown = page(reviewer, url(draft, "publication"))
    assert "So far.</textarea>" in shown
    assert re.search(r'value="satisfied"[^>]*checked', shown)
    assert re.search(r'name="partial"[^>]*checked', shown)
    post(reviewer, url(draft, "publication"), data | {"opening": ""})
    assert not draft.comments.filter(opening=True).exists()


def test_an_empty_draft_is_not_published(draft: Review, reviewer: User) -> None:
    answer = post(reviewer, url(draft, "publication"), {"opening": "", "do": "publish"})
    assert answer.status_code == 422
    assert "Write at least one comment" in body(answer)


def test_bad_input_keeps_the_opening(draft: Review, reviewer: User) -> None:
    remark(draft, "A remark.")
    data = {"opening": "My opening.", "confidence": "101", "do": "publish"}
    answer = post(reviewer, url(draft, "publication"), data)
    assert answer.status_code == 422
    assert "My opening.</textarea>" in body(answer)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not draft.comments.filter(opening=True).exists()


def test_an_opening_can_be_previewed(draft: Review, reviewer: User) -> None:
    data = {"opening": "Some *words*.", "do": "preview"}
    shown = body(post(reviewer, url(draft, "publication"), data))
    assert "<em>words</em>" in shown
    assert "Some *words*.</textarea>" in shown


def test_a_published_review_is_not_published_again(draft: Review, reviewer: User) -> None:
    remark(draft, "A remark.")
    draft.publish(by=reviewer)
    assert visitor(reviewer).get(url(draft, "publication")).status_code == 403
    assert post(reviewer, url(draft, "publication"), {"do": "publish"}).status_code == 403
    assert post(reviewer, url(draft, "discard")).status_code == 403
    assert "/accounts/login/" in visitor().get(url(draft, "publication"))["Location"]


def test_a_draft_is_thrown_away_when_its_writer_says_so(draft: Review, reviewer: User) -> None:
    remark(draft, "A remark.")
    assert "1 comment goes with it." in page(reviewer, url(draft, "discard"))
    assert Review.objects.exists()
    answer = post(reviewer, url(draft, "discard"))
    assert draft.document and answer["Location"] == draft.document.get_absolute_url()
    assert not Review.objects.exists()
    assert not Comment.objects.exists()
