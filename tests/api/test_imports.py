"""Debates made of files by the API, and what an export says that it leaves out."""

from typing import Any

import pytest

from arguments.models import Debate, User
from reviews.models import Comment, Review
from tests.api.clients import body, caller, problem
from tests.api.test_exports import taken
from tests.factories import make_claim, make_comment, make_debate, make_user, owner_of

pytestmark = pytest.mark.django_db

FILE = "[a]: Water boils.\n  - It boils away.\n"
BROKEN = f"{FILE}\n+ not so\n"


def post(user: User | None = None, **said: object) -> Any:
    return caller(user or make_user()).post("/api/v1/imports/", said, format="json")


def test_a_file_becomes_a_private_debate() -> None:
    ann = make_user()
    made = body(post(ann, text=FILE, name="tea.argdown"), 201)
    assert (made["form"], made["left_out"]) == ("argdown", [])
    assert made["debate"]["visibility"] == "private"
    debate = Debate.objects.get()
    assert debate.claims.count() == 2 and debate.can_manage(ann)
    problem(caller(make_user()).get(made["debate"]["url"]), 404)


def test_the_form_and_the_slug_can_be_given() -> None:
    made = body(post(text="Discussion Title: Tea?\n\n1. Yes.", form="kialo", slug="tea"), 201)
    assert (made["form"], made["debate"]["slug"]) == ("kialo", "tea")
    problem(post(text=FILE, slug="tea"), 400)
    problem(post(text=FILE, form="pdf"), 400)


def test_what_is_wrong_is_told_and_nothing_is_written_unless_asked() -> None:
    refused = problem(post(text=BROKEN), 400)
    assert "line 4, column 1" in str(refused)
    assert not Debate.objects.exists()
    made = body(post(text=BROKEN, lenient=True), 201)
    assert "line 4, column 1" in made["left_out"][0]
    assert Debate.objects.get().claims.count() == 2


def test_nobody_imports_without_being_signed_in() -> None:
    problem(caller().post("/api/v1/imports/", {"text": FILE}, format="json"), 401)


def test_an_export_says_what_it_leaves_out() -> None:
    debate = make_debate()
    make_claim(debate, body="More.")
    said = make_comment(debate, "Why?")
    address = f"/api/v1/debates/{debate.slug}/export/"
    assert left_out_of(address) == "nothing"
    drawn = left_out_of(f"{address}?as=dot")
    assert "1 body of claims" in drawn and "1 comments" in drawn
    assert said.thread
    for one in (f"threads/{said.thread.uuid}", f"reviews/{reviewed(debate).uuid}"):
        lost = body(caller().get(f"/api/v1/{one}/export/losses/?as=dot"))
        assert "comments" in [each["what"] for each in lost]
        assert body(caller().get(f"/api/v1/{one}/export/losses/")) == []


def left_out_of(address: str) -> str:
    answer = caller().get(address)
    taken(answer)
    return answer["Crux-Left-Out"]


def reviewed(debate: Debate) -> Review:
    owner = owner_of(debate)
    review = Review.begin(debate, by=owner)
    Comment.post(debate, by=owner, source="All in all.", review=review)
    review.publish(by=owner)
    return review
