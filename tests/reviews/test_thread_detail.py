"""The page of a thread: what was said, whose turn it is, and how it ended."""

import re
from datetime import timedelta

import pytest

from arguments.models import Debate, User
from reviews.models import Comment, Doing, Passage, Thread
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
from tests.pages import download, page, post, query_count, thread_of, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate(joining="invitation")


@pytest.fixture
def author(debate: Debate) -> User:
    return enrol(debate, "author")


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def first(debate: Debate, author: User, reviewer: User) -> Comment:
    claim = make_claim(debate, by=author)
    return make_comment(
        debate, "Where does this follow from?", by=reviewer, target=claim, doings=[Doing("ask")]
    )


def test_turns_are_numbered_and_say_what_they_answer(first: Comment, author: User) -> None:
    second = make_comment(first.debate, "From C1.", by=author, target=first)
    make_comment(first.debate, "Hm.", by=author, target=second)
    shown = page(None, thread_of(first).get_absolute_url())
    labels = re.findall(r'class="turn-number" href="#turn-(\d)">1\.(\d)</a>', shown)
    assert labels == [("1", "1"), ("2", "2"), ("3", "3")]
    answers = re.findall(r'answers <a href="[^"]+#turn-\d">(1\.\d)</a>', shown)
    assert answers == ["1.1", "1.2"]
    assert "<b>asks</b>" in shown
    assert 'title="' in shown, "C1 leads to its claim"


def test_whose_turn_it_is_and_since_when(first: Comment, author: User) -> None:
    said = " ".join(re.sub(r"<[^>]+>", "", page(None, thread_of(first).get_absolute_url())).split())
    assert f"Turn: {author.name}, author, not answered yet, since" in said


def test_the_quoted_words_are_shown_as_they_were_and_are(debate: Debate, reviewer: User) -> None:
    document = make_document(debate)
    passage = Passage.locate(document.latest, "Training selects for behaviour.")
    comment = make_comment(debate, "Hm.", by=reviewer, target=document, passages=[passage])
    changed = TEXT.replace("selects for behaviour", "selects mostly for behaviour")
    publish_revision(document, by=owner_of(debate), source=changed)
    shown = page(None, thread_of(comment).get_absolute_url())
    assert "<blockquote><p>Training selects for behaviour.</p></blockquote>" in shown
    assert "Training selects mostly for behaviour." in shown
    assert "Changed in revision 2" in shown
    assert f"{document.get_absolute_url()}revisions/1/#qn1-1-0" in shown


def test_decisions_stand_where_they_were_made(first: Comment, author: User, reviewer: User) -> None:
    thread = thread_of(first)
    thread.close("clarified", by=reviewer, line="It follows from the definition.")
    make_comment(first.debate, "One more thing.", by=author, target=first)
    shown = page(None, thread.get_absolute_url())
    line = shown.index("It follows from the definition.", shown.index('class="turns"'))
    assert shown.index('id="turn-1"') < line < shown.index('id="turn-2"')
    assert "clarified without change" in shown


def test_answering_carries_the_act_of_the_button(first: Comment, author: User) -> None:
    shown = page(author, thread_of(first).get_absolute_url())
    form = shown[shown.index('id="answer"') :]
    address = re.search(r'action="([^"]+)"', form)
    assert address
    assert re.search(r'name="acts" value="concede"[^>]*>Concede the point<', form)
    answer = post(author, address[1], {"source": "You are right.", "acts": "concede"})
    assert answer.status_code == 303
    assert answer["Location"].endswith("/threads/1/#turn-2")
    assert Comment.objects.get(number=2).acts.get().act == "concede"
    thread_of(first).refresh_from_db()
    assert thread_of(first).state == "answered"


def test_the_raiser_is_offered_to_agree(first: Comment, author: User, reviewer: User) -> None:
    make_comment(first.debate, "From C1.", by=author, target=first)
    shown = page(reviewer, thread_of(first).get_absolute_url())
    assert re.search(r'name="acts" value="agree"[^>]*>I agree: settled<', shown)
    address = re.search(r'action="([^"]+answers/new/)"', shown)
    assert address
    post(reviewer, address[1], {"source": "Thank you.", "acts": "agree"})
    thread_of(first).refresh_from_db()
    assert thread_of(first).state == "resolved"


def test_who_may_not_write_is_offered_no_form(first: Comment) -> None:
    url = thread_of(first).get_absolute_url()
    main = page(enrol(first.debate, "reader"), url).split("<main")[1].split("</main>")[0]
    assert "<form" not in main
    assert "Log in to answer" in page(None, url)


def test_a_removed_turn_leaves_a_tombstone(first: Comment, author: User) -> None:
    second = make_comment(first.debate, "Rash words.", by=author, target=first)
    second.remove(by=owner_of(first.debate), reason="off topic")
    shown = page(None, thread_of(first).get_absolute_url())
    assert "Rash words." not in shown
    assert re.search(r"Removed by Olga Owner on .*?: off topic", shown)


def test_a_hidden_thread_is_not_there(first: Comment) -> None:
    Debate.objects.filter(pk=first.debate_id).update(visibility="private")
    assert visitor().get(thread_of(first).get_absolute_url()).status_code == 404
    assert visitor().get(f"/debates/{first.debate.slug}/threads/2/").status_code == 404


def test_a_long_thread_comes_in_pages(
    first: Comment, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Thread, "TURNS_PER_PAGE", 2)
    last = [make_comment(first.debate, by=author, target=first) for _ in range(4)][-1]
    thread = thread_of(first)
    thread.close("accepted", by=owner_of(first.debate), line="Enough said.")
    url = thread.get_absolute_url()
    assert last.get_absolute_url() == f"{url}?page=3#turn-5"
    pages = [page(author, f"{url}?page={number}") for number in (1, 2, 3)]
    turns = [re.findall(r'<li class="turn[^>]*id="turn-(\d)"', shown) for shown in pages]
    assert turns == [["1", "2"], ["3", "4"], ["5"]]
    assert [shown.count("Enough said.</p></header>") for shown in pages] == [0, 0, 1]
    assert ['name="acts"' in shown for shown in pages] == [False, False, True]
    assert visitor().get(f"{url}?page=4").status_code == 404
    assert visitor().get(f"{url}?page=-1").status_code == 404
    assert visitor().get(f"{url}?page=1{'0' * 30}").status_code == 404


def test_a_decision_stands_on_one_page_only(
    first: Comment, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Thread, "TURNS_PER_PAGE", 1)
    make_comment(first.debate, by=author, target=first)
    decision = thread_of(first).close(
        "accepted", by=owner_of(first.debate), line="Decided between."
    )
    Comment.objects.filter(number=2).update(at=decision.at + timedelta(hours=1))
    thread = Thread.objects.get()
    url = thread.get_absolute_url()
    found = [page(None, f"{url}?page={n}").count("Decided between.</p></header>") for n in (1, 2)]
    assert sum(found) == 1


def test_the_page_costs_the_same_whatever_was_said(first: Comment, author: User) -> None:
    document = make_document(first.debate)
    url = thread_of(first).get_absolute_url()

    def add(count: int) -> None:
        for _ in range(count):
            claim = make_claim(first.debate, by=author)
            passages = [
                Passage.locate(first, "Where does this follow"),
                Passage.locate(document.latest, "Training selects for behaviour."),
            ]
            make_comment(
                first.debate,
                f"See C{claim.number}.",
                by=author,
                target=first,
                passages=passages,
                doings=[Doing("answer", claim), Doing("clarify")],
            )
            thread_of(first).dispute(by=author, line="No.")

    add(3)
    few = query_count(author, url)
    add(7)
    assert query_count(author, url) == few
    assert few <= 20


def test_a_thread_is_taken_away_in_each_format(first: Comment) -> None:
    shown = page(None, thread_of(first).get_absolute_url())
    for ending in ("md", "json"):
        address = f"/debates/{first.debate.slug}/threads/1/export.{ending}"
        assert address in shown
        assert b"Where does this follow from?" in download(None, address)
