"""Quotations carried over to the next version of their text."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arguments.anchoring import Carried, Selector, carry, select
from arguments.text import clean, render

from .test_text import markdown, some_passage

OLD = """\
Training selects a model by what it does on the training data alone.

A model may pursue a goal of its own, and do well in training all the same.

Nothing that we measure in training tells the two apart with certainty.

So we should look inside of the model, with tools which do not exist yet."""


def quoted(text: str, words: str) -> Selector:
    start = text.index(words)
    return select(text, start, start + len(words))


def carried(words: str, new: str, old: str = OLD) -> Carried:
    (found,) = carry(old, new, [quoted(old, words)])
    if found.selector:
        start, end = found.selector.start, found.selector.end
        assert new[start:end] == found.selector.exact
    return found


def words_of(found: Carried) -> str | None:
    return found.selector.exact if found.selector else None


def test_an_untouched_passage_is_exact_wherever_it_now_stands() -> None:
    new = "A new opening.\n\n" + OLD
    found = carried("a goal of its own", new)
    assert found.state == "exact"
    assert found.selector == quoted(new, "a goal of its own")


def test_a_passage_stays_exact_when_its_own_paragraph_changes_around_it() -> None:
    found = carried("a goal of its own", OLD.replace("A model may", "Some models do"))
    assert found.state == "exact"


def test_a_passage_over_paragraphs_is_exact() -> None:
    words = "all the same.\n\nNothing that we"
    assert carried(words, "New.\n\n" + OLD).state == "exact"


def test_a_reworded_passage_is_changed_and_says_its_new_words() -> None:
    new = OLD.replace("pursue a goal of its own", "secretly pursue some goal of its own")
    found = carried("A model may pursue a goal of its own", new)
    assert found.state == "changed"
    assert words_of(found) == "A model may secretly pursue some goal of its own"


def test_a_passage_that_is_mostly_rewritten_is_lost() -> None:
    new = OLD.replace("pursue a goal of its own", "follow aims unlike those which we gave it")
    assert carried("pursue a goal of its own", new) == Carried("lost", None)


def test_a_paragraph_put_elsewhere_has_moved() -> None:
    first, second, third, fourth = OLD.split("\n\n")
    new = "\n\n".join([second, third, fourth, first])
    found = carried("by what it does on the training data", new)
    assert found.state == "moved"
    assert words_of(found) == "by what it does on the training data"


def test_a_deleted_passage_is_lost() -> None:
    first, _, third, fourth = OLD.split("\n\n")
    assert carried("a goal of its own", "\n\n".join([first, third, fourth])).state == "lost"


def test_a_lookalike_of_a_deleted_sentence_is_not_taken_for_it() -> None:
    """The passage goes; a sentence that differs in one word stays (hypothesis/client #7571)."""
    sister = "The encoder maps each input to a code of fixed length."
    gone = "The decoder maps each input to a code of fixed length."
    old = f"About encoders. {sister} More on that.\n\nAbout decoders. {gone} And so on."
    new = f"About encoders. {sister} More on that.\n\nAbout decoders. And so on."
    assert carried(gone, new, old).state == "lost"
    same_paragraph = f"{sister} {gone} The end."
    assert carried(gone, f"{sister} The end.", same_paragraph).state == "lost"


def test_a_name_that_was_replaced_does_not_jump_to_its_namesake() -> None:
    """One "Robin" is edited to "Elisa"; the other Robin is someone else (hypothesis/h #2798)."""
    old = "Robin wrote the first draft.\n\nLater on Robin read it to the others."
    new = "Robin wrote the first draft.\n\nLater on Elisa read it to the others."
    start = old.rindex("Robin")
    (found,) = carry(old, new, [select(old, start, start + 5)])
    assert found == Carried("lost", None)


def test_words_that_two_unrelated_paragraphs_share_hold_nothing() -> None:
    old = OLD.replace(
        "Nothing that we measure in training tells", "Nothing which Robin measured tells"
    )
    new = OLD.replace(
        "Nothing that we measure in training tells the two apart with certainty.",
        "On Sundays, Robin and the children went out to feed ducks beside a pond.",
    )
    assert carried("Robin", new, old).state == "lost"


def test_of_two_new_places_neither_is_taken() -> None:
    line = "A sentence that will be moved."
    around = "Here is a paragraph that is as long as the context which a selector remembers."
    old = f"{line}\n\nOne.\n\nTwo.\n\nThree."
    new = f"One.\n\nTwo.\n\nThree.\n\n{around}\n\n{line}\n\n{around}\n\n{line}\n\n{around}"
    assert carried(line, new, old).state == "lost"


def test_a_passage_torn_apart_is_found_in_its_greater_half() -> None:
    wedge = "\n\n".join(["Much is put in between, at length and in detail."] * 5)
    new = OLD.replace("all the same.\n\n", f"all the same.\n\n{wedge}\n\n")
    found = carried("all the same.\n\nNothing that we measure in training tells", new)
    assert found.state == "changed"
    assert words_of(found) == "Nothing that we measure in training tells"


def test_a_formula_is_never_cut() -> None:
    old = "We know that the loss $L + \\lambda R$ is bounded."
    new = "We know that the loss $L + \\lambda R^2$ is bounded."
    found = carried("the loss $L + \\lambda R$", new, old)
    assert words_of(found) == "the loss $L + \\lambda R^2$"


def test_a_selector_that_does_not_fit_its_text_is_lost() -> None:
    assert carry(OLD, OLD, [Selector("no such words", "", "", 5, 18)])[0].state == "lost"


def test_nothing_to_carry_and_nothing_left() -> None:
    assert carry(OLD, OLD, []) == []
    assert carried("a goal", "").state == "lost"


@given(markdown, st.integers(0, 200), st.integers(1, 80))
def test_onto_the_same_text_all_is_exact(source: str, start: int, length: int) -> None:
    text = render(clean(f"words {source}")).text
    selector = select(text, *some_passage(text, start, length))
    assert carry(text, text, [selector]) == [Carried("exact", selector)]


lines = st.lists(
    st.lists(st.sampled_from(["one", "two", "three", "four", "$x$", "é", "."]), max_size=6).map(
        " ".join
    ),
    max_size=6,
).map("\n\n".join)


@given(lines, lines, st.integers(0, 60), st.integers(1, 40))
def test_a_state_never_says_more_than_the_text(old: str, new: str, start: int, length: int) -> None:
    old = f"one {old}"
    selector = select(old, *some_passage(old, start, length))
    (found,) = carry(old, new, [selector])
    assert (found.selector is None) == (found.state == "lost")
    if found.selector:
        assert new[found.selector.start : found.selector.end] == found.selector.exact
        assert (found.selector.exact == selector.exact) == (found.state != "changed")


@pytest.mark.parametrize("paragraphs", [400, 4_000])
def test_a_thousand_quotations_of_a_long_text_take_little_time(paragraphs: int) -> None:
    chance = random.Random(1)
    vocabulary = [f"word{n}" for n in range(2_000)]
    old_lines = [" ".join(chance.choices(vocabulary, k=18)) for _ in range(paragraphs)]
    new_lines = [
        line if chance.random() < 0.8 else line.replace(line.split()[5], "another", 1)
        for line in old_lines
        if chance.random() < 0.97
    ]
    old, new = "\n\n".join(old_lines), "\n\n".join(new_lines)
    places = [chance.randrange(len(old) - 200) for _ in range(1_000)]
    selectors = [select(old, start, start + chance.randrange(20, 200)) for start in places]
    begun = time.process_time()
    states = [found.state for found in carry(old, new, selectors)]
    assert time.process_time() - begun < 2
    assert states.count("lost") < 60
    assert "moved" not in states


def test_a_text_without_one_common_line_stays_within_its_means() -> None:
    old, new = "\n\n".join(map(str, range(60_000))), "\n\n".join(map(str, range(70_000, 140_000)))
    begun = time.process_time()
    assert carry(old, new, [quoted(old, "59999")])[0].state == "lost"
    assert time.process_time() - begun < 10
