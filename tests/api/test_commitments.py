import pytest

from reviews.models import Commitment, Doing
from tests.api.clients import body, caller, pointers, problem
from tests.factories import (
    TEXT,
    enrol,
    make_comment,
    make_debate,
    make_document,
    make_thread,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_a_promise_is_kept_and_confirmed_by_who_asked() -> None:
    debate = make_debate()
    author, ann = enrol(debate, "author"), make_user("Ann")
    document = make_document(debate, by=author)
    asked = make_thread(debate, "Reword it.", by=ann, doings=[Doing("suggest")])
    said = {
        "text": "Reword the opening.",
        "strength": "tentative",
        "thread": str(asked.uuid),
        "document": str(document.uuid),
    }
    client = caller(author)
    promise = body(client.post(f"/api/v1/debates/{debate.slug}/commitments/", said), 201)
    assert (promise["label"], promise["state"], promise["strength"]) == (
        "K1",
        "pending",
        "tentative",
    )
    assert promise["thread"] == str(asked.uuid)
    state, confirmation = f"{promise['url']}state/", f"{promise['url']}confirmation/"
    problem(caller(ann).put(state, {"state": "done"}), 403)
    problem(caller(ann).put(confirmation), 400)
    document.revise(by=author, source=TEXT + "\nMore.")
    done = body(client.put(state, {"state": "done", "done_in": 2}))
    assert (done["state"], done["done_in"]) == ("done", 2)
    problem(client.put(confirmation), 403)
    assert body(caller(ann).put(confirmation))["checked_by"]["name"] == "Ann"
    changes = body(caller().get(f"{promise['url']}changes/"))["results"]
    assert [change["state"] for change in changes] == ["pending", "done", "done"]


def test_what_is_wrong_with_a_promise_is_pointed_at() -> None:
    debate, other = make_debate(), make_debate()
    foreign = str(make_comment(other).uuid)
    client = caller(make_user())
    address = f"/api/v1/debates/{debate.slug}/commitments/"
    wrong: list[tuple[dict[str, object], str]] = [
        ({}, "/text"),
        ({"text": "x", "strength": "iron"}, "/strength"),
        ({"text": "x", "comment": foreign}, "/comment"),
        ({"text": "x", "comment": 5}, "/comment"),
        ({"text": "x", "state": "done"}, "/state"),
    ]
    for said, pointer in wrong:
        assert pointers(problem(client.post(address, said), 400)) == [pointer]
    promise = body(client.post(address, {"text": "x"}), 201)
    unreasoned = client.put(f"{promise['url']}state/", {"state": "declined"})
    assert pointers(problem(unreasoned, 400)) == ["/reason"]
    nowhere = client.put(f"{promise['url']}state/", {"state": "done", "done_in": 1})
    assert pointers(problem(nowhere, 400)) == ["/done_in"]


def test_commitments_are_filtered() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    first = Commitment.promise(debate, by=ann, text="One.")
    Commitment.promise(debate, by=ann, text="Two.", strength="tentative")
    first.settle("done", by=ann)
    for query, numbers in {"": [1, 2], "state=done": [1], "strength=tentative": [2]}.items():
        page = body(caller().get(f"/api/v1/debates/{debate.slug}/commitments/?{query}"))
        assert [commitment["number"] for commitment in page["results"]] == numbers
