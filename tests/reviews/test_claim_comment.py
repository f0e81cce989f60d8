"""Commenting on a claim, and on a passage of its body, which is followed when it is edited."""

from urllib.parse import urlencode

import pytest

from arguments.models import Claim, Debate, User
from reviews.models import Comment
from tests.api.clients import body as answered
from tests.api.clients import caller
from tests.factories import enrol, make_claim, make_debate, owner_of
from tests.pages import body, page, post, thread_of, visitor

pytestmark = pytest.mark.django_db

BODY = "Errors are rare. They are *costly*. Nobody counts them."
COSTLY = "They are costly."


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def claim(debate: Debate) -> Claim:
    return make_claim(debate, "Low error is not enough", by=owner_of(debate), body=BODY)


def url(claim: Claim, **query: object) -> str:
    address = f"/debates/{claim.debate.slug}/claims/{claim.number}/comments/new/"
    return f"{address}?{urlencode(query)}" if query else address


def reword(claim: Claim, text: str) -> str:
    """Edit the body on its page; what the next page says."""
    address = f"/debates/{claim.debate.slug}/claims/{claim.number}/edit/"
    words = {"title": claim.title, "kind": "claim", "voice": "asserted", "seen": claim.version}
    owner = visitor(owner_of(claim.debate))
    assert owner.post(address, {**words, "body": text}).status_code == 303
    return owner.get(claim.get_absolute_url()).content.decode()


def quote(claim: Claim, reviewer: User, exact: str = COSTLY) -> Comment:
    post(reviewer, url(claim, exact=exact), {"source": "How costly?", "acts": ["ask"]})
    return Comment.objects.latest("pk")


def test_the_body_is_there_to_be_quoted(claim: Claim, reviewer: User) -> None:
    shown = page(reviewer, url(claim))
    assert "data-quotable" in shown
    assert "They are <em>costly</em>." in shown
    bare = make_claim(claim.debate)
    assert "data-quotable" not in page(reviewer, url(bare))


def test_a_passage_of_it_can_be_quoted(claim: Claim, reviewer: User) -> None:
    asked = url(claim, exact=COSTLY)
    assert f"<blockquote><p>{COSTLY}</p></blockquote>" in page(reviewer, asked)
    comment = quote(claim, reviewer)
    quotation = comment.quotations.get()
    assert (quotation.exact, quotation.source, quotation.source_version) == (COSTLY, claim, 1)
    assert comment.claim == claim
    shown = page(None, thread_of(comment).get_absolute_url())
    assert f'<a href="{claim.get_absolute_url()}">C{claim.number}, version 1</a>' in shown


def test_its_sentences_can_be_chosen_without_a_mouse(claim: Claim, reviewer: User) -> None:
    asked = url(claim, version=1, start=0, end=len(claim.text))
    assert asked.replace("&", "&amp;") in visitor(reviewer).get(url(claim)).content.decode()
    assert page(reviewer, asked).count('name="sentences"') == 3
    post(reviewer, asked, {"source": "No.", "sentences": ["2"]})
    assert Comment.objects.get().quotations.get().exact == "Nobody counts them."


def test_it_is_followed_when_the_claim_is_edited(claim: Claim, reviewer: User) -> None:
    comment = quote(claim, reviewer)
    reword(claim, "To begin with: errors are rare. They are *costly*. Nobody counts them.")
    anchor = comment.quotations.get().last_anchor
    assert anchor and (anchor.state, anchor.exact, anchor.version) == ("exact", COSTLY, 2)
    claim.refresh_from_db()
    assert claim.text[anchor.start : anchor.end] == COSTLY
    assert not Comment.objects.to_recheck()


def test_words_that_changed_or_went_ask_who_quoted_them(claim: Claim, reviewer: User) -> None:
    changed, gone = quote(claim, reviewer), quote(claim, reviewer, "Nobody counts them.")
    told = reword(claim, "Errors are rare. They are very costly.")
    assert "What is quoted of it: 1 changed, 1 lost." in told
    assert {each.label for each in Comment.objects.to_recheck()} == {changed.label, gone.label}
    assert [each.quotations.get().current_state for each in (changed, gone)] == ["changed", "lost"]
    assert "the words it quotes" in page(reviewer, "/worklist/")
    shown = page(None, thread_of(changed).get_absolute_url())
    assert "They are costly." in shown and "Now:</span> They are" in shown
    post(reviewer, f"/debates/{claim.debate.slug}/comments/{changed.uuid}/recheck/", {})
    assert {each.label for each in Comment.objects.to_recheck()} == {gone.label}


def test_words_edited_while_one_writes_are_not_quoted_by_place(
    claim: Claim, reviewer: User
) -> None:
    asked = url(claim, version=1, start=0, end=16)
    reword(claim, "Nothing of that. Errors are rare.")
    refused = post(reviewer, asked, {"source": "Are they?"})
    assert refused.status_code == 422
    assert "The words were edited since" in body(refused)
    assert "Are they?</textarea>" in body(refused)
    post(reviewer, asked, {"source": "Are they?", "whole": "1"})
    assert not Comment.objects.get().quotations.exists()


def test_words_that_are_gone_are_not_left_out_unseen(claim: Claim, reviewer: User) -> None:
    asked = url(claim, version=1, exact=COSTLY)
    reword(claim, "Errors are rare.")
    assert post(reviewer, asked, {"source": "How?"}).status_code == 422
    assert not Comment.objects.exists()


def test_the_api_quotes_and_follows_them_too(claim: Claim, reviewer: User) -> None:
    data = {
        "source": "How costly?",
        "target": {"claim": str(claim.uuid)},
        "quotations": [{"source": {"claim": str(claim.uuid)}, "exact": COSTLY}],
    }
    address = f"/api/v1/debates/{claim.debate.slug}/comments/"
    said = answered(caller(reviewer).post(address, data, format="json"), 201)
    source = said["quotations"][0]["source"]
    assert (source["claim"], source["version"], source["comment"]) == (str(claim.uuid), 1, None)
    change = {"body": "They were costly.", "version": 1}
    owner = caller(owner_of(claim.debate))
    answered(owner.patch(f"/api/v1/claims/{claim.uuid}/", change, format="json"))
    now = answered(caller().get(said["url"]))["quotations"][0]["now"]
    assert (now["state"], now["version"]) == ("changed", 2)
    assert now["exact"].startswith("They were costly")
