"""The page of a debate."""

import re

import pytest

from arguments.models import Claim, Debate, Status, Topic
from reviews.models import Commitment, Doing, Passage, Review
from tests.factories import (
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
from tests.pages import page, query_count, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate(title="Does search arise?", summary="What *training* finds, see C1.")


def text(shown: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def test_an_empty_debate_says_that_nothing_is_there_yet(debate: Debate) -> None:
    shown = page(None, debate.get_absolute_url())
    for line in ("No point has been raised yet", "No claims yet.", "No document is under review"):
        assert line in shown


def test_it_says_what_it_is_about_with_references_as_links(debate: Debate) -> None:
    claim = make_claim(debate, "Search is inevitable")
    shown = page(None, debate.get_absolute_url())
    assert "<em>training</em>" in shown
    assert f'href="{claim.get_absolute_url()}" title="Search is inevitable">C1</a>' in shown


def test_where_it_stands_is_counted_from_the_records(debate: Debate) -> None:
    raiser, author = enrol(debate, "reviewer"), enrol(debate, "author")
    make_thread(debate, by=raiser)
    asked = make_comment(debate, by=raiser, doings=[Doing("ask")])
    make_comment(debate, by=author, target=asked, doings=[Doing("ask")])
    answered = make_comment(debate, by=raiser, doings=[Doing("ask")])
    make_comment(debate, by=author, target=answered, doings=[Doing("answer")])
    make_thread(debate, by=raiser).close("accepted", by=raiser)
    make_claim(debate).set_status("challenged", by=raiser)
    shown = text(page(None, debate.get_absolute_url()))
    assert "4 points raised : 1 open , 1 waits for an answer" in shown
    assert "1 answered, to be confirmed , 1 resolved" in shown
    assert "1 claim challenged" in shown
    assert "Go to the oldest open point" in shown
    assert "1 waits for you" in text(page(author, debate.get_absolute_url()))


def test_claims_stand_under_their_topics_with_what_bears_on_them(debate: Debate) -> None:
    topic = Topic.add(debate, by=owner_of(debate), title="Search")
    claim = make_claim(debate, "Search is inevitable", topic=topic)
    make_link(make_claim(debate, "None was found"), claim)
    make_claim(debate, "It is reported", voice="reported", attributed_to="a common view")
    make_comment(debate, by=enrol(debate, "reviewer"), doings=[Doing("ask", claim=claim)])
    shown = text(page(None, debate.get_absolute_url()))
    assert "Search C1 Search is inevitable Defeated argument 1 objection 1 open point" in shown
    assert "Without a topic C2 None was found Unopposed objection" in shown
    assert "reported, a common view" in shown


def test_the_table_of_topics_counts_all_statuses(debate: Debate) -> None:
    owner = owner_of(debate)
    for name, status in (("Search", "challenged"), ("Search", "settled"), ("Time", "conceded")):
        topic = debate.topics.filter(title=name).first() or Topic.add(debate, by=owner, title=name)
        make_claim(debate, topic=topic).set_status(status, by=owner)
    rows = re.findall(r"<tr>(.*?)</tr>", page(None, debate.get_absolute_url()))
    assert [text(row) for row in rows[1:]] == ["Search 2 1 1", "Time 1 1"]


def test_a_long_topic_is_cut_and_says_so(debate: Debate) -> None:
    topic = Topic.add(debate, by=owner_of(debate), title="Search & time")
    for number in range(33):
        make_claim(debate, f"Statement {number} of the topic", topic=topic)
    shown = page(None, debate.get_absolute_url())
    assert "Statement 29 of the topic" in shown
    assert "Statement 30 of the topic" not in shown
    link = re.search(r'<a href="([^"]+)">All 33 claims on this topic</a>', shown)
    assert link
    assert "33 claims" in page(None, link[1])


def test_ten_thousand_claims_stay_within_limits(debate: Debate) -> None:
    by = debate.participants.get()
    topics = Topic.objects.bulk_create(
        Topic(debate=debate, position=number, title=f"Topic {number}") for number in range(400)
    )
    Claim.objects.bulk_create(
        Claim(
            debate=debate, number=number, title="It holds " * 9, by=by, topic=topics[number % 400]
        )
        for number in range(1, 10_001)
    )
    answer = visitor().get(debate.get_absolute_url())
    assert len(answer.content) < 300_000
    shown = answer.content.decode()
    assert shown.count('class="claim-row"') == 300
    assert "300 more topics: all 10000 claims" in shown
    assert "All 25 claims on this topic" in shown


def test_what_is_open_says_whose_turn_it_is(debate: Debate) -> None:
    author = enrol(debate, "author", make_user("Ada Author"))
    make_comment(debate, "Is it so?", by=enrol(debate, "reviewer"), doings=[Doing("ask")])
    assert "T1 Is it so? waits for Ada Author, less than a minute" in text(
        page(None, debate.get_absolute_url())
    )
    assert "yours not answered yet" in text(page(author, debate.get_absolute_url()))


def test_more_open_points_than_there_is_room_for_are_counted(debate: Debate) -> None:
    raiser = enrol(debate, "reviewer")
    for _ in range(10):
        make_comment(debate, by=raiser)
    assert "All 10 that are not settled" in page(None, debate.get_absolute_url())


def test_documents_show_how_much_is_raised_about_them(debate: Debate) -> None:
    document = make_document(debate)
    document.revise(by=owner_of(debate), source="# Anew\n\nAll is different.")
    raiser = enrol(debate, "reviewer")
    passage = Passage.locate(document.revisions.get(number=1), "It does not select for reasons.")
    make_comment(debate, by=raiser, target=document, passages=[passage])
    make_thread(debate, by=raiser, target=document).close("accepted", by=raiser)
    shown = text(page(None, debate.get_absolute_url()))
    assert (
        "D1 On silent failure 1 not settled Olga Owner, owner revision 2 2 points raised" in shown
    )


def test_a_draft_review_is_shown_to_its_writer_alone(debate: Debate) -> None:
    writer = enrol(debate, "reviewer")
    draft = Review.begin(debate, by=writer)
    make_comment(debate, by=writer, review=draft)
    assert "1 comment, not sent" in page(writer, debate.get_absolute_url())
    assert "not sent" not in page(owner_of(debate), debate.get_absolute_url())


def test_people_stand_under_their_roles_and_none_is_left_out_silently(debate: Debate) -> None:
    for _ in range(11):
        enrol(debate, "reviewer")
    shown = text(page(None, debate.get_absolute_url()))
    assert "Owner Olga Owner Reviewers Reviewer" in shown
    assert "and 3 more" in shown


def test_pending_promises_are_named(debate: Debate) -> None:
    promise = Commitment.promise(debate, by=owner_of(debate), text="Define search in section 2.")
    assert "Define search in section 2." in page(None, debate.get_absolute_url())
    promise.settle("done", by=owner_of(debate))
    assert "Nothing is pending." in page(None, debate.get_absolute_url())


def test_what_one_may_not_see_is_not_there() -> None:
    debate = make_debate(visibility="private")
    page(None, debate.get_absolute_url(), status=404)
    page(make_user(), debate.get_absolute_url(), status=404)
    page(enrol(debate, "reader"), debate.get_absolute_url())
    page(None, "/debates/there-is-none/", status=404)


def test_only_those_are_offered_an_act_who_may_do_it() -> None:
    debate = make_debate(joining="invitation")
    reader, editor = enrol(debate, "reader"), enrol(debate, "editor")
    assert "Enter a claim" not in page(reader, debate.get_absolute_url())
    assert "Put up a document" in page(editor, debate.get_absolute_url())
    assert "change the debate" not in page(editor, debate.get_absolute_url())
    assert "change the debate" in page(owner_of(debate), debate.get_absolute_url())


def test_a_fuller_debate_takes_no_more_queries(debate: Debate) -> None:
    owner, counts = owner_of(debate), []
    for _ in range(2):
        for _ in range(4):
            number = debate.topics.count()
            topic = Topic.add(debate, by=owner, title=f"Topic {number}")
            claim = make_claim(debate, topic=topic)
            link = make_link(make_claim(debate), claim)
            make_link(make_claim(debate), link)
            document = make_document(debate, f"# Number {number}\n\nText.")
            raiser = enrol(debate, "reviewer")
            review = Review.begin(debate, by=raiser, document=document)
            make_comment(debate, by=raiser, review=review, target=document)
            review.publish(by=raiser)
            make_comment(debate, by=raiser, target=claim, doings=[Doing("ask", claim=claim)])
            Commitment.promise(debate, by=owner, text="A promise.")
        debate.edit(by=owner, summary="See C1, D1, T1 and L1.")
        counts.append(query_count(owner, debate.get_absolute_url()))
    assert counts[0] == counts[1] <= 21


def test_all_statuses_have_a_badge(debate: Debate) -> None:
    owner = owner_of(debate)
    for status in Status.values[1:]:
        make_claim(debate).set_status(status, by=owner)
    shown = page(None, debate.get_absolute_url())
    for status in Status.values[1:]:
        assert f"badge-{status}" in shown
