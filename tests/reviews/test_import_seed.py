"""A real thread of five long replies is imported whole, and goes out and comes back the same.

It is no part of this repository: where it is not beside it, these tests are skipped.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from arguments.models import Debate, Participant, User
from reviews.formats import crux_json, markdown
from reviews.formats.blocks import body
from reviews.formats.plain import to_dict
from reviews.models import Quotation, Review
from reviews.publishing import put_up_document
from reviews.transfer import import_thread, read_debate, write_debate
from tests.factories import make_debate, make_user
from tests.pages import page, post
from tests.reviews.rich import rows

pytestmark = pytest.mark.django_db

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed-thread"


@pytest.fixture
def owner() -> User:
    return make_user("Olga Owner")


@pytest.fixture
def debate(owner: User) -> Debate:
    return make_debate(owner)


@pytest.fixture
def real(debate: Debate, owner: User) -> Debate:
    if not SEED.is_dir():
        pytest.skip("the thread is not beside the checkout")
    data = (SEED / "quoted-markdown.md").read_bytes()
    import_thread(data, debate, by=owner, author="abramdemski")
    return debate


def coded() -> list[list[dict[str, Any]]]:
    """The blocks of each reply, as they were coded by hand."""
    return [reply["blocks"] for reply in json.loads((SEED / "thread.json").read_text())]


def blocks_of(review: Review) -> list[tuple[str, str]]:
    """A review printed again as the reply that it was."""
    printed = []
    for comment in review.comments.order_by("position"):
        blocks = [("body", each) for each in re.split(r"\n{2,}", comment.source) if each]
        for quotation in reversed(comment.quotations.all()):
            blocks.insert(quotation.after, ("quote", quotation.exact))
        printed += [("heading", comment.heading)] if comment.heading else []
        printed += blocks
    return printed


def counts_of(debate: Debate) -> dict[str, int]:
    quotations = Quotation.objects.filter(comment__debate=debate)
    return {
        "reviews": debate.reviews.count(),
        "paragraphs": sum(body(comment.source).blocks for comment in debate.comments.all()),
        "quotations": quotations.count(),
        "blocks": quotations.values("comment", "block").distinct().count(),
        "headings": debate.comments.exclude(heading="").count(),
    }


COUNTS = {"reviews": 5, "paragraphs": 45, "quotations": 30, "blocks": 29, "headings": 3}


def test_the_real_thread_is_all_there_once_and_in_order(real: Debate) -> None:
    assert counts_of(real) == COUNTS
    reviews = list(real.reviews.order_by("number"))
    assert [blocks_of(review) for review in reviews] == [
        [(block["kind"], block["text"]) for block in blocks] for blocks in coded()
    ]


def test_the_replies_answer_what_they_answered(real: Debate) -> None:
    answers = [review.answers and review.answers.number for review in real.reviews.all()]
    assert answers == [None, 1, 2, 3, 1]
    assert not any(review.partial for review in real.reviews.all())


def test_each_quotation_of_a_reply_stands_in_its_paragraph_at_its_offsets(real: Debate) -> None:
    blocks = [block for reply in coded() for block in reply]
    lines = {block["seed_line"]: block["text"] for block in blocks}
    wanted = [block for block in blocks if block.get("source") == "reply"]
    found = list(
        Quotation.objects.exclude(source_comment=None)
        .order_by("comment__review__number", "comment__position", "position")
        .select_related("source_comment")
    )
    assert len(found) == len(wanted) == 21
    for quotation, block in zip(found, wanted, strict=True):
        assert quotation.source_comment
        paragraph, text = lines[block["source_ref"]], quotation.source_comment.text
        assert text.count(paragraph) == 1
        start = text.index(paragraph)
        assert quotation.start == start + block["start"]
        assert quotation.end == start + block["end"]
        assert text[quotation.start : quotation.end] == quotation.exact == block["text"]
        assert (quotation.verbatim, quotation.state) == (True, "exact")


def test_quotations_of_absent_texts_are_named_and_wait(real: Debate) -> None:
    waiting = Quotation.objects.filter(state="unresolved")
    assert sorted(waiting.values_list("source_name", flat=True)) == [
        *["a text cited there"] * 2,
        *["the text under review"] * 7,
    ]


def test_a_passage_is_found_in_a_source_with_a_link_in_it(real: Debate, owner: User) -> None:
    words, texts = rows(real), (SEED / "quoted-source-excerpt.md").read_text()
    put_up_document(real, by=owner, title="An outside text", source=texts)
    placed = Quotation.objects.get(source_revision__document__debate=real)
    assert placed.source_revision
    assert placed.exact.startswith("Furthermore, in the context of machine learning")
    text = placed.source_revision.text
    assert text[placed.start : placed.end].startswith("Furthermore, in the context")
    assert text[: placed.start].endswith("\n\n")
    assert text[placed.end or 0 :].startswith("\n\n")  # a whole paragraph
    after = rows(real)
    assert all(after[name] == words[name] for name in ("reviews", "comments", "threads"))
    others = [each for each in after["quotations"] if each["id"] != placed.pk]
    assert others == [each for each in words["quotations"] if each["id"] != placed.pk]


def test_mathematics_that_the_import_lost_is_put_right_by_hand(real: Debate, owner: User) -> None:
    (quotation,) = Quotation.objects.filter(exact__contains="Levinf").select_related("comment")
    comment, came = quotation.comment, quotation.exact
    address = f"/debates/{real.slug}/comments/{comment.uuid}/edit/"
    shown = page(owner, address)
    assert "Levinf" in shown
    words = came.replace("Levinf", r"$\mathrm{Levin}_f$")
    fields = {f"quoted-{each.position}": each.exact for each in comment.quotations.all()}
    fields |= {f"quoted-{quotation.position}": words, "reason": "The import lost the formula."}
    sent = {"source": comment.source, "seen": comment.version, **fields}
    assert post(owner, address, sent).status_code == 303
    quotation.refresh_from_db()
    assert (quotation.exact, quotation.imported) == (words, came)
    correction = comment.versions.get(number=2)
    assert (correction.by.user, correction.reason) == (owner, "The import lost the formula.")
    assert comment.by.imported
    assert comment.thread
    read = page(None, comment.get_absolute_url())
    assert "<math" in read and "As it was imported:" in read
    data = (SEED / "quoted-markdown.md").read_bytes()
    count = real.comments.count()
    import_thread(data, real, by=owner, author="abramdemski")
    assert real.comments.count() == count


def test_the_real_thread_goes_out_as_json_and_comes_back_equal(real: Debate, owner: User) -> None:
    document = read_debate(real, owner)
    copy = write_debate(
        crux_json.loads(crux_json.dumps(document)),
        by=owner,
        slug="copy",
        copy=True,
        accounts={document.people[0].key: owner},
    )
    again = read_debate(copy, owner)
    keys = {old.key: new.key for old, new in zip(document.comments, again.comments, strict=True)}
    uuids = {
        str(old.uuid): str(new.uuid)
        for name in ("reviews", "threads")
        for old, new in zip(getattr(document, name), getattr(again, name), strict=True)
    }
    data = json.dumps(to_dict(document))
    for old, new in (keys | uuids).items():
        data = data.replace(old, new)
    expected = json.loads(data)
    head = to_dict(again)["debate"]
    assert to_dict(again) == expected | {"debate": head}
    assert counts_of(copy) == COUNTS


def test_the_real_thread_goes_out_as_markdown_and_comes_back(real: Debate, owner: User) -> None:
    other = make_debate(owner)
    import_thread(markdown.dumps(read_debate(real, owner)), other, by=owner)
    assert counts_of(other) == COUNTS
    for ours, theirs in zip(real.reviews.all(), other.reviews.all(), strict=True):
        assert blocks_of(ours) == blocks_of(theirs)
        assert ours.by.name == theirs.by.name
    assert Quotation.objects.filter(comment__debate=other, state="exact").count() == 21


def test_importing_the_real_thread_twice_adds_nothing(real: Debate, owner: User) -> None:
    before = rows(real)
    import_thread((SEED / "quoted-markdown.md").read_bytes(), real, by=owner)
    import_thread(markdown.dumps(read_debate(real, owner)), real, by=owner)
    assert rows(real) == before
    assert Participant.objects.filter(debate=real, user=None).count() == 2


def test_nothing_of_the_real_thread_is_resolved_by_silence(real: Debate) -> None:
    states = dict(real.threads.values_list("number", "state"))
    alone = {thread.number for thread in real.threads.filter(comment_count=1)}
    assert {states[number] for number in alone} == {"open"}
    assert set(states.values()) == {"open", "waiting", "answered"}
