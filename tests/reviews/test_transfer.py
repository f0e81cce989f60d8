"""Records to the neutral document and back: nothing lost, nothing let in, nothing half done."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from arguments.models import Claim, Debate, Participant, User
from reviews.formats import crux_json
from reviews.formats import document as neutral
from reviews.formats.document import FormatError
from reviews.formats.plain import to_dict
from reviews.models import Comment, Quotation, Review, Thread
from reviews.transfer import read_debate, read_review, read_thread, stream_debate, write_debate
from tests.factories import (
    make_claim,
    make_comment,
    make_debate,
    make_link,
    make_user,
    owner_of,
)
from tests.reviews.rich import draft_of, forgotten, rich_debate

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return make_user("Olga Owner")


@pytest.fixture(scope="module")
def document(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> neutral.Document:
    """The rich debate, which itself is not on this site."""
    with django_db_blocker.unblock(), forgotten():
        debate = rich_debate()
        return read_debate(debate, owner_of(debate))


def accounts_of(document: neutral.Document) -> dict[str, User]:
    """Accounts with the names that the people of the document have elsewhere."""
    return {
        person.key: User.objects.create(username=name, email=name, name=person.name)
        for person in document.people
        if (name := person.username)
    }


# There and back


def test_a_debate_in_which_everything_happens_comes_back_the_same(
    document: neutral.Document,
) -> None:
    data, accounts = crux_json.dumps(document), accounts_of(document)
    owner = accounts[document.people[0].key]
    debate = write_debate(crux_json.loads(data), by=owner, accounts=accounts)
    assert to_dict(read_debate(debate, owner)) == to_dict(document)
    assert b"".join(stream_debate(debate, owner)) == data


def test_everything_happens_in_it(document: neutral.Document) -> None:
    """Otherwise the test above would say little."""
    comments = document.comments
    assert all(getattr(document, name) for name in neutral.SECTIONS)
    assert any(claim.citations and len(claim.versions) > 1 for claim in document.claims)
    assert {"challenged", "open", "withdrawn"} == {claim.status for claim in document.claims}
    assert any(claim.merged_into for claim in document.claims)
    assert all(any(each.made_on for each in said) for said in (comments, document.stances))
    assert any(link.target.link and len(link.premises) > 1 for link in document.links)
    assert {q.state for c in comments for q in c.quotations} == {"exact", "unresolved"}
    assert {bool(a.revision) for c in comments for q in c.quotations for a in q.anchors} == {
        True,
        False,
    }
    assert any(len(comment.versions) > 1 for comment in comments)
    assert any(comment.removed for comment in comments)
    kinds = {outcome.kind for thread in document.threads for outcome in thread.outcomes}
    assert kinds == {"outcome", "satisfaction", "reopen"}
    assert {commitment.state for commitment in document.commitments} == {"done", "declined"}


def test_states_of_threads_are_those_that_settling_gives(
    document: neutral.Document, owner: User
) -> None:
    debate = write_debate(document, by=owner)
    fields = (
        "state", "waiting_for_id", "waiting_reason", "waiting_since", "outcome", "satisfaction",
        "outcome_line", "comment_count",
    )  # fmt: skip
    for thread in debate.threads.all():
        written = [getattr(thread, name) for name in fields]
        thread.settle_state()
        assert written == [getattr(thread, name) for name in fields]
    assert {thread.state for thread in debate.threads.all()} >= {"open", "answered"}


def test_what_is_shown_is_made_anew(document: neutral.Document, owner: User) -> None:
    debate = write_debate(document, by=owner)
    assert "<em>is</em>" in debate.summary_html
    assert debate.claims.get(number=1).body_html.startswith("<p>")
    assert Claim.objects.search("behaviour").filter(debate=debate).count() == 1
    revision = debate.documents.get().revisions.get(number=1)
    assert [section.title for section in revision.sections.all()] == [
        "On silent failure",
        "What can be checked",
    ]
    for quotation in Quotation.objects.filter(comment__debate=debate).exclude(start=None):
        if quotation.source_revision:
            there = quotation.source_revision.text[quotation.start : quotation.end]
            assert there == quotation.exact


def test_numbers_go_on_after_the_last_one(document: neutral.Document, owner: User) -> None:
    debate = write_debate(document, by=owner)
    claim, comment = make_claim(debate, by=owner), make_comment(debate, by=owner)
    assert claim.number == len(document.claims) + 1
    assert comment.thread and comment.thread.number == len(document.threads) + 1
    assert Review.begin(debate, by=owner).number == len(document.reviews) + 1


def test_passages_are_followed_where_the_file_says_nothing_of_it(
    document: neutral.Document, owner: User
) -> None:
    bare = tuple(
        replace(c, quotations=tuple(replace(q, anchors=()) for q in c.quotations))
        for c in document.comments
    )
    debate = write_debate(replace(document, comments=bare), by=owner)
    found = Quotation.objects.exclude(source_revision=None).get(comment__debate=debate)
    anchor, revision = found.anchors.get(), debate.documents.get().latest
    assert anchor.revision == revision
    assert "selects for behaviour" in revision.text[anchor.start : anchor.end]


# Whose words they are


def test_a_file_cannot_speak_for_an_account(document: neutral.Document, owner: User) -> None:
    importer = make_user("Imran Importer")
    debate = write_debate(document, by=importer)
    tied = debate.participants.exclude(user=None)
    assert [(each.user, each.role) for each in tied] == [(importer, "owner")]
    assert not Comment.objects.filter(debate=debate, by__user=owner).exists()
    assert not debate.can_manage(owner)


def test_an_account_is_tied_when_it_is_asked_for(document: neutral.Document, owner: User) -> None:
    key = next(person.key for person in document.people if person.role == "author")
    debate = write_debate(document, by=owner, accounts={key: owner})
    assert debate.claims.get(number=1).by.user == owner
    assert debate.can_manage(owner)
    assert debate.participants.filter(user=owner).count() == 1


def test_two_people_of_one_name_stay_two_people(owner: User) -> None:
    people = (neutral.Person(key="a", name="Ann"), neutral.Person(key="b", name="Ann"))
    claims = tuple(
        neutral.Claim(number=number, title=f"Claim {number}", by=key)
        for number, key in ((1, "a"), (2, "b"))
    )
    debate = write_debate(document_of(people=people, claims=claims), by=owner)
    assert [claim.by.name for claim in debate.claims.all()] == ["Ann", "Ann (2)"]


def test_user_names_are_for_those_who_manage_the_debate(owner: User) -> None:
    debate = rich_debate(owner)
    assert any(person.username for person in read_debate(debate, owner).people)
    author = User.objects.get(participations__debate=debate, participations__role="author")
    assert not any(person.username for person in read_debate(debate, author).people)


# Who may see what


def test_drafts_and_removed_words_stay_here(owner: User) -> None:
    debate = rich_debate(owner)
    draft_of(debate, owner)
    for person in (owner, AnonymousUser()):
        data = b"".join(stream_debate(debate, person))
        assert b"Not for others yet" not in data
        assert b"An insult" not in data
    removed = [each.removed for each in read_debate(debate, owner).comments if each.removed]
    assert [(each.by, each.reason) for each in removed] == [("olga-owner", "rude")]


def test_a_draft_can_be_read_by_its_writer_alone(owner: User) -> None:
    debate = rich_debate(owner)
    review = draft_of(debate, owner).review
    assert review
    assert [each.source for each in read_review(review, owner).comments] == ["Not for others yet."]
    assert read_review(review, make_user()).comments == ()


def test_a_private_debate_is_read_by_its_participants(owner: User) -> None:
    debate = make_debate(owner, visibility="private")
    thread = make_comment(debate).thread
    assert thread
    for read in (lambda who: read_debate(debate, who), lambda who: read_thread(thread, who)):
        assert read(owner).debate
        with pytest.raises(Debate.DoesNotExist):
            read(make_user())
        with pytest.raises(Debate.DoesNotExist):
            read(AnonymousUser())


def test_only_who_is_signed_in_imports() -> None:
    with pytest.raises(PermissionDenied):
        write_debate(document_of(), by=AnonymousUser())  # type: ignore[arg-type]


# Parts of a debate


def test_a_thread_comes_with_what_it_is_about_and_nothing_else(owner: User) -> None:
    debate = rich_debate(owner)
    comment = make_comment(debate, "Why?", by=owner, target=debate.links.get(number=3))
    make_comment(debate, "Because.", by=owner, target=comment)
    assert comment.thread
    document = read_thread(comment.thread, AnonymousUser())
    assert [each.source for each in document.comments] == ["Why?", "Because."]
    assert [each.number for each in document.links] == [2, 3]  # the step, and what it undercuts
    assert [each.number for each in document.claims] == [1, 2, 3]
    assert [thread.number for thread in document.threads] == [comment.thread.number]
    named = {claim.by for claim in document.claims} | {link.by for link in document.links}
    assert named <= {person.key for person in document.people}
    assert "Somebody Else" not in {person.name for person in document.people}
    assert document.documents == ()


def test_a_review_comes_in_its_own_order(owner: User) -> None:
    debate = rich_debate(owner)
    document = read_review(debate.reviews.get(), AnonymousUser())
    assert [each.position for each in document.comments] == [0, 1, 2]
    assert [each.number for each in document.reviews] == [1]
    assert {each.number for each in document.threads} == {c.thread for c in document.comments}


# A file that is wrong changes nothing and says where


def document_of(**sections: Any) -> neutral.Document:
    ann = neutral.Person(key="a", name="Ann")
    head = neutral.Debate(slug="a-debate", title="A debate")
    given: dict[str, Any] = {"debate": head, "people": (ann,)} | sections
    return neutral.Document(**given)


def with_head(document: neutral.Document, **fields: Any) -> neutral.Document:
    assert document.debate
    return replace(document, debate=replace(document.debate, **fields))


def with_first(document: neutral.Document, section: str, **fields: Any) -> neutral.Document:
    first, *others = getattr(document, section)
    changed: dict[str, Any] = {section: (replace(first, **fields), *others)}
    return replace(document, **changed)


def with_quotation(document: neutral.Document, **fields: Any) -> neutral.Document:
    comments = list(document.comments)
    index = next(i for i, comment in enumerate(comments) if comment.quotations)
    first, *others = comments[index].quotations
    quotations = (replace(first, **fields), *others)
    comments[index] = replace(comments[index], quotations=quotations)
    return replace(document, comments=tuple(comments))


WRONG: dict[str, Callable[[neutral.Document], neutral.Document]] = {
    "/debate/slug": lambda d: with_head(d, slug="No Slug"),
    "/debate": lambda d: replace(d, debate=None),
    "/people/0/name": lambda d: with_first(d, "people", name="x" * 101),
    "/topics/1/title": lambda d: replace(d, topics=(*d.topics, replace(d.topics[0], key="again"))),
    "/documents/0/title": lambda d: with_first(d, "documents", title="x" * 201),
    "/documents/0/revisions/0/source": lambda d: with_first(
        d,
        "documents",
        revisions=(replace(d.documents[0].revisions[0], source=" "), *d.documents[0].revisions[1:]),
    ),
    "/claims/0/title": lambda d: with_first(d, "claims", title=" "),
    "/claims/0/body": lambda d: with_first(d, "claims", body="a\0b"),
    "/claims/0/versions": lambda d: with_first(d, "claims", title="Another wording"),
    "/claims/1/status": lambda d: replace(
        d, claims=(d.claims[0], replace(d.claims[1], status="settled"), *d.claims[2:])
    ),
    "/claims/0/citations/0/exact": lambda d: with_first(
        d, "claims", citations=(replace(d.claims[0].citations[0], exact="not in it"),)
    ),
    "/claims/0/by": lambda d: with_first(d, "claims", by="nobody"),
    "/links/0/note": lambda d: with_first(d, "links", note="x" * 5_001),
    "/reviews/0/url": lambda d: with_first(d, "reviews", url="http://x/" + "y" * 500),
    "/comments/0/thread": lambda d: with_first(d, "comments", thread=None, number=None),
    "/comments/0/source": lambda d: with_first(d, "comments", source="x" * 1_000_000, versions=()),
    "/comments/0/versions": lambda d: with_first(d, "comments", source="Another wording."),
    "/comments/0/target/section": lambda d: with_first(
        d, "comments", target=neutral.Target(document=1, section="No such heading")
    ),
    "/comments/0/claim_version": lambda d: with_first(d, "comments", claim_version=9),
    "/comments/1/quotations/0/exact": lambda d: with_quotation(d, exact="not in it"),
    "/comments/1/quotations/0/anchors/0/checked_by": lambda d: with_quotation(
        d, anchors=(neutral.Anchor(state="lost", revision=2, checked_by="nobody"),)
    ),
    "/comments/3/quotations/0/source/version": lambda d: replace(
        d,
        comments=tuple(
            replace(
                c,
                quotations=tuple(
                    replace(q, source=replace(q.source, version=9)) if q.source.comment else q
                    for q in c.quotations
                ),
            )
            for c in d.comments
        ),
    ),
    "/threads/0/title": lambda d: with_first(d, "threads", title="x" * 201),
    "/stances/0/claim_version": lambda d: with_first(d, "stances", claim_version=9),
    "/commitments/0/state": lambda d: with_first(d, "commitments", state="pending"),
}


@pytest.mark.parametrize("place", WRONG)
def test_what_is_wrong_is_said_by_its_place_and_nothing_is_written(
    place: str, document: neutral.Document, owner: User
) -> None:
    with pytest.raises(FormatError) as refusal:
        write_debate(WRONG[place](document), by=owner)
    assert place in [problem.place for problem in refusal.value.problems]
    assert not Debate.objects.exists()
    assert not Participant.objects.exists()


def test_all_that_is_wrong_in_a_section_is_said_at_once(owner: User) -> None:
    claims = tuple(neutral.Claim(number=number, title=" ", by="a") for number in (1, 2))
    with pytest.raises(FormatError) as refusal:
        write_debate(document_of(claims=claims), by=owner)
    places = [problem.place for problem in refusal.value.problems]
    assert places == ["/claims/0/title", "/claims/1/title"]


def test_what_is_here_already_is_not_imported_again(
    document: neutral.Document, owner: User
) -> None:
    write_debate(document, by=owner)
    with pytest.raises(FormatError, match="/debate/uuid: is on this site already"):
        write_debate(document, by=owner, slug="another-slug")
    other = with_head(document, uuid=uuid4(), slug="another-slug")
    with pytest.raises(FormatError) as refusal:
        write_debate(other, by=owner)
    assert {"/claims/0/uuid", "/links/0/uuid", "/comments/0/key", "/threads/0/uuid"} <= {
        problem.place for problem in refusal.value.problems
    }
    assert Debate.objects.count() == 1


def test_a_slug_that_is_taken_is_said_to_be(owner: User) -> None:
    make_debate(slug="a-debate")
    with pytest.raises(FormatError, match="/debate/slug"):
        write_debate(document_of(), by=owner)


def test_a_copy_stands_beside_the_original(document: neutral.Document, owner: User) -> None:
    original = write_debate(document, by=owner)
    copy = write_debate(document, by=owner, slug="the-copy", copy=True)
    again = read_debate(copy, owner)
    assert again.debate and again.debate.uuid != original.uuid
    uuids = uuids_in(document)
    assert len(uuids) > 10
    assert not uuids & uuids_in(again)
    assert [c.source for c in again.comments] == [c.source for c in document.comments]
    assert len(again.stances) == len(document.stances)


def uuids_in(document: neutral.Document) -> set[UUID]:
    sections = ("documents", "claims", "links", "reviews", "threads", "commitments")
    numbered = {each.uuid for name in sections for each in getattr(document, name) if each.uuid}
    return numbered | {UUID(comment.key) for comment in document.comments}


def test_a_file_made_by_hand_may_leave_out_what_can_be_worked_out(owner: User) -> None:
    comments = (
        neutral.Comment(key="first", by="a", thread=1, source="It is rare."),
        neutral.Comment(
            key="second",
            by="a",
            thread=1,
            source="How rare?",
            target=neutral.Target(comment="first"),
            quotations=(
                neutral.Quotation(
                    exact="rare",
                    state="exact",
                    source=neutral.QuotationSource(comment="first"),
                ),
            ),
        ),
    )
    document = document_of(comments=comments, threads=(neutral.Thread(number=1),))
    debate = write_debate(document, by=owner)
    thread = Thread.objects.get(debate=debate)
    assert (thread.title, thread.raised_by.name) == ("It is rare.", "Ann")
    assert list(thread.comments.in_order().values_list("number", flat=True)) == [1, 2]
    quotation = Quotation.objects.get(comment__debate=debate)
    assert (quotation.start, quotation.end, quotation.prefix) == (6, 10, "It is ")


# At scale, and while others write


def test_reading_takes_as_many_queries_for_many_as_for_few(owner: User) -> None:
    def queries(debate: Debate) -> int:
        with CaptureQueriesContext(connection) as captured:
            read_debate(debate, owner)
        return len(captured)

    few = make_debate(owner)
    many = make_debate(owner)
    for debate, count in ((few, 2), (many, 9)):
        for _ in range(count):
            claim = make_claim(debate, by=owner)
            make_link(claim, make_claim(debate, by=owner), by=owner)
            make_comment(debate, by=owner, target=claim)
    assert queries(few) == queries(many) <= 30


def test_writing_takes_as_many_queries_for_many_as_for_few(owner: User) -> None:
    def queries(count: int) -> int:
        claims = tuple(
            neutral.Claim(number=number, title=f"Claim {number}", by="a")
            for number in range(1, count + 1)
        )
        links = tuple(
            neutral.Link(
                number=number, relation="supports", premises=(number,), by="a",
                target=neutral.LinkTarget(claim=1),
            )
            for number in range(1, count + 1)
        )  # fmt: skip
        comments = tuple(
            neutral.Comment(key=f"c{number}", by="a", thread=number, source="A word.")
            for number in range(1, count + 1)
        )
        threads = tuple(neutral.Thread(number=number) for number in range(1, count + 1))
        document = document_of(claims=claims, links=links, comments=comments, threads=threads)
        with forgotten(), CaptureQueriesContext(connection) as captured:
            write_debate(document, by=owner)
        return len(captured)

    assert queries(3) == queries(10) <= 60


@pytest.mark.django_db(transaction=True)
def test_an_export_shows_one_moment() -> None:
    owner = make_user("Olga Owner")
    debate = make_debate(owner)
    make_claim(debate, "Said before", by=owner)
    pieces = stream_debate(debate, owner)
    first = next(pieces)
    elsewhere(lambda: make_claim(debate, "Said meanwhile", by=owner))
    data = first + b"".join(pieces)
    assert [claim.title for claim in crux_json.loads(data).claims] == ["Said before"]
    assert [claim.title for claim in read_debate(debate, owner).claims] == [
        "Said before",
        "Said meanwhile",
    ]


def elsewhere(write: Callable[[], object]) -> None:
    """Write through another connection, as another request would."""

    def run() -> None:
        write()
        connections.close_all()

    other = threading.Thread(target=run)
    other.start()
    other.join()
