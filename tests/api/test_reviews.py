import pytest

from reviews.models import Comment, Review, Stance
from tests.api.clients import body, caller, problem
from tests.factories import make_claim, make_debate, make_document, make_user, owner_of

pytestmark = pytest.mark.django_db


def test_a_review_is_drafted_and_published_as_a_whole() -> None:
    debate = make_debate()
    document, claim = make_document(debate), make_claim(debate)
    ann = make_user("Ann")
    client = caller(ann)
    begun = {"document": str(document.uuid)}
    review = body(client.post(f"/api/v1/debates/{debate.slug}/reviews/", begun), 201)
    again = body(client.post(f"/api/v1/debates/{debate.slug}/reviews/", begun), 201)
    assert again == review
    assert (review["state"], review["revision"], review["label"]) == ("draft", 1, "R1")
    comments = f"/api/v1/debates/{debate.slug}/comments/"
    agrees = [{"act": "agree", "claim": str(claim.uuid)}]
    for said in (
        {"source": "A point.", "acts": agrees},
        {"source": "Thanks for this.", "opening": True},
        {"source": "Another point."},
    ):
        body(client.post(comments, said | {"review": review["uuid"]}), 201)
    problem(caller(owner_of(debate)).get(review["url"]), 404)
    assert not Stance.objects.exists()

    verdict = {"recommendation": "minor-changes", "confidence": 80, "partial": True}
    published = body(client.put(f"{review['url']}publication/", verdict))
    assert (published["state"], published["confidence"]) == ("published", 80)
    in_order = body(caller().get(f"{review['url']}comments/"))["results"]
    assert [comment["source"] for comment in in_order] == [
        "Thanks for this.",
        "A point.",
        "Another point.",
    ]
    assert [comment["opening"] for comment in in_order] == [True, False, False]
    assert Stance.objects.get().position == "agree"
    problem(client.put(f"{review['url']}publication/", verdict), 400)


def test_another_person_neither_publishes_nor_discards_a_draft() -> None:
    debate = make_debate()
    review = Review.begin(debate, by=make_user("Ann"))
    other = caller(owner_of(debate))
    problem(other.put(f"/api/v1/reviews/{review.uuid}/publication/", {}), 404)
    problem(other.delete(f"/api/v1/reviews/{review.uuid}/"), 404)


def test_a_published_review_is_not_discarded() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    review = Review.begin(debate, by=ann)
    Comment.post(debate, by=ann, source="A point.", review=review)
    review.publish(by=ann)
    problem(caller(ann).delete(f"/api/v1/reviews/{review.uuid}/"), 400)
    problem(caller(owner_of(debate)).delete(f"/api/v1/reviews/{review.uuid}/"), 403)
    assert Comment.objects.exists()


def test_a_draft_is_discarded_with_its_comments() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    review = Review.begin(debate, by=ann)
    Comment.post(debate, by=ann, source="A point.", review=review)
    response = caller(ann).delete(f"/api/v1/reviews/{review.uuid}/")
    assert (response.status_code, response.content) == (204, b"")
    assert not Comment.objects.exists()


def test_an_empty_review_is_not_published() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    review = Review.begin(debate, by=ann)
    problem(caller(ann).put(f"/api/v1/reviews/{review.uuid}/publication/", {}), 400)
    wrong = caller(ann).put(f"/api/v1/reviews/{review.uuid}/publication/", {"confidence": 101})
    problem(wrong, 400)


def test_lists_show_published_reviews_and_ones_own_drafts() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    Review.begin(debate, by=ann)
    address = f"/api/v1/debates/{debate.slug}/reviews/"
    assert body(caller(ann).get(address))["count"] == 1
    assert body(caller().get(address))["count"] == 0


def test_a_review_may_answer_another() -> None:
    debate = make_debate()
    ann, owner = make_user("Ann"), owner_of(debate)
    first = Review.begin(debate, by=ann)
    Comment.post(debate, by=ann, source="A point.", review=first)
    address, answering = f"/api/v1/debates/{debate.slug}/reviews/", {"answers": str(first.uuid)}
    problem(caller(owner).post(address, answering), 400)  # nobody else knows of a draft
    first.publish(by=ann)
    answer = body(caller(owner).post(address, answering), 201)
    assert answer["answers"] == str(first.uuid)
