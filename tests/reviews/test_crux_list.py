"""What a disagreement turns on: named by one side, accepted by the other."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from arguments.models import Claim, Debate, User
from reviews.cruxes import crux_on, cruxes_of, with_hanging
from reviews.models import Comment, CruxWord, Doing, Merge, Stance
from tests.api.clients import body, caller
from tests.factories import enrol, make_claim, make_debate, make_link, make_user, owner_of
from tests.pages import page, post, query_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def thesis(debate: Debate) -> Claim:
    return make_claim(debate, "Penalties exclude planners")


@pytest.fixture
def reviewer(debate: Debate) -> User:
    return enrol(debate, "reviewer")


def cruxes_url(debate: Debate) -> str:
    return f"{debate.get_absolute_url()}cruxes/"


def test_a_crux_is_named_by_an_act_and_accepted_on_the_page_of_the_claim(
    debate: Debate, thesis: Claim, reviewer: User
) -> None:
    Comment.post(
        debate, by=reviewer, source="All hangs on this.", doings=[Doing("crux", claim=thesis)]
    )
    assert crux_on(thesis).state == "named"
    assert "Nobody else has said" in page(None, cruxes_url(debate)).replace("nobody", "Nobody")
    answer = post(
        owner_of(debate), f"{thesis.get_absolute_url()}crux/", {"hold": "holds", "line": "Yes."}
    )
    assert answer["Location"] == f"{thesis.get_absolute_url()}#crux"
    crux = crux_on(thesis)
    assert crux.state == "accepted"
    assert crux.sentence == f"Named by {reviewer.name}; accepted by {owner_of(debate).name}."
    for url in (cruxes_url(debate), thesis.get_absolute_url()):
        assert "Accepted crux" in page(None, url)


def test_the_last_word_of_each_person_counts(debate: Debate, thesis: Claim, reviewer: User) -> None:
    other = enrol(debate, "author")
    CruxWord.say(thesis, by=reviewer, hold="holds")
    CruxWord.say(thesis, by=other, hold="denies", line="It is beside the point.")
    assert crux_on(thesis).state == "declined"
    CruxWord.say(thesis, by=other, hold="holds")
    assert crux_on(thesis).state == "accepted"
    CruxWord.say(thesis, by=reviewer, hold="withdrawn")
    crux = crux_on(thesis)
    assert (crux.state, [by.user for by in crux.holders]) == ("named", [other])
    CruxWord.say(thesis, by=other, hold="withdrawn")
    assert crux_on(thesis).state == ""
    assert cruxes_of(debate) == []
    assert thesis.crux_words.count() == 5


def test_nothing_new_is_no_change(thesis: Claim, reviewer: User) -> None:
    first = CruxWord.say(thesis, by=reviewer, hold="holds", line="It is.")
    assert CruxWord.say(thesis, by=reviewer, hold="holds") == first
    assert CruxWord.say(thesis, by=reviewer, hold="holds", line="Because.") != first


def test_what_was_never_said_cannot_be_taken_back(thesis: Claim, reviewer: User) -> None:
    with pytest.raises(ValidationError, match="have not said"):
        CruxWord.say(thesis, by=reviewer, hold="withdrawn")


def test_only_who_takes_part_may_say(debate: Debate) -> None:
    closed = make_claim(make_debate(joining="invitation"))
    with pytest.raises(PermissionDenied):
        CruxWord.say(closed, by=make_user(), hold="holds")


def test_the_disagreements_above_hang_on_it(debate: Debate, thesis: Claim, reviewer: User) -> None:
    owner = owner_of(debate)
    premise, lower = make_claim(debate, "Time is what counts"), make_claim(debate, "Memory is time")
    step = make_link(premise, thesis, "supports")
    make_link(lower, premise, "supports")
    Stance.take(thesis, by=owner, position="agree")
    Stance.take(thesis, by=reviewer, position="disagree")
    Stance.take(premise, by=owner, position="agree")
    Comment.post(debate, by=reviewer, source="Why?", target=lower, doings=[Doing("ask")])
    CruxWord.say(lower, by=reviewer, hold="holds")
    CruxWord.say(step, by=reviewer, hold="holds")
    of_claim, of_step = with_hanging(debate, cruxes_of(debate))
    assert [each.claim for each in of_claim.contested] == [thesis]
    assert of_claim.contested[0].positions == [("agree", 1), ("disagree", 1)]
    assert [thread.title for thread in of_claim.points] == ["Why?"]
    assert [each.claim for each in of_step.contested] == [thesis]
    shown = page(None, cruxes_url(debate))
    assert "Disagreements that hang on it" in shown
    assert "1 agrees, 1 disagrees" in shown


def test_a_crux_goes_with_a_claim_that_is_merged(
    debate: Debate, thesis: Claim, reviewer: User
) -> None:
    twin = make_claim(debate, "Penalties keep planners out")
    CruxWord.say(twin, by=reviewer, hold="holds")
    merge = Merge.make(twin, into=thesis, by=owner_of(debate))
    assert crux_on(thesis).state == "named"
    with pytest.raises(ValidationError):
        CruxWord.say(Claim.objects.get(pk=twin.pk), by=reviewer, hold="denies")
    merge.undo(by=owner_of(debate))
    assert (crux_on(thesis).state, crux_on(twin).state) == ("", "named")


def test_more_cruxes_ask_no_more_queries(debate: Debate, thesis: Claim, reviewer: User) -> None:
    CruxWord.say(thesis, by=reviewer, hold="holds")
    CruxWord.say(make_link(make_claim(debate), thesis), by=reviewer, hold="holds")
    first = query_count(None, cruxes_url(debate))
    for _ in range(6):
        premise = make_claim(debate)
        Stance.take(premise, by=reviewer, position="agree")
        CruxWord.say(premise, by=reviewer, hold="holds")
        CruxWord.say(make_link(premise, thesis), by=reviewer, hold="holds")
    assert query_count(None, cruxes_url(debate)) == first


def test_the_api_says_and_lists_it(debate: Debate, thesis: Claim, reviewer: User) -> None:
    step = make_link(make_claim(debate), thesis)
    said = {"hold": "holds", "line": "All turns on it."}
    for address in (f"claims/{thesis.uuid}", f"links/{step.uuid}"):
        word = body(caller(reviewer).post(f"/api/v1/{address}/cruxes/", said), 201)
        assert (word["hold"], word["line"]) == ("holds", "All turns on it.")
    words = body(caller().get(f"/api/v1/debates/{debate.slug}/cruxes/"))["results"]
    ends = [(word["claim"], word["link"]) for word in words]
    assert ends == [(str(thesis.uuid), None), (None, str(step.uuid))]
