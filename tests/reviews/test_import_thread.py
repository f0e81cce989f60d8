"""A Markdown thread becomes reviews of a debate: all of it, once, quotations where they stand."""

import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from arguments.models import Debate, User
from reviews.formats import markdown
from reviews.formats.document import FormatError
from reviews.models import Comment, Quotation, Review, Thread
from reviews.publishing import put_up_document
from reviews.transfer import import_thread, read_debate
from tests.factories import enrol, make_comment, make_debate, make_document, make_user
from tests.reviews.rich import rows

pytestmark = pytest.mark.django_db

THREAD = """\
### Comment by Bo Example

I like the essay. Two points.

> Use boiling water, always.

Not for green tea: boiling water scalds the leaves.

### The pot

It should be warmed first. The old handbook says:

> Let the water rest.

### Comment by Ada Example

> boiling water scalds the leaves

True. I will except green tea.

### Comment by Bo Example

> I will except green tea.

Then we agree.
"""
LONG_URL = f"https://example.org/{'x' * 500}"
ESSAY = "# Water\n\nUse boiling water, always.\n\n# The pot\n\nAny pot will do.\n"


@pytest.fixture
def owner() -> User:
    return make_user("Olga Owner")


@pytest.fixture
def debate(owner: User) -> Debate:
    return make_debate(owner)


def comments_of(debate: Debate, review: int) -> list[Comment]:
    return list(debate.comments.filter(review__number=review).order_by("position"))


# What a thread becomes


def test_a_thread_becomes_reviews_of_people_without_accounts(debate: Debate, owner: User) -> None:
    make_user("Ada Example")
    import_thread(THREAD, debate, by=owner, author="Ada Example")
    assert [(review.number, review.by.name) for review in debate.reviews.all()] == [
        (1, "Bo Example"),
        (2, "Ada Example"),
        (3, "Bo Example"),
    ]
    people = debate.participants.filter(user=None)
    assert set(people.values_list("name", "role")) == {
        ("Ada Example", "author"),
        ("Bo Example", "reviewer"),
    }
    assert {review.state for review in debate.reviews.all()} == {"published"}
    assert not any(review.partial for review in debate.reviews.all())


def test_a_comment_goes_to_the_thread_of_the_comment_which_it_quotes(
    debate: Debate, owner: User
) -> None:
    import_thread(THREAD, debate, by=owner)
    first, answer, last = (
        comments_of(debate, number)[index] for number, index in ((1, 1), (2, 0), (3, 0))
    )
    assert (answer.answers, last.answers) == (first, answer)
    assert first.thread == answer.thread == last.thread
    assert [first.number, answer.number, last.number] == [1, 2, 3]
    assert debate.threads.count() == 3
    assert [review.answers and review.answers.number for review in debate.reviews.all()] == [
        None,
        1,
        2,
    ]


def test_quotations_are_looked_up_in_documents_and_earlier_comments(
    debate: Debate, owner: User
) -> None:
    document = make_document(debate, ESSAY)
    import_thread(THREAD, debate, by=owner)
    review = debate.reviews.get(number=1)
    opening, passage, pot = comments_of(debate, 1)
    assert (review.document, review.revision) == (document, document.latest)
    assert (opening.document, passage.document) == (document, document)
    assert pot.section and pot.section.title == "The pot"
    quotation = passage.quotations.get()
    there = document.latest.text[quotation.start : quotation.end]
    assert there == quotation.exact == "Use boiling water, always."
    waiting = pot.quotations.get()
    assert (waiting.state, waiting.purpose, waiting.source_name) == (
        "unresolved",
        "cited",
        "a text cited there",
    )
    assert waiting.after == 1


def test_what_is_quoted_from_a_text_that_is_not_here_waits_for_it(
    debate: Debate, owner: User
) -> None:
    import_thread(THREAD, debate, by=owner, source="The essay")
    waiting = comments_of(debate, 1)[1].quotations.get()
    assert (waiting.state, waiting.source_name, waiting.start) == ("unresolved", "The essay", None)
    before = list(debate.comments.order_by("pk").values())
    document = put_up_document(debate, by=owner, title="Tea", source=ESSAY)
    waiting.refresh_from_db()
    assert waiting.source_revision == document.latest
    assert document.latest.text[waiting.start : waiting.end] == waiting.exact
    assert list(debate.comments.order_by("pk").values()) == before


def test_an_old_revision_is_quoted_where_the_new_one_has_lost_the_words(
    debate: Debate, owner: User
) -> None:
    document = make_document(debate, ESSAY)
    first = document.latest
    document.revise(by=owner, source="# Water\n\nUse water of 80 degrees.")
    import_thread(THREAD, debate, by=owner)
    assert comments_of(debate, 1)[1].quotations.get().source_revision == first


def test_unanswered_comments_are_open_and_answered_ones_are_not(
    debate: Debate, owner: User
) -> None:
    import_thread(THREAD, debate, by=owner, author="Ada Example")
    states = {
        thread.title: (thread.state, str(thread.waiting_for)) for thread in debate.threads.all()
    }
    assert states == {
        "I like the essay. Two points.": ("resolved", "None"),
        "Not for green tea: boiling water scalds the leaves.": ("waiting", "Ada Example"),
        "The pot": ("open", "Ada Example"),
    }


def test_an_answer_may_stand_before_what_it_answers(debate: Debate, owner: User) -> None:
    """Pages are often sorted by votes."""
    text = "### Comment by Ada\n\n> It is so.\n\nNo.\n\n### Comment by Bo\n\nI say: It is so.\n"
    import_thread(text, debate, by=owner)
    (answer,), (answered,) = comments_of(debate, 1), comments_of(debate, 2)
    assert answer.answers == answered
    assert (answered.number, answer.number) == (1, 2)
    assert answered.thread == answer.thread


def test_words_that_stand_in_two_places_are_not_placed_by_a_guess(
    debate: Debate, owner: User
) -> None:
    text = (
        "### Comment by Ada\n\nIt is so.\n\n### Comment by Bo\n\nYes, it is so.\n\n"
        "### Comment by Cy\n\n> is so.\n\nWhy?\n\n> It is odd.\n\nIs it?\n"
    )
    report = import_thread(text, debate, by=owner)
    twice, nowhere = report.quotations
    assert "more than one text" in twice.reason
    assert "no text that is here" in nowhere.reason
    assert not Quotation.objects.exclude(state="unresolved").exists()


def test_the_address_and_the_time_of_a_review_are_kept(debate: Debate, owner: User) -> None:
    import_thread(
        "### [Comment by Bo](https://example.org/c/1) · 2021-05-14T10:00Z\n\nHello.\n",
        debate,
        by=owner,
    )
    review = debate.reviews.get()
    assert (review.url, review.at.isoformat()) == (
        "https://example.org/c/1",
        "2021-05-14T10:00:00+00:00",
    )
    assert review.comments.get().at == review.at


def test_the_opening_of_an_answer_answers_the_opening(debate: Debate, owner: User) -> None:
    text = (
        "### Comment by Bo\n\nHello all.\n\n> of a text\n\nI doubt it.\n\n"
        "### Comment by Ada\n\nThank you.\n\n> I doubt it.\n\nDo not.\n"
    )
    import_thread(text, debate, by=owner)
    opening, thanks = comments_of(debate, 1)[0], comments_of(debate, 2)[0]
    assert thanks.answers == opening
    assert thanks.thread == opening.thread


def test_a_comment_posted_on_its_own_is_in_no_review(debate: Debate, owner: User) -> None:
    text = "### Comment by Bo\n\n<!-- crux: single -->\n\nOne word.\n"
    import_thread(text, debate, by=owner)
    assert not debate.reviews.exists()
    assert debate.comments.get().thread
    import_thread(text, debate, by=owner)
    assert debate.comments.count() == 1


# Importing again


def test_importing_twice_adds_nothing(debate: Debate, owner: User) -> None:
    import_thread(THREAD, debate, by=owner)
    before, version = rows(debate), Debate.objects.get().version
    report = import_thread(THREAD, debate, by=owner)
    assert rows(debate) == before
    assert Debate.objects.get().version == version
    assert [review.known for review in report.reviews] == [True, True, True]
    assert report.new_comments == 0


def test_a_longer_file_adds_what_is_new_at_its_place(debate: Debate, owner: User) -> None:
    import_thread(THREAD, debate, by=owner)
    before = {comment.pk: comment.source for comment in debate.comments.all()}
    longer = (
        THREAD.replace("### The pot", "> Stir it.\n\nNever stir.\n\n### The pot")
        + "\n### Comment by Cy Example\n\n> Never stir.\n\nWhy not?\n"
    )
    report = import_thread(longer, debate, by=owner)
    assert [(each.known, each.new_comments) for each in report.reviews] == [
        (True, 1),
        (True, 0),
        (True, 0),
        (False, 1),
    ]
    first = comments_of(debate, 1)
    assert [comment.position for comment in first] == [0, 1, 2, 3]
    assert [comment.heading or comment.source for comment in first][2:] == [
        "Never stir.",
        "The pot",
    ]
    assert {pk: Comment.objects.get(pk=pk).source for pk in before} == before
    question = comments_of(debate, 4)[0]
    assert (question.answers, question.thread) == (first[2], first[2].thread)
    assert debate.reviews.get(number=4).answers == debate.reviews.get(number=1)


def test_an_answer_to_what_was_imported_before_joins_its_thread(
    debate: Debate, owner: User
) -> None:
    import_thread(THREAD, debate, by=owner)
    import_thread("### Comment by Cy\n\n> Then we agree.\n\nDo you?\n", debate, by=owner)
    last, new = comments_of(debate, 3)[0], comments_of(debate, 4)[0]
    assert (new.answers, new.thread, new.number) == (last, last.thread, 4)
    assert last.thread
    thread = Thread.objects.get(pk=last.thread.pk)
    assert (thread.comment_count, thread.state) == (4, "answered")


def test_a_corrected_or_removed_comment_is_not_added_again(debate: Debate, owner: User) -> None:
    import_thread(THREAD, debate, by=owner)
    opening, passage, _ = comments_of(debate, 1)
    opening.remove(by=owner, reason="greeting")
    passage.source, passage.version = "Not for $green$ tea.", 2
    passage.save()
    passage.versions.create(number=2, source=passage.source, by=passage.by, reason="a formula")
    before = debate.comments.count()
    import_thread(THREAD, debate, by=owner)
    assert debate.comments.count() == before


def test_the_same_words_of_one_person_twice_are_two_comments(debate: Debate, owner: User) -> None:
    thanks = "### Comment by Bo\n\nThanks!\n"
    text = f"{thanks}\n### Comment by Ada\n\nWell.\n\n{thanks}"
    import_thread(text, debate, by=owner)
    assert debate.reviews.count() == 3
    import_thread(text, debate, by=owner)
    assert debate.reviews.count() == 3


def test_another_reply_that_begins_the_same_is_another_review(debate: Debate, owner: User) -> None:
    first = "### Comment by Bo\n\nThanks!\n\n> one\n\nFirst.\n"
    import_thread(first, debate, by=owner)
    import_thread("### Comment by Bo\n\nThanks!\n\n> two\n\nSecond.\n", debate, by=owner)
    assert debate.reviews.count() == 2
    assert debate.comments.count() == 4


def test_reviews_written_here_are_known_again(debate: Debate, owner: User) -> None:
    reviewer = enrol(debate, "reviewer")
    review = Review.begin(debate, by=reviewer)
    make_comment(debate, "An opening.", by=reviewer, review=review, opening=True)
    make_comment(debate, "A remark.", by=reviewer, review=review)
    review.publish(by=reviewer)
    make_comment(debate, "On its own.", by=reviewer)
    before = rows(debate)
    import_thread(markdown.dumps(read_debate(debate, owner)), debate, by=owner)
    after = rows(debate)
    assert all(after[name] == before[name] for name in ("participants", "comments", "threads"))
    assert debate.reviews.count() == 1


def test_who_is_the_author_may_be_said_later(debate: Debate, owner: User) -> None:
    import_thread(THREAD, debate, by=owner)
    import_thread(THREAD, debate, by=owner, author="Ada Example")
    ada = debate.participants.get(name="Ada Example")
    assert ada.role == "author"
    assert [(change.old, change.new) for change in ada.changes.all()] == [("reviewer", "author")]


@pytest.mark.django_db(transaction=True)
def test_two_who_import_at_once_add_it_once() -> None:
    owner = make_user()
    debate = make_debate(owner)

    def run() -> None:
        import_thread(THREAD, Debate.objects.get(pk=debate.pk), by=owner)
        connections.close_all()

    others = [threading.Thread(target=run) for _ in range(3)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert debate.reviews.count() == 3
    assert debate.comments.count() == 5


# Who, and what is wrong


@pytest.mark.parametrize("role", ["author", "reviewer", "reader"])
def test_only_editors_import(debate: Debate, role: str) -> None:
    with pytest.raises(PermissionDenied):
        import_thread(THREAD, debate, by=enrol(debate, role))
    import_thread(THREAD, debate, by=enrol(debate, "editor"))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Hello.\n", "line 1"),
        ("### Comment by Bo\n\nHi.\n\n### Comment by\n\nNo.\n", "line 5"),
        (f"### Comment by Bo\n\nHi.\n\n> so\n\n{'long ' * 30_000}\n", "line 5"),
        (f"### Comment by Bo\n\nHi.\n\n### [Comment by Ada]({LONG_URL})\n\nNo.\n", "line 5"),
        (b"### Comment by Bo\n\nHi \xff.\n", "line 3"),
        (f"### Comment by Bo\n\nHi.\n\n### {'x' * 201}\n\nNo.\n", "line 5"),
    ],
)
def test_a_bad_file_is_refused_by_line_and_changes_nothing(
    debate: Debate, owner: User, text: str | bytes, place: str
) -> None:
    before = rows(debate)
    with pytest.raises(FormatError) as refusal:
        import_thread(text, debate, by=owner)
    assert place in [problem.place for problem in refusal.value.problems]
    assert rows(debate) == before


def test_an_author_whom_nobody_in_the_file_is_called_is_refused(
    debate: Debate, owner: User
) -> None:
    with pytest.raises(FormatError, match="nobody in the file is called “Eve”"):
        import_thread(THREAD, debate, by=owner, author="Eve")
    assert not debate.participants.filter(user=None).exists()


def test_it_takes_as_many_queries_for_a_long_review_as_for_a_short_one(owner: User) -> None:
    def queries(count: int) -> int:
        points = "".join(f"> point {n}\n\nAnswer {n}.\n\n" for n in range(count))
        with CaptureQueriesContext(connection) as captured:
            import_thread(f"### Comment by Bo\n\n{points}", make_debate(owner), by=owner)
        return len(captured)

    assert queries(3) == queries(12)


# The command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "thread.md"
    path.write_text(THREAD)
    return path


def said_by(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_a_dry_run_says_what_was_understood_and_changes_nothing(debate: Debate, file: Path) -> None:
    before, version = rows(debate), Debate.objects.get().version
    said = said_by("import_thread", file, "--debate", debate.slug, "--dry-run")
    assert "3 reviews with 5 comments" in said
    assert "Review 2 by Ada Example, answers review 1" in said
    assert "“boiling water scalds the leaves”: review 1, comment 1" in said
    assert (
        "“Let the water rest.”: not placed, because the words are in no text that is here" in said
    )
    assert "Nothing was changed" in said
    assert rows(debate) == before
    assert Debate.objects.get().version == version


def test_the_command_imports(debate: Debate, file: Path) -> None:
    said_by("import_thread", file, "--debate", debate.slug, "--author", "Ada Example")
    assert debate.reviews.count() == 3


def test_a_debate_that_is_not_there_is_started_when_asked(owner: User, file: Path) -> None:
    with pytest.raises(CommandError, match="--create TITLE --by USERNAME"):
        call_command("import_thread", file, "--debate", "tea")
    starting = ["import_thread", file, "--debate", "tea", "--create", "Tea", "--by", owner.username]
    said_by(*starting, "--dry-run")
    assert not Debate.objects.exists()
    said_by(*starting)
    assert Debate.objects.get(slug="tea").reviews.count() == 3


def test_a_bad_file_leaves_no_debate_behind(owner: User, tmp_path: Path) -> None:
    bad = tmp_path / "bad.md"
    bad.write_text("Hello.\n")
    with pytest.raises(CommandError, match=r"Nothing was imported\.\nline 1: "):
        call_command(
            "import_thread", bad, "--debate", "tea", "--create", "Tea", "--by", owner.username
        )
    assert not Debate.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-file.md", "--debate", "d"], "cannot be read"),
        (["{file}", "--debate", "{slug}", "--by", "nobody"], "no account “nobody”"),
        (["{file}", "--debate", "{slug}", "--by", "{outsider}"], "Only owners and editors"),
        (["{file}", "--debate", "{slug}", "--author", "Eve"], "nobody in the file"),
    ],
)
def test_what_cannot_be_done_is_said(
    debate: Debate, file: Path, arguments: list[str], message: str
) -> None:
    words = {"file": file, "slug": debate.slug, "outsider": make_user().username}
    with pytest.raises(CommandError, match=message):
        call_command("import_thread", *(each.format(**words) for each in arguments))
    assert not debate.reviews.exists()
