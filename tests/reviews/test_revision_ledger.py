"""A revision that takes points up: the preview, one transaction, the ledger, the comparison."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from arguments.models import Debate, Document, User
from reviews.models import Comment, Commitment, Doing, Passage, Review, Thread
from reviews.publishing import TakenUp, publish_revision, take_up
from tests.api.clients import body, caller, problem
from tests.factories import TEXT, enrol, make_claim, make_comment, make_debate, make_document
from tests.pages import page, post, query_count, thread_of, visitor

pytestmark = pytest.mark.django_db

NEW = TEXT.replace("It does not select for reasons.", "It cannot select for reasons.")


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def author(debate: Debate) -> User:
    return enrol(debate, "author")


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


@pytest.fixture
def document(debate: Debate) -> Document:
    return make_document(debate)


@pytest.fixture
def point(document: Document, reviewer: User) -> Thread:
    passage = Passage.locate(document.latest, "It does not select for reasons.")
    return thread_of(
        make_comment(
            document.debate,
            "Does it never?",
            by=reviewer,
            target=document,
            passages=[passage],
            doings=[Doing("suggest")],
        )
    )


def new_url(document: Document) -> str:
    return f"{document.get_absolute_url()}revisions/new/"


def typed(point: Thread, **more: object) -> dict[str, object]:
    return {"source": NEW, "seen": "1", "points": [str(point.number)], **more}


def test_publishing_answers_the_points_it_takes_up(
    document: Document, point: Thread, author: User, reviewer: User
) -> None:
    shown = page(author, new_url(document))
    assert "Points it takes up" in shown
    assert point.title in shown
    line = {f"line-{point.number}": "It says so now."}
    assert post(author, new_url(document), typed(point, **line)).status_code == 303
    point.refresh_from_db()
    answer = point.comments.get(number=2)
    assert (answer.source, answer.taken_up_in) == ("It says so now.", document.latest)
    assert (point.state, point.waiting_for and point.waiting_for.user) == ("answered", reviewer)
    assert "taken up in" in page(None, point.get_absolute_url())


def test_a_point_that_is_only_ticked_gets_a_sentence_of_its_own(
    document: Document, point: Thread, author: User
) -> None:
    post(author, new_url(document), typed(point))
    assert point.comments.get(number=2).source == "Taken up in revision 2."


def test_the_preview_keeps_what_was_chosen_and_publishes_nothing(
    document: Document, point: Thread, author: User
) -> None:
    line = {f"line-{point.number}": "It says so now."}
    shown = page_after(author, document, typed(point, do="preview", **line))
    assert 'value="It says so now."' in shown
    assert f'value="{point.number}" id="id_points_0" checked' in shown
    assert "1 changed" in shown
    assert document.revisions.count() == 1


def page_after(author: User, document: Document, data: dict[str, object]) -> str:
    return visitor(author).post(new_url(document), data).content.decode()


def test_all_is_published_or_nothing(
    document: Document, point: Thread, author: User, reviewer: User
) -> None:
    theirs = Commitment.promise(document.debate, by=reviewer, text="Mine to keep")
    with pytest.raises(PermissionDenied):
        publish_revision(document, by=author, source=NEW, points=[TakenUp(point)], kept=[theirs])
    assert document.revisions.count() == 1
    assert point.comments.count() == 1


def test_a_promise_is_kept_by_the_revision(document: Document, author: User) -> None:
    promise = Commitment.promise(document.debate, by=author, text="Say it plainly.")
    shown = page(author, new_url(document))
    assert "Your promises that it keeps" in shown
    data = {"source": NEW, "seen": "1", "kept": [str(promise.number)]}
    assert post(author, new_url(document), data).status_code == 303
    promise.refresh_from_db()
    assert (promise.state, promise.done_in) == ("done", document.latest)


def test_a_change_is_linked_afterwards(
    document: Document, point: Thread, author: User, reviewer: User
) -> None:
    revision = publish_revision(document, by=author, source=NEW)
    url = f"{point.get_absolute_url()}revision/"
    sent = post(author, url, {"revision": revision.pk, "line": "Reworded."})
    assert sent.status_code == 303
    assert point.comments.get(number=2).taken_up_in == revision
    assert post(reviewer, url, {"revision": revision.pk}).status_code == 403


def test_who_cannot_publish_cannot_say_that_it_was_taken_up(
    document: Document, point: Thread, reviewer: User
) -> None:
    with pytest.raises(PermissionDenied):
        take_up(TakenUp(point), document.latest, by=reviewer)


def test_the_ledger_says_what_was_done_and_where(
    document: Document, point: Thread, author: User, reviewer: User
) -> None:
    make_comment(document.debate, "On a claim.", by=reviewer, target=make_claim(document.debate))
    publish_revision(document, by=author, source=NEW, points=[TakenUp(point, "Reworded.")])
    url = f"{document.get_absolute_url()}ledger/"
    shown = page(author, url)
    assert "Reworded." in shown
    assert "1 point, revision 2" in shown
    assert "compare/?old=1&new=2" in shown
    assert "On a claim." not in shown
    assert "Link a change" in shown
    assert "Link a change" not in page(reviewer, url)
    table = page(None, f"{document.debate.get_absolute_url()}dispositions/")
    assert "taken up in revision 2" in table


def test_a_comparison_shows_words_and_the_notes_on_them(
    document: Document, point: Thread, author: User
) -> None:
    publish_revision(document, by=author, source=NEW, points=[TakenUp(point, "Reworded.")])
    url = f"{document.get_absolute_url()}compare/"
    shown = page(None, url)
    assert '<del><span class="visually-hidden">deleted: </span>does not</del>' in shown
    assert '<ins><span class="visually-hidden">inserted: </span>cannot</ins>' in shown
    assert "1 change<" in shown
    assert "badge-changed" in shown
    assert point.title in shown
    assert shown.count('id="change-') == 1
    assert page(None, f"{url}?old=2&new=1") == page(None, f"{url}?old=1&new=2")
    assert "No difference in words." in page(None, f"{url}?old=2&new=2")
    page(None, f"{url}?old=1&new=9", 400)


def test_changes_that_no_point_asks_for_are_listed(
    document: Document, point: Thread, author: User
) -> None:
    more = NEW + "\n\nA paragraph that nobody asked for."
    publish_revision(document, by=author, source=more, points=[TakenUp(point, "Reworded.")])
    shown = page(None, f"{document.get_absolute_url()}ledger/")
    unlinked = shown[shown.index('id="unlinked"') :]
    assert "A paragraph that nobody asked for." in unlinked
    assert "cannot select" not in unlinked and unlinked.count("#change-") == 1
    compared = page(None, f"{document.get_absolute_url()}compare/")
    assert f"for {point.label} {point.title}" in compared
    assert "1 linked to no point" in compared
    publish_revision(document, by=author, source=more + " It stays.")
    assert "A paragraph" in page(None, f"{document.get_absolute_url()}ledger/")


def test_a_change_by_which_a_promise_is_kept_is_linked_to_its_point(
    document: Document, point: Thread, author: User
) -> None:
    promise = Commitment.promise(document.debate, by=author, text="Say it.", thread=point)
    publish_revision(document, by=author, source=NEW, kept=[promise])
    assert 'id="unlinked"' not in page(None, f"{document.get_absolute_url()}ledger/")
    compared = page(None, f"{document.get_absolute_url()}compare/")
    assert f"for {point.label}" in compared
    assert "Promises it keeps" in compared and promise.label in compared


def test_a_draft_on_changed_words_is_not_in_the_comparison_of_others(
    document: Document, author: User, reviewer: User
) -> None:
    post(
        reviewer,
        f"{document.get_absolute_url()}revisions/1/comments/new/?exact=It+does+not+select",
        {"source": "In a low voice.", "do": "draft", "newest": "1"},
    )
    publish_revision(document, by=author, source=NEW)
    assert "badge-changed" not in page(None, f"{document.get_absolute_url()}compare/")


def test_growth(document: Document, author: User, reviewer: User) -> None:
    def more(number: int) -> None:
        passage = Passage.locate(document.latest, "Training selects")
        comment = make_comment(
            document.debate, f"Point {number}", by=reviewer, target=document, passages=[passage]
        )
        made = publish_revision(
            document,
            by=author,
            source=f"{TEXT}\n\nParagraph {number}.",
            points=[TakenUp(thread_of(comment))],
        )
        Commitment.promise(document.debate, by=author, text="It.", thread=thread_of(comment))
        assert made

    counts = []
    pages = ("compare/?old=1&new=2", "ledger/")
    for number in range(6):
        more(number)
        if number in {1, 5}:
            urls = [f"{document.get_absolute_url()}{each}" for each in pages]
            counts.append([query_count(author, url) for url in urls])
    assert counts[0] == counts[1]


def test_the_api_publishes_with_points_and_promises(
    document: Document, point: Thread, author: User
) -> None:
    promise = Commitment.promise(document.debate, by=author, text="Say it plainly.")
    address = f"/api/v1/documents/{document.uuid}/revisions/"
    said = {"thread": str(point.uuid), "line": "Reworded."}
    sent = {"source": NEW, "points": [said], "kept": [str(promise.uuid)]}
    body(caller(author).post(address, sent), 201)
    comments = body(caller().get(f"/api/v1/threads/{point.uuid}/"))["comments"]
    assert comments[1]["taken_up_in"] == {"document": str(document.uuid), "revision": 2}
    promise.refresh_from_db()
    assert promise.state == "done"
    sent = {"source": TEXT, "points": [{"thread": str(promise.uuid)}]}
    assert problem(caller(author).post(address, sent), 400)["code"] == "invalid"
    assert document.revisions.count() == 2


def test_the_api_says_in_which_revision_a_comment_was_taken_up(
    document: Document, point: Thread, author: User, reviewer: User
) -> None:
    first = point.comments.get()
    address = f"/api/v1/debates/{document.debate.slug}/comments/"
    sent = {
        "source": "It is there.",
        "target": {"comment": str(first.uuid)},
        "taken_up_in": {"document": str(document.uuid), "revision": 1},
    }
    assert body(caller(author).post(address, sent), 201)["taken_up_in"]["revision"] == 1
    problem(caller(reviewer).post(address, sent), 403)
    sent["taken_up_in"] = {"document": str(document.uuid), "revision": 7}
    problem(caller(author).post(address, sent), 400)


def test_a_promise_has_a_day_and_is_overdue_after_it(
    document: Document, author: User, reviewer: User
) -> None:
    debate = document.debate
    promise = Commitment.promise(debate, by=author, text="Say it plainly.")
    url, yesterday = f"{debate.get_absolute_url()}commitments/", timezone.localdate() - timedelta(1)
    assert post(author, f"{url}{promise.number}/due/", {"due": "soon"}).status_code == 422
    sent = {"due": yesterday.isoformat(), "reason": "Before the deadline."}
    assert post(author, f"{url}{promise.number}/due/", sent).status_code == 303
    assert "Overdue" in page(None, url)
    assert "overdue 1" in page(None, url)
    assert "Say it plainly." in page(None, f"{url}?state=overdue")
    assert "overdue since" in page(author, "/worklist/")
    assert "Before the deadline." in page(None, f"{url}{promise.number}/state/")
    promise.refresh_from_db()
    promise.settle("declined", by=author, reason="No room.")
    assert "Overdue" not in page(None, url)
    with pytest.raises(PermissionDenied):
        promise.put_off(yesterday, by=reviewer)


def test_the_letter_answers_point_by_point(debate: Debate, author: User, reviewer: User) -> None:
    document = make_document(debate)
    passage = Passage.locate(document.latest, "It does not select for reasons.")
    review = Review.begin(debate, by=reviewer, document=document)

    def say(source: str, *doings: Doing, **more: Any) -> None:
        Comment.post(
            debate,
            by=reviewer,
            target=document,
            review=review,
            source=source,
            doings=doings,
            **more,
        )

    say("Good.", opening=True)
    say("# Never?\n\nDoes it never?", Doing("ask"), heading="Never", passages=[passage])
    say("Fine.", Doing("note"))
    review.publish(by=reviewer)
    thread = debate.threads.get(title="Never")
    publish_revision(document, by=author, source=NEW, points=[TakenUp(thread, "Reworded.")])
    thread.refresh_from_db()
    thread.close("accepted", by=reviewer, line="So be it.")
    letter = visitor().get(f"{review.get_absolute_url()}letter.md").content.decode()
    for said in (
        f"# Response to review 1 by {reviewer.name}",
        "## 1. Never",
        "> It does not select for reasons.",
        "#### Never?",
        f"### {author.name}",
        "Reworded.",
        "Taken up in revision 2.",
        "Outcome: accepted: So be it.",
    ):
        assert said in letter, letter
    assert "Fine." not in letter
    answer = caller().get(f"/api/v1/reviews/{review.uuid}/letter/")
    assert answer.content.decode() == letter
