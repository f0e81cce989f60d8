from datetime import timedelta

import pytest

from arguments.models import Claim, StatusChange, Topic
from tests.api.clients import body, caller, pointers, problem
from tests.factories import (
    enrol,
    make_claim,
    make_debate,
    make_document,
    make_link,
    make_user,
    owner_of,
)

pytestmark = pytest.mark.django_db


def test_a_claim_is_entered_and_read_back() -> None:
    debate = make_debate()
    Topic.add(debate, by=owner_of(debate), title="Training")
    ann = make_user("Ann")
    said = {"title": "Tests bound the average", "body": "Not the *worst*.", "topic": "Training"}
    response = caller(ann).post(f"/api/v1/debates/{debate.slug}/claims/", said)
    claim = body(response, 201)
    assert response["Location"] == claim["url"]
    assert claim["url"].startswith("http://testserver/api/v1/claims/")
    assert claim["html_url"].endswith(f"/debates/{debate.slug}/claims/1/")
    assert (claim["label"], claim["number"], claim["version"]) == ("C1", 1, 1)
    assert (claim["topic"], claim["role"], claim["status"]) == ("Training", "argument", "open")
    assert claim["by"] == {"name": "Ann", "role": "reviewer", "imported": False}
    assert "<em>worst</em>" in claim["body_html"]
    assert body(caller().get(claim["url"])) == claim


def test_a_claim_of_a_hidden_debate_is_not_found() -> None:
    claim = make_claim(make_debate(visibility="private"))
    outsider = caller(make_user())
    for address in (f"claims/{claim.uuid}/", f"claims/{claim.uuid}/versions/"):
        problem(caller().get(f"/api/v1/{address}"), 404)
        problem(outsider.get(f"/api/v1/{address}"), 404)
    problem(outsider.patch(f"/api/v1/claims/{claim.uuid}/", {"title": "x", "version": 1}), 404)
    problem(outsider.put(f"/api/v1/claims/{claim.uuid}/status/", {"status": "settled"}), 404)


def test_nobody_enters_a_claim_without_being_signed_in() -> None:
    debate = make_debate()
    response = caller().post(f"/api/v1/debates/{debate.slug}/claims/", {"title": "x"})
    assert problem(response, 401)["code"] == "not-authenticated"
    assert response["WWW-Authenticate"] == "Bearer"


def test_an_outsider_enters_no_claim_in_a_debate_by_invitation() -> None:
    debate = make_debate(joining="invitation")
    response = caller(make_user()).post(f"/api/v1/debates/{debate.slug}/claims/", {"title": "x"})
    problem(response, 403)
    assert not debate.claims.exists()


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        ({}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": 5}, "/title"),
        ({"title": None}, "/title"),
        ({"title": "x" * 251}, "/title"),
        ({"title": "x", "kind": "rant"}, "/kind"),
        ({"title": "x", "topic": "Nowhere"}, "/topic"),
        ({"title": "x", "number": 7}, "/number"),
        ({"title": "x", "status": "settled"}, "/status"),
        ({"title": "x", "a/b~c": 1}, "/a~1b~0c"),
    ],
)
def test_what_is_wrong_with_a_claim_is_pointed_at(said: dict[str, object], pointer: str) -> None:
    debate = make_debate()
    client = caller(owner_of(debate))
    response = client.post(f"/api/v1/debates/{debate.slug}/claims/", said)
    assert pointers(problem(response, 400)) == [pointer]
    assert not debate.claims.exists()


def test_an_edit_keeps_the_earlier_wording() -> None:
    claim = make_claim(make_debate(), "First wording")
    client = caller(owner_of(claim.debate))
    read = client.get(f"/api/v1/claims/{claim.uuid}/")
    assert read["ETag"] == '"v1"'
    said = {"title": "Second wording", "reason": "clearer"}
    response = client.patch(f"/api/v1/claims/{claim.uuid}/", said, headers={"If-Match": '"v1"'})
    assert body(response)["title"] == "Second wording"
    assert response["ETag"] == '"v2"'
    versions = body(client.get(f"/api/v1/claims/{claim.uuid}/versions/"))["results"]
    assert [version["title"] for version in versions] == ["First wording", "Second wording"]
    assert versions[1]["reason"] == "clearer"


@pytest.mark.parametrize(
    ("version", "headers"),
    [
        ({"version": 1}, {}),
        ({}, {"If-Match": '"v1"'}),
        ({}, {"If-Match": 'W/"v2"'}),
        ({}, {"If-Match": "nonsense"}),
        ({"version": 2}, {"If-Match": '"v1"'}),
    ],
)
def test_a_stale_edit_is_refused_with_what_is_there_now(
    version: dict[str, int], headers: dict[str, str]
) -> None:
    claim = make_claim(make_debate())
    owner = owner_of(claim.debate)
    claim.edit(by=owner, seen=1, title="Changed meanwhile")
    response = caller(owner).patch(
        f"/api/v1/claims/{claim.uuid}/", {"title": "Mine"} | version, headers=headers
    )
    said = problem(response, 412)
    assert said["current"]["title"] == "Changed meanwhile"
    assert said["current"]["version"] == 2


def test_an_edit_must_say_which_version_it_is_of() -> None:
    claim = make_claim(make_debate())
    client = caller(owner_of(claim.debate))
    problem(client.patch(f"/api/v1/claims/{claim.uuid}/", {"title": "Mine"}), 428)
    problem(client.patch(f"/api/v1/claims/{claim.uuid}/", {"version": 1}), 400)
    star = {"If-Match": "*"}
    assert body(client.patch(f"/api/v1/claims/{claim.uuid}/", {"title": "Mine"}, headers=star))
    claim.refresh_from_db()
    assert (claim.title, claim.version) == ("Mine", 2)


def test_only_its_writer_edits_a_claim() -> None:
    claim = make_claim(make_debate(), "As it was")
    editor = caller(enrol(claim.debate, "editor"))
    problem(editor.patch(f"/api/v1/claims/{claim.uuid}/", {"title": "x", "version": 1}), 403)
    claim.refresh_from_db()
    assert claim.title == "As it was"


def test_a_status_is_set_with_its_reason_and_history() -> None:
    claim = make_claim(make_debate())
    editor = caller(enrol(claim.debate, "editor"))
    said = {"status": "settled", "reason": "Nobody objects."}
    shown = body(editor.put(f"/api/v1/claims/{claim.uuid}/status/", said))
    assert shown["status"] == "settled"
    (change,) = body(caller().get(f"/api/v1/claims/{claim.uuid}/status-changes/"))["results"]
    assert (change["old"], change["new"], change["reason"]) == ("open", "settled", said["reason"])
    again = problem(editor.put(f"/api/v1/claims/{claim.uuid}/status/", said), 400)
    assert pointers(again) == ["/status"]


def test_a_reviewer_does_not_settle_a_claim() -> None:
    claim = make_claim(make_debate())
    reviewer = caller(enrol(claim.debate, "reviewer"))
    problem(reviewer.put(f"/api/v1/claims/{claim.uuid}/status/", {"status": "settled"}), 403)
    assert not StatusChange.objects.exists()


def test_a_passage_is_cited_by_words_or_offsets() -> None:
    claim = make_claim(make_debate())
    document = make_document(claim.debate)
    client = caller(owner_of(claim.debate))
    address = f"/api/v1/claims/{claim.uuid}/citations/"
    passage = {"document": str(document.uuid), "exact": "Training selects for behaviour."}
    cited = body(client.post(address, passage), 201)
    assert cited["exact"] == "Training selects for behaviour."
    assert document.latest.text[cited["start"] : cited["end"]] == cited["exact"]
    place = {"document": str(document.uuid), "revision": 1, "start": 0, "end": 10}
    assert body(client.post(address, place), 201)["start"] == 0
    assert body(client.get(address))["count"] == 2


@pytest.mark.parametrize(
    ("passage", "pointer"),
    [
        ({"exact": "Not in the text at all, whatever."}, "/exact"),
        ({"exact": "the"}, "/exact"),
        ({"start": 5}, "/exact"),
        ({"start": 5, "end": 5}, "/end"),
        ({"start": 5, "end": 100_000}, "/end"),
        ({"start": -1, "end": 5}, "/start"),
        ({"start": 0, "end": 5, "revision": 9}, "/revision"),
    ],
)
def test_a_passage_that_is_not_there_is_not_cited(passage: dict[str, object], pointer: str) -> None:
    claim = make_claim(make_debate())
    document = make_document(claim.debate)
    client = caller(owner_of(claim.debate))
    said = {"document": str(document.uuid)} | passage
    response = client.post(f"/api/v1/claims/{claim.uuid}/citations/", said)
    assert pointers(problem(response, 400)) == [pointer]
    assert not claim.citations.exists()


def test_claims_are_filtered() -> None:
    debate = make_debate()
    owner = owner_of(debate)
    topic = Topic.add(debate, by=owner, title="Training")
    first = make_claim(debate, "Silent failures happen", topic=topic)
    objection = make_claim(debate, "They are seen in tests", kind="evidence")
    rebuttal = make_claim(debate, "Tests are not the world")
    objection_link = make_link(objection, first)
    make_link(rebuttal, objection_link)
    rebuttal.set_status("challenged", by=owner)
    expected = {
        "": [1, 2, 3],
        "role=argument": [1],
        "role=objection": [2],
        "role=rebuttal": [3],
        "kind=evidence": [2],
        "status=challenged": [3],
        "topic=Training": [1],
        "text=tests": [2, 3],
        "text=tests&role=rebuttal": [3],
        "text=nothing+of+it": [],
    }
    for query, numbers in expected.items():
        page = body(caller().get(f"/api/v1/debates/{debate.slug}/claims/?{query}"))
        assert [claim["number"] for claim in page["results"]] == numbers, query
        assert page["count"] == len(numbers)


def test_claims_come_in_pages_that_stay_while_claims_are_added() -> None:
    debate = make_debate()
    for _ in range(5):
        make_claim(debate)
    client = caller()
    before = body(client.get(f"/api/v1/debates/{debate.slug}/claims/?limit=2"))
    assert (before["count"], before["previous"]) == (5, None)
    make_claim(debate)
    first = body(client.get(f"/api/v1/debates/{debate.slug}/claims/?limit=2"))
    assert first["next"] == before["next"]
    second = body(client.get(first["next"]))
    third = body(client.get(second["next"]))
    numbers = [[claim["number"] for claim in page["results"]] for page in (first, second, third)]
    assert numbers == [[1, 2], [3, 4], [5, 6]]
    assert third["next"] is None
    assert body(client.get(third["previous"]))["results"] == second["results"]
    back = body(client.get(second["previous"]))
    assert (back["results"], back["previous"]) == (first["results"], None)


def test_a_claim_in_the_answer_to_a_write_knows_its_role() -> None:
    debate = make_debate()
    objection = make_claim(debate)
    make_link(objection, make_claim(debate))
    client = caller(owner_of(debate))
    shown = body(client.put(f"/api/v1/claims/{objection.uuid}/status/", {"status": "conceded"}))
    assert shown["role"] == "objection"


def test_times_are_utc() -> None:
    claim = make_claim(make_debate())
    Claim.objects.filter(pk=claim.pk).update(at=claim.at - timedelta(days=60_000))
    assert body(caller().get(f"/api/v1/claims/{claim.uuid}/"))["at"].endswith("Z")
