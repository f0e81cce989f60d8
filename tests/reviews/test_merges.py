"""Merging a claim into one that says the same, and taking them apart again."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from arguments.graphs import graph_of
from arguments.models import Claim, Debate, Link, StandingChange, User
from reviews.models import Comment, Commitment, Doing, Merge, Stance, Thread
from tests.factories import enrol, make_claim, make_debate, make_link, owner_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def debate() -> Debate:
    return make_debate()


@pytest.fixture
def owner(debate: Debate) -> User:
    return owner_of(debate)


def merge(claim: Claim, into: Claim) -> Merge:
    return Merge.make(claim, into=into, by=owner_of(claim.debate), reason="The same")


def state_of(debate: Debate) -> object:
    """All that a merge may touch, as it is in the database."""
    links = debate.links.values_list("pk", "target_claim", "target_link", "status").order_by("pk")
    return (
        list(debate.claims.values_list("pk", "title", "status", "merged_into").order_by("pk")),
        list(links),
        list(debate.links.values_list("pk", "premise_set__claim").order_by("pk", "premise_set")),
        list(debate.comments.values_list("pk", "claim", "link", "made_on").order_by("pk")),
        list(debate.comments.values_list("pk", "acts__claim", "acts__link").order_by("pk", "acts")),
        list(Stance.objects.values_list("pk", "claim", "made_on").order_by("pk")),
        list(debate.commitments.values_list("pk", "claim").order_by("pk")),
        list(debate.claims.values_list("citations", "pk").order_by("citations", "pk")),
    )


def test_everything_about_the_claim_goes_to_the_other_one(debate: Debate, owner: User) -> None:
    thesis, twin = make_claim(debate, "The thesis"), make_claim(debate, "The thesis, once more")
    support = make_link(make_claim(debate), twin, "supports")
    onward = make_link(twin, make_claim(debate), "needs")
    comment = Comment.post(
        debate, by=owner, source="Why?", target=twin, doings=[Doing("agree", twin)]
    )
    promise = Commitment.promise(debate, by=owner, text="To say why", claim=twin)
    merge(twin, thesis)
    for each in (support, onward, comment, promise):
        each.refresh_from_db()
    assert support.target_claim == thesis
    assert list(onward.premises.all()) == [thesis]
    assert (comment.claim, comment.made_on, comment.claim_version) == (thesis, twin, 1)
    assert comment.acts.get().claim == thesis
    assert promise.claim == thesis
    assert thesis.stances.get().made_on == twin
    twin.refresh_from_db()
    assert (twin.merged_into, twin.status) == (thesis, "withdrawn")
    assert twin.versions.get().title == "The thesis, once more"
    assert twin.status_changes.get().reason == f"Merged into {thesis.label}: The same"


def test_undoing_it_leaves_everything_as_it_was(debate: Debate, owner: User) -> None:
    thesis, twin, other = (make_claim(debate) for _ in range(3))
    make_link(twin, thesis, "supports")
    step, same = make_link(twin, other, "supports"), make_link(thesis, other, "supports")
    make_link(make_claim(debate), step)
    make_link(make_claim(debate), same)
    make_link(make_claim(debate), twin)
    Comment.post(debate, by=owner, source="Why?", target=twin, doings=[Doing("agree", twin)])
    Comment.post(debate, by=owner, source="So?", target=step, doings=[Doing("undercut", link=step)])
    Stance.take(thesis, by=owner, position="unsure")
    before = state_of(debate)
    done = merge(twin, thesis)
    assert state_of(debate) != before
    Merge.objects.get(pk=done.pk).undo(by=owner)
    assert state_of(debate) == before
    with pytest.raises(ValidationError, match="undone already"):
        done.undo(by=owner)


def test_what_came_after_the_merge_stays_with_the_other_claim(debate: Debate, owner: User) -> None:
    thesis, twin = make_claim(debate), make_claim(debate)
    done = merge(twin, thesis)
    comment = Comment.post(debate, by=owner, source="Why?", target=thesis)
    done.undo(by=owner)
    comment.refresh_from_db()
    assert (comment.claim, comment.made_on) == (thesis, None)


def test_a_step_that_is_there_twice_is_one_and_what_disputed_it_disputes_that(
    debate: Debate,
) -> None:
    thesis, twin, other, doubt = (make_claim(debate) for _ in range(4))
    step, same = make_link(twin, other, "supports"), make_link(thesis, other, "supports")
    undercut, twice = make_link(doubt, step), make_link(doubt, same)
    third = make_link(make_claim(debate), step)
    make_link(make_claim(debate), undercut)
    merge(twin, thesis)
    status = dict(debate.links.values_list("pk", "status"))
    assert (status[step.pk], status[same.pk]) == ("withdrawn", "open")
    assert (status[undercut.pk], status[twice.pk]) == ("withdrawn", "open")
    third.refresh_from_db()
    assert third.target_link == same
    assert step.status_changes.get().reason.endswith(f"{same.label} says the same")
    graph = graph_of(Debate.objects.get(pk=debate.pk))
    assert len(graph.onto_link[twice.pk]) == 1


def test_a_step_from_one_to_the_other_counts_no_more(debate: Debate) -> None:
    thesis, twin = make_claim(debate), make_claim(debate)
    step = make_link(twin, thesis, "supports")
    merge(twin, thesis)
    step.refresh_from_db()
    assert (step.status, step.target_claim) == ("withdrawn", thesis)
    assert list(step.premises.all()) == [twin]


def test_what_cannot_be_one_is_not_merged(debate: Debate, owner: User) -> None:
    thesis, twin, third = (make_claim(debate) for _ in range(3))
    attack = make_link(twin, thesis)
    joint = Link.make(debate, by=owner, relation="supports", premises=[twin, third], target=thesis)
    before = state_of(debate)
    for claim, into, said in (
        (twin, thesis, f"One attacks the other \\({attack.label}\\)"),
        (thesis, twin, attack.label),
        (twin, third, f"{joint.label} rests on both"),
        (twin, twin, "into itself"),
        (twin, make_claim(make_debate()), "not in this debate"),
    ):
        with pytest.raises(ValidationError, match=said):
            merge(claim, into)
    assert state_of(debate) == before


def test_only_editors_merge(debate: Debate) -> None:
    thesis, twin = make_claim(debate), make_claim(debate)
    for role in ("reader", "reviewer", "author"):
        with pytest.raises(PermissionDenied):
            Merge.make(twin, into=thesis, by=enrol(debate, role))
    done = Merge.make(twin, into=thesis, by=enrol(debate, "editor"))
    with pytest.raises(PermissionDenied):
        done.undo(by=enrol(debate, "author"))


def test_a_merged_claim_takes_nothing_any_more(debate: Debate, owner: User) -> None:
    thesis, twin, third = (make_claim(debate) for _ in range(3))
    merge(twin, thesis)
    twin.refresh_from_db()
    said = f"{twin.label} was merged into {thesis.label}"
    for attempt in (
        lambda: make_link(third, twin),
        lambda: make_link(twin, third),
        lambda: Comment.post(debate, by=owner, source="Why?", target=twin),
        lambda: Stance.take(twin, by=owner, position="agree"),
        lambda: merge(twin, third),
        lambda: merge(third, twin),
    ):
        with pytest.raises(ValidationError, match=said):
            attempt()
    seen_before = Claim.objects.get(pk=twin.pk)
    seen_before.merged_into = None  # as somebody has it who read it before the merge
    with pytest.raises(ValidationError, match=said):
        seen_before.edit(by=owner, seen=1, title="Other words")
    with pytest.raises(ValidationError, match=said):
        seen_before.set_status("open", by=owner)
    with pytest.raises(PermissionDenied):
        twin.edit(by=owner, seen=1, title="Other words")
    with pytest.raises(PermissionDenied):
        twin.set_status("open", by=owner)


def test_merges_are_undone_from_the_last(debate: Debate, owner: User) -> None:
    first, second, third = (make_claim(debate) for _ in range(3))
    comment = Comment.post(debate, by=owner, source="Why?", target=first)
    early, late = merge(first, second), merge(second, third)
    comment.refresh_from_db()
    assert (comment.claim, comment.made_on) == (third, first)
    with pytest.raises(ValidationError, match=f"{second.label} was merged into {third.label}"):
        early.undo(by=owner)
    late.undo(by=owner)
    Merge.objects.get(pk=early.pk).undo(by=owner)
    comment.refresh_from_db()
    assert (comment.claim, comment.made_on) == (first, None)


def test_it_is_told_what_flipped(debate: Debate, owner: User) -> None:
    thesis, twin = make_claim(debate), make_claim(debate)
    make_link(make_claim(debate), twin)
    done = merge(twin, thesis)
    flip = StandingChange.objects.get(claim=thesis)
    assert (flip.new, flip.edit) == ("defeated", f"{twin.label} was merged into {thesis.label}")
    done.undo(by=owner)
    assert StandingChange.objects.filter(claim=thesis)[0].old == "defeated"


# On the pages


def page(name: str, claim: Claim) -> str:
    return reverse(name, args=[claim.debate.slug, claim.number])


def test_an_editor_compares_merges_and_takes_apart(
    client: Client, debate: Debate, owner: User
) -> None:
    thesis = make_claim(debate, "Oversight scales with capability")
    twin = make_claim(debate, "Oversight scales with the capability")
    step = make_link(make_claim(debate), twin, "supports")
    Comment.post(debate, by=owner, source="Why so?", target=twin)
    client.force_login(owner)
    asked = client.get(page("claim_merge", twin)).content.decode()
    assert f"?into={thesis.label}" in asked
    typed = {"into": thesis.label, "reason": "Only an article more"}
    shown = client.post(page("claim_merge", twin), {**typed, "do": "preview"}).content.decode()
    assert '<del><span class="visually-hidden">deleted: </span>' in shown
    assert f"1 step will name {thesis.label}: {step.label}." in shown
    assert f"1 comment of {twin.label} will be found at {thesis.label}." in shown
    assert "Only an article more" in shown
    assert not debate.merges.exists()
    done = client.post(page("claim_merge", twin), typed)
    assert (done.status_code, done["Location"]) == (303, page("claim_detail", thesis) + "#worded")
    kept = client.get(page("claim_detail", thesis)).content.decode()
    assert "Also said as" in kept and "Why so?" in kept and f"said of {twin.label}" in kept
    gone = client.get(page("claim_detail", twin)).content.decode()
    assert f"{twin.label} was merged into" in gone and "Only an article more" in gone
    assert page("claim_objection", twin) not in gone
    client.post(page("claim_separation", twin))
    assert "Why so?" in client.get(page("claim_detail", twin)).content.decode()
    assert client.get(page("claim_separation", twin)).status_code == 404


def test_why_two_cannot_be_taken_apart_is_said(client: Client, debate: Debate, owner: User) -> None:
    first, second, third = (make_claim(debate) for _ in range(3))
    merge(first, second)
    merge(second, third)
    client.force_login(owner)
    answer = client.post(page("claim_separation", first))
    assert answer.status_code == 422
    assert f"{second.label} was merged into {third.label}" in answer.content.decode()


def test_what_cannot_be_merged_is_said_with_the_form(
    client: Client, debate: Debate, owner: User
) -> None:
    thesis, twin = make_claim(debate), make_claim(debate)
    attack = make_link(twin, thesis)
    client.force_login(owner)
    typed = {"into": f"c{thesis.number}", "reason": "Alike"}
    for do, status in (("preview", 200), ("merge", 422)):
        answer = client.post(page("claim_merge", twin), {**typed, "do": do})
        assert answer.status_code == status
        assert f"One attacks the other ({attack.label})" in answer.content.decode()
    assert 'value="Alike"' in answer.content.decode()


def test_a_comment_and_a_stance_say_which_wording_they_are_about(
    client: Client, debate: Debate, owner: User
) -> None:
    claim = make_claim(debate, by=owner)
    comment = Comment.post(debate, by=owner, source="Why so?", target=claim)
    Stance.take(claim, by=owner, position="agree")
    thread = Thread.objects.get(comments=comment).get_absolute_url()
    for address in (page("claim_detail", claim), thread):
        assert "said of version" not in client.get(address).content.decode()
    claim.edit(by=owner, seen=1, title="It holds otherwise")
    link = page("claim_compare", claim) + "?old=1&amp;new=2"
    assert client.get(page("claim_detail", claim)).content.decode().count(link) == 2
    assert link in client.get(thread).content.decode()
    said = client.get(reverse("api_comment", args=[comment.uuid])).json()
    assert (said["claim_version"], said["made_on"]) == (1, None)


def test_words_sent_to_a_claim_that_was_merged_meanwhile_are_not_lost(
    client: Client, debate: Debate, owner: User
) -> None:
    thesis, twin = make_claim(debate), make_claim(debate)
    merge(twin, thesis)
    client.force_login(owner)
    answer = client.post(page("claim_comment", twin), {"source": "Half an hour of words."})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "Half an hour of words." in said
    assert f"{twin.label} was merged into {thesis.label}" in said


def test_the_api_merges_and_takes_apart(client: Client, debate: Debate, owner: User) -> None:
    thesis, twin = make_claim(debate), make_claim(debate)
    make_link(make_claim(debate), twin)
    client.force_login(owner)
    address = reverse("api_claim_merge", args=[twin.uuid])
    body = {"into": str(thesis.uuid), "reason": "The same"}
    merged = client.put(address, body, content_type="application/json")
    assert merged.status_code == 200, merged.content
    assert merged.json()["merged_into"] == str(thesis.uuid)
    assert [each["new"] for each in merged.json()["standing_changes"]] == ["defeated"]
    again = client.put(address, body, content_type="application/json")
    assert (again.status_code, "was merged into" in again.content.decode()) == (400, True)
    [listed] = client.get(reverse("api_merge_list", args=[debate.slug])).json()["results"]
    assert (listed["claim"], listed["into"]) == (str(twin.uuid), str(thesis.uuid))
    apart = client.delete(address)
    assert apart.json()["merged_into"] is None
    assert client.delete(address).status_code == 404
