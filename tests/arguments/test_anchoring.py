"""Passages selected in a text, and found in it again when they are quoted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arguments.anchoring import Ambiguous, Match, NotFound, find, select
from arguments.text import TextError, clean, may_cut, render

from .test_text import markdown, some_passage

TEXT = (
    "The base optimizer searches; the learned algorithm may search, too.\n\n"
    "It said “don’t – ever – do it…” and stopped. The loss is $L_1 + \\lambda$ here.\n\n"
    "The base optimizer searches again, and nobody knows what the learned algorithm will do."
)


def passage(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def test_a_selection_remembers_its_words_and_what_is_around_them() -> None:
    text = "x" * 100 + " the words " + "y" * 100
    found = select(text, *passage(text, "the words"))
    assert found.exact == "the words"
    assert found.prefix == "x" * 63 + " "
    assert found.suffix == " " + "y" * 63
    assert text[found.start : found.end] == "the words"


def test_blank_edges_are_left_out() -> None:
    assert select("one  two \n", 3, 10).exact == "two"


@pytest.mark.parametrize(("start", "end"), [(3, 5), (5, 5), (-1, 3), (0, 99), (6, 2)])
def test_there_must_be_words(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no text"):
        select("one  two", start, end)


@pytest.mark.parametrize("words", ["$L_1", "lambda$", "L_1 + ", "is $L_1 + \\lambda$ here"])
def test_a_formula_is_selected_whole(words: str) -> None:
    assert "$L_1 + \\lambda$" in select(TEXT, *passage(TEXT, words)).exact


def test_prices_are_no_formula() -> None:
    assert select("costs $5 and $6 today", 7, 12).exact == "5 and"


@pytest.mark.parametrize(
    ("text", "start", "end", "exact"),
    [
        ("e\u0323\u0301x", 0, 1, "e\u0323\u0301"),
        ("a👩\u200d👩\u200d👧b", 2, 3, "👩\u200d👩\u200d👧"),
        ("a👍🏽b", 1, 2, "👍🏽"),
        ("🇩🇪🇫🇷", 2, 3, "🇫🇷"),
        ("🇩🇪🇫🇷", 1, 2, "🇩🇪"),
        ("\u1112\u1161\u11ab", 1, 2, "\u1112\u1161\u11ab"),
        ("❤\ufe0f!", 0, 1, "❤\ufe0f"),
        ("a\u0e33", 0, 1, "a\u0e33"),
    ],
)
def test_what_reads_as_one_character_is_selected_whole(
    text: str, start: int, end: int, exact: str
) -> None:
    assert select(text, start, end).exact == exact


@pytest.mark.parametrize("words", ["learned algorithm may", "do it…", "$L_1 + \\lambda$"])
def test_words_that_occur_once_are_found(words: str) -> None:
    assert find(TEXT, words) == Match(*passage(TEXT, words), verbatim=True)


@pytest.mark.parametrize(
    ("quoted", "words"),
    [
        ('"don\'t - ever - do it..."', "“don’t – ever – do it…”"),
        ("too. It said", "too.\n\nIt said"),
        ("  the   learned\nalgorithm may ", "the learned algorithm may"),
        ("lear\u00adned algo\u200brithm may", "learned algorithm may"),
        ("The loss\u00a0is", "The loss is"),
        ("ﬁ", "fi"),
    ],
)
def test_signs_that_vary_between_copies_are_the_same(quoted: str, words: str) -> None:
    text = TEXT + " fi"
    assert find(text, quoted) == Match(*passage(text, words), verbatim=False)


def test_signs_in_the_text_may_vary_too() -> None:
    text = "He wrote:\u00a0« the\u00ad best\u2009--\u2009e\ufb03cient »"
    found = find(text, '" the best - efficient "')
    assert text[found.start : found.end] == "« the\u00ad best\u2009--\u2009e\ufb03cient »"


@pytest.mark.parametrize("quoted", ["learned algorithms may", "THE LOSS", "", " ", "\u200b"])
def test_what_only_resembles_is_not_found(quoted: str) -> None:
    with pytest.raises(NotFound):
        find(TEXT, quoted)


def test_words_that_occur_twice_need_more() -> None:
    with pytest.raises(Ambiguous) as refused:
        find(TEXT, "The base optimizer searches")
    assert refused.value.count == 2


@pytest.mark.parametrize(
    ("hints", "place"),
    [
        ({"suffix": " again, and"}, 1),
        ({"suffix": "; the learned"}, 0),
        ({"prefix": "here.\n\n"}, 1),
        ({"prefix": "is $L_1 + \\mu$ here.\n\n", "suffix": " again, but"}, 1),
        ({"start": 0}, 0),
        ({"start": TEXT.rindex("The base")}, 1),
        ({"suffix": " again, and", "start": 0}, 1),
    ],
)
def test_context_decides_then_the_position(hints: dict[str, Any], place: int) -> None:
    words = "The base optimizer searches"
    start = (TEXT.index(words), TEXT.rindex(words))[place]
    assert find(TEXT, words, **hints) == Match(start, start + len(words), verbatim=True)


@pytest.mark.parametrize("hints", [{"start": 7}, {"prefix": "entirely other words stood here "}])
def test_hints_that_do_not_decide_leave_it_open(hints: dict[str, Any]) -> None:
    with pytest.raises(Ambiguous):
        find(TEXT, "The base optimizer searches", **hints)


@pytest.mark.parametrize("ellipsis", ["…", "...", " … ", "[...]", " [ … ] ", "(...)", " .... "])
def test_an_ellipsis_stands_for_words_left_out(ellipsis: str) -> None:
    found = find(TEXT, f"the learned algorithm may{ellipsis}stopped. The loss is")
    assert not found.verbatim
    assert TEXT[found.start : found.end].startswith("the learned algorithm may search, too.")
    assert TEXT[found.start : found.end].endswith("do it…” and stopped. The loss is")


def test_a_marked_ellipsis_stands_beside_one_of_the_text_itself() -> None:
    found = find(TEXT, "the learned algorithm may [...] do it…” and stopped")
    assert TEXT[found.start : found.end].endswith("– ever – do it…” and stopped")


def test_an_ellipsis_may_begin_or_end_a_quotation() -> None:
    found = find(TEXT, "[…] the learned algorithm may …")
    assert found == Match(*passage(TEXT, "the learned algorithm may"), verbatim=False)


@pytest.mark.parametrize(
    "quoted",
    [
        "may … too",  # too little to prove anything
        "nobody knows what the … the learned algorithm may",  # not in this order
        "The base optimizer … and these words are not in it",
    ],
)
def test_pieces_that_prove_nothing_are_not_found(quoted: str) -> None:
    with pytest.raises(NotFound):
        find(TEXT, quoted)


def test_pieces_that_fit_twice_are_ambiguous() -> None:
    with pytest.raises(Ambiguous):
        find(TEXT, "The base optimizer searches … what the learned algorithm will do")


@given(markdown, st.integers(0, 300), st.integers(1, 100))
def test_every_selection_is_found_where_it_was(source: str, start: int, length: int) -> None:
    text = render(clean(f"words {source}")).text
    found = select(text, *some_passage(text, start, length))
    assert found.exact == text[found.start : found.end]
    assert text[found.start - len(found.prefix) :].startswith(found.prefix + found.exact)
    assert text.startswith(found.suffix, found.end)
    assert may_cut(text, found.start)
    assert may_cut(text, found.end)
    match = find(text, found.exact, found.prefix, found.suffix, found.start)
    assert match == Match(found.start, found.end, verbatim=True)


varied = st.text(st.sampled_from("ab .'’“\"–-…\u00ad\u200b\u00a0\nﬁe\u0301日$"), max_size=40)


@given(varied, varied, varied)
def test_what_is_found_is_the_passage_in_other_signs(before: str, words: str, after: str) -> None:
    try:
        text, quoted = clean(before + words + after), clean(words)
        found = find(text, quoted)
    except (TextError, NotFound, Ambiguous):
        return
    if found.verbatim:
        assert text[found.start : found.end] in (quoted, quoted.strip())
    assert letters(text[found.start : found.end]) == letters(quoted)


def letters(text: str) -> str:
    return "".join(character for character in text.replace("ﬁ", "fi") if character.isalpha())


def test_a_long_text_of_repetitions_is_no_trouble() -> None:
    text = "the same words again. " * 20_000
    with pytest.raises(Ambiguous) as refused:
        find(text, "the same words", "before", "after", 3)
    assert refused.value.count == 10_000
    found = select(text, 22_000, 22_020)
    assert find(text, found.exact, found.prefix, found.suffix, found.start).start == 22_000
    assert find(text, text[:300_000], start=22).start == 22
    with pytest.raises(NotFound):
        find(text, "the same words again. the same … words that do not occur")
