from typing import Any

import orjson
import pytest

from reviews.formats import crux_json, markdown
from reviews.models import Comment, Doing, Passage, Review
from tests.api.clients import caller, problem
from tests.factories import (
    make_claim,
    make_comment,
    make_debate,
    make_document,
    make_link,
    make_thread,
    make_user,
    owner_of,
)

pytestmark = pytest.mark.django_db


def taken(response: Any) -> bytes:
    assert response.status_code == 200, response.content
    whole = b"".join(response.streaming_content)
    assert response["Content-Length"] == str(len(whole))
    assert response["X-Content-Type-Options"] == "nosniff"
    return whole


def test_a_debate_is_taken_out_as_json() -> None:
    debate = make_debate()
    claim = make_claim(debate, "It fails silently")
    make_link(make_claim(debate), claim)
    make_comment(debate, "Why?", target=claim, doings=[Doing("ask")])
    response = caller().get(f"/api/v1/debates/{debate.slug}/export/")
    document = crux_json.loads(taken(response))
    assert document.debate and document.debate.uuid == debate.uuid
    assert document.claims[0].title == "It fails silently"
    assert (len(document.claims), len(document.links), len(document.comments)) == (2, 1, 1)
    assert response["Content-Type"] == "application/json"
    assert f'filename="{debate.slug}.crux.json"' in response["Content-Disposition"]


def test_a_thread_is_taken_out_as_markdown_with_its_quotations() -> None:
    debate = make_debate()
    document = make_document(debate)
    passage = Passage.locate(document.latest, "It does not select for reasons.")
    thread = make_thread(debate, "Why not?", target=document, passages=[passage])
    make_comment(debate, "Since nobody asks.", target=thread.comments.get())
    address = f"/api/v1/threads/{thread.uuid}/export/?as=markdown"
    response = caller().get(address, headers={"Accept": "text/markdown"})
    text = taken(response).decode()
    assert "> It does not select for reasons." in text
    assert text.index("Why not?") < text.index("Since nobody asks.")
    read = markdown.loads(text)
    assert [comment.source.strip() for comment in read.comments] == [
        "Why not?",
        "Since nobody asks.",
    ]
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    as_json = taken(caller().get(f"/api/v1/threads/{thread.uuid}/export/?as=json"))
    assert len(orjson.loads(as_json)["comments"]) == 2


def test_an_unchanged_debate_is_not_sent_again() -> None:
    debate = make_debate()
    address = f"/api/v1/debates/{debate.slug}/export/"

    def etag_of(response: Any) -> str:
        taken(response)
        return response["ETag"]

    etag = etag_of(caller().get(address))
    again = caller().get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert etag_of(caller().get(f"{address}?as=markdown")) != etag
    assert etag_of(caller(owner_of(debate)).get(address)) != etag
    make_claim(debate)
    assert etag_of(caller().get(address, headers={"If-None-Match": etag})) != etag


def test_a_draft_is_taken_out_by_its_writer_only() -> None:
    debate = make_debate()
    ann = make_user("Ann")
    review = Review.begin(debate, by=ann)
    Comment.post(debate, by=ann, source="Not yet.", review=review)
    address = f"/api/v1/reviews/{review.uuid}/export/?as=markdown"
    mine = caller(ann).get(address)
    assert b"Not yet." in taken(mine)
    assert "ETag" not in mine
    problem(caller(owner_of(debate)).get(address), 404)
    whole = taken(caller(ann).get(f"/api/v1/debates/{debate.slug}/export/"))
    assert b"Not yet." not in whole
    review.publish(by=ann)
    assert b"Not yet." in taken(caller().get(address))


def test_what_one_may_not_see_is_not_taken_out() -> None:
    debate = make_debate(visibility="private")
    thread = make_thread(debate, "Rude words.", heading="A heading")
    outsider = caller(make_user())
    problem(outsider.get(f"/api/v1/debates/{debate.slug}/export/"), 404)
    problem(outsider.get(f"/api/v1/threads/{thread.uuid}/export/"), 404)
    owner = caller(owner_of(debate))
    address = f"/api/v1/debates/{debate.slug}/export/"
    assert b"Rude words." in taken(owner.get(address))
    thread.comments.get().remove(by=owner_of(debate))
    assert b"Rude words." not in taken(owner.get(address))


def test_a_format_that_is_not_there_is_named() -> None:
    debate = make_debate()
    response = caller().get(f"/api/v1/debates/{debate.slug}/export/?as=docx")
    assert problem(response, 400)["errors"][0]["parameter"] == "as"
