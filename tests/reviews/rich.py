"""A debate in which everything happens once, and what tests ask of a debate as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from arguments.models import Debate, Link, Participant, User
from reviews.models import (
    Comment,
    Commitment,
    CruxWord,
    Doing,
    Merge,
    Move,
    Passage,
    Quotation,
    Review,
    Stance,
    Thread,
)
from reviews.publishing import edit_claim, publish_revision, put_up_document
from tests.factories import (
    TEXT,
    enrol,
    make_claim,
    make_comment,
    make_debate,
    make_link,
    owner_of,
)

CHANGED = "An opening that was not there.\n\n" + TEXT.replace("Training selects", "It selects")


@contextmanager
def forgotten() -> Iterator[None]:
    """Whatever is written inside was never there."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows(debate: Debate) -> dict[str, list[dict[str, Any]]]:
    """Everything of a debate that an import could touch."""
    return {
        name: list(getattr(debate, name).order_by("pk").values())
        for name in ("participants", "reviews", "comments", "threads")
    } | {"quotations": list(Quotation.objects.filter(comment__debate=debate).values())}


def rich_debate(owner: User | None = None) -> Debate:
    debate = make_debate(owner, summary="What *is* at stake: $x^2$.")
    debate.topics.create(position=1, title="On average")
    author, reviewer = enrol(debate, "author"), enrol(debate, "reviewer")
    argue(debate, author, reviewer)
    document = put_up_document(debate, by=author, title="On silent failure", source=TEXT)
    cited = document.latest.text.index("It does not select")
    debate.claims.get(number=1).cite(document.latest, cited, cited + 10, by=author)
    review = review_document(debate, reviewer)
    answer(debate, author, review, reviewer)
    publish_revision(document, by=author, source=CHANGED, note="Takes up what Rita said.")
    promise(debate, author, reviewer)
    merge(debate, author, reviewer)
    split(debate, reviewer)
    debate.named("Somebody Else", Participant.Role.REVIEWER)
    return debate


def argue(debate: Debate, author: User, reviewer: User) -> None:
    """Claims with a history, steps of every shape, one of them disputed."""
    topic = debate.topics.get()
    main = make_claim(
        debate, "Selection is for behaviour alone", by=author, body="See C2.", topic=topic
    )
    story = make_claim(
        debate, "Low error is enough", by=author, voice="reported", attributed_to="a common view"
    )
    objection = make_claim(debate, "Rare errors can be placed", by=reviewer, kind="evidence")
    main.edit(by=author, seen=1, title="Selection acts on behaviour alone", reason="clearer")
    attack = make_link(objection, story, by=reviewer)
    step = make_link(story, main, "supports", by=author)
    Link.make(
        debate,
        by=reviewer,
        relation="attacks",
        premises=[objection, main],
        target=step,
        note="The step does not follow.",
    )
    story.set_status("challenged", by=reviewer, reason="see C3")
    attack.set_status("withdrawn", by=reviewer, reason="said too much")


def review_document(debate: Debate, reviewer: User) -> Review:
    """A review with an opening, a passage, a section, a claim, and a source that is not here."""
    document = debate.documents.get()
    revision = document.latest
    review = Review.begin(debate, by=reviewer, document=document)
    make_comment(debate, "In short: good.", by=reviewer, review=review, opening=True)
    passage = Passage.locate(revision, "Training selects for behaviour.")
    make_comment(
        debate,
        "Does it?\n\nI wonder.",
        by=reviewer,
        review=review,
        target=document,
        passages=[passage, Passage("Nothing else is selected.", name="a book")],
        doings=[Doing("ask"), Doing("disagree", debate.claims.get(number=1))],
        qualifiers=["hedged", "minor"],
    )
    make_comment(
        debate,
        "Say more here.",
        by=reviewer,
        review=review,
        heading="What can be checked",
        target=revision.sections.get(title="What can be checked"),
        doings=[Doing("suggest"), Doing("crux", link=debate.links.get(number=2))],
    )
    review.publish(by=reviewer, recommendation="minor-changes", confidence=70, partial=True)
    return review


def answer(debate: Debate, author: User, review: Review, reviewer: User) -> None:
    """Answers with effects, an edit under a quotation, a removal, decisions about threads."""
    asked = review.comments.get(position=1)
    reply = make_comment(
        debate,
        "It does: see the definition.",
        by=author,
        target=asked,
        passages=[Passage.locate(asked, "I wonder.")],
        doings=[Doing("answer"), Doing("plan")],
        qualifiers=["hedged"],
    )
    asked.edit(by=reviewer, seen=1, source="Does it, really?\n\nI wonder.", reason="emphasis")
    late = make_comment(debate, "An insult.", by=author, target=reply)
    late.remove(by=owner_of(debate), reason="rude")
    thread = Thread.objects.get(comments=reply)
    thread.close("clarified", by=reviewer, line="Now it is clear.")
    thread.answer_satisfaction("not-satisfied", by=reviewer, line="Almost.")
    thread.reopen(by=author)
    main = debate.claims.get(number=1)
    make_comment(
        debate,
        "There it says more.",
        by=reviewer,
        target=main,
        passages=[Passage.locate(main, "See C2.")],
    )
    correct_an_import(debate)
    edit_claim(main, by=author, seen=main.version, body="See C2, and then C3.")
    make_comment(debate, "Undercut.", by=author, target=debate.links.get(number=3))
    make_comment(debate, "On the whole, fine.", by=author)


def correct_an_import(debate: Debate) -> None:
    """Words that an import got wrong, of a passage that is here and of one that is not."""
    said = make_comment(debate, "It is rare. It is costly.")
    passages = [Passage.locate(said, "It is rare."), Passage("Levinf", name="a book")]
    comment = make_comment(debate, "How rare?", target=said, passages=passages)
    comment.by = debate.named("Somebody of a forum", Participant.Role.REVIEWER)
    comment.save(update_fields=["by"])
    quoted = {0: "It *is* rare.", 1: r"$\mathrm{Levin}_f$"}
    comment.edit(by=owner_of(debate), seen=1, source="How rare?", quoted=quoted)


def promise(debate: Debate, author: User, reviewer: User) -> None:
    CruxWord.say(debate.claims.get(number=1), by=author, hold="holds", line="As I see it.")
    CruxWord.say(debate.links.get(number=1), by=reviewer, hold="denies")
    Stance.take(
        debate.claims.get(number=2), by=reviewer, position="unsure", confidence=40, reason="data"
    )
    document = debate.documents.get()
    commitment = Commitment.objects.get()
    commitment.settle("done", by=author, done_in=document.latest)
    commitment.confirm(by=reviewer)
    other = Commitment.promise(debate, by=author, text="Add a picture", document=document)
    other.settle("declined", by=author, reason="No room.")


def draft_of(debate: Debate, writer: User) -> Comment:
    review = Review.begin(debate, by=writer)
    return make_comment(debate, "Not for others yet.", by=writer, review=review)


def split(debate: Debate, reviewer: User) -> None:
    """A comment that became a point of its own, and one that came back."""
    owner = owner_of(debate)
    begun = make_comment(debate, "To begin with.", by=reviewer)
    for reason in ("Another point.", "A slip."):
        aside = make_comment(debate, f"By the way: {reason}", by=owner, target=begun)
        move = Move.split(aside, by=owner, title="Beside it", reason=reason)
    move.undo(by=owner)


def merge(debate: Debate, author: User, reviewer: User) -> None:
    """A claim that was said twice, with what was said of it."""
    twin = make_claim(debate, "A low error is all one needs", by=author)
    Stance.take(twin, by=reviewer, position="agree")
    make_comment(debate, "Is it?", by=reviewer, target=twin)
    Merge.make(twin, into=debate.claims.get(number=2), by=owner_of(debate), reason="The same")
