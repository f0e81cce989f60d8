"""What a page costs does not depend on how much there is to show."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from arguments.models import ApiToken, Claim, Link, Topic, User
from reviews.models import Comment, Commitment, Doing, Passage, Review, Stance
from reviews.publishing import publish_revision
from reviews.transfer.demo import demo_document
from reviews.transfer.writing import write_debate
from tests.factories import make_claim, make_comment, make_debate, make_user
from tests.routes import CASES, PAGES, Case
from tests.visits import Visits, kept_apart
from tests.worlds import People, Seat, World, count_rows, make_world, prose, thread_of

pytestmark = pytest.mark.django_db

MOST_QUERIES = 21
#: Of the document page of the demo debate, in bytes.
LONGEST_PAGE = 300_000
#: Queries that say where a transaction begins or ends.
BRACKETS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
READING = list({(case.route, str(case.query)): case for case in CASES if case.is_safe}.values())
numbers = count(2)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with kept_apart(django_db_blocker):
        world = make_world(People.make(), word="ubiquity")
        grow(world)
        count_rows()
        yield world


def queries_of(case: Case, seat: Seat, visits: Visits) -> int:
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        if not sql.startswith(BRACKETS):
            asked.append(sql)
        return execute(sql, *rest)

    client = visits.renewed(seat.person)
    with transaction.atomic(), connection.execute_wrapper(note):
        answer = client.get(case.url(seat), case.query)
        transaction.set_rollback(True)
    assert answer.status_code in {200, 302}, f"{case}: {answer.status_code}"
    list(answer)
    return len(asked)


def test_more_rows_are_no_more_queries(world: World) -> None:
    seats = [Seat(world, person) for person in ("anonymous", "wanda", "owner")]
    visits = Visits(world.people)
    asked = [(case, seat) for seat in seats for case in read_by(seat.person)]
    few = [queries_of(case, seat, visits) for case, seat in asked]
    with transaction.atomic():
        grow(world)
        grow(world)
        count_rows()
        many = [queries_of(case, seat, visits) for case, seat in asked]
        transaction.set_rollback(True)
    counts = [
        (case, f"{case} for {seat.person}: {before}, then {after}", before, after)
        for (case, seat), before, after in zip(asked, few, many, strict=True)
    ]
    grown = [said for _, said, before, after in counts if after > before]
    assert not grown, "\n".join(grown)
    dear = [said for case, said, _, after in counts if is_page(case) and after > MOST_QUERIES]
    assert not dear, "\n".join(dear)


def read_by(person: str) -> list[Case]:
    cases = [case for case in READING if case.who in {"see", "anybody"} or person == "owner"]
    return [case for case in cases if case.who not in {"unseen", "nobody"}]


def is_page(case: Case) -> bool:
    """Not what reads a whole debate: its files, and what these would leave out."""
    whole = case.route.endswith("_file") or "losses" in str(case.query)
    return case in PAGES and not whole


@pytest.fixture(scope="module")
def demo(world: World) -> Any:
    """The debate that a new site shows, with accounts of the people in it."""
    document = demo_document()
    accounts = {person.key: make_user(person.name) for person in document.people}
    owner = next(person for person in document.people if person.role == "owner")
    return write_debate(document, by=accounts[owner.key], accounts=accounts)


def test_the_document_of_the_demo_is_a_light_page(demo: Any) -> None:
    for document in demo.documents.all():
        answer = Client().get(document.get_absolute_url())
        assert answer.status_code == 200
        assert len(answer.content) <= LONGEST_PAGE


# What there is more of


def grow(world: World) -> None:
    """One more of everything, by a person who was not there before, around the same things."""
    number = next(numbers)
    person = make_user()
    world.debate.enrol(person, "reviewer", by=world.people.users["owner"], reason="Asked.")
    grow_argument(world, person, number)
    grow_comments(world, person)
    grow_decisions(world, person)
    grow_reviews(world, person)
    grow_texts(world, person, number)
    other = make_debate(owner=person)
    make_comment(other, target=make_claim(other))
    for user in world.people.users.values():
        ApiToken.issue(user, name="another", scope="read")


def grow_argument(world: World, person: User, number: int) -> None:
    """Steps to and from a claim, to a step, jointly, and steps against those."""
    share, debate = world.shares["wanda"], world.debate
    topic = Topic.add(debate, by=world.people.users["owner"], title=f"Topic {number}")
    for relation in Link.Relation.values:
        said: dict[str, Any] = {"by": person, "title": f"It {relation} {number}", "topic": topic}
        link = Link.argue(share.claim, relation=relation, together=[world.imported], **said)
        against = Link.argue(link, by=person, relation="attacks", title=f"Not so {number}")
        premise = against.premise_set.get().claim
        Link.argue(premise, by=person, relation="attacks", title=f"So it is {number}")
        link.set_status("challenged", by=person)
    Link.argue(share.link, by=person, relation="attacks", title=f"It does not follow {number}")
    onward = make_claim(debate, by=person)
    Link.make(debate, by=person, relation="supports", premises=[share.claim], target=onward)
    Stance.take(share.claim, by=person, position="agree", reason="It is so.")
    wanda = world.people.users["wanda"]
    claim = Claim.objects.get(pk=share.claim.pk)
    claim.edit(by=wanda, seen=claim.version, title=f"Wording {number}")
    for status in ("challenged", "open"):
        claim.set_status(status, by=wanda)
        share.link.set_status(status, by=wanda)


def grow_comments(world: World, person: User) -> None:
    """On everything that can be answered, with acts and quotations."""
    share, document = world.shares["wanda"], world.document
    revision = document.revisions.get(number=1)
    section = revision.sections.get(position=1)
    passage = Passage.of(revision, 20, 40)
    of_comment = Passage.of(share.comment, 0, 3)
    undercut = world.undercut
    doings = [Doing("ask"), Doing("rebut", share.claim), Doing("undercut", link=share.link)]
    say: dict[str, Any] = {"by": person, "source": "See C1, C2, L1, T1 and D1.", "doings": doings}
    for target in (None, document, section, share.claim, share.link, undercut, share.comment):
        comment = Comment.post(world.debate, target=target, passages=[passage], **say)
        Comment.post(world.debate, target=comment, passages=[of_comment], **say)
    gone = Comment.post(world.debate, target=share.comment, **say)
    gone.remove(by=person, reason="A slip.")
    comment = Comment.objects.get(pk=share.comment.pk)
    source = f"{comment.source} And so on."
    comment.edit(by=world.people.users["wanda"], seen=comment.version, source=source)


def grow_decisions(world: World, person: User) -> None:
    share, owner = world.shares["wanda"], world.people.users["owner"]
    share.closed.dispute(by=person, line="Not so.")
    share.closed.close("accepted", by=owner, line="It is.")
    other = thread_of(make_comment(world.debate, by=person, target=share.claim))
    other.close("rejected", by=owner, line="No.")
    for about in ({"claim": share.claim}, {"document": world.document}, {"thread": share.thread}):
        promise = Commitment.promise(world.debate, by=person, text="To mend it", **about)
        done = world.document.revisions.get(number=1) if "document" in about else None
        promise.settle("done", by=person, done_in=done)
    for each in (share.promise, share.kept):
        by = world.people.users["wanda" if each is share.promise else "owner"]
        each.settle("pending" if each.state == "done" else "done", by=by)
        each.settle("pending" if each.state == "done" else "done", by=by)


def grow_reviews(world: World, person: User) -> None:
    """One more published, and one comment more in the reviews and drafts there are."""
    share, published = world.shares["wanda"], world.review
    review = Review.begin(world.debate, by=person, document=world.document)
    passage = Passage.of(world.document.revisions.get(number=1), 20, 40)
    say: dict[str, Any] = {"by": person, "target": world.document, "passages": [passage]}
    say |= {"doings": [Doing("ask", share.claim)], "source": "See C1."}
    Comment.post(world.debate, review=review, **say)
    moved = Comment.post(world.debate, review=review, **say)
    review.publish(by=person)
    place = published.comments.count()
    Comment.objects.filter(pk=moved.pk).update(review=published, position=place)
    for name in ("wanda", "owner"):
        draft, user = world.shares[name].draft, world.people.users[name]
        Comment.post(world.debate, review=draft, **{**say, "by": user})


def grow_texts(world: World, person: User, number: int) -> None:
    owner = world.people.users["owner"]
    publish_revision(world.document, by=owner, source=prose(f"number {number}", number))
    world.shares["wanda"].claim.cite(world.document.latest, number, number + 9, by=owner)
    make_claim(world.debate, by=person).cite(world.document.latest, 20, 40, by=person)
