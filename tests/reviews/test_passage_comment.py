"""Commenting on a passage, on a section and on a whole document."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from arguments.models import Debate, Document, User
from reviews.models import Comment, Review, Thread
from reviews.publishing import publish_revision
from tests.factories import TEXT, enrol, make_claim, make_debate, make_document, owner_of
from tests.pages import body, page, post, thread_of, visitor

pytestmark = pytest.mark.django_db

QUOTED = "Training selects for behaviour."
PARAGRAPH = "Training selects for behaviour. It does not select for reasons."


@pytest.fixture
def document() -> Document:
    return make_document(make_debate())


@pytest.fixture
def reviewer(document: Document) -> User:
    return enrol(document.debate, "reviewer")


def address(document: Document, words: str = "", revision: int = 0, **query: object) -> str:
    """Where to comment on `words`, as the toolbar over a selection asks for it."""
    shown = document.revisions.get(number=revision) if revision else document.latest
    if words:
        start = shown.text.index(words)
        query |= {"start": start, "end": start + len(words)}
    url = f"{shown.get_absolute_url()}comments/new/"
    return f"{url}?{urlencode(query)}" if query else url


def test_words_are_quoted_and_a_thread_is_opened(document: Document, reviewer: User) -> None:
    url = address(document, QUOTED, exact=QUOTED)
    shown = page(reviewer, url)
    assert f"<blockquote><p>{QUOTED}</p></blockquote>" in shown
    answer = post(reviewer, url, {"source": "Does it?", "acts": ["ask"], "do": "post"})
    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"{document.get_absolute_url()}#n1-1"
    assert comment.quotations.get().exact == QUOTED
    assert comment.document == document
    assert comment.acts.get().act == "ask"
    assert thread_of(comment).state == "open"


def test_offsets_that_miscount_are_put_right_by_the_words(
    document: Document, reviewer: User
) -> None:
    url = f"{address(document)}?{urlencode({'start': 3, 'end': 9, 'exact': QUOTED})}"
    assert post(reviewer, url, {"source": "Does it?"}).status_code == 303
    assert Comment.objects.get().quotations.get().exact == QUOTED


def test_of_a_paragraph_the_sentences_can_be_chosen(document: Document, reviewer: User) -> None:
    url = address(document, PARAGRAPH)
    shown = page(reviewer, url)
    assert "Which sentences do you mean?" in shown
    assert len(re.findall(r'type="checkbox" name="sentences"', shown)) == 2
    post(reviewer, url, {"source": "Which reasons?", "sentences": ["1"]})
    assert Comment.objects.get().quotations.get().exact == "It does not select for reasons."


def test_neighbouring_sentences_are_one_passage_and_others_are_two(reviewer: User) -> None:
    document = make_document(make_debate(), "One is so. Two is so. Three is so. Four is so.")
    url = address(document, "One is so. Two is so. Three is so. Four is so.")
    post(enrol(document.debate, "reviewer"), url, {"source": "No.", "sentences": ["0", "1", "3"]})
    quoted = Comment.objects.get().quotations.values_list("exact", flat=True)
    assert list(quoted) == ["One is so. Two is so.", "Four is so."]


def test_no_chosen_sentence_is_the_whole_paragraph(document: Document, reviewer: User) -> None:
    post(reviewer, address(document, PARAGRAPH), {"source": "Hm."})
    assert Comment.objects.get().quotations.get().exact == PARAGRAPH


def test_without_a_passage_it_is_about_the_whole(document: Document, reviewer: User) -> None:
    post(reviewer, address(document), {"source": "A fine text.", "acts": ["note"]})
    comment = Comment.objects.get()
    assert comment.document == document
    assert not comment.quotations.exists()
    assert thread_of(comment).state == "resolved"


def test_a_section_can_be_commented_on(document: Document, reviewer: User) -> None:
    section = document.latest.sections.get(title="What can be checked")
    post(reviewer, address(document, section=section.anchor), {"source": "Too short."})
    assert Comment.objects.get().section == section
    missing = address(document, section="s-nothing")
    assert visitor(reviewer).get(missing).status_code == 404


def test_words_that_are_not_there_are_said_to_be_missing(
    document: Document, reviewer: User
) -> None:
    shown = page(reviewer, address(document, exact="Never written here."))
    assert "These words are not in the text." in shown
    for query in ({"start": 5, "end": 2}, {"start": 0, "end": 10**8}, {"start": "x", "end": "y"}):
        assert visitor(reviewer).get(address(document, **query)).status_code == 200


def test_a_comment_is_saved_to_the_draft_and_the_writer_stays(
    document: Document, reviewer: User
) -> None:
    data = {"source": "Does it?", "acts": ["rebut"], "do": "draft"}
    answer = post(reviewer, address(document, QUOTED, exact=QUOTED), data)
    draft = Review.objects.get()
    assert draft.state == "draft"
    assert draft.document == document
    assert answer["Location"] == f"{document.get_absolute_url()}#draft-{draft.number}-1"
    assert not Thread.objects.exists()
    post(reviewer, address(document, "worst"), {"source": "Why?", "do": "draft"})
    assert list(draft.comments.values_list("position", flat=True)) == [1, 2]


def test_acts_are_about_the_claims_and_steps_that_are_named(
    document: Document, reviewer: User
) -> None:
    first, second = make_claim(document.debate), make_claim(document.debate)
    data = {"source": "No.", "acts": ["disagree", "rebut"], "about": "C1, c2"}
    post(reviewer, address(document, QUOTED), data)
    done = Comment.objects.get().acts.values_list("act", "claim__number")
    assert set(done) == {("disagree", 1), ("rebut", 1), ("disagree", 2), ("rebut", 2)}
    assert first.stances.get().position == "disagree"
    assert second.stances.get().position == "disagree"


@pytest.mark.parametrize(
    ("about", "message"),
    [("C7", "There is no C7 in this debate."), ("the first", "is not a number such as C14 or L3.")],
)
def test_what_is_named_wrongly_is_said_and_nothing_is_lost(
    document: Document, reviewer: User, about: str, message: str
) -> None:
    data = {"source": "My long text.", "acts": ["ask", "cite"], "about": about, "do": "post"}
    answer = post(reviewer, address(document, QUOTED, exact=QUOTED), data)
    shown = body(answer)
    assert answer.status_code == 422
    assert "There is a problem" in shown
    assert message in shown
    assert "My long text.</textarea>" in shown
    assert re.search(r'value="ask"[^>]*checked', shown)
    assert re.search(r'value="cite"[^>]*checked', shown), "in the part that is folded away"
    assert "<details open>" in shown
    assert not Comment.objects.exists()


def test_an_empty_comment_is_refused(document: Document, reviewer: User) -> None:
    answer = post(reviewer, address(document), {"source": " \n ", "do": "post"})
    assert answer.status_code == 422
    assert "Write what you want to say." in body(answer)


def test_a_text_that_cannot_be_stored_is_refused_with_the_reason(
    document: Document, reviewer: User
) -> None:
    answer = post(reviewer, address(document), {"source": "A bell \x07 rings", "do": "post"})
    assert answer.status_code == 422
    assert "U+0007" in body(answer)


def test_a_preview_posts_nothing_and_keeps_all_that_was_typed(
    document: Document, reviewer: User
) -> None:
    data = {"source": "So *strong* an $x$", "acts": ["ask", "rebut"], "do": "preview"}
    answer = post(reviewer, address(document, QUOTED, exact=QUOTED), data)
    shown = body(answer)
    assert answer.status_code == 200
    assert "<em>strong</em>" in shown
    assert "<math" in shown
    assert "So *strong* an $x$</textarea>" in shown
    assert re.search(r'value="ask"[^>]*checked', shown)
    assert re.search(r'value="rebut"[^>]*checked', shown)
    assert not Comment.objects.exists()


def test_an_act_can_be_named_in_the_address(document: Document, reviewer: User) -> None:
    shown = page(reviewer, address(document, QUOTED, act="rebut"))
    assert re.search(r'value="rebut"[^>]*checked', shown)


def test_the_bare_form_is_given_to_a_part_of_a_page(document: Document, reviewer: User) -> None:
    answer = visitor(reviewer).get(address(document, QUOTED), headers={"HX-Request": "true"})
    shown = body(answer).strip()
    assert shown.startswith("<form")
    assert shown.endswith("</form>")
    assert "csrfmiddlewaretoken" in shown


def test_who_may_not_is_told_or_sent_to_log_in(document: Document) -> None:
    Debate.objects.filter(pk=document.debate_id).update(joining="invitation")
    url = address(document, QUOTED)
    answer = visitor().get(url)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [url]
    assert post(None, url, {"source": "x"}).status_code == 302
    for role in ("reader", "former"):
        person = enrol(document.debate, role)
        assert visitor(person).get(url).status_code == 403
        assert post(person, url, {"source": "x"}).status_code == 403
    Debate.objects.filter(pk=document.debate_id).update(visibility="private")
    for stranger in (None, enrol(make_debate(), "owner")):
        assert visitor(stranger).get(url).status_code == 404
        assert post(stranger, url, {"source": "x"}).status_code == 404
    assert not Comment.objects.exists()


# A revision that comes out meanwhile


def test_words_that_changed_meanwhile_are_asked_about(document: Document, reviewer: User) -> None:
    url = address(document, QUOTED, exact=QUOTED)
    shown = page(reviewer, url)
    assert 'name="newest" value="1"' in shown
    changed = TEXT.replace("Training selects", "All training selects only")
    publish_revision(document, by=owner_of(document.debate), source=changed)
    data = {"source": "My objection.", "acts": ["rebut"], "newest": "1", "do": "post"}
    answer = post(reviewer, url, data)
    shown = body(answer)
    assert answer.status_code == 409
    assert not Comment.objects.exists()
    assert "My objection.</textarea>" in shown
    assert QUOTED in shown
    assert "selects only for behaviour." in shown
    there = re.search(r'formaction="([^"]+)"', shown)
    assert there and "/revisions/2/" in there[1]
    again = post(reviewer, there[1], data | {"newest": "2"})
    assert again["Location"] == f"{document.get_absolute_url()}#n1-1"
    quotation = Comment.objects.get().quotations.get()
    assert quotation.source_revision == document.revisions.get(number=2)
    assert quotation.exact.endswith("selects only for behaviour.")


def test_one_may_mean_the_words_as_they_were(document: Document, reviewer: User) -> None:
    url = address(document, QUOTED, exact=QUOTED)
    publish_revision(document, by=owner_of(document.debate), source="# Other\n\nWords.")
    data = {"source": "My objection.", "newest": "1", "do": "post"}
    refused = post(reviewer, url, data)
    assert refused.status_code == 409
    assert "are not in it any more" in body(refused)
    assert "formaction" not in body(refused).replace("formnovalidate", "")
    assert post(reviewer, url, data | {"newest": "2"}).status_code == 303
    quotation = Comment.objects.get().quotations.get()
    assert quotation.source_revision == document.revisions.get(number=1)
    assert quotation.anchors.get().state == "lost", "and the newer text says so"
    assert "Passages that are gone" in page(None, document.get_absolute_url())


def test_words_that_stayed_as_they_were_are_not_asked_about(
    document: Document, reviewer: User
) -> None:
    url = address(document, QUOTED, exact=QUOTED)
    publish_revision(document, by=owner_of(document.debate), source=TEXT + "\n\nA new end.")
    assert post(reviewer, url, {"source": "Why?", "newest": "1"}).status_code == 303
    quotation = Comment.objects.get().quotations.get()
    assert quotation.anchors.get().state == "exact"
    assert "Why?" in page(None, document.get_absolute_url())


def test_claims_stated_in_the_words_are_named(document: Document, reviewer: User) -> None:
    claim = make_claim(document.debate, "Training selects for behaviour alone")
    start = document.latest.text.index(QUOTED)
    claim.cite(document.latest, start, start + 10, by=owner_of(document.debate))
    assert "Training selects for behaviour alone" in page(reviewer, address(document, QUOTED))
    assert "Training selects for behaviour alone" not in page(reviewer, address(document, "worst"))
