import pytest

from reviews.models import Passage
from tests.api.clients import body, caller, pointers, problem
from tests.factories import TEXT, enrol, make_comment, make_debate, make_document, owner_of

pytestmark = pytest.mark.django_db


def test_a_text_is_put_up_and_read_in_blocks() -> None:
    debate = make_debate()
    author = caller(enrol(debate, "author"))
    said = {"title": "On silent failure", "source": TEXT}
    document = body(author.post(f"/api/v1/debates/{debate.slug}/documents/", said), 201)
    assert document["label"] == "D1"
    assert body(caller().get(document["url"])) == document
    (listed,) = body(caller().get(f"{document['url']}revisions/"))["results"]
    assert listed["number"] == 1
    revision = body(caller().get(listed["url"]))
    assert revision["source"] == TEXT.strip() or revision["source"] == TEXT
    for block in revision["blocks"]:
        assert 0 <= block["start"] <= block["end"] <= len(revision["text"])
    assert any("<em>worst</em>" in block["html"] for block in revision["blocks"])
    titles = [section["title"] for section in revision["sections"]]
    assert titles == ["On silent failure", "What can be checked"]


def test_a_reviewer_puts_up_no_text() -> None:
    debate = make_debate()
    reviewer = caller(enrol(debate, "reviewer"))
    said = {"title": "Mine", "source": TEXT}
    problem(reviewer.post(f"/api/v1/debates/{debate.slug}/documents/", said), 403)
    document = make_document(debate)
    problem(reviewer.post(f"/api/v1/documents/{document.uuid}/revisions/", {"source": "x"}), 403)
    assert document.revisions.count() == 1


def test_a_revision_carries_quotations_over() -> None:
    debate = make_debate()
    document = make_document(debate)
    passage = Passage.locate(document.latest, "It does not select for reasons.")
    comment = make_comment(debate, "Why not?", target=document, passages=[passage])
    client = caller(owner_of(debate))
    address = f"/api/v1/documents/{document.uuid}/revisions/"
    said = {"source": TEXT.replace("Training", "A preface. Training"), "note": "A preface"}
    revision = body(client.post(address, said), 201)
    assert (revision["number"], revision["note"]) == (2, "A preface")
    shown = body(caller().get(f"/api/v1/comments/{comment.uuid}/"))
    (quotation,) = shown["quotations"]
    assert quotation["source"]["revision"] == 1
    assert quotation["now"]["revision"] == 2
    assert revision["text"][quotation["now"]["start"] :].startswith("It does not select")
    assert pointers(problem(client.post(address, said), 400)) == ["/source"]


def test_a_document_of_a_hidden_debate_is_not_found() -> None:
    document = make_document(make_debate(visibility="private"))
    for address in ("", "revisions/", "revisions/1/"):
        problem(caller().get(f"/api/v1/documents/{document.uuid}/{address}"), 404)


def test_a_revision_that_is_not_there_is_not_found() -> None:
    document = make_document(make_debate())
    assert body(caller().get(f"/api/v1/documents/{document.uuid}/revisions/1/"))
    problem(caller().get(f"/api/v1/documents/{document.uuid}/revisions/2/"), 404)
    for spelling in ("01", "%2B1", "١", "1.0", "1_0"):
        address = f"/api/v1/documents/{document.uuid}/revisions/{spelling}/"
        assert caller().get(address).status_code == 404
