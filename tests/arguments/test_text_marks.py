"""Quoted passages marked in a rendered text."""

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from arguments.text import Block, Mark, clean, marked, render, text_of

from .test_text import markdown

_TAG = re.compile(r"<(/?)([a-z0-9]+)(?:[^>\"]|\"[^\"]*\")*>")


def block_of(source: str) -> Block:
    return render(source).blocks[0]


def mark(source: str, words: str, key: str, **more: str) -> Mark:
    start = render(source).text.index(words)
    return Mark(start, start + len(words), key, **more)


def test_a_mark_is_followed_by_its_number() -> None:
    source = "A plain sentence."
    quoted = mark(
        source, "plain", "q1", classes="open", label="3", href="#n1", name="Note 3 by Ada"
    )
    assert marked(block_of(source), [quoted]) == (
        '<p>A <mark class="open" data-marks="q1">plain</mark>'
        '<a class="mark-number" id="q1" href="#n1" aria-label="Note 3 by Ada">3</a> sentence.</p>'
    )


def test_overlapping_marks_share_runs() -> None:
    source = "one two three"
    marks = [mark(source, "one two", "q1", classes="open"), mark(source, "two three", "q2")]
    assert marked(block_of(source), marks) == (
        '<p><mark class="open" data-marks="q1">one </mark>'
        '<mark class="open" data-marks="q1 q2">two</mark><mark data-marks="q2"> three</mark></p>'
    )


def test_a_mark_does_not_cross_tags() -> None:
    source = "a *b* c"
    assert marked(block_of(source), [Mark(0, 5, "q1")]) == (
        '<p><mark data-marks="q1">a </mark><em><mark data-marks="q1">b</mark></em>'
        '<mark data-marks="q1"> c</mark></p>'
    )


def test_formulas_and_references_are_marked_whole() -> None:
    source = "the $x^2$ of C48"
    marks = [mark(source, "^2", "q1"), mark(source, "of C4", "q2")]
    html = marked(block_of(source), marks)
    assert '<mark data-marks="q1"><span class="math" data-tex="$x^2$">' in html
    assert '<mark data-marks="q2"><span class="ref">C48</span></mark>' in html


def test_the_number_stands_outside_of_a_link() -> None:
    source = "see [this page](https://a.example/) now"
    html = marked(block_of(source), [mark(source, "this", "q1", label="1", href="#n1")])
    assert '<mark data-marks="q1">this</mark> page</a><a class="mark-number"' in html


def test_a_mark_over_several_blocks_has_one_number_at_its_end() -> None:
    rendered = render("First one.\n\n- second\n- third")
    whole = Mark(6, len(rendered.text) - 2, "q1", label="1", href="#n1")
    first, second = (marked(block, [whole]) for block in rendered.blocks)
    assert first == '<p>First <mark data-marks="q1">one.</mark></p>'
    assert second == (
        '<ul><li><mark data-marks="q1">second</mark></li><li><mark data-marks="q1">thi</mark>'
        '<a class="mark-number" id="q1" href="#n1">1</a>rd</li></ul>'
    )


def test_a_mark_that_ends_with_the_blank_line_ends_in_its_block() -> None:
    first = render("First one.\n\nSecond.").blocks[0]
    assert marked(first, [Mark(6, 12, "q1", label="1", href="#n1")]).endswith(">1</a></p>")


def test_attributes_are_escaped_and_marks_elsewhere_leave_no_trace() -> None:
    block = block_of("words")
    hostile = Mark(0, 5, 'q"<', classes='a"<b', label="<i>", href='"><script>', name='"<')
    html = marked(block, [hostile, Mark(99, 120, "q2"), Mark(3, 3, "q3")])
    assert "<script>" not in html
    assert text_of(html) == "words"
    assert "q2" not in html
    assert "q3" not in html


def test_characters_written_as_entities_are_one_each() -> None:
    html = marked(block_of("a < b & c"), [Mark(2, 7, "q1")])
    assert html == '<p>a <mark data-marks="q1">&lt; b &amp;</mark> c</p>'


ranges = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 60)), max_size=6)


@given(markdown, ranges)
def test_marks_change_no_word_and_break_no_tag(source: str, places: list[tuple[int, int]]) -> None:
    marks = [
        Mark(start, start + length, f"q{index}", "m", str(index), "#n")
        for index, (start, length) in enumerate(places)
    ]
    rendered = render(clean(source))
    for block in rendered.blocks:
        html = marked(block, marks)
        assert text_of(html) == rendered.text[block.start : block.end]
        without = re.sub(r'<a class="mark-number"[^>]*>\d+</a>', "", html)
        assert re.sub(r"</?mark[^>]*>", "", without) == block.html
        assert_balanced(html)


@given(markdown, ranges)
def test_every_marked_word_is_within_its_mark(source: str, places: list[tuple[int, int]]) -> None:
    rendered = render(clean(source))
    for start, length in places:
        end = min(start + length, len(rendered.text))
        html = "".join(marked(block, [Mark(start, end, "q1")]) for block in rendered.blocks)
        runs = re.findall(r'<mark data-marks="q1">(.*?)</mark>', html, re.DOTALL)
        shown = "".join("".join(map(text_of, runs)).split())
        assert "".join(rendered.text[start:end].split()) in shown


def assert_balanced(html: str) -> None:
    opened: list[str] = []
    for closing, name in _TAG.findall(html):
        if closing:
            assert opened.pop() == name
        elif name not in {"br", "hr", "mspace"}:
            opened.append(name)
    assert not opened


def test_many_marks_on_a_long_text_take_no_time() -> None:
    rendered = render(clean("words of a *paragraph* with $x_1$ in it " * 1_250))
    marks = [Mark(n * 200, n * 200 + 400, f"q{n}", "open", str(n), f"#n{n}") for n in range(200)]
    begun = time.process_time()
    html = marked(rendered.blocks[0], marks)
    assert time.process_time() - begun < 2
    assert html.count('class="mark-number"') == 200
