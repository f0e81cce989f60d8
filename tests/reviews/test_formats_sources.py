"""Where quoted passages are found, and what then answers what."""

from dataclasses import replace

import pytest

from reviews.formats import crux_json, markdown
from reviews.formats.document import (
    Comment,
    Document,
    Person,
    Quotation,
    QuotationSource,
    Target,
)
from reviews.formats.sources import Source, resolve

THREAD = """\
# Comment by Ada

The tide rises twice a day. The moon pulls the water, as is well known.

> The harbour needs no wall.

It needs **one** wall at least. The storm of last year “showed it”.

# Comment by Bo

> The moon pulls the water, as is well known.

Not alone: the sun does too.

> It needs one wall at least.
>
> The storm of last year "showed it".

Agreed.

# Comment by Ada

> Not alone: the sun does too.

Right.
"""
HARBOUR = "Ships come and go.\n\nThe harbour needs no wall. It needs a light."


def found(document: Document) -> list[tuple[str, QuotationSource, int | None, int | None]]:
    return [
        (quotation.exact, quotation.source, quotation.start, quotation.end)
        for comment in document.comments
        for quotation in comment.quotations
    ]


def test_passages_are_traced_to_earlier_comments_and_to_documents() -> None:
    document = resolve(markdown.loads(THREAD), [Source(3, 1, HARBOUR), Source(4, 2, "Else.")])
    quotations = [each for comment in document.comments for each in comment.quotations]
    places = [(q.source.document, q.source.comment, q.start, q.end) for q in quotations]
    assert places == [
        (3, None, 20, 46), (None, "c1", 28, 71), (None, "c2", 0, 27), (None, "c2", 28, 63),
        (None, "c3", 0, 28),
    ]  # fmt: skip
    assert {each.state for each in quotations} == {"exact"}
    assert [each.verbatim for each in quotations] == [True, True, True, False, True]
    assert quotations[0].prefix == "Ships come and go.\n\n"
    assert quotations[0].suffix == " It needs a light."


def test_the_words_stay_as_they_were_quoted() -> None:
    unresolved = markdown.loads(THREAD)
    resolved = resolve(unresolved, [Source(3, 1, HARBOUR)])
    assert [exact for exact, *_ in found(resolved)] == [exact for exact, *_ in found(unresolved)]
    assert markdown.dumps(resolved) == markdown.dumps(unresolved)


def test_comments_answer_what_they_quote_and_follow_it_in_its_thread() -> None:
    document = resolve(markdown.loads(THREAD), [Source(3, 1, HARBOUR)])
    assert [(each.target, each.thread, each.number) for each in document.comments] == [
        (Target(), 1, 1),
        (Target(document=3), 2, 1),
        (Target(comment="c1"), 1, 2),
        (Target(comment="c2"), 2, 2),
        (Target(comment="c3"), 1, 3),
    ]
    assert [(each.number, each.raised_by) for each in document.threads] == [(1, "Ada"), (2, "Ada")]


def test_without_the_source_a_quotation_stays_unresolved_until_it_is_there() -> None:
    first = resolve(markdown.loads(THREAD))
    assert found(first)[0][1:] == (QuotationSource(name=""), None, None)
    assert first.comments[1].target == Target()
    assert crux_json.loads(crux_json.dumps(first)) == first
    assert resolve(first, [Source(3, 1, HARBOUR)]) == resolve(
        markdown.loads(THREAD), [Source(3, 1, HARBOUR)]
    )


def test_the_newest_revision_that_has_the_passage_is_its_source() -> None:
    sources = [Source(3, 1, HARBOUR), Source(3, 3, "All new."), Source(3, 2, f"So. {HARBOUR}")]
    assert found(resolve(markdown.loads(THREAD), sources))[0][1:] == (
        QuotationSource(document=3, revision=2), 24, 50
    )  # fmt: skip


@pytest.mark.parametrize(
    "sources",
    [
        [Source(3, 1, HARBOUR + " " + HARBOUR)],
        [Source(3, 2, HARBOUR + " " + HARBOUR), Source(3, 1, HARBOUR)],
        [Source(3, 1, HARBOUR), Source(4, 1, HARBOUR)],
    ],
)
def test_a_passage_that_may_be_from_two_places_stays_unresolved(sources: list[Source]) -> None:
    assert found(resolve(markdown.loads(THREAD), sources))[0][1] == QuotationSource(name="")


def test_nobody_quotes_their_own_review() -> None:
    text = "# Comment by Ada\n\nWords here.\n\n> Words here.\n\nSo.\n"
    assert found(resolve(markdown.loads(text)))[0][1] == QuotationSource(name="")
    again = text + "\n# Comment by Ada\n\n> Words here.\n"
    sources = [source for _, source, *_ in found(resolve(markdown.loads(again)))]
    assert [source.comment for source in sources] == [None, "c1"]


def test_a_page_may_show_the_answer_before_what_it_answers() -> None:
    text = "# Comment by Bo\n\n> Ships burn.\n\nNever.\n\n# Comment by Ada\n\nShips burn.\n"
    document = resolve(markdown.loads(text))
    assert document.comments[0].target == Target(comment="c2")
    assert [(each.key, each.thread, each.number) for each in document.comments] == [
        ("c1", 1, 2), ("c2", 1, 1)
    ]  # fmt: skip
    assert [thread.raised_by for thread in document.threads] == ["Ada"]


def test_earlier_reviews_come_before_later_ones() -> None:
    said = "\n\nShips burn.\n\n"
    text = f"# Comment by Ada{said}# Comment by Bo\n\n> Ships burn.\n\n# Comment by Cy{said}"
    assert found(resolve(markdown.loads(text)))[0][1] == QuotationSource(comment="c1")


def test_two_who_quote_each_other_make_no_circle() -> None:
    text = (
        "# Comment by Ada\n\n> Ships burn.\n\nShips sink.\n\n"
        "# Comment by Bo\n\n> Ships sink.\n\nShips burn.\n"
    )
    document = resolve(markdown.loads(text))
    assert [source.comment for _, source, *_ in found(document)] == ["c2", "c1"]
    assert [each.target for each in document.comments] == [Target(comment="c2"), Target()]
    assert crux_json.loads(crux_json.dumps(document)) == document


def test_in_a_thread_comments_stand_in_order_of_time_where_it_is_known() -> None:
    text = (
        "# Comment by Ada, 1 May 2021\n\nShips burn.\n\n"
        "# Comment by Bo, 3 May 2021\n\n> Ships burn.\n\nLater.\n\n"
        "# Comment by Cy, 2 May 2021\n\n> Ships burn.\n\nSooner.\n"
    )
    numbers = [comment.number for comment in resolve(markdown.loads(text)).comments]
    assert numbers == [1, 3, 2]


def test_a_cited_passage_is_traced_but_not_answered() -> None:
    text = "# Comment by Ada\n\nShips burn.\n\n# Comment by Bo\n\nShe says:\n\n> Ships burn.\n"
    document = resolve(markdown.loads(text))
    assert found(document)[0][1] == QuotationSource(comment="c1")
    assert document.comments[1].target == Target()


def test_words_left_out_are_marked_by_an_ellipsis() -> None:
    text = (
        "# Comment by Ada\n\n"
        "The first ship burned at noon, they say, and the last ship sank at dusk.\n\n"
        "# Comment by Bo\n\n> The first ship burned at noon … the last ship sank at dusk.\n"
    )
    ((exact, source, start, end),) = found(resolve(markdown.loads(text)))
    assert (source.comment, start, end) == ("c1", 0, 72)
    assert "…" in exact


def test_a_long_chain_of_answers_is_one_thread() -> None:
    length = 3_000
    comments = tuple(
        Comment(key=f"c{n}", by="a", source="x", target=Target(comment=f"c{n + 1}"))
        for n in range(length)
    )
    last = Comment(key=f"c{length}", by="a", source="x", target=Target(document=1))
    whole = Document(people=(Person(key="a", name="A"),), comments=(*comments, last))
    resolved = resolve(whole)
    assert [comment.number for comment in resolved.comments] == list(range(length + 1, 0, -1))
    assert len(resolved.threads) == 1


def test_what_is_resolved_already_is_left_alone() -> None:
    document = resolve(markdown.loads(THREAD))
    moved = replace(
        document.comments[2].quotations[0], source=QuotationSource(comment="c5"), start=0, end=1
    )
    comments = list(document.comments)
    comments[2] = replace(comments[2], quotations=(moved,))
    again = resolve(replace(document, comments=tuple(comments)))
    assert again.comments[2].quotations == (moved,)
    assert isinstance(moved, Quotation)
