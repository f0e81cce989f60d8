"""Entering, editing and deciding about claims."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError

from arguments.models import Claim, Debate, Stale, Status
from tests.factories import (
    enrol,
    make_claim,
    make_debate,
    make_document,
    make_link,
    make_user,
    owner_of,
)

pytestmark = pytest.mark.django_db


def test_claims_are_numbered_within_their_debate() -> None:
    first, second = make_debate(), make_debate()
    numbers = [make_claim(debate).number for debate in (first, first, second)]
    assert numbers == [1, 2, 1]


def test_a_title_is_one_clean_line() -> None:
    claim = make_claim(make_debate(), title="  A learned  search\nis not visible ")
    assert claim.title == "A learned search is not visible"


@pytest.mark.parametrize("title", ["", "   ", "x" * 251, "a\x00b"])
def test_a_bad_title_is_refused_by_name_and_nothing_is_kept(title: str) -> None:
    debate = make_debate()
    with pytest.raises(ValidationError) as refusal:
        Claim.enter(debate, by=owner_of(debate), title=title)
    assert "title" in refusal.value.message_dict
    assert not Claim.objects.exists()


def test_an_edit_keeps_every_earlier_wording() -> None:
    debate = make_debate()
    writer = enrol(debate, "reviewer")
    claim = make_claim(debate, "It never generalises", by=writer)
    claim = claim.edit(by=writer, seen=1, title="It rarely generalises", reason="too strong")
    assert claim.version == 2
    wordings = list(claim.versions.values_list("number", "title", "reason"))
    assert wordings == [(1, "It never generalises", ""), (2, "It rarely generalises", "too strong")]


def test_a_stale_edit_is_refused_and_shows_the_current_wording() -> None:
    debate = make_debate()
    writer = enrol(debate, "reviewer")
    claim = make_claim(debate, "One", by=writer)
    claim.edit(by=writer, seen=1, title="Two")
    with pytest.raises(Stale) as stale:
        claim.edit(by=writer, seen=1, title="Three")
    assert isinstance(stale.value.current, Claim)
    assert stale.value.current.title == "Two"
    assert Claim.objects.get().title == "Two"


def test_a_person_edits_only_their_own_words() -> None:
    debate = make_debate()
    claim = make_claim(debate, by=enrol(debate, "reviewer"))
    for role in ("reviewer", "author", "editor"):
        with pytest.raises(PermissionDenied):
            claim.edit(by=enrol(debate, role), seen=1, title="Other words")


def test_an_editor_may_correct_imported_words() -> None:
    debate = make_debate()
    claim = make_claim(debate)
    claim.by = debate.named("Somebody of a forum", "reviewer")
    claim.save(update_fields=["by"])
    assert claim.can_edit(enrol(debate, "editor"))
    assert not claim.can_edit(enrol(debate, "reviewer"))


def test_joining_an_open_debate_happens_by_contributing() -> None:
    debate, stranger = make_debate(joining="open"), make_user()
    claim = make_claim(debate, by=stranger)
    assert (claim.by.user, claim.by.role) == (stranger, "reviewer")
    assert claim.by.changes.get().new == "reviewer"


def test_a_debate_by_invitation_takes_no_strangers_words() -> None:
    debate = make_debate(joining="invitation")
    for person in (make_user(), AnonymousUser(), enrol(debate, "reader")):
        with pytest.raises(PermissionDenied):
            Claim.enter(debate, by=person, title="A claim")


def test_a_removed_participant_does_not_come_back_by_writing() -> None:
    debate = make_debate(joining="open")
    with pytest.raises(PermissionDenied):
        make_claim(debate, by=enrol(debate, "former"))


def test_each_decision_stays_on_record_with_its_reason() -> None:
    debate = make_debate()
    editor = enrol(debate, "editor")
    claim = make_claim(debate)
    claim.set_status("challenged", by=editor, reason="the step is missing")
    claim.set_status("settled", by=editor, reason="agreed by both")
    changes = list(claim.status_changes.values_list("old", "new", "reason"))
    assert changes == [
        ("open", "challenged", "the step is missing"),
        ("challenged", "settled", "agreed by both"),
    ]
    assert Claim.objects.get().status == "settled"


def test_the_same_decision_twice_is_refused() -> None:
    debate = make_debate()
    claim = make_claim(debate)
    with pytest.raises(ValidationError):
        claim.set_status("open", by=owner_of(debate))


ALL = set(Status.values)


@pytest.mark.parametrize(
    ("role", "own", "others"),
    [
        ("owner", ALL, ALL),
        ("editor", ALL, ALL),
        ("author", ALL - {"settled"}, {"challenged", "conceded", "revised"}),
        ("reviewer", ALL - {"settled"}, {"challenged"}),
    ],
)
def test_who_may_give_which_status(role: str, own: set[str], others: set[str]) -> None:
    debate = make_debate(joining="invitation")
    person = enrol(debate, role)
    mine, theirs = make_claim(debate, by=person), make_claim(debate, by=enrol(debate, "reviewer"))
    assert {status for status in ALL if mine.can_set_status(person, status)} == own
    assert {status for status in ALL if theirs.can_set_status(person, status)} == others


def test_every_change_counts_a_version_of_the_graph() -> None:
    debate = make_debate()
    claim = make_claim(debate)
    before = Debate.objects.get().graph_version
    claim.set_status("challenged", by=owner_of(debate))
    assert Debate.objects.get().graph_version == before + 1


def test_a_claim_cites_the_passage_in_which_it_is_stated() -> None:
    debate = make_debate()
    revision = make_document(debate).latest
    claim = make_claim(debate)
    start = revision.text.index("It does not select")
    citation = claim.cite(
        revision, start, start + len("It does not select for reasons."), by=owner_of(debate)
    )
    assert citation.exact == "It does not select for reasons."
    assert revision.text[citation.start : citation.end] == citation.exact


def test_search_finds_words_of_title_and_body() -> None:
    debate = make_debate()
    title = make_claim(debate, "Deceptive alignment is stable")
    body = make_claim(debate, "Another matter", body="It is about *deceptive* models.")
    make_claim(debate, "Unrelated")
    assert set(Claim.objects.search("deceptive")) == {title, body}


def test_role_filter_follows_the_links() -> None:
    debate = make_debate()
    argument, objection = make_claim(debate), make_claim(debate)
    make_link(objection, argument)
    assert list(Claim.objects.in_role("objection", debate)) == [objection]
