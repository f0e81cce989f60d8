"""Putting up a document, and publishing a revision of it."""

import re

import pytest

from arguments.models import Debate, Document, Revision, User
from reviews.models import Passage, Review
from reviews.publishing import publish_revision
from tests.factories import TEXT, enrol, make_comment, make_debate, make_document, owner_of
from tests.pages import body, page, post, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def author(debate: Debate) -> User:
    return enrol(debate, "author")


@pytest.fixture
def document(debate: Debate) -> Document:
    return make_document(debate)


def revising(document: Document) -> str:
    return f"{document.get_absolute_url()}revisions/new/"


def test_an_author_puts_up_a_text(debate: Debate, author: User) -> None:
    address = f"/debates/{debate.slug}/documents/new/"
    assert "Put up a document for review" in page(author, address)
    answer = post(author, address, {"title": "A post", "source": "# One\n\nText.", "do": "post"})
    document = Document.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == document.get_absolute_url()
    assert document.latest.sections.get().title == "One"
    assert "A post" in page(None, answer["Location"])


def test_an_empty_text_is_refused_and_the_title_kept(debate: Debate, author: User) -> None:
    address = f"/debates/{debate.slug}/documents/new/"
    answer = post(author, address, {"title": "My title", "source": "***", "do": "post"})
    assert answer.status_code == 422
    assert 'value="My title"' in body(answer)
    assert "Enter the text." in body(answer)
    assert not Document.objects.exists()


def test_a_text_can_be_previewed(debate: Debate, author: User) -> None:
    address = f"/debates/{debate.slug}/documents/new/"
    data = {"title": "A post", "source": "Some *words*.", "do": "preview"}
    shown = body(post(author, address, data))
    assert "<em>words</em>" in shown
    assert "Some *words*.</textarea>" in shown
    assert not Document.objects.exists()


@pytest.mark.parametrize("role", ["reader", "reviewer", "former"])
def test_others_put_up_nothing(document: Document, role: str) -> None:
    person = enrol(document.debate, role)
    for address in (f"/debates/{document.debate.slug}/documents/new/", revising(document)):
        assert visitor(person).get(address).status_code == 403
        assert post(person, address, {"title": "x", "source": "y", "seen": "1"}).status_code == 403
        assert visitor().get(address).status_code == 302
    Debate.objects.filter(pk=document.debate_id).update(visibility="private")
    for address in (f"/debates/{document.debate.slug}/documents/new/", revising(document)):
        assert visitor().get(address).status_code == 404
    assert Revision.objects.count() == 1


def test_a_revision_says_what_became_of_the_quotations(document: Document, author: User) -> None:
    for words in ("Training selects for behaviour.", "it does not bound the worst case."):
        passage = Passage.locate(document.latest, words)
        make_comment(document.debate, target=document, passages=[passage])
    source = TEXT.replace("Training selects for behaviour.", "Something else stands here now.")
    data = {"source": source, "note": "Another opening.", "seen": "1", "do": "post"}
    client = visitor(author)
    answer = client.post(revising(document), data)
    assert answer["Location"] == document.get_absolute_url()
    shown = client.get(answer["Location"]).content.decode()
    assert "Revision 2 is published. Quotations carried over: 1 exact, 1 lost." in shown
    assert "Another opening." in shown
    first = page(None, f"{document.get_absolute_url()}revisions/1/")
    assert "Training selects for behaviour." in first


def test_what_would_become_of_them_is_said_beforehand(document: Document, author: User) -> None:
    passage = Passage.locate(document.latest, "Training selects for behaviour.")
    make_comment(document.debate, target=document, passages=[passage])
    data = {"source": "# On silent failure\n\nGone.", "seen": "1", "do": "preview"}
    shown = body(post(author, revising(document), data))
    assert "What becomes of the quotations" in shown
    assert re.search(r"badge-lost.*?“Training selects for behaviour.”", shown, re.DOTALL)
    assert "1 lost." in shown
    assert Revision.objects.count() == 1


def test_what_others_quote_in_their_drafts_is_not_told(document: Document, author: User) -> None:
    reviewer = enrol(document.debate, "reviewer")
    draft = Review.begin(document.debate, by=reviewer, document=document)
    passage = Passage.locate(document.latest, "Training selects for behaviour.")
    make_comment(document.debate, by=reviewer, review=draft, passages=[passage])
    data = {"source": "# On silent failure\n\nGone.", "seen": "1", "do": "preview"}
    assert "Nobody has quoted this document yet." in body(post(author, revising(document), data))
    client = visitor(author)
    answer = client.post(revising(document), data | {"do": "post"}, follow=True)
    assert "Revision 2 is published." in body(answer)
    assert "carried over" not in body(answer)


def test_a_stale_revision_shows_both_texts(document: Document, author: User) -> None:
    shown = page(author, revising(document))
    assert 'name="seen" value="1"' in shown
    assert "# On silent failure" in shown
    publish_revision(document, by=owner_of(document.debate), source=TEXT + "\nMeanwhile.")
    data = {"source": "My own text.", "seen": "1", "do": "post"}
    answer = post(author, revising(document), data)
    shown = body(answer)
    assert answer.status_code == 409
    assert "My own text.</textarea>" in shown
    assert "Meanwhile." in shown
    assert 'name="seen" value="2"' in shown
    assert Revision.objects.count() == 2
    assert post(author, revising(document), data | {"seen": "2"}).status_code == 303


def test_the_same_text_again_is_no_revision(document: Document, author: User) -> None:
    answer = post(author, revising(document), {"source": TEXT, "seen": "1", "do": "post"})
    assert answer.status_code == 422
    assert "The text is the same as in the last revision." in body(answer)


def test_a_text_that_is_too_long_says_how_long_it_may_be(
    document: Document, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "word " * 250_000
    answer = post(author, revising(document), {"source": long, "seen": "1", "do": "post"})
    assert answer.status_code == 422
    assert "is the limit" in body(answer)
