"""Kialo's text: read, written byte for byte, and what a tree of pros and cons cannot hold."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.formats import kialo
from reviews.formats.document import Document, FormatError, Link
from tests.reviews.test_formats_graphs import documents, link, linked

FILE = (
    "Discussion Title: Should tea be boiled?\r\n\r\n"
    "1. Tea should be boiled.\r\n"
    "1.1. Pro: It is safer \\(so [they say](https://a.example/x_(y))\\).\r\n"
    "1.1.1. Con: Once.\nAnd then:\n1. no more.\r\n"
    "1.1.1.1. Con: -> See discussion #12: Is once enough?\r\n"
    "1.2. Con: It tastes of nothing.\r\n"
    "1.2.1. Pro: -> See 1.1.1.\r\n"
    "1.3. Con: -> See 1.1."
)
PIECES = st.sampled_from(
    [
        "tea",
        " ",
        "\n",
        "1. ",
        "1.2. Con: ",
        "\\(",
        "[a](b)",
        "…",
        "*x*",
        "-> See",
        "é",
        "\u2028",
        "x" * 120,
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map(lambda parts: "T" + "".join(parts) + "t")


def steps(document: Document) -> list[tuple[tuple[int, ...], str, int | None]]:
    return [(each.premises, each.relation, each.target.claim) for each in document.links]


def test_a_file_is_read() -> None:
    document = kialo.loads(FILE.encode())
    assert document.debate and document.debate.title == "Should tea be boiled?"
    assert document.debate.slug == "should-tea-be-boiled"
    assert [claim.title for claim in document.claims] == [
        "Tea should be boiled.",
        "It is safer (so they say).",
        "Once. And then: 1. no more.",
        "-> See discussion #12: Is once enough?",
        "It tastes of nothing.",
    ]
    assert document.claims[2].body == "Once.\nAnd then:\n1. no more."
    assert steps(document) == [
        ((2,), "supports", 1),
        ((3,), "attacks", 2),
        ((4,), "attacks", 3),
        ((5,), "attacks", 1),
        ((3,), "supports", 5),
        ((2,), "attacks", 1),
    ]


def test_a_file_is_written_byte_for_byte() -> None:
    assert kialo.dumps(kialo.loads(FILE.encode())) == FILE


def test_a_file_that_lost_its_returns_is_read_by_its_numbers() -> None:
    assert kialo.loads(FILE.replace("\r\n", "\n").encode()) == kialo.loads(FILE.encode())


def test_theses_answer_a_question() -> None:
    file = "Discussion Title: How?\r\n\r\n1. How?\r\n1.1. So.\r\n1.1.1. Pro: Since.\r\n1.2. Or so."
    document = kialo.loads(file.encode())
    assert document.claims[0].kind == "question"
    assert steps(document) == [((2,), "answers", 1), ((3,), "supports", 2), ((4,), "answers", 1)]
    assert kialo.dumps(document) == file
    assert kialo.left_out(document) == []


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (b"1. A claim.", "line 1: A file begins with"),
        (b"Discussion Title: X\n\n", "There is no claim in it."),
        (b"Discussion Title: X\n\nWords.\n1. A claim.", "line 3: A number such as"),
        (b"Discussion Title: X\r\n\r\n1. A.\r\n1.2. Pro: B.", "line 4: 1.2. is not next."),
        (b"Discussion Title: X\r\n\r\n1. A.\r\n2. B.", "line 4: 2. is not next."),
        (b"Discussion Title: X\r\n\r\n1. A.\r\n1.1. Pro: -> See 1.9.", "line 4: There is no 1.9."),
        (b"Discussion Title: X\r\n\r\n1. A\nb.\r\n1.1. Pro: ", "line 5: This claim says nothing."),
        (b"Discussion Title: X\r\n\r\n1. \xff", "line 3: This is not UTF-8."),
    ],
)
def test_what_is_wrong_is_said_with_its_line(file: bytes, message: str) -> None:
    with pytest.raises(FormatError) as refused:
        kialo.loads(file)
    assert message in str(refused.value)


def test_what_a_tree_cannot_hold_is_counted() -> None:
    document = linked(
        link(1, (2,), claim=1),
        link(2, (2, 3), claim=1),
        link(3, (3,), link=1),
        link(4, (1,), claim=2),
    )
    (loss,) = kialo.left_out(document)
    assert (loss.count, loss.examples) == (3, ["L2", "L3", "L4"])
    assert len(kialo.loads(kialo.dumps(document).encode()).links) == 1 + 2  # under a question


@settings(max_examples=150)
@given(documents())
def test_each_claim_is_written_once_and_each_link_too_or_it_is_counted(document: Document) -> None:
    sentences = tuple(
        replace(each, title=f"Claim {each.number}", body="") for each in document.claims
    )
    document = replace(document, claims=sentences)
    tree = kialo.Tree(document)
    again = kialo.loads(kialo.dumps(document).encode())
    assert len({each.title for each in again.claims} & {each.title for each in sentences}) == len(
        sentences
    )
    names = {each.number: each.title for each in again.claims}
    ours = {each.number: each.title for each in sentences}
    kept = [each for each in document.links if each not in tree.unplaced]
    assert named(kept, ours) <= named(again.links, names)
    extra = named(again.links, names) - named(kept, ours)
    assert {(relation, end) for _, relation, end in extra} <= {("answers", "Untitled")}


def named(links: object, names: dict[int, str]) -> set[tuple[str, str, str]]:
    return {
        (names[each.premises[0]], each.relation, names[each.target.claim or 0])
        for each in links  # type: ignore[attr-defined]
        if isinstance(each, Link)
    }


@settings(max_examples=200)
@given(st.lists(st.tuples(TEXTS, st.integers(0, 30), st.sampled_from(["Pro", "Con"])), max_size=12))
def test_any_tree_of_any_texts_is_written_as_it_was(said: list[tuple[str, int, str]]) -> None:
    file = tree_of([("The root.", 0, ""), *said])
    assert kialo.dumps(kialo.loads(file.encode())) == file


def tree_of(said: list[tuple[str, int, str]]) -> str:
    """A file in which each text hangs on an earlier one."""
    places: list[tuple[int, ...]] = [(1,)]
    counts = [0]
    for _, at, _ in said[1:]:
        on = at % len(places)
        counts[on] += 1
        places.append((*places[on], counts[on]))
        counts.append(0)
    lines = sorted(zip(places, said, strict=True))
    records = [str(kialo.Record(place, side, text, 0)) for place, (text, _, side) in lines]
    return "\r\n".join(["Discussion Title: Any", "", *records])


def test_a_claim_of_very_many_lines_is_read_in_one_go() -> None:
    file = f"Discussion Title: X\n\n1. A{chr(10) * 300_000}b.\n1.1. Pro: C."
    assert [len(each.body) for each in kialo.loads(file.encode()).claims] == [300_003, 0]


def test_a_large_and_deep_file_is_read_and_written() -> None:
    dice = random.Random(7)
    said = [("The root.", 0, ""), *((f"Claim {n}. " + "x" * 2_400, 0, "Con") for n in range(3_700))]
    said = [(text, dice.randrange(10_000), side) for text, _, side in said]
    deep = [("Deep.", number, "Pro") for number in range(3_701, 4_200)]
    file = tree_of([*said, *deep])
    again = kialo.loads(file.encode())
    assert len(again.claims) == 4_200
    assert kialo.dumps(again) == file
