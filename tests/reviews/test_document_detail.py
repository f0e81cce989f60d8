"""The page of a document: the text, the notes on it, and what has no place in it."""

import re
from typing import Any

import pytest

from arguments.models import Debate, Document, Participant, User
from reviews.models import Comment, Passage, Review
from reviews.publishing import publish_revision
from tests.factories import (
    TEXT,
    enrol,
    make_claim,
    make_comment,
    make_debate,
    make_document,
    owner_of,
)
from tests.pages import page, query_count, thread_of, visitor

pytestmark = pytest.mark.django_db

QUOTED = "Training selects for behaviour."


@pytest.fixture
def debate() -> Debate:
    return make_debate(title="The debate")


@pytest.fixture
def document(debate: Debate) -> Document:
    return make_document(debate)


def note(document: Document, words: str = QUOTED, by: User | None = None, **fields: Any) -> Comment:
    passage = Passage.locate(document.latest, words)
    return make_comment(document.debate, by=by, target=document, passages=[passage], **fields)


def test_anybody_reads_the_text_with_its_sections(document: Document) -> None:
    shown = page(None, document.get_absolute_url())
    assert "<em>worst</em> case" in shown
    assert 'href="#s-what-can-be-checked"' in shown
    assert 'id="s-what-can-be-checked"' in shown
    assert "No notes yet." in shown


def test_the_title_is_not_said_twice(document: Document) -> None:
    shown = page(None, document.get_absolute_url())
    assert len(re.findall(r"<h[1-6][^>]*>On silent failure", shown)) == 1


def test_a_private_document_is_not_there(debate: Debate, document: Document) -> None:
    Debate.objects.filter(pk=debate.pk).update(visibility="private")
    url = document.get_absolute_url()
    assert visitor().get(url).status_code == 404
    assert visitor(enrol(make_debate(), "reviewer")).get(url).status_code == 404
    assert visitor(enrol(debate, "reader")).get(url).status_code == 200


def test_a_revision_that_is_not_there_is_not_found(document: Document) -> None:
    assert visitor().get(f"{document.get_absolute_url()}revisions/2/").status_code == 404
    assert visitor().get("/debates/no-such/documents/1/").status_code == 404


def test_a_quoted_passage_is_marked_and_leads_to_its_note_and_back(document: Document) -> None:
    reviewer = enrol(document.debate, "reviewer", None)
    comment = note(document, by=reviewer, source="Does it?")
    shown = page(None, document.get_absolute_url())
    mark = re.search(r"<mark[^>]*>Training selects for behaviour\.</mark>", shown)
    assert mark and "mark-open" in mark[0]
    assert 'id="qn1-1-0" href="#n1-1"' in shown
    assert re.search(r'<aside class="note note-open[^>]*id="n1-1"[^>]*data-open', shown)
    assert 'href="#qn1-1-0"' in shown
    assert str(comment.by.name) in shown
    assert "Does it?" in shown
    assert f'href="{comment.get_absolute_url()}"' in shown


def test_notes_stand_in_rows_that_the_server_gives(document: Document) -> None:
    note(document)
    shown = page(None, document.get_absolute_url())
    passage = re.search(r'<div class="passage r(\d+) s\d+"[^>]*><div[^>]*><p><mark', shown)
    notes = re.search(r'<div class="notes r(\d+) s(\d+)">', shown)
    assert passage and notes
    assert notes[1] == passage[1]
    assert shown.index("<mark") < shown.index('<div class="notes')


def test_what_is_settled_can_be_left_out_and_is_counted(document: Document) -> None:
    note(document, source="Well said.", doings=[])
    settled = note(document, "it does not bound the worst case.", source="A settled remark.")
    thread_of(settled).close("accepted", by=owner_of(document.debate))
    url = document.get_absolute_url()
    assert "A settled remark." in page(None, url)
    assert "mark-settled" in page(None, url)
    still_open = page(None, f"{url}?show=open")
    assert "A settled remark." not in still_open
    assert "Well said." in still_open
    assert "1 settled note is not shown." in still_open
    none = page(None, f"{url}?show=none")
    assert "Well said." not in none
    assert "<mark" not in none
    assert "2 notes are not shown." in none


def test_how_many_points_are_open_is_said_first(document: Document) -> None:
    reviewer = enrol(document.debate, "reviewer")
    note(document, by=reviewer, source="Why?")
    thread_of(note(document, by=reviewer, source="How?")).close("accepted", by=reviewer)
    owner = owner_of(document.debate)
    shown = page(owner, document.get_absolute_url())
    said = " ".join(re.sub(r"<[^>]+>", "", shown).split())
    assert "1 open, 1 resolved. 1 waits for you." in said
    assert "waits for you" not in page(reviewer, document.get_absolute_url())


def test_contents_count_what_is_open_in_each_section(document: Document) -> None:
    reviewer = enrol(document.debate, "reviewer")
    note(document, "it does not bound the worst case.", by=reviewer, source="Why?")
    section = document.latest.sections.get(title="What can be checked")
    make_comment(document.debate, by=reviewer, target=section, source="Unclear.")
    shown = page(None, document.get_absolute_url())
    assert 'What can be checked <span class="count">2 open</span>' in shown


def test_a_note_whose_words_are_gone_is_listed_with_them(document: Document) -> None:
    note(document, source="An old objection.")
    publish_revision(document, by=owner_of(document.debate), source="# Something\n\nElse.")
    shown = page(None, document.get_absolute_url())
    assert "Passages that are gone" in shown
    assert QUOTED in shown
    assert "An old objection." in shown
    assert "Gone in revision 2" in shown
    first = page(None, f"{document.get_absolute_url()}revisions/1/")
    assert "Passages that are gone" not in first
    assert "Revision 2 is the newest." in first


def test_a_note_follows_its_words_and_says_that_they_changed(document: Document) -> None:
    note(document, source="Hm.")
    changed = TEXT.replace("Training selects", "All training selects only")
    publish_revision(document, by=owner_of(document.debate), source=changed)
    shown = page(None, document.get_absolute_url())
    assert re.search(r'<aside class="note.*?badge-changed', shown, re.DOTALL)
    assert re.search(r"<mark[^>]*>[^<]*selects", shown)


def test_notes_on_a_later_revision_are_listed_on_an_earlier_one(document: Document) -> None:
    publish_revision(document, by=owner_of(document.debate), source=TEXT + "\n\nA new end.")
    note(document, "A new end.", source="About the end.")
    first = page(None, f"{document.get_absolute_url()}revisions/1/")
    assert "Notes on later revisions" in first
    assert "About the end." in first


def test_notes_on_the_whole_text_and_on_sections_are_listed(document: Document) -> None:
    make_comment(document.debate, target=document, source="A fine text.")
    section = document.latest.sections.get(title="What can be checked")
    make_comment(document.debate, target=section, source="Too short.")
    shown = page(None, document.get_absolute_url())
    assert shown.index("Notes on the whole text") < shown.index("A fine text.")
    assert shown.index("Notes on sections") < shown.index("Too short.")


def test_claims_stated_in_a_passage_are_named_there(document: Document) -> None:
    claim = make_claim(document.debate, "Training selects for behaviour alone")
    revision = document.latest
    start = revision.text.index(QUOTED)
    claim.cite(revision, start, start + len(QUOTED), by=owner_of(document.debate))
    shown = page(None, document.get_absolute_url())
    assert re.search(r'Stated here:</span><span><a href="[^"]+claims/1/" title="Training', shown)
    publish_revision(document, by=owner_of(document.debate), source="# Something\n\nElse.")
    assert "Claims stated in passages that are gone" in page(None, document.get_absolute_url())


def test_references_are_links_where_there_is_something(document: Document) -> None:
    make_claim(document.debate, "A thing that is claimed")
    publish_revision(document, by=owner_of(document.debate), source="See C1 and C9.")
    shown = page(None, document.get_absolute_url())
    assert 'title="A thing that is claimed">C1</a>' in shown
    assert "and C9." in shown


def test_users_text_is_shut_off_from_htmx(document: Document) -> None:
    note(document, source="Some *words*.")
    shown = page(None, document.get_absolute_url())
    for found in re.finditer(r'<div class="(?:words )?text[^"]*"[^>]*>', shown):
        assert "hx-ignore" in found[0]
        assert "hx-disable" in found[0]


def test_a_draft_is_seen_by_its_writer_alone(document: Document) -> None:
    reviewer = enrol(document.debate, "reviewer")
    draft = Review.begin(document.debate, by=reviewer, document=document)
    note(document, by=reviewer, source="Not sent yet.", review=draft)
    url = document.get_absolute_url()
    own = page(reviewer, url)
    assert "Not sent yet." in own
    assert "1 note not sent" in own
    assert "mark-mine" in own
    assert f"/reviews/{draft.number}/publication/" in own
    for other in (None, owner_of(document.debate)):
        assert "Not sent yet." not in page(other, url)
        assert "not sent" not in page(other, url)


def test_each_paragraph_can_be_answered_by_those_who_may(document: Document) -> None:
    url = document.get_absolute_url()
    assert "?start=" in page(None, url), "a visitor is led to the log-in page"
    Debate.objects.filter(pk=document.debate_id).update(joining="invitation")
    assert "?start=" in page(enrol(document.debate, "reviewer"), url)
    assert "?start=" not in page(enrol(document.debate, "reader"), url)


def test_a_person_known_by_name_only_is_said_to_be(document: Document) -> None:
    Participant.objects.filter(pk=document.by_id).update(user=None)
    assert "imported, said to be by" in page(None, document.get_absolute_url())


def test_a_removed_note_leaves_a_tombstone(document: Document) -> None:
    comment = note(document, source="Regrettable words.")
    comment.remove(by=owner_of(document.debate))
    shown = page(None, document.get_absolute_url())
    assert "Regrettable words." not in shown
    assert "Removed by" in shown


def test_the_page_costs_the_same_whatever_stands_on_it(document: Document) -> None:
    reviewer = enrol(document.debate, "reviewer")
    url = document.get_absolute_url()

    def add(count: int) -> None:
        for number in range(count):
            claim = make_claim(document.debate)
            claim.cite(document.latest, 20 + number, 40 + number, by=owner_of(document.debate))
            first = note(document, by=reviewer, source=f"See C{claim.number} and T1.")
            make_comment(document.debate, target=first, source="It is so.")
            section = document.latest.sections.first()
            make_comment(document.debate, by=reviewer, target=section, source="See C1.")

    add(3)
    few = query_count(reviewer, url)
    add(7)
    assert query_count(reviewer, url) == few
    assert few <= 20
