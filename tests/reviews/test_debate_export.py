"""Taking a debate away as files."""

import pytest

from arguments.models import Debate
from reviews.formats import crux_json, markdown
from reviews.models import Review
from tests.factories import enrol, make_claim, make_comment, make_debate, owner_of
from tests.pages import body, download, page, read, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    debate = make_debate(slug="the-debate")
    make_claim(debate, "A thing that is claimed")
    make_comment(debate, "What I said.")
    return debate


def test_the_page_offers_each_format(debate: Debate) -> None:
    shown = page(None, "/debates/the-debate/export/")
    for ending in ("json", "md", "dot", "graphml", "txt", "af", "apx", "tgf"):
        assert f"/debates/the-debate/export.{ending}" in shown


def test_a_debate_as_json_is_read_back(debate: Debate) -> None:
    read = crux_json.loads(download(None, "/debates/the-debate/export.json"))
    assert read.debate and read.debate.slug == "the-debate"
    assert [claim.title for claim in read.claims] == ["A thing that is claimed"]
    assert [comment.source for comment in read.comments] == ["What I said."]


def test_a_debate_as_markdown_is_read_back(debate: Debate) -> None:
    read = markdown.loads(download(None, "/debates/the-debate/export.md"))
    assert [comment.source for comment in read.comments] == ["What I said."]


def test_the_form_leads_to_the_file(debate: Debate) -> None:
    answer = visitor().get("/debates/the-debate/export/?what=debate&form=json")
    assert answer["Location"] == "/debates/the-debate/export.json"
    answer = visitor().get("/debates/the-debate/export/?what=thread&thread=1&form=markdown")
    assert answer["Location"] == "/debates/the-debate/threads/1/export.md"


def test_what_a_file_leaves_out_is_said_before(debate: Debate) -> None:
    shown = page(None, "/debates/the-debate/export/?what=debate&form=dot&do=losses")
    left_out = shown[shown.index('id="losses"') :]
    assert "What I said." in left_out and "/debates/the-debate/export.dot" in left_out
    whole = page(None, "/debates/the-debate/export/?what=debate&form=json&do=losses")
    assert "Nothing of what you may see." in whole
    address = "/api/v1/debates/the-debate/export/losses/?as=dot"
    losses = {each["what"]: each for each in visitor().get(address).json()}
    assert losses["comments"] == {"what": "comments", "count": 1, "examples": ["What I said."]}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("what=thread&form=json", "Say which thread."),
        ("what=thread&thread=9&form=json", "There is no T9 in this debate."),
        ("what=all&form=json", "Select a valid choice."),
        ("what=debate&form=exe", "Select a valid choice."),
    ],
)
def test_what_cannot_be_had_is_said(debate: Debate, query: str, message: str) -> None:
    answer = visitor().get(f"/debates/the-debate/export/?{query}")
    assert answer.status_code == 422
    assert message in body(answer)


def test_a_file_is_sent_again_only_after_a_change(debate: Debate) -> None:
    client = visitor()
    for address in ("export.json", "export.md", "threads/1/export.json"):
        url = f"/debates/the-debate/{address}"
        first = client.get(url)
        assert read(first)
        seen = {"If-None-Match": first["ETag"]}
        again = client.get(url, headers=seen)
        assert again.status_code == 304
        assert not again.content
        make_comment(debate, "One more.")
        changed = client.get(url, headers=seen)
        assert read(changed)


def test_nobody_takes_away_what_they_may_not_see(debate: Debate) -> None:
    reviewer = enrol(debate, "reviewer")
    draft = Review.begin(debate, by=reviewer)
    make_comment(debate, "Not sent yet.", by=reviewer, review=draft)
    for user in (None, reviewer, owner_of(debate)):
        assert b"Not sent yet." not in download(user, "/debates/the-debate/export.json")
    Debate.objects.filter(pk=debate.pk).update(visibility="private")
    for address in ("export/", "export.json", "export.md", "threads/1/export.md"):
        assert visitor().get(f"/debates/the-debate/{address}").status_code == 404
    assert download(reviewer, "/debates/the-debate/export.json")


def test_a_thread_or_format_that_is_not_there_is_not_found(debate: Debate) -> None:
    for address in ("threads/9/export.md", "export.exe", "export.json/"):
        assert visitor().get(f"/debates/the-debate/{address}").status_code == 404
