"""Answering a comment, and a passage of it; and commenting on claims, steps and the debate."""

import re
from urllib.parse import urlencode

import pytest

from arguments.models import Debate, User
from reviews.models import Comment, Commitment, Doing, Review
from tests.factories import enrol, make_claim, make_comment, make_debate, make_link, owner_of
from tests.pages import body, page, post, thread_of, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def said(debate: Debate) -> Comment:
    return make_comment(debate, "It is rare. It is costly. It is *not* fatal.")


def url(said: Comment, **query: object) -> str:
    address = f"/debates/{said.debate.slug}/comments/{said.uuid}/answers/new/"
    return f"{address}?{urlencode(query)}" if query else address


def test_an_answer_joins_the_thread(said: Comment, reviewer: User) -> None:
    shown = page(reviewer, url(said))
    assert "Answer 1.1" in shown
    assert "It is <em>not</em> fatal." in shown
    answer = post(reviewer, url(said), {"source": "How rare?", "acts": ["ask"]})
    assert answer["Location"] == f"{thread_of(said).get_absolute_url()}#turn-2"
    assert Comment.objects.get(number=2).answers == said


def test_a_passage_of_it_can_be_quoted(said: Comment, reviewer: User) -> None:
    start = said.text.index("It is costly.")
    asked = url(said, start=start, end=start + 13, exact="It is costly.")
    assert "<blockquote><p>It is costly.</p></blockquote>" in page(reviewer, asked)
    post(reviewer, asked, {"source": "How costly?"})
    quotation = Comment.objects.get(number=2).quotations.get()
    assert quotation.exact == "It is costly."
    assert quotation.source_comment == said
    shown = page(None, thread_of(said).get_absolute_url())
    assert f'<a href="{said.get_absolute_url()}">{said.by.name}, 1.1</a>' in shown


def test_its_sentences_can_be_chosen_without_a_mouse(said: Comment, reviewer: User) -> None:
    asked = url(said, version=1, start=0, end=len(said.text))
    assert asked.replace("&", "&amp;") in visitor(reviewer).get(url(said)).content.decode()
    assert len(re.findall('name="sentences"', page(reviewer, asked))) == 3
    post(reviewer, asked, {"source": "No.", "sentences": ["2"]})
    assert Comment.objects.get(number=2).quotations.get().exact == "It is not fatal."


def test_a_promise_becomes_a_commitment_firm_or_tentative(said: Comment, reviewer: User) -> None:
    post(reviewer, url(said), {"source": "I will define it.", "acts": ["plan"]})
    hedged = {"source": "I may drop it.", "acts": ["plan"], "qualifiers": ["hedged"]}
    post(reviewer, url(said), hedged)
    found = Commitment.objects.order_by("number").values_list("text", "strength")
    assert list(found) == [("I will define it.", "firm"), ("I may drop it.", "tentative")]


def test_an_answer_can_wait_in_the_draft_that_one_has(said: Comment, reviewer: User) -> None:
    answer = post(reviewer, url(said), {"source": "Later.", "do": "draft"})
    draft = Review.objects.get()
    assert answer["Location"].startswith(said.get_absolute_url().partition("#")[0])
    assert draft.comments.get().answers == said
    assert page(owner_of(said.debate), thread_of(said).get_absolute_url()).count("Later.") == 0
    post(reviewer, url(said), {"source": "And this.", "do": "draft"})
    assert Review.objects.count() == 1


def test_nothing_is_lost_when_it_is_refused(said: Comment, reviewer: User) -> None:
    data = {"source": "My answer.", "about": "C99", "acts": ["answer"], "do": "post"}
    answer = post(reviewer, url(said), data)
    assert answer.status_code == 422
    assert "My answer.</textarea>" in body(answer)
    assert Comment.objects.count() == 1


def test_an_empty_draft_is_not_left_behind(said: Comment, reviewer: User) -> None:
    answer = post(reviewer, url(said), {"source": "", "do": "draft"})
    assert answer.status_code == 422
    assert not Review.objects.exists()


def test_a_removed_comment_is_answered_without_its_words(said: Comment, reviewer: User) -> None:
    said.remove(by=owner_of(said.debate))
    shown = page(reviewer, url(said, start=0, end=11))
    assert "It is rare." not in shown
    post(reviewer, url(said, start=0, end=11), {"source": "Pity."})
    assert not Comment.objects.get(number=2).quotations.exists()


def test_a_draft_or_hidden_comment_cannot_be_answered(debate: Debate, reviewer: User) -> None:
    draft = Review.begin(debate, by=reviewer)
    note = make_comment(debate, by=reviewer, review=draft)
    assert visitor(reviewer).get(url(note)).status_code == 404
    Debate.objects.filter(pk=debate.pk).update(visibility="private")
    other = make_comment(debate)
    assert visitor().get(url(other)).status_code == 404
    assert post(enrol(make_debate(), "owner"), url(other), {"source": "x"}).status_code == 404


def test_who_may_not_is_told_or_sent_to_log_in(said: Comment) -> None:
    Debate.objects.filter(pk=said.debate_id).update(joining="invitation")
    assert "/accounts/login/" in visitor().get(url(said))["Location"]
    assert visitor(enrol(said.debate, "reader")).get(url(said)).status_code == 403
    assert post(enrol(make_debate(), "owner"), url(said), {"source": "x"}).status_code == 403


# Other things to comment on


def test_the_debate_as_a_whole(debate: Debate, reviewer: User) -> None:
    address = f"/debates/{debate.slug}/comments/new/"
    assert "Comment on the debate as a whole" in page(reviewer, address)
    data = {"source": "Where do we begin?", "heading": "The order of things", "acts": ["ask"]}
    assert post(reviewer, address, data).status_code == 303
    comment = Comment.objects.get()
    assert comment.target is None
    assert thread_of(comment).title == "The order of things"


def test_a_claim_with_a_stance(debate: Debate, reviewer: User) -> None:
    claim = make_claim(debate, "A thing that is claimed")
    address = f"/debates/{debate.slug}/claims/1/comments/new/"
    shown = page(reviewer, f"{address}?act=partly")
    assert "A thing that is claimed" in shown
    assert re.search(r'name="about" value="C1"', shown)
    assert re.search(r'value="partly"[^>]*checked', shown)
    post(reviewer, address, {"source": "Up to a point.", "acts": ["partly"], "about": "C1"})
    assert Comment.objects.get().claim == claim
    assert claim.stances.get().position == "partly"


def test_a_step(debate: Debate, reviewer: User) -> None:
    link = make_link(make_claim(debate), make_claim(debate), "supports")
    address = f"/debates/{debate.slug}/links/1/comments/new/"
    assert "C1 supports C2" in page(reviewer, address)
    post(reviewer, address, {"source": "It does not follow.", "acts": ["undercut"], "about": "L1"})
    comment = Comment.objects.get()
    assert comment.link == link
    assert comment.acts.get().link == link
    shown = page(None, thread_of(comment).get_absolute_url())
    assert "disputes L1" in " ".join(re.sub(r"<[^>]+>", "", shown).split())


def test_what_is_not_there_cannot_be_commented_on(debate: Debate, reviewer: User) -> None:
    for address in ("claims/7", "links/7"):
        shown = visitor(reviewer).get(f"/debates/{debate.slug}/{address}/comments/new/")
        assert shown.status_code == 404


def test_acts_of_a_comment_are_said_in_words(debate: Debate, reviewer: User) -> None:
    claim = make_claim(debate)
    doings = [Doing("rebut", claim), Doing("concede", claim), Doing("ask"), Doing("note")]
    comment = make_comment(debate, by=reviewer, doings=doings, qualifiers=["hedged"])
    shown = re.sub(r"<[^>]+>", " ", page(None, thread_of(comment).get_absolute_url()))
    said = " ".join(shown.split())
    assert "objects to C1 concedes C1 asks hedged" in said
