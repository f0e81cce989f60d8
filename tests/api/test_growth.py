"""No list costs more queries because it has more rows."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from arguments.models import Claim, Debate, Document, Participant, Topic
from reviews.models import Comment, Commitment, Doing, Passage, Review, Stance
from tests.api.clients import body, caller
from tests.factories import (
    TEXT,
    enrol,
    make_claim,
    make_comment,
    make_debate,
    make_document,
    make_link,
    make_thread,
    make_user,
    owner_of,
)

pytestmark = pytest.mark.django_db


def add_objection(debate: Debate) -> None:
    make_link(make_claim(debate), first_claim(debate))


def first_claim(debate: Debate) -> Claim:
    return debate.claims.first() or make_claim(debate)


def first_document(debate: Debate) -> Document:
    return debate.documents.first() or make_document(debate)


def add_comment(debate: Debate) -> None:
    """With a quotation that was carried over, acts, and a person of its own."""
    document = first_document(debate)
    passage = Passage.locate(document.revisions.get(number=1), "It does not select for reasons.")
    claim = first_claim(debate)
    make_comment(
        debate,
        by=make_user(),
        target=document,
        passages=[passage],
        doings=[Doing("agree", claim), Doing("ask")],
    )


def add_answer(debate: Debate) -> None:
    thread = debate.threads.first() or make_thread(debate)
    make_comment(debate, by=make_user(), target=thread.comments.get(number=1))


def add_outcome(debate: Debate) -> None:
    thread = debate.threads.first() or make_thread(debate)
    thread.dispute(by=make_user(), line="Not so.")


def add_review(debate: Debate) -> None:
    ann = make_user()
    review = Review.begin(debate, by=ann, document=first_document(debate))
    Comment.post(debate, by=ann, source="A point.", review=review)
    review.publish(by=ann)


def add_to_review(debate: Debate) -> None:
    review = debate.reviews.first() or Review.begin(debate, by=owner_of(debate))
    Comment.post(debate, by=owner_of(debate), source="A point.", review=review)


def add_commitment(debate: Debate) -> None:
    thread = make_thread(debate, by=make_user())
    Commitment.promise(
        debate,
        by=make_user(),
        text="Reword it.",
        thread=thread,
        comment=thread.comments.get(),
        claim=first_claim(debate),
        document=first_document(debate),
    )


def add_revision(debate: Debate) -> None:
    document = first_document(debate)
    number = document.revisions.count()
    document.revise(by=owner_of(debate), source=f"{TEXT}\n{number} more.")


def add_version(debate: Debate) -> None:
    claim = first_claim(debate)
    claim.edit(by=owner_of(debate), seen=claim.version, title=f"Wording {claim.version}")


def add_status(debate: Debate) -> None:
    claim = first_claim(debate)
    claim.set_status("open" if claim.status == "challenged" else "challenged", by=owner_of(debate))


def add_stance(debate: Debate) -> None:
    claim = first_claim(debate)
    Stance.take(claim, by=make_user(), position="agree", comment=make_comment(debate))


def add_citation(debate: Debate) -> None:
    claim = first_claim(debate)
    revision = first_document(debate).latest
    word = list(re.finditer(r"\w+", revision.text))[claim.citations.count()]
    claim.cite(revision, *word.span(), by=owner_of(debate))


def add_step_for_settlement(debate: Debate) -> None:
    commitment = debate.commitments.first()
    if commitment is None:
        commitment = Commitment.promise(debate, by=owner_of(debate), text="Reword it.")
    state = "pending" if commitment.state == "done" else "done"
    commitment.settle(state, by=owner_of(debate))


LISTS: dict[str, tuple[Callable[[Debate], object], str]] = {
    "debates": (lambda debate: make_debate(), "debates/"),
    "participants": (lambda debate: enrol(debate, "reader"), "debates/{slug}/participants/"),
    "topics": (
        lambda debate: Topic.add(
            debate, by=owner_of(debate), title=f"Topic {debate.topics.count()}"
        ),
        "debates/{slug}/topics/",
    ),
    "claims": (add_objection, "debates/{slug}/claims/"),
    "claims in a role": (add_objection, "debates/{slug}/claims/?role=objection"),
    "claims found": (add_objection, "debates/{slug}/claims/?text=statement"),
    "links": (add_objection, "debates/{slug}/links/"),
    "versions": (add_version, "claims/{claim}/versions/"),
    "status changes": (add_status, "claims/{claim}/status-changes/"),
    "citations": (add_citation, "claims/{claim}/citations/"),
    "stances on a claim": (add_stance, "claims/{claim}/stances/"),
    "current stances": (add_stance, "debates/{slug}/stances/?current=true"),
    "documents": (make_document, "debates/{slug}/documents/"),
    "revisions": (add_revision, "documents/{document}/revisions/"),
    "reviews": (add_review, "debates/{slug}/reviews/"),
    "comments of a review": (add_to_review, "reviews/{review}/comments/"),
    "comments": (add_comment, "debates/{slug}/comments/"),
    "comments found": (add_comment, "debates/{slug}/comments/?text=remark&act=ask"),
    "threads": (add_comment, "debates/{slug}/threads/"),
    "threads about a claim": (add_comment, "debates/{slug}/threads/?claim={claim}"),
    "comments of a thread": (add_answer, "threads/{thread}/"),
    "outcomes": (add_outcome, "threads/{thread}/outcomes/"),
    "commitments": (add_commitment, "debates/{slug}/commitments/"),
    "changes": (add_step_for_settlement, "commitments/{commitment}/changes/"),
}


def address(debate: Debate, pattern: str) -> str:
    firsts = {
        "claim": debate.claims,
        "document": debate.documents,
        "review": debate.reviews,
        "thread": debate.threads,
        "commitment": debate.commitments,
    }
    uuids = {
        name: rows.values_list("uuid", flat=True).first() if f"{{{name}}}" in pattern else None
        for name, rows in firsts.items()
    }
    return "/api/v1/" + pattern.format(slug=debate.slug, **uuids)


def asked(debate: Debate, pattern: str) -> tuple[int, int]:
    """Queries that a list costs its owner, and how many rows it has."""
    client = caller(owner_of(debate))
    place = address(debate, pattern)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        shown = body(client.get(place))
    rows = shown["results"] if "results" in shown else shown["comments"]
    return len(queries), len(rows)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_queries_whatever_its_length(name: str) -> None:
    add, pattern = LISTS[name]
    debate = make_debate()
    for _ in range(3):
        add(debate)
    if name == "comments":
        add_revision(debate)
    few, some = asked(debate, pattern)
    for _ in range(7):
        add(debate)
    many, more = asked(debate, pattern)
    assert more >= some + 7
    assert few == many <= 16


def test_a_page_does_not_make_anybody_a_participant() -> None:
    debate = make_debate()
    caller(make_user()).get(f"/api/v1/debates/{debate.slug}/claims/")
    assert Participant.objects.count() == 1
