"""A whole reply with quotations, pasted: split, shown, corrected, put into the draft, published."""

import re

import pytest

from arguments.models import Debate, Document, User
from reviews.models import Comment, Review
from tests.factories import enrol, make_comment, make_debate, make_document
from tests.pages import page, post, thread_of, visitor

pytestmark = pytest.mark.django_db

REPLY = """\
Thanks for the answers.

> It does not select for reasons.

Agreed. I will consider the wording.

> Rare errors are enough.

Do you mean one of them? As the handbook says:

> One is enough.

So I read it.

### What can be checked

Nothing, I think.
"""


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def author(debate: Debate) -> User:
    return enrol(debate, "author")


@pytest.fixture
def document(debate: Debate) -> Document:
    return make_document(debate)


@pytest.fixture
def said(debate: Debate, document: Document) -> Comment:
    return make_comment(debate, "So far. Rare errors are enough. Are they?")


def url(debate: Debate) -> str:
    return f"{debate.get_absolute_url()}reviews/paste/"


def seen(shown: str) -> str:
    return re.findall('name="seen" value="([0-9a-f]{64})"', shown)[0]


def preview(debate: Debate, person: User, text: str = REPLY, **more: str) -> str:
    sent = {"text": text, "do": "preview", **more}
    return visitor(person).post(url(debate), sent).content.decode()


def test_it_is_split_and_shown_before_anything_is_saved(
    debate: Debate, author: User, said: Comment
) -> None:
    shown = preview(debate, author)
    assert "4 comments" in shown
    assert "the opening" in shown
    assert said.get_absolute_url() in shown
    assert "Not found, or more than once" in shown
    checked = re.findall('name="unit-([0-9])-acts" value="([a-z]+)"[^>]* checked', shown)
    assert set(checked) == {("0", "note"), ("1", "agree"), ("1", "plan"), ("2", "check")}
    assert Comment.objects.count() == 1
    assert not Review.objects.exists()


def test_it_becomes_a_draft_and_is_published_as_the_reply_that_it_was(
    debate: Debate, author: User, document: Document, said: Comment
) -> None:
    data = {
        "text": REPLY,
        "do": "draft",
        "seen": seen(preview(debate, author)),
        "unit-1-acts": ["agree"],
        "unit-2-acts": ["ask"],
    }
    answer = post(author, url(debate), data)
    draft = Review.objects.get()
    assert answer["Location"] == draft.get_absolute_url()
    first, second, third, last = draft.comments.order_by("position")
    assert first.opening
    quoted = second.quotations.get()
    assert (quoted.source_revision, quoted.state) == (document.latest, "exact")
    assert {act.act for act in second.acts.all()} == {"agree"}
    answered, cited = third.quotations.all()
    assert (answered.source_comment, third.answers) == (said, said)
    assert (cited.state, cited.purpose, cited.after) == ("unresolved", "cited", 1)
    assert {act.act for act in third.acts.all()} == {"ask"}
    assert last.heading == "What can be checked"
    draft.publish(by=author)
    third.refresh_from_db()
    assert third.thread == thread_of(said)
    shown = page(None, draft.get_absolute_url())
    order = [
        shown.index(each) for each in ("Thanks for", "Agreed.", "Do you mean", "One is enough")
    ]
    assert order == sorted(order)


def test_a_text_that_changed_since_it_was_shown_is_shown_again(
    debate: Debate, author: User, said: Comment
) -> None:
    data = {"text": REPLY + "\n> One more.\n\nYes.", "do": "draft"}
    data["seen"] = seen(preview(debate, author))
    shown = visitor(author).post(url(debate), data)
    assert "5 comments" in shown.content.decode()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This field is required."),
        ("Fine.\n\n### Comment by Bo\n\nYes.", "several people"),
        (f"Fine.\n\n### {'x' * 300}\n\nYes.", "line 3"),
    ],
)
def test_what_cannot_be_read_is_told_by_line(
    text: str, said: str, debate: Debate, author: User
) -> None:
    refused = visitor(author).post(url(debate), {"text": text, "do": "preview"})
    assert refused.status_code == 422
    assert said in refused.content.decode()


def test_nobody_finds_the_drafts_of_others_by_quoting_them(
    debate: Debate, author: User, document: Document
) -> None:
    reviewer = enrol(debate, "reviewer")
    review = Review.begin(debate, by=reviewer, document=document)
    Comment.post(debate, by=reviewer, source="In a low voice.", review=review, target=document)
    shown = preview(debate, author, "> In a low voice.\n\nWhat?")
    assert "Not found, or more than once" in shown


def test_nine_quotations_are_nine_comments(debate: Debate, author: User) -> None:
    words = [f"Sentence number {number} stands here." for number in range(9)]
    make_document(debate, "\n\n".join(words))
    reply = "\n\n".join(f"> {each}\n\nAnswer {n}." for n, each in enumerate(words))
    shown = preview(debate, author, reply)
    assert "9 comments" in shown
    assert "Not found" not in shown
