"""The page of a claim: what bears on it, what it bears on, and what was said about it."""

import re
from itertools import pairwise

import pytest

from arguments.models import Claim, Debate, Link, User
from reviews.models import Commitment, Doing, Passage, Review, Stance
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
    return make_debate(title="The debate")


@pytest.fixture
def claim(debate: Debate) -> Claim:
    return make_claim(debate, "Search is inevitable")


def shown(claim: Claim, user: User | None = None) -> str:
    return page(user, claim.get_absolute_url())


def text(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def side(claim: Claim, name: str) -> str:
    """The text of one of the two columns."""
    found = re.search(rf'<section class="side side-{name}".*?</section>', shown(claim), re.DOTALL)
    assert found
    return text(found[0])


def joint(premises: list[Claim], target: Claim | Link, relation: str = "supports") -> Link:
    debate = premises[0].debate
    return Link.make(
        debate, by=owner_of(debate), relation=relation, premises=premises, target=target
    )


# What it says


def test_it_shows_the_claim_with_kind_voice_version_and_byline(debate: Debate) -> None:
    writer = enrol(debate, "reviewer", make_user("Rita Reviewer"))
    claim = make_claim(
        debate,
        "Is it so?",
        by=writer,
        kind="question",
        voice="reported",
        attributed_to="a common view",
        body="Since $x^2$ *grows*.",
    )
    markup = shown(claim)
    assert "<math" in markup
    assert "<em>grows</em>" in markup
    said = text(markup)
    assert "Question C1 argument version 1 Rita Reviewer, reviewer" in said
    assert "Reported, so that it can be examined; attributed to a common view" in said


def test_references_in_the_text_lead_to_what_they_name(debate: Debate) -> None:
    other = make_claim(debate, "Planning exists")
    claim = make_claim(debate, "See what follows", body="From C1, not from C99.")
    markup = shown(claim)
    assert f'<a class="ref" href="{other.get_absolute_url()}" title="Planning exists">' in markup
    assert "not from C99." in markup


def test_references_in_reasons_and_notes_lead_there_too(debate: Debate, claim: Claim) -> None:
    owner = owner_of(debate)
    other = make_claim(debate, "Planning exists")
    claim.set_status("challenged", by=owner, reason="See C2.")
    Link.make(
        debate, by=owner, relation="attacks", premises=[other], target=claim, note="Unlike C1."
    )
    markup = shown(claim)
    assert 'title="Planning exists">C2</a>.' in markup
    assert 'title="Search is inevitable">C1</a>.' in markup


def test_it_shows_the_words_that_state_it(debate: Debate, claim: Claim) -> None:
    document = make_document(debate)
    start = document.latest.text.index("It does not select")
    claim.cite(document.latest, start, start + 31, by=owner_of(debate))
    assert "It does not select for reasons. On silent failure, revision 1" in text(shown(claim))


def test_the_status_says_who_decided_when_and_why(debate: Debate, claim: Claim) -> None:
    editor = enrol(debate, "editor", make_user("Edna Editor"))
    claim.set_status("settled", by=editor, reason="both agree")
    said = text(shown(claim))
    assert "Settled, said Edna Editor" in said
    assert "“both agree”" in said


# What bears on it


def test_supports_stand_left_and_objections_right(debate: Debate, claim: Claim) -> None:
    make_link(make_claim(debate, "Planning needs it"), claim, "supports")
    make_link(make_claim(debate, "Networks can plan"), claim, "needs")
    make_link(make_claim(debate, "None was ever found"), claim)
    left, right = side(claim, "supports"), side(claim, "objections")
    assert "Supports 2" in left
    assert "supports step L1" in left
    assert "this needs step L2" in left
    assert "None was ever found" not in left
    assert "Objections 1" in right
    assert "attacks step L3 C4 None was ever found Unopposed" in right
    assert "2 supports, 1 objection." in text(shown(claim))


def test_joint_premises_stand_together(debate: Debate, claim: Claim) -> None:
    joint([make_claim(debate, "One holds"), make_claim(debate, "Two holds")], claim)
    left = side(claim, "supports")
    assert "Supports 1" in left
    assert "support together step L1 C2 One holds Unopposed C3 Two holds Unopposed" in left


def test_a_question_has_answers(debate: Debate) -> None:
    question = make_claim(debate, "Is it so?", kind="question")
    make_link(make_claim(debate, "It is so"), question, "answers")
    assert "answers step L1 C2 It is so Unopposed" in side(question, "supports")
    assert "Answer it" in shown(question)


def test_definitions_that_clarify_it_stand_by_themselves(debate: Debate, claim: Claim) -> None:
    make_link(
        make_claim(debate, "Search means comparing plans", kind="definition"), claim, "clarifies"
    )
    said = text(shown(claim))
    assert "What is meant by it" in said
    assert "clarifies step L1 C2 Search means comparing plans Unopposed" in said
    assert "Search means" not in side(claim, "supports")


def test_disputes_stand_at_the_step_they_dispute(debate: Debate, claim: Claim) -> None:
    support = make_link(make_claim(debate, "Planning needs it"), claim, "supports")
    dispute = make_link(make_claim(debate, "Plans can be looked up"), support)
    make_link(make_claim(debate, "Not new plans"), dispute)
    left = side(claim, "supports")
    assert left.index("Planning needs it") < left.index("Plans can be looked up")
    assert left.index("Plans can be looked up") < left.index("Not new plans")
    assert left.count("disputes this step") == 2
    assert "Plans can be looked up" not in side(claim, "objections")
    assert "1 support, no objections, 1 step disputed." in text(shown(claim))


def test_deeper_disputes_are_counted_and_lead_on(debate: Debate, claim: Claim) -> None:
    link = make_link(make_claim(debate), claim)
    for depth in range(5):
        link = make_link(make_claim(debate, f"Dispute at depth {depth}"), link)
    markup = shown(claim)
    assert "Dispute at depth 1" in markup
    assert "Dispute at depth 2</a>" not in markup
    more = re.search(r'<a href="([^"]+)">1 dispute of this step, more below</a>', markup)
    assert more
    assert "Dispute at depth 3" in page(None, more[1])


def test_what_is_withdrawn_is_folded_and_counted(debate: Debate, claim: Claim) -> None:
    owner = owner_of(debate)
    make_link(make_claim(debate, "Taken back"), claim).withdraw(by=owner)
    premise = make_claim(debate, "Given up")
    make_link(premise, claim)
    premise.set_status("withdrawn", by=owner)
    right = side(claim, "objections")
    assert "Objections 0" in right
    assert "2 withdrawn" in right
    assert right.index("2 withdrawn") < right.index("Taken back")
    assert "Given up" in right


def test_an_objection_says_what_is_said_against_it(debate: Debate, claim: Claim) -> None:
    objection = make_claim(debate)
    make_link(objection, claim)
    make_link(make_claim(debate), objection)
    assert "1 objection to it" in side(claim, "objections")
    assert "No supports, 1 objection (disputed)." in text(shown(claim))


def test_an_objection_says_where_its_point_is(debate: Debate, claim: Claim) -> None:
    author = enrol(debate, "author", make_user("Ada Author"))
    objection = make_claim(debate)
    make_link(objection, claim)
    raiser = enrol(debate, "reviewer")
    make_comment(debate, by=raiser, doings=[Doing("rebut", claim=objection)])
    assert "T1, waits for Ada Author" in text(shown(claim))
    assert "T1, yours not answered yet" in text(shown(claim, author))


def test_a_claim_with_very_many_supports_says_how_many_are_not_shown(
    debate: Debate, claim: Claim
) -> None:
    for number in range(63):
        make_link(make_claim(debate, f"Support {number} of many"), claim, "supports")
    markup = shown(claim)
    assert "Support 59 of many" in markup
    assert "Support 60 of many" not in markup
    assert "Supports 63" in side(claim, "supports")
    more = re.search(r'<a href="([^"]+)">3 more: all claims that lead to C1</a>', markup)
    assert more
    assert "63 claims" in page(None, more[1])


# What it bears on


def test_the_path_goes_up_in_full_sentences(debate: Debate, claim: Claim) -> None:
    middle = make_claim(debate, "Planning needs it")
    make_link(middle, claim, "needs")
    bottom = make_claim(debate, "Plans are looked up")
    make_link(bottom, middle)
    path = re.search(r'<nav class="breadcrumb".*?</nav>', shown(bottom), re.DOTALL)
    assert path
    assert text(path[0]) == (
        "The debate C1 Search is inevitable needs this C2 Planning needs it is attacked by this C3"
    )


def test_each_thing_it_bears_on_has_its_own_path(debate: Debate, claim: Claim) -> None:
    make_link(claim, make_claim(debate, "First conclusion"), "supports")
    make_link(claim, make_claim(debate, "Second conclusion"), "needs")
    markup = shown(claim)
    assert markup.count('<li aria-current="page">C1</li>') == 2
    assert "What it bears on" in markup
    assert "C3 needs it" in text(markup)


@pytest.mark.parametrize("relation", ["supports", "attacks"])
def test_circles_are_harmless_and_named(debate: Debate, claim: Claim, relation: str) -> None:
    other = make_claim(debate, "None was ever found")
    make_link(claim, other, relation)
    make_link(other, claim, relation)
    for each in (claim, other):
        assert "in a circle" in text(shown(each))


def test_a_claim_that_attacks_itself_is_harmless(debate: Debate, claim: Claim) -> None:
    make_link(claim, claim)
    said = text(shown(claim))
    assert "in a circle" in said
    assert "attacks step L1 C1 Search is inevitable Undecided" in said


def test_a_long_way_up_is_cut(debate: Debate, claim: Claim) -> None:
    below = claim
    for number in range(8):
        above, below = below, make_claim(debate, f"Statement {number} on the way")
        make_link(below, above, "supports")
    path = re.search(r'<nav class="breadcrumb".*?</nav>', shown(below), re.DOTALL)
    assert path
    assert "…" in path[0]
    assert "Statement 4 on the way" in path[0]
    assert "Statement 3 on the way" not in path[0]


# What was said about it


def test_comments_on_it_stand_in_full_with_their_state(debate: Debate, claim: Claim) -> None:
    raiser = enrol(debate, "reviewer", make_user("Rita Reviewer"))
    make_comment(debate, "I *doubt* C1.", by=raiser, target=claim, doings=[Doing("ask")])
    markup = shown(claim)
    assert "I <em>doubt</em> <a" in markup
    assert "Thread T1 : I doubt C1. Open" in text(markup)
    assert "1 point about it is not settled" in text(markup).replace("\xa0", " ")


def test_points_raised_elsewhere_about_it_are_listed(debate: Debate, claim: Claim) -> None:
    raiser = enrol(debate, "reviewer")
    thread = make_thread(debate, "Elsewhere.", by=raiser, doings=[Doing("rebut", claim=claim)])
    thread.close("rejected", by=raiser)
    said = text(shown(claim))
    assert "Also raised about it T1 Elsewhere. Resolved" in said
    assert "rejected, with a reason" in said
    assert "not settled" not in said


def test_a_removed_comment_leaves_no_point_elsewhere(debate: Debate, claim: Claim) -> None:
    comment = make_comment(debate, "Elsewhere.", doings=[Doing("rebut", claim=claim)])
    comment.remove(by=owner_of(debate))
    assert "Also raised about it" not in shown(claim)


def test_a_draft_comment_is_seen_by_its_writer_alone(debate: Debate, claim: Claim) -> None:
    writer = enrol(debate, "reviewer")
    draft = Review.begin(debate, by=writer)
    make_comment(debate, "Only a draft.", by=writer, review=draft, target=claim)
    assert "only you see it" in shown(claim, writer)
    for other in (None, owner_of(debate)):
        assert "Only a draft." not in shown(claim, other)


def test_positions_show_who_holds_what_and_who_changed_their_mind(
    debate: Debate, claim: Claim
) -> None:
    rita = enrol(debate, "reviewer", make_user("Rita Reviewer"))
    Stance.take(claim, by=rita, position="disagree", confidence=90, reason="too strong")
    Stance.take(claim, by=rita, position="partly", confidence=60)
    Stance.take(claim, by=owner_of(debate), position="agree")
    said = text(shown(claim))
    assert "Agrees in part, 60 % Rita Reviewer, reviewer" in said
    assert "changed their mind Disagrees, 90 %" in said
    assert "Agrees Olga Owner, owner" in said


def test_a_position_on_an_earlier_wording_says_so(debate: Debate, claim: Claim) -> None:
    owner = owner_of(debate)
    Stance.take(claim, by=owner, position="agree")
    claim.edit(by=owner, seen=1, title="Search is likely")
    assert "said of version 1" in shown(claim)


def test_a_circle_is_shown_for_what_it_is(debate: Debate, claim: Claim) -> None:
    assert "It bears on itself" not in text(shown(claim))
    others = [make_claim(debate) for _ in range(11)]
    around = [claim, *others, claim]
    for premise, target in pairwise(around):
        make_link(premise, target, "supports")
    said = text(shown(claim))
    assert "In a circle It bears on itself: C1 → C2 → C3 → C4 → C5 → C6 → … → C12 → C1" in said
    make_link(claim, others[0], "attacks")
    make_link(others[0], claim, "attacks")
    assert "It bears on itself: C1 → C2 → C1 ." in text(shown(claim))


def test_promises_about_it_are_named(debate: Debate, claim: Claim) -> None:
    Commitment.promise(debate, by=owner_of(debate), text="Say which search.", claim=claim)
    assert "Promised about it Say which search. Olga Owner Pending" in text(shown(claim))


# Who may do what


def test_a_visitor_is_led_to_log_in_by_what_they_would_do(claim: Claim) -> None:
    markup = shown(claim)
    address = f"{claim.get_absolute_url()}objections/new/"
    assert f'href="{address}"' in markup
    answer = visitor().get(address)
    assert answer["Location"] == f"/accounts/login/?next={address}"
    assert "Edit" not in text(markup)


def test_acts_are_offered_to_those_who_may(debate: Debate) -> None:
    writer = enrol(debate, "reviewer")
    claim = make_claim(debate, by=writer)
    assert ">Edit</a>" in shown(claim, writer)
    assert ">Edit</a>" not in shown(claim, owner_of(debate))
    assert ">Set the status</a>" in shown(claim, owner_of(debate))
    debate.edit(by=owner_of(debate), joining="invitation")
    reader = shown(claim, enrol(debate, "reader"))
    assert "Only participants of this debate may write here." in text(reader)
    assert "Dispute this step" not in reader


def test_what_one_may_not_see_is_not_there() -> None:
    claim = make_claim(make_debate(visibility="private"))
    page(None, claim.get_absolute_url(), status=404)
    page(make_user(), claim.get_absolute_url(), status=404)
    page(enrol(claim.debate, "reader"), claim.get_absolute_url())
    page(None, f"{claim.debate.get_absolute_url()}claims/99/", status=404)


def test_the_words_of_users_are_not_html(debate: Debate) -> None:
    bad = '<img src=x hx-get="/">'
    claim = make_claim(debate, bad, body=bad, voice="reported", attributed_to=bad)
    Stance.take(claim, by=owner_of(debate), position="agree", reason=bad)
    claim.set_status("challenged", by=owner_of(debate), reason=bad)
    other = make_claim(debate, bad)
    Link.make(
        debate, by=owner_of(debate), relation="attacks", premises=[other], target=claim, note=bad
    )
    sent = visitor().get(claim.get_absolute_url()).content.decode()
    assert "<img" not in sent
    assert re.search(r'<div class="body text reading" hx-ignore hx-disable>', sent)


def test_a_fuller_page_takes_no_more_queries(debate: Debate, claim: Claim) -> None:
    owner, counts = owner_of(debate), []
    document = make_document(debate)
    quoted = Passage.locate(document.latest, "It does not select for reasons.")
    for step in range(2):
        for number in range(4):
            raiser = enrol(debate, "reviewer")
            objection = make_claim(debate)
            attack = make_link(objection, claim)
            dispute = make_link(make_claim(debate), attack)
            make_link(make_claim(debate), dispute)
            joint([make_claim(debate), make_claim(debate)], claim)
            make_link(claim, make_claim(debate), "needs")
            make_link(claim, make_link(make_claim(debate), make_claim(debate)))
            claim.cite(document.latest, 4 * step + number, 30, by=owner)
            comment = make_comment(
                debate,
                "See C1, L1.",
                by=raiser,
                target=claim,
                doings=[Doing("ask", claim=claim)],
                passages=[quoted],
            )
            make_comment(debate, by=raiser, doings=[Doing("rebut", claim=objection)])
            make_comment(debate, by=raiser, doings=[Doing("undercut", link=attack)])
            Stance.take(claim, by=raiser, position="agree", comment=comment)
            Commitment.promise(debate, by=owner, text="A promise.", claim=claim)
            claim.set_status("challenged" if claim.status == "open" else "open", by=owner)
        counts.append(query_count(owner, claim.get_absolute_url()))
    assert counts[0] == counts[1] <= 22
