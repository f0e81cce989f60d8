"""Editing one's own words, reading earlier wordings, removing and putting back."""

import re

import pytest

from arguments.models import Debate, Participant, User
from reviews.models import Comment, Review
from tests.factories import enrol, make_comment, make_debate, owner_of
from tests.pages import body, page, post, query_count, thread_of, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewer() -> User:
    return enrol(make_debate(), "reviewer")


@pytest.fixture
def said(reviewer: User) -> Comment:
    return make_comment(Debate.objects.get(), "First wording.", by=reviewer)


def url(said: Comment, what: str) -> str:
    return f"/debates/{said.debate.slug}/comments/{said.uuid}/{what}/"


def test_the_writer_edits_and_the_earlier_wording_stays(said: Comment, reviewer: User) -> None:
    shown = page(reviewer, url(said, "edit"))
    assert "First wording.</textarea>" in shown
    assert 'name="seen" value="1"' in shown
    data = {"source": "Second *wording*.", "reason": "clearer", "seen": "1", "do": "post"}
    answer = post(reviewer, url(said, "edit"), data)
    assert answer["Location"] == said.get_absolute_url()
    history = page(None, url(said, "history"))
    assert "Second <em>wording</em>." in history
    assert "First wording." in history
    assert "clearer" in history
    assert history.index("Version 2") < history.index("Version 1")
    thread = page(None, thread_of(said).get_absolute_url())
    assert url(said, "history") in thread


def test_a_stale_edit_shows_both_texts_and_loses_neither(said: Comment, reviewer: User) -> None:
    said.edit(by=reviewer, seen=1, source="Meanwhile, elsewhere.")
    answer = post(reviewer, url(said, "edit"), {"source": "My new text.", "seen": "1"})
    shown = body(answer)
    assert answer.status_code == 409
    assert "My new text.</textarea>" in shown
    assert "Meanwhile, elsewhere." in shown
    assert 'name="seen" value="2"' in shown
    said.refresh_from_db()
    assert said.source == "Meanwhile, elsewhere."
    assert post(reviewer, url(said, "edit"), {"source": "Mine.", "seen": "2"}).status_code == 303
    said.refresh_from_db()
    assert said.source == "Mine."


def test_an_edit_can_be_previewed(said: Comment, reviewer: User) -> None:
    data = {"source": "With *stress*.", "seen": "1", "do": "preview"}
    shown = body(post(reviewer, url(said, "edit"), data))
    assert "<em>stress</em>" in shown
    assert "With *stress*.</textarea>" in shown
    said.refresh_from_db()
    assert said.version == 1


def test_an_edit_to_nothing_is_refused(said: Comment, reviewer: User) -> None:
    answer = post(reviewer, url(said, "edit"), {"source": "  ", "seen": "1"})
    assert answer.status_code == 422
    assert "Write what you want to say." in body(answer)


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_version_that_cannot_be_is_refused(said: Comment, reviewer: User, seen: str) -> None:
    answer = post(reviewer, url(said, "edit"), {"source": "New.", "seen": seen})
    assert answer.status_code in {409, 422}
    said.refresh_from_db()
    assert said.source == "First wording."


def test_nobody_edits_the_words_of_another(said: Comment) -> None:
    for person in (owner_of(said.debate), enrol(said.debate, "editor")):
        assert visitor(person).get(url(said, "edit")).status_code == 403
        data = {"source": "Not mine.", "seen": "1"}
        assert post(person, url(said, "edit"), data).status_code == 403
    assert "/accounts/login/" in visitor().get(url(said, "edit"))["Location"]


def test_an_editor_corrects_an_import_under_their_own_name(said: Comment) -> None:
    Participant.objects.filter(pk=said.by_id).update(user=None)
    editor = enrol(said.debate, "editor")
    assert url(said, "edit") in page(editor, thread_of(said).get_absolute_url())
    post(editor, url(said, "edit"), {"source": "As it was printed.", "seen": "1"})
    history = re.sub(r"<[^>]+>", "", page(None, url(said, "history")))
    assert f"corrected by {editor.name}, editor" in " ".join(history.split())


def test_a_comment_is_removed_and_put_back(said: Comment, reviewer: User) -> None:
    assert "First wording." in page(reviewer, url(said, "removal"))
    post(reviewer, url(said, "removal"), {"reason": "too rash", "do": "remove"})
    thread = page(None, thread_of(said).get_absolute_url())
    assert "First wording." not in thread, "not even as the name of the thread"
    assert "too rash" in thread
    assert "Put back" in page(reviewer, thread_of(said).get_absolute_url())
    post(reviewer, url(said, "removal"), {"do": "restore"})
    assert "First wording." in page(None, thread_of(said).get_absolute_url())


def test_an_editor_removes_with_a_reason_only(said: Comment) -> None:
    editor = enrol(said.debate, "editor")
    answer = post(editor, url(said, "removal"), {"reason": "", "do": "remove"})
    assert answer.status_code == 422
    assert "Say why you remove another person's comment." in body(answer)
    answer = post(editor, url(said, "removal"), {"reason": "off topic", "do": "remove"})
    assert answer.status_code == 303
    said.refresh_from_db()
    assert said.removed_by and said.removed_by.is_user(editor)


def test_others_remove_nothing(said: Comment) -> None:
    other = enrol(said.debate, "reviewer")
    assert visitor(other).get(url(said, "removal")).status_code == 403
    assert post(other, url(said, "removal"), {"do": "remove"}).status_code == 403
    assert post(None, url(said, "removal"), {"do": "remove"}).status_code == 302


def test_the_wordings_of_a_removed_comment_are_for_its_writer_and_editors(
    said: Comment, reviewer: User
) -> None:
    said.remove(by=reviewer)
    assert "First wording." in page(reviewer, url(said, "history"))
    assert "First wording." in page(owner_of(said.debate), url(said, "history"))
    for other in (None, enrol(said.debate, "reviewer")):
        assert visitor(other).get(url(said, "history")).status_code == 404


def test_a_comment_in_a_draft_goes_without_a_trace(said: Comment, reviewer: User) -> None:
    draft = Review.begin(said.debate, by=reviewer)
    note = make_comment(said.debate, "Draft words.", by=reviewer, review=draft)
    assert "nothing of it stays" in page(reviewer, url(note, "removal"))
    post(reviewer, url(note, "removal"), {"do": "remove"})
    assert not Comment.objects.filter(pk=note.pk).exists()


def test_a_draft_is_not_there_for_others(said: Comment, reviewer: User) -> None:
    draft = Review.begin(said.debate, by=reviewer)
    note = make_comment(said.debate, "Draft words.", by=reviewer, review=draft)
    for what in ("edit", "history", "removal"):
        assert visitor(owner_of(said.debate)).get(url(note, what)).status_code == 404
        assert visitor(reviewer).get(url(note, what)).status_code == 200


def test_a_history_costs_the_same_whatever_its_length(said: Comment, reviewer: User) -> None:
    def edit(times: int) -> None:
        for _ in range(times):
            said.refresh_from_db()
            said.edit(by=reviewer, seen=said.version, source=f"See T1, {said.version}.")

    edit(3)
    few = query_count(reviewer, url(said, "history"))
    edit(7)
    assert query_count(reviewer, url(said, "history")) == few
    versions = re.findall(r"<h2 id=\"v\d+\">", page(None, url(said, "history")))
    assert len(versions) == 11
