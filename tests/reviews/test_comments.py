"""Comments: what they answer, what they quote, and what their acts do."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from arguments.models import Stale
from reviews.models import Comment, Commitment, Doing, Passage, Quotation, Review
from reviews.publishing import publish_revision, put_up_document
from tests.factories import (
    TEXT,
    enrol,
    make_claim,
    make_comment,
    make_debate,
    make_document,
    make_link,
    make_user,
    owner_of,
)

pytestmark = pytest.mark.django_db


def test_a_comment_opens_a_thread_and_an_answer_joins_it() -> None:
    debate = make_debate()
    first = make_comment(debate, "Where does this follow from?")
    second = make_comment(debate, "From the definition.", target=first)
    assert first.thread and second.thread == first.thread
    assert (first.label, second.label) == ("1.1", "1.2")
    assert first.thread.title == "Where does this follow from?"


def test_two_comments_on_one_claim_are_two_points() -> None:
    claim = make_claim(make_debate())
    first, second = (make_comment(claim.debate, target=claim) for _ in range(2))
    assert first.thread != second.thread


def test_a_comment_needs_words_or_a_quotation() -> None:
    debate = make_debate()
    revision = make_document(debate).latest
    with pytest.raises(ValidationError) as refusal:
        make_comment(debate, "   ")
    assert "source" in refusal.value.message_dict
    passage = Passage.of(revision, 0, 17)
    assert Comment.post(debate, by=owner_of(debate), source="", passages=[passage]).number == 1


def test_what_is_answered_is_of_the_same_debate() -> None:
    here, there = make_debate(), make_debate()
    with pytest.raises(ValidationError) as refusal:
        make_comment(here, target=make_claim(there))
    assert "target" in refusal.value.message_dict


def test_a_passage_is_kept_with_its_words_and_its_place() -> None:
    debate = make_debate()
    document = make_document(debate)
    revision = document.latest
    start = revision.text.index("not select for reasons")
    passage = Passage.of(revision, start, start + len("not select for reasons"))
    comment = make_comment(debate, "Why not?", target=document, passages=[passage])
    quotation = comment.quotations.get()
    assert quotation.exact == "not select for reasons"
    assert revision.text[quotation.start : quotation.end] == quotation.exact
    assert quotation.prefix.endswith("It does ")
    assert quotation.state == "exact"


def test_an_ambiguous_passage_is_asked_about_not_guessed() -> None:
    debate = make_debate()
    revision = make_document(debate, "One word. Another word.").latest
    with pytest.raises(ValidationError, match="occur 2 times"):
        Passage.locate(revision, "word")


def test_a_quotation_follows_its_words_to_a_new_revision() -> None:
    debate = make_debate()
    document = make_document(debate)
    passage = Passage.locate(document.latest, "Training selects for behaviour.")
    comment = make_comment(debate, "Agreed.", target=document, passages=[passage])
    revision = publish_revision(
        document, by=owner_of(debate), source="A new opening.\n\n" + TEXT, note="An opening"
    )
    quotation = comment.quotations.get()
    anchor = quotation.anchors.get()
    assert revision.text[anchor.start : anchor.end] == quotation.exact
    assert anchor.state in {"exact", "moved"}
    first = document.revisions.get(number=1)
    assert first.text[quotation.start : quotation.end] == quotation.exact


def test_a_deleted_passage_is_said_to_be_lost_and_its_words_stay() -> None:
    debate = make_debate()
    document = make_document(debate)
    passage = Passage.locate(document.latest, "Training selects for behaviour.")
    comment = make_comment(debate, "Agreed.", target=document, passages=[passage])
    publish_revision(document, by=owner_of(debate), source="# Something else\n\nAltogether.")
    quotation = comment.quotations.get()
    assert quotation.anchors.get().state == "lost"
    assert quotation.exact == "Training selects for behaviour."


def test_a_quotation_waits_for_its_source_and_finds_it() -> None:
    debate = make_debate()
    comment = make_comment(
        debate, "True.", passages=[Passage("Training selects for behaviour.", name="the post")]
    )
    assert comment.quotations.get().state == "unresolved"
    document = put_up_document(debate, by=owner_of(debate), title="The post", source=TEXT)
    quotation = comment.quotations.get()
    assert quotation.source_revision == document.latest
    assert document.latest.text[quotation.start : quotation.end] == quotation.exact


def test_an_edit_keeps_every_wording_and_refuses_a_stale_one() -> None:
    debate = make_debate()
    comment = make_comment(debate, "First.")
    comment.edit(by=owner_of(debate), seen=1, source="Second.", reason="clearer")
    assert list(comment.versions.values_list("source", flat=True)) == ["First.", "Second."]
    with pytest.raises(Stale):
        comment.edit(by=owner_of(debate), seen=1, source="Third.")
    with pytest.raises(PermissionDenied):
        comment.edit(by=enrol(debate, "editor"), seen=2, source="Not mine.")


def test_an_editor_corrects_an_imported_comment_and_the_correction_is_theirs() -> None:
    debate = make_debate()
    comment = make_comment(debate, "Levinf complexity.")
    comment.by = debate.named("Somebody of a forum", "reviewer")
    comment.save(update_fields=["by"])
    with pytest.raises(PermissionDenied):
        comment.edit(by=enrol(debate, "reviewer"), seen=1, source="Mine now.")
    editor = enrol(debate, "editor")
    comment.edit(by=editor, seen=1, source=r"$\mathrm{Levin}_f$ complexity.", reason="the import")
    correction = comment.versions.get(number=2)
    assert (correction.by.user, correction.reason) == (editor, "the import")
    assert comment.by.imported


def test_words_that_somebody_quoted_here_are_not_corrected() -> None:
    debate = make_debate()
    said = make_comment(debate, "It is rare.")
    passage = Passage.locate(said, "It is rare.")
    answer = make_comment(debate, "So?", target=said, passages=[passage])
    with pytest.raises(ValidationError, match="stays as they quoted it"):
        answer.edit(by=owner_of(debate), seen=1, source="So?", quoted={0: "It is not rare."})
    assert answer.quotations.get().exact == "It is rare."


def test_a_passage_of_a_comment_is_followed_when_the_comment_is_edited() -> None:
    debate = make_debate()
    comment = make_comment(debate, "It is rare. It is costly.")
    answer = make_comment(
        debate, "How costly?", target=comment, passages=[Passage.locate(comment, "It is costly.")]
    )
    comment.edit(by=owner_of(debate), seen=1, source="In truth, it is rare. It is costly.")
    anchor = answer.quotations.get().anchors.get()
    comment.refresh_from_db()
    assert comment.text[anchor.start : anchor.end] == "It is costly."


def test_agreeing_with_a_claim_is_a_stance_and_conceding_changes_it() -> None:
    debate = make_debate()
    claim, reviewer = make_claim(debate), enrol(debate, "reviewer")
    make_comment(debate, "No.", by=reviewer, target=claim, doings=[Doing("disagree", claim)])
    last = make_comment(
        debate, "I see.", by=reviewer, target=claim, doings=[Doing("concede", claim)]
    )
    history = list(claim.stances.values_list("position", flat=True))
    assert history == ["disagree", "agree"]
    assert claim.stances.current().get().comment == last


def test_one_comment_agrees_with_one_claim_and_disputes_another() -> None:
    debate = make_debate()
    first, second = make_claim(debate), make_claim(debate)
    make_comment(debate, "Half.", doings=[Doing("agree", first), Doing("disagree", second)])
    assert [c.stances.get().position for c in (first, second)] == ["agree", "disagree"]


def test_a_plan_is_a_commitment_and_a_hedged_one_is_tentative() -> None:
    debate = make_debate()
    make_comment(debate, "I will say so in section 2.", doings=[Doing("plan")])
    make_comment(debate, "I may reword it.", doings=[Doing("plan")], qualifiers=["hedged"])
    strengths = list(Commitment.objects.values_list("strength", "state"))
    assert strengths == [("firm", "pending"), ("tentative", "pending")]


@pytest.mark.parametrize("act", ["shout", ""])
def test_an_unknown_act_is_refused(act: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        make_comment(make_debate(), doings=[Doing(act)])
    assert "acts" in refusal.value.message_dict


def test_a_removed_comment_leaves_a_tombstone_and_can_be_restored() -> None:
    debate = make_debate()
    reviewer = enrol(debate, "reviewer")
    comment = make_comment(debate, by=reviewer)
    with pytest.raises(ValidationError):
        comment.remove(by=owner_of(debate))
    with pytest.raises(PermissionDenied):
        comment.remove(by=enrol(debate, "author"), reason="I dislike it")
    comment.remove(by=owner_of(debate), reason="off topic")
    assert Comment.objects.get().removal_reason == "off topic"
    with pytest.raises(PermissionDenied):
        comment.restore(by=reviewer)
    comment.restore(by=owner_of(debate))
    assert Comment.objects.get().removed_at is None


def test_a_draft_review_is_its_writers_alone_until_it_is_published() -> None:
    debate = make_debate()
    reviewer, other = enrol(debate, "reviewer"), make_user()
    claim = make_claim(debate)
    review = Review.begin(debate, by=reviewer)
    make_comment(debate, "An opening.", by=reviewer, review=review, opening=True)
    comment = make_comment(
        debate, "No.", by=reviewer, review=review, target=claim, doings=[Doing("disagree", claim)]
    )
    assert Comment.objects.visible_to(reviewer).count() == 2
    assert not Comment.objects.visible_to(other).exists()
    assert not Review.objects.visible_to(owner_of(debate)).exists()
    assert not claim.stances.exists()
    review.publish(by=reviewer, recommendation="minor-changes", confidence=70, partial=True)
    comment.refresh_from_db()
    assert comment.thread
    assert Comment.objects.visible_to(other).count() == 2
    assert claim.stances.get().position == "disagree"
    assert list(review.comments.order_by("position").values_list("opening", flat=True)) == [
        True,
        False,
    ]


def test_a_person_has_one_draft_per_document_and_an_empty_one_is_not_published() -> None:
    debate = make_debate()
    reviewer = enrol(debate, "reviewer")
    review = Review.begin(debate, by=reviewer)
    assert Review.begin(debate, by=reviewer) == review
    with pytest.raises(ValidationError):
        review.publish(by=reviewer)
    with pytest.raises(PermissionDenied):
        review.publish(by=owner_of(debate))


def test_an_undercut_can_be_commented_on_like_a_claim() -> None:
    debate = make_debate()
    step = make_link(make_claim(debate), make_claim(debate), "supports")
    comment = make_comment(
        debate, "It does not follow.", target=step, doings=[Doing("crux", link=step)]
    )
    assert comment.link == step
    assert comment.acts.get().link == step


def test_a_passage_outside_the_text_is_refused() -> None:
    revision = make_document(make_debate()).latest
    with pytest.raises(ValidationError):
        Passage.of(revision, 5, len(revision.text) + 1)


def test_an_unresolved_quotation_never_points_anywhere() -> None:
    debate = make_debate()
    make_comment(debate, passages=[Passage("Not here.", name="a book")])
    quotation = Quotation.objects.get()
    assert (quotation.start, quotation.source, quotation.source_name) == (None, None, "a book")
