"""What waits for a person, what they do about it from the list, and how they take it back."""

import pytest
from django.urls import reverse

from arguments.models import Debate, User
from reviews.models import Comment, Commitment, Doing, Passage, Thread
from reviews.publishing import publish_revision
from tests.factories import TEXT, enrol, make_comment, make_debate, make_document
from tests.pages import body, page, post, thread_of, visitor

pytestmark = pytest.mark.django_db
URL = "/worklist/"


@pytest.fixture
def debate() -> Debate:
    return make_debate(title="Does search arise?")


@pytest.fixture
def author(debate: Debate) -> User:
    return enrol(debate, "author")


@pytest.fixture
def raiser(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def asked(debate: Debate, raiser: User, author: User) -> Comment:
    assert author
    return make_comment(debate, "Why so?", by=raiser, doings=[Doing("ask")])


@pytest.fixture
def quoting(debate: Debate, raiser: User, author: User) -> Comment:
    """A comment whose quoted words have changed since."""
    document = make_document(debate, by=author)
    passage = Passage.locate(document.latest, "It does not select for reasons.")
    comment = make_comment(
        debate, "Says who?", by=raiser, target=document, passages=[passage], doings=[Doing("ask")]
    )
    reworded = TEXT.replace("select for reasons", "choose by reasons")
    publish_revision(document, by=author, source=reworded)
    return comment


def section(shown: str, key: str) -> str:
    """A group of the list; "" where it is not there."""
    _, found, rest = shown.partition(f'id="{key}"')
    return rest.partition("</section>")[0] if found else ""


def test_what_was_raised_is_the_authors_to_answer_and_waits_for_others_elsewhere(
    asked: Comment, author: User, raiser: User
) -> None:
    shown = page(author, URL)
    assert "Why so?" in section(shown, "answer") and "1 thing waits for you" in shown
    assert "Does search arise?" in section(shown, "answer")
    theirs = page(raiser, URL)
    assert "Nothing waits for you." in theirs
    assert "points in which you took part (1)" in theirs and asked.label[:2] in theirs


def test_an_answer_is_confirmed_from_the_list_and_that_is_undone(
    asked: Comment, author: User, raiser: User
) -> None:
    make_comment(asked.debate, "Because.", by=author, target=asked, doings=[Doing("answer")])
    assert "Satisfied" in section(page(raiser, URL), "confirm")
    outcomes = f"{thread_of(asked).get_absolute_url()}outcomes/"
    said = {"kind": "satisfaction", "satisfaction": "satisfied", "back": "worklist"}
    answer = post(raiser, outcomes, said)
    assert (answer.status_code, answer["Location"]) == (303, URL)
    assert Thread.objects.get().state == "resolved"
    shown = page(raiser, URL)
    assert not section(shown, "confirm") and "Why so?" in section(shown, "done")
    post(raiser, outcomes, {"kind": "reopen", "back": "worklist"})
    shown = page(raiser, URL)
    assert "Why so?" in section(shown, "confirm") and not section(shown, "done")


def test_an_answer_that_does_not_satisfy_goes_back_to_the_author(
    asked: Comment, author: User, raiser: User
) -> None:
    make_comment(asked.debate, "Because.", by=author, target=asked, doings=[Doing("answer")])
    said = {"kind": "satisfaction", "satisfaction": "not-satisfied", "back": "worklist"}
    post(raiser, f"{thread_of(asked).get_absolute_url()}outcomes/", said)
    assert "Why so?" in section(page(author, URL), "answer")


def test_changed_words_ask_whether_the_comment_still_applies(
    quoting: Comment, raiser: User
) -> None:
    shown = page(raiser, URL)
    assert "the words it quotes have changed" in section(shown, "recheck")
    address = reverse("comment_recheck", args=[quoting.debate.slug, quoting.uuid])
    change = page(raiser, address)
    assert "<del" in change and "<ins" in change
    assert "Does it still apply?" in page(raiser, thread_of(quoting).get_absolute_url())
    assert post(raiser, address, {"back": "worklist"})["Location"] == URL
    assert not section(page(raiser, URL), "recheck")
    thread = page(None, thread_of(quoting).get_absolute_url())
    assert f"still applies, says {raiser.name}" in thread
    assert "Does it still apply?" not in page(raiser, thread_of(quoting).get_absolute_url())
    assert "None of the words it quotes waits" in page(raiser, address)


def test_a_comment_is_placed_on_the_words_it_is_about_now(quoting: Comment, raiser: User) -> None:
    address = reverse("comment_recheck", args=[quoting.debate.slug, quoting.uuid])
    refused = post(raiser, address, {"place-0": "Words that are nowhere."})
    assert refused.status_code == 422
    assert "These words are not in the text." in body(refused)
    assert "Words that are nowhere.</textarea>" in body(refused)
    post(raiser, address, {"place-0": "What can be checked"})
    anchor = quoting.quotations.get().last_anchor
    assert anchor and anchor.revision
    assert (anchor.exact, anchor.state) == ("What can be checked", "changed")
    assert anchor.revision.text[anchor.start : anchor.end] == "What can be checked"
    assert quoting.quotations.get().exact == "It does not select for reasons."


def test_quoted_words_of_a_comment_ask_too_when_it_is_edited(
    asked: Comment, author: User, raiser: User
) -> None:
    passage = Passage.locate(asked, "Why so?")
    answer = make_comment(asked.debate, "So.", by=author, target=asked, passages=[passage])
    assert not section(page(author, URL), "recheck")
    asked.edit(by=raiser, seen=1, source="How many are there, and where from?")
    assert "the words it quotes have gone" in section(page(author, URL), "recheck")
    answer.recheck(by=author)
    assert not section(page(author, URL), "recheck")


def test_only_the_writer_and_editors_say_so(quoting: Comment, author: User) -> None:
    address = reverse("comment_recheck", args=[quoting.debate.slug, quoting.uuid])
    assert post(author, address).status_code == 403
    assert post(enrol(quoting.debate, "editor"), address).status_code == 303


def test_a_promise_is_listed_until_kept_and_then_for_who_asked(
    asked: Comment, author: User, raiser: User
) -> None:
    make_comment(asked.debate, "Will say so.", by=author, target=asked, doings=[Doing("plan")])
    assert "you promised it, firmly" in section(page(author, URL), "promised")
    promise = Commitment.objects.get()
    promise.settle("done", by=author)
    assert not section(page(author, URL), "promised")
    assert "says that it is done" in section(page(raiser, URL), "check")
    state = reverse("commitment_state", args=[asked.debate.slug, promise.number])
    assert post(raiser, state, {"do": "confirm", "back": "worklist"})["Location"] == URL
    assert not section(page(raiser, URL), "check")


def test_nothing_of_a_debate_that_is_hidden_now_is_listed(asked: Comment, author: User) -> None:
    debate = asked.debate
    debate.participants.filter(user=author).update(role="former")
    Debate.objects.filter(pk=debate.pk).update(visibility="private")
    assert "Why so?" not in page(author, URL)


def test_it_is_for_those_who_are_signed_in() -> None:
    assert visitor().get(URL).status_code == 302


def test_the_api_lists_the_same(asked: Comment, quoting: Comment, author: User) -> None:
    raiser = asked.by.user
    assert raiser
    found = visitor(author).get("/api/v1/worklist/").json()
    assert [(each["group"], each["title"]) for each in found["results"]] == [
        ("answer", "Why so?"),
        ("answer", "Says who?"),
    ]
    assert found["count"] == 2
    theirs = visitor(raiser).get("/api/v1/worklist/").json()
    groups = [(each["group"], each["uuid"]) for each in theirs["results"]]
    assert ("recheck", str(quoting.uuid)) in groups and theirs["count"] == 1
    assert visitor().get("/api/v1/worklist/").status_code == 401


def test_one_link_leads_through_the_open_points(debate: Debate, author: User, raiser: User) -> None:
    first = thread_of(make_comment(debate, "One?", by=raiser, doings=[Doing("ask")]))
    second = thread_of(make_comment(debate, "Two?", by=author, doings=[Doing("ask")]))
    third = thread_of(make_comment(debate, "Three?", by=raiser, doings=[Doing("ask")]))
    first.close("rejected", by=raiser)
    onward = reverse("thread_next", args=[debate.slug])
    steps = [(None, 0, second), (None, 2, third), (None, 3, second), (author, 0, third)]
    for person, after, expected in steps:
        answer = visitor(person).get(f"{onward}?after={after}")
        assert answer["Location"] == expected.get_absolute_url(), (person, after)
    assert f'href="{onward}?after=2"' in page(None, second.get_absolute_url())
    assert f'href="{onward}"' in page(None, debate.get_absolute_url())
    for thread in (second, third):
        raised_by = thread.raised_by.user
        assert raised_by
        thread.close("rejected", by=raised_by)
    answer = visitor().get(onward, follow=True)
    assert "No point is open here." in body(answer)
