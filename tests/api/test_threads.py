import pytest

from reviews.models import Doing
from tests.api.clients import body, caller, pointers, problem
from tests.factories import (
    enrol,
    make_claim,
    make_comment,
    make_debate,
    make_thread,
    make_user,
    owner_of,
)

pytestmark = pytest.mark.django_db


def test_a_thread_comes_with_its_comments_in_order() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    first = make_comment(debate, "Is it so?", by=ann, doings=[Doing("ask")])
    make_comment(debate, "Another point.")
    make_comment(debate, "It is.", target=first, doings=[Doing("answer")])
    (raised, _) = debate.threads.all()
    thread = body(caller().get(f"/api/v1/threads/{raised.uuid}/"))
    assert [comment["source"] for comment in thread["comments"]] == ["Is it so?", "It is."]
    assert [comment["label"] for comment in thread["comments"]] == ["1.1", "1.2"]
    assert thread["comment_count"] == 2
    assert (thread["state"], thread["waiting"]["person"]["name"]) == ("answered", "Ann")
    page = body(caller().get(f"/api/v1/debates/{debate.slug}/threads/"))
    assert [len(thread["comments"]) for thread in page["results"]] == [2, 1]
    assert page["results"][0] == thread


def test_a_thread_is_not_sent_again_until_something_changes() -> None:
    debate = make_debate()
    thread = make_thread(debate, "Is it so?")
    address = f"/api/v1/threads/{thread.uuid}/"
    etag = caller().get(address)["ETag"]
    unchanged = caller().get(address, headers={"If-None-Match": etag})
    assert (unchanged.status_code, unchanged.content, unchanged["ETag"]) == (304, b"", etag)
    thread.comments.get().edit(by=owner_of(debate), seen=1, source="Is it really so?")
    changed = caller().get(address, headers={"If-None-Match": etag})
    assert body(changed)["comments"][0]["source"] == "Is it really so?"


def test_a_point_is_closed_confirmed_disputed_and_reopened() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    raised = make_thread(debate, "Is it so?", by=ann, doings=[Doing("ask")])
    address = f"/api/v1/threads/{raised.uuid}/outcomes/"
    bert = caller(enrol(debate, "reviewer"))
    close = {"kind": "outcome", "outcome": "accepted", "line": "Reworded."}
    problem(bert.post(address, close), 403)
    raiser = caller(ann)
    assert body(raiser.post(address, close), 201)["outcome"] == "accepted"
    body(raiser.post(address, {"kind": "satisfaction", "satisfaction": "satisfied"}), 201)
    thread = body(caller().get(f"/api/v1/threads/{raised.uuid}/"))
    assert (thread["state"], thread["outcome"], thread["satisfaction"]) == (
        "resolved",
        "accepted",
        "satisfied",
    )
    assert thread["outcome_line"] == "Reworded."
    unreasoned = problem(bert.post(address, {"kind": "dispute"}), 400)
    assert pointers(unreasoned) == ["/line"]
    body(bert.post(address, {"kind": "dispute", "line": "It is not reworded."}), 201)
    problem(bert.post(address, {"kind": "reopen"}), 403)
    body(raiser.post(address, {"kind": "reopen"}), 201)
    outcomes = body(caller().get(address))["results"]
    assert [outcome["kind"] for outcome in outcomes] == [
        "outcome",
        "satisfaction",
        "dispute",
        "reopen",
    ]


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({}, "/kind"),
        ({"kind": "vote"}, "/kind"),
        ({"kind": "outcome"}, "/outcome"),
        ({"kind": "outcome", "outcome": "lost"}, "/outcome"),
        ({"kind": "satisfaction"}, "/satisfaction"),
        ({"kind": "reopen"}, ""),
    ],
)
def test_what_is_wrong_with_a_decision_is_pointed_at(said: dict[str, str], pointer: str) -> None:
    debate = make_debate()
    thread = make_thread(debate, "Is it so?")
    client = caller(owner_of(debate))
    response = client.post(f"/api/v1/threads/{thread.uuid}/outcomes/", said)
    assert pointers(problem(response, 400)) == [pointer]
    assert not thread.outcomes.exists()


def test_threads_are_filtered() -> None:
    debate = make_debate()
    author = enrol(debate, "author")
    claim = make_claim(debate, by=author)
    asked = make_thread(debate, "Why?", by=make_user(), target=claim, doings=[Doing("ask")])
    noted = make_thread(debate, "Thanks.", doings=[Doing("note")])
    noted.close("accepted", by=owner_of(debate))
    expected = {
        "": [asked.number, noted.number],
        "state=open": [asked.number],
        "outcome=accepted": [noted.number],
        f"claim={claim.uuid}": [asked.number],
        "waiting=me": [asked.number],
    }
    for query, numbers in expected.items():
        page = body(caller(author).get(f"/api/v1/debates/{debate.slug}/threads/?{query}"))
        assert [thread["number"] for thread in page["results"]] == numbers, query
    anonymous = body(caller().get(f"/api/v1/debates/{debate.slug}/threads/?waiting=me"))
    assert anonymous["count"] == 0


def test_a_thread_of_a_hidden_debate_is_not_found() -> None:
    debate = make_debate(visibility="private")
    thread = make_thread(debate)
    problem(caller(make_user()).get(f"/api/v1/threads/{thread.uuid}/"), 404)


def test_an_imported_person_is_shown_as_such() -> None:
    debate = make_debate()
    thread = make_thread(debate)
    thread.comments.update(by=debate.named("Somebody", "reviewer"))
    shown = body(caller().get(f"/api/v1/threads/{thread.uuid}/"))
    assert shown["comments"][0]["by"] == {
        "name": "Somebody",
        "role": "reviewer",
        "imported": True,
    }
