"""Texts: what may come in, what it looks like, and the plain text on which quotations stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arguments.text import (
    Block,
    TextError,
    clean,
    paragraphs,
    render,
    sections,
    sentences,
    text_of,
)

writable = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60
)
#: Pieces of Markdown that meet in every order, with what tends to break offsets between them.
markdown = st.lists(
    st.sampled_from(
        ["word ", "two words", "C48", "*", "**", "_", "`", "~~", "[", "](http://a.example/)", "![",
         "$x$", "$$y^2$$", "$", "5", "\\", "\n", "\n\n", "\n> ", "\n- ", "\n1. ", "\n# ", "\n```\n",
         "    ", "  \n", "[^1]", "\n[^1]: note", "\n\n| a | b |\n|---|---|\n| c |", " | ", "&amp;",
         "&#x301;", "&#13;", "&#10;", "<b>", "e\u0301", "\u202e",
         "👩\u200d👩\u200d👧", "日本", "\u00a0",
         "https://b.example/?a=1&b=(2)", "---"]
    )
    | writable,
    max_size=30,
).map("".join)  # fmt: skip


def some_passage(text: str, start: int, length: int) -> tuple[int, int]:
    """A passage of a text that is not blank, and all of it where the numbers hit blanks."""
    start %= len(text)
    end = min(start + length, len(text))
    return (start, end) if text[start:end].strip() else (0, len(text))


def projection(source: str) -> str:
    return render(clean(source)).text


def test_clean_gives_one_form() -> None:
    assert clean("a\r\nb\rc\u0065\u0301\ttab") == "a\nb\nc\u00e9\ttab"


def test_clean_collapses_a_name_and_takes_its_writing_direction() -> None:
    assert clean(" Ada\u202e \n Lovelace\u00a0", one_line=True) == "Ada Lovelace"


def test_clean_keeps_controls_of_direction_in_longer_texts() -> None:
    assert clean("a\u202eb") == "a\u202eb"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ab\n\nc\x00", "control character U+0000 at 3:2"),
        ("\x0b", "U+000B at 1:1"),
        ("x\x7f", "U+007F at 1:2"),
        ("\ud800", "half of a surrogate pair U+D800 at 1:1"),
        ("one\r\ntwo \x1b[0m", "U+001B at 2:5"),
        ("e" + "\u0323" * 10, "combining marks on one character, at 1:"),
    ],
)
def test_clean_refuses_and_says_where(text: str, message: str) -> None:
    with pytest.raises(TextError) as refused:
        clean(text)
    assert message in str(refused.value)


def test_clean_limits_characters_and_bytes() -> None:
    assert clean("日" * 10, limit=10)
    with pytest.raises(TextError, match="11 characters; 10"):
        clean("a" * 11, limit=10)
    with pytest.raises(TextError, match="40 bytes; 30"):
        clean("🦀" * 10, limit=10)
    with pytest.raises(TextError, match="longer than 10"):
        clean("a" * 1_000_000, limit=10)


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    try:
        cleaned = clean(text)
    except TextError:
        return
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set("\x00\r\x0b\x0c") & set(cleaned)


@pytest.mark.parametrize(
    ("source", "html", "text"),
    [
        ("Some *stressed* **words**", "<p>Some <em>stressed</em> <strong>words</strong></p>",
         "Some stressed words"),
        ("a\nsoft break", "<p>a soft break</p>", "a soft break"),
        ("a  \nhard break", "<p>a<br>hard break</p>", "a\nhard break"),
        ("## Title", "<h2>Title</h2>", "Title"),
        ("- one\n- two\n\n  three",
         "<ul><li><p>one</p></li><li><p>two</p><p>three</p></li></ul>", "one\n\ntwo\n\nthree"),
        ("- one\n- two\n  - three", "<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>",
         "one\n\ntwo\n\nthree"),
        ("7. one", '<ol start="7"><li>one</li></ol>', "one"),
        ("> a\n>\n> b", "<blockquote><p>a</p><p>b</p></blockquote>", "a\n\nb"),
        ("```py\nx = 1\n\ny < 2\n```", "<pre><code>x = 1\n\ny &lt; 2</code></pre>",
         "x = 1\n\ny < 2"),
        ("`a *b*`", "<p><code>a *b*</code></p>", "a *b*"),
        ("~~gone~~", "<p><s>gone</s></p>", "gone"),
        ("| a | b |\n|---|--:|\n| 1 | 2 |",
         '<table><thead><tr><th>a</th><th class="align-right">b</th></tr></thead>'
         '<tbody><tr><td>1</td><td class="align-right">2</td></tr></tbody></table>', "a\tb\n1\t2"),
        ("a &amp; b &lt; c", "<p>a &amp; b &lt; c</p>", "a & b < c"),
        ("***", "<hr>", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_markdown(source: str, html: str, text: str) -> None:
    rendered = render(source)
    assert rendered.html == html
    assert rendered.text == text


def test_links_are_http_mail_or_in_the_site() -> None:
    found = render("[a](https://a.example/) [b](mailto:b@b.example) [c](/claims/4/) [d](#s-d)").html
    assert found.count("<a ") == found.count('rel="nofollow noopener ugc"') == 4


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "ftp://a", "page.html"]
)
def test_other_addresses_stay_text(address: str) -> None:
    assert projection(f"[words]({address})") == f"[words]({address})"


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("See https://a.example/b_c_(d).", "https://a.example/b_c_(d)"),
        ("(https://a.example/)", "https://a.example/"),
        ("**http://a.example**", "http://a.example"),
        ("http://a.example/?q=*x*&amp=1!", "http://a.example/?q=*x*&amp;amp=1"),
    ],
)
def test_bare_addresses_become_links(source: str, address: str) -> None:
    assert f'href="{address}"' in render(source).html


@pytest.mark.parametrize("source", ["www.a.example post3.md a@b.example", "xhttp://a", "https://"])
def test_what_only_resembles_an_address_stays_text(source: str) -> None:
    assert "<a" not in render(source).html


def test_a_picture_becomes_a_link_to_it() -> None:
    html = render("![a *map*](https://a.example/m.png)").html
    assert "<img" not in html
    assert '<a class="image" href="https://a.example/m.png"' in html
    assert projection("[![a map](https://a.example/m.png)](https://b.example/)") == "a map"


def test_references_are_marked_in_prose_alone() -> None:
    html = render("C48, *L12* (T7); not XC48, C4x, C-4, c48, `C1`, [C2](#a), $C_3 C3$ or C0.").html
    assert html.count('<span class="ref">') == 3
    assert '<span class="ref">C48</span>, <em><span class="ref">L12</span></em>' in html


def test_footnotes_have_ids_of_their_own_text_and_zero_width_marks() -> None:
    rendered = render("Said[^a] twice[^a].\n\n[^a]: A *note*.", prefix="c12-")
    assert rendered.text == "Said twice.\n\nA note."
    assert [block.kind for block in rendered.blocks] == ["paragraph", "footnotes"]
    for identifier in ("c12-fn1", "c12-fnref1", "c12-fnref1-2"):
        assert rendered.html.count(f'id="{identifier}"') == 1
        assert f'href="#{identifier}"' in rendered.html


def test_controls_of_direction_are_shown_and_powerless() -> None:
    rendered = render("admin\u202e `x\u2066` [l\u202e](https://a.example/ 't\u202e')")
    assert rendered.text == "admin\ufffd x\ufffd l\ufffd"
    assert 'title="U+202E right-to-left override"' in rendered.html
    assert not set("\u202e\u2066") & set(rendered.html)


def test_a_combining_mark_does_not_reach_into_the_element_before_it() -> None:
    assert projection("a[&#x301;b](#s-c)") == "a\u25cc\u0301b"


def test_blocks_say_where_their_text_is() -> None:
    rendered = render("# A\n\nb\n\n---\n\n- c\n\n$$d$$")
    assert [(b.kind, b.level, rendered.text[b.start : b.end]) for b in rendered.blocks] == [
        ("heading", 1, "A"),
        ("paragraph", 0, "b"),
        ("rule", 0, ""),
        ("list", 0, "c"),
        ("math", 0, "$$d$$"),
    ]
    assert [Block.from_list(block.to_list()) for block in rendered.blocks] == list(rendered.blocks)


@given(markdown)
def test_the_projection_is_the_text_of_the_html(source: str) -> None:
    rendered = render(clean(source))
    assert not set("\x00\r") & set(rendered.text)
    assert unicodedata.is_normalized("NFC", rendered.text)
    texts = [rendered.text[block.start : block.end] for block in rendered.blocks]
    assert texts == [text_of(block.html) for block in rendered.blocks]
    assert "\n\n".join(filter(None, texts)) == rendered.text


@given(markdown)
def test_rendering_neither_fails_nor_varies(source: str) -> None:
    assert render(clean(source)) == render(clean(source))


def test_sections_nest_by_level_and_have_anchors_of_their_own() -> None:
    rendered = render("intro\n\n# One\n\na\n\n## Same\n\nb\n\n# Same\n\nc\n\n### $x$")
    found = sections(rendered)
    assert [(s.level, s.title, s.anchor) for s in found] == [
        (1, "One", "s-one"),
        (2, "Same", "s-same"),
        (1, "Same", "s-same-2"),
        (3, "$x$", "s-x"),
    ]
    assert [rendered.text[s.start : s.end] for s in found] == [
        "One\n\na\n\nSame\n\nb",
        "Same\n\nb",
        "Same\n\nc\n\n$x$",
        "$x$",
    ]


def test_anchors_differ_even_from_titles_that_look_numbered() -> None:
    found = sections(render("# A\n\n# A\n\n# A 2\n\n# !"))
    assert len({section.anchor for section in found}) == 4
    assert all(section.anchor.startswith("s-") for section in found)


def test_paragraphs_are_what_blank_lines_divide() -> None:
    text = projection("# Title\n\none  \nline\n\n- a\n- b")
    assert [text[a:b] for a, b in paragraphs(text)] == ["Title", "one\nline", "a", "b"]


@pytest.mark.parametrize(
    "parts",
    [
        ["One sentence.", "And another!", "Is this one?", "Yes…"],
        ["Dr. Smith et al. (2020) agree, e.g. in Fig. 3, i.e. the third.", "J. R. Doe does not."],
        ["“Why?” he asked.", "“Because.”", "(So it goes.)", "[1] says so."],
        ["It is 3.5 or 1,000.", "2 is a number."],
        ["The loss $f(x). G! h$ is small.", "$x$ is not."],
        ["It stops... and goes on.", "Then it ends..."],
        ["one line of code", "another. line"],
        ["The end"],
    ],
)
def test_sentences(parts: list[str]) -> None:
    divider = "\n" if "code" in parts[0] else " "
    text = "Before. " + divider.join(parts) + " "
    found = sentences(text, len("Before. "), len(text))
    assert [text[start:end] for start, end in found] == parts


@given(markdown, st.integers(0, 200), st.integers(0, 200))
def test_sentences_hold_all_words_of_the_passage_in_order(source: str, a: int, b: int) -> None:
    text = projection(source)
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    found = sentences(text, start, end)
    assert [bound for span in found for bound in span] == sorted(
        {bound for span in found for bound in span}
    )
    words = "".join(text[left:right] for left, right in found)
    assert "".join(words.split()) == "".join(text[start:end].split())
