"""What a site must be able to hold of a real review, by the checks that came with its coding.

Checks 1 to 3 and 16 are made on the thread as it was imported in `test_import_seed`, check 17 in
`test_comments`.
"""

import csv
import re
from collections import Counter, defaultdict
from typing import Any

import pytest
from django.db.models import F

from arguments.models import Claim, Debate, Link
from reviews import turns
from reviews.cruxes import crux_on
from reviews.formats import crux_json
from reviews.models import Comment, Commitment, Quotation, Review, Thread
from reviews.transfer import read_debate, write_debate
from tests.api.clients import body, caller
from tests.coding import AUTHOR, REVIEWER, SEED, Coding, coded_document
from tests.factories import make_user
from tests.pages import page, visitor

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SEED.is_dir(), reason="the coding is not beside the checkout"),
]


@pytest.fixture(scope="module")
def coding() -> Coding:
    return Coding()


@pytest.fixture
def debate() -> Debate:
    return write_debate(coded_document(), by=make_user("Olga Owner"))


def comments(debate: Debate) -> dict[str, Comment]:
    """The comments by the names of their units: their place in their reply says which."""
    units = sorted(Coding().units, key=lambda unit: unit["id"])
    by_reply: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        by_reply[unit["reply"]].append(unit["id"])
    found = debate.comments.with_parts().annotate(review_number=F("review__number"))
    return {by_reply[f"C{each.review_number}"][each.position - 1]: each for each in found}


def claim(debate: Debate, coding: Coding, name: str) -> Claim:
    return debate.claims.get(number=coding.claims[name])


def link(debate: Debate, coding: Coding, name: str) -> Link:
    return debate.links.get(number=coding.links[name])


def by(debate: Debate, role: str) -> Any:
    return debate.participants.get(role=role)


def dispositions(debate: Debate, **query: str) -> dict[str, str]:
    """The point and what became of it, as the table in a file has them."""
    answer = visitor().get(f"{debate.get_absolute_url()}dispositions.csv", query)
    text = answer.content.decode("utf-8-sig")
    return {row["title"]: row["disposition"] for row in csv.DictReader(text.splitlines())}


def test_one_reply_answers_many_passages_and_one_passage_is_answered_in_many_places(
    debate: Debate, coding: Coding
) -> None:
    """Check 4."""
    quoted: dict[str, set[str]] = defaultdict(set)
    for unit in coding.units:
        quoted[unit["reply"]] |= set(re.findall(r"Q[0-9]+", unit["responds_to"]))
    assert len(quoted["C2"]) == 9
    said = comments(debate)
    assert said["4.01"].quotations.count() > 1
    paragraphs = {coding.spans[key] for key in ("1.13a", "1.13b", "1.13c", "1.13d")}
    assert len(paragraphs) == 4
    line = [said[key] for key in ("1.13a", "1.13b", "1.13c", "1.13d")]
    answering = Quotation.objects.filter(source_comment__in=line).select_related("comment")
    assert len({each.comment.thread_id for each in answering}) == 3
    assert {each.state for each in answering} == {"exact"}


def test_a_comment_answers_a_section_a_whole_text_or_its_writers_own_words(
    debate: Debate, coding: Coding
) -> None:
    """Check 5."""
    said = comments(debate)
    sections = {key for key, each in said.items() if each.section_id}
    assert sections == {"1.03", "1.07a", "1.12", "1.14a", "1.15"}
    assert not any(said[key].quotations.all() for key in sections)
    assert all(said[key].document_id for key in ("1.01", "1.02"))
    own = [each for each in said.values() if each.answers and each.answers.by_id == each.by_id]
    to_own = [unit for unit in coding.units if unit["responds_to"].startswith("U:")]
    assert len(own) == len(to_own) == 10


def test_a_comment_carries_several_acts_and_claims_and_a_claim_is_touched_by_several(
    debate: Debate, coding: Coding
) -> None:
    """Check 6."""
    said = comments(debate)
    several = {unit["id"] for unit in coding.units if len(unit["acts"]) > 1}
    assert len(several) == 42
    held = {key for key, each in said.items() if len({act.act for act in each.acts.all()}) > 1}
    claims_of = {
        key: {act.claim_id for act in each.acts.all()} - {None} for key, each in said.items()
    }
    assert len(held) > 30
    assert len(claims_of["4.01"]) == 3
    touched = Counter(pk for claims in claims_of.values() for pk in claims)
    assert touched[claim(debate, coding, "A13").pk] >= 3
    asked = {"claim": str(claim(debate, coding, "P8").uuid)}
    listed = body(caller().get(f"/api/v1/debates/{debate.slug}/threads/", asked))
    assert {row["title"] for row in listed["results"]} == {"E15"}


def test_what_is_said_of_a_step_is_shown_on_the_step(debate: Debate, coding: Coding) -> None:
    """Check 7."""
    undercuts = debate.links.exclude(target_link=None)
    assert undercuts.count() == 6
    for undercut in undercuts:
        shown = page(None, undercut.get_absolute_url())
        assert f"disputes {undercut.target.label}" in shown
        assert undercut.label in page(None, undercut.target.get_absolute_url())
    step = link(debate, coding, "R29->P8")
    assert "Crux, named" in page(None, step.get_absolute_url())


def test_one_may_agree_with_a_part_and_object_to_another(debate: Debate, coding: Coding) -> None:
    """Check 8."""
    said = comments(debate)
    acts = {key: {act.in_full for act in said[key].acts.all()} for key in said}
    assert f"agrees in part with {claim(debate, coding, 'P1').label}" in acts["1.04a"]
    assert "objects" in acts["1.04b"]
    assert f"notes on {claim(debate, coding, 'R1').label}" in acts["1.04b"]
    assert "agrees in part" in acts["1.04c"]
    together = Thread.objects.filter(comments__in=[said[f"1.04{each}"] for each in "abcd"])
    assert {thread.title for thread in together} == {"E03"}


def test_a_question_is_asked_answered_and_accepted(debate: Debate) -> None:
    """Check 9: whose turn it was after each step of E09."""
    thread = debate.threads.get(title="E09")
    said = comments(debate)
    steps = [["1.08b"], ["2.03"], ["3.05", "3.06"], ["4.01"]]
    author, reviewer = by(debate, AUTHOR).pk, by(debate, REVIEWER).pk
    seen: list[turns.Turn] = []
    states = []
    for step in steps:
        seen += [said[key].as_turn() for key in step]
        state = turns.state_of(seen, [], author)
        states.append((state.name, state.waiting_for))
    assert states == [
        ("resolved", None),
        ("waiting", reviewer),
        ("answered", author),
        ("resolved", None),
    ]
    assert thread.state == "resolved"


EXPECTED = {
    "Needs no reply": {"E01", "E02", "E04", "E05", "E19"},
    "Change promised": {"E03", "E06"},
    "Unanswered": {"E07", "E12"},
    "Open": {"E08", "E11", "E14"},
    "Agreed": {"E09", "E10", "E13", "E16"},
    "Resolved": {"E15", "E17", "E18"},
    "Promise kept": {"E20"},
}


def test_the_table_says_what_became_of_each_of_the_twenty_points(debate: Debate) -> None:
    """Check 10."""
    table = dispositions(debate)
    found = {word: {point for point, said in table.items() if said == word} for word in EXPECTED}
    assert found == EXPECTED
    assert len(table) == 20
    assert set(dispositions(debate, disposition="unanswered")) == {"E07", "E12"}
    assert set(dispositions(debate, disposition="open")) == {"E08", "E11", "E14"}
    shown = page(None, f"{debate.get_absolute_url()}dispositions/?disposition=unanswered")
    assert "E07" in shown
    assert "E08" not in shown


def test_the_promises_are_listed_with_what_each_would_change(
    debate: Debate, coding: Coding
) -> None:
    """Check 11."""
    promises = {each.label: each for each in Commitment.objects.filter(debate=debate)}
    found = {label: (each.strength, each.state) for label, each in promises.items()}
    assert found == {
        "K1": ("firm", "pending"),
        "K2": ("tentative", "pending"),
        "K3": ("firm", "done"),
    }
    assert promises["K2"].claim == claim(debate, coding, "A1")
    assert promises["K1"].thread == debate.threads.get(title="E06")
    shown = page(None, f"{debate.get_absolute_url()}commitments/?state=pending")
    assert all(promises[label].text in shown for label in ("K1", "K2"))
    assert promises["K3"].text not in shown


def test_a_crux_is_named_by_one_side_and_accepted_by_the_other(
    debate: Debate, coding: Coding
) -> None:
    """Check 12."""
    named = crux_on(link(debate, coding, "R29->P8"))
    accepted = crux_on(link(debate, coding, "A11->R26"))
    assert (named.state, accepted.state) == ("named", "accepted")
    assert [each.role for each in accepted.holders] == [AUTHOR, REVIEWER]
    shown = page(None, f"{debate.get_absolute_url()}cruxes/")
    assert "Accepted crux" in shown
    assert "Crux, named" in shown


def test_who_concedes_keeps_their_earlier_words_and_their_date(
    debate: Debate, coding: Coding
) -> None:
    """Check 13."""
    reviewer = by(debate, REVIEWER)
    for name, raised in (("R29", "1.13b"), ("R26", "1.11b")):
        given_up = claim(debate, coding, name)
        held = [each.position for each in given_up.stances.filter(by=reviewer)]
        assert held == ["agree", "disagree"]
        shown = page(None, given_up.get_absolute_url())
        assert "changed their mind" in shown
        first = comments(debate)[raised]
        assert (first.version, first.source) == (
            1,
            coding.words(next(unit for unit in coding.units if unit["id"] == raised)),
        )
        assert first.at < given_up.stances.latest("at").at


def test_who_reads_a_claim_sees_how_its_term_was_fixed(debate: Debate, coding: Coding) -> None:
    """Check 14."""
    fixed = claim(debate, coding, "A1")
    shown = page(None, claim(debate, coding, "P1").get_absolute_url())
    meant = shown[shown.index("What is meant by it") :]
    assert fixed.title in meant[: meant.index("</ul>")]


def test_replies_are_shown_as_on_the_page_and_by_time_and_a_part_as_a_part(debate: Debate) -> None:
    """Check 15."""
    address = f"{debate.get_absolute_url()}reviews/"
    orders = {
        order: re.findall(
            r'<span class="number">R(\d)</span>', page(None, f"{address}?order={order}")
        )
        for order in ("page", "time")
    }
    assert orders == {"page": ["1", "2", "3", "4", "5"], "time": ["1", "5", "2", "3", "4"]}
    part = Review.objects.get(debate=debate, number=5)
    shown = page(None, part.get_absolute_url())
    assert "badge-partial" in shown
    assert part.answers
    assert part.answers.get_absolute_url() in shown


def test_the_whole_goes_out_and_comes_back(debate: Debate) -> None:
    """Check 16, with the coding."""
    document = read_debate(debate, make_user())
    again = crux_json.loads(crux_json.dumps(document))
    assert again == document
    assert (len(again.comments), len(again.claims), len(again.links)) == (77, 67, 59)
    assert Thread.objects.filter(debate=debate).count() == 20
