"""Texts that mean harm: scripts, endless formulas, Markdown made to be slow."""

import json
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arguments.text import clean, paragraphs, render, sections, sentences, text_of
from arguments.text.maths import MathsError, mathml
from arguments.text.render import _ATTRIBUTES, _CLASSES, _PLAIN_MATHML, _TAGS

from .test_text import markdown

SHARED = Path(__file__).parents[3] / "shared" / "data" / "hostile"
SECONDS = 10  # of processor time on a busy machine, five to ten times what it should be

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href='javascript:alert(1)'>x</a>",
    "<div hx-get=/x hx-trigger=load data-hx-post=/y>x</div>",
    "<style>@import 'http://evil.example'</style>",
    "<base href=//evil.example><form action=//evil.example><input>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[><img src=x onerror=alert(1)>]]>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#10;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](\x09javascript:alert(1))",
    "[x](vbscript:x) [x](data:text/html;base64,PHNjcmlwdD4=) [x](file:///etc/passwd)",
    "[x](//evil.example) [x](/\\evil.example) [x](\\\\evil.example)",
    "[x](https://a.example/'onmouseover='alert(1))",
    "[x](https://a.example 'title\" onmouseover=\"alert(1)')",
    '[x](https://a.example/"onmouseover="alert(1))',
    "![x](javascript:alert(1)) ![\" onerror=\"alert(1)](https://a.example/)",
    "<javascript:alert(1)> <https://a.example/\"onclick=alert(1)>",
    "https://a.example/\"onclick=\"alert(1)",
    "[x]: javascript:alert(1)\n\n[x]",
    "```\"><script>alert(1)</script>\nx\n```",
    "``` onclick=alert(1) class=x\nx\n```",
    "| <script> |\n|---|\n| <img onerror=x> |",
    "[^\"><script>]: x\n\ny[^\"><script>]",
    r"$\text{<img src=x onerror=alert(1)>}$",
    r"$\href{javascript:alert(1)}{x}$ $\url{javascript:alert(1)}$ $\htmlData{a=b}{x}$",
    r"$\text{</mtext></math><script>alert(1)</script>}$",
    r"$x\" data-tex=\"$ $\class{mark}{x}\style{color:red}{x}\cssId{main}{x}$",
    r"$\color{red;background:url(//evil.example)}x$",
    r"$$\begin{array}{c|c} \hline a & b \\ \hline \end{array}$$ $\cancel{x}\boxed{y}\color{red}z$",
    "C1<b>C2</b> <span class=ref>C3</span> <mark data-marks=q1>x</mark>",
]  # fmt: skip


class Inspector(HTMLParser):
    """Fails on anything outside of the allow-list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _TAGS | _PLAIN_MATHML | set(_ATTRIBUTES)
        for name, value in attrs:
            if name == "class":
                assert set((value or "").split()) <= _CLASSES[tag]
            else:
                assert name in _ATTRIBUTES[tag] | ({"rel"} if tag == "a" else set())
            if name == "href":
                assert (
                    (value or "").lower().startswith(("https://", "http://", "mailto:", "/", "#"))
                )
                assert not (value or "").startswith(("//", "/\\"))

    handle_startendtag = handle_starttag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("around", ["{}", "> - {}", "# {}", "*a {} b*", "a {}\n{}", "- x\n\n  {}"])
def test_no_payload_leaves_the_allow_list(payload: str, around: str) -> None:
    inspect(around.replace("{}", payload))


@given(st.lists(st.sampled_from(PAYLOADS) | markdown, max_size=6).map("".join))
def test_no_mixture_of_payloads_leaves_the_allow_list(source: str) -> None:
    inspect(source)


def inspect(source: str) -> None:
    rendered = render(clean(source))
    inspector = Inspector(convert_charrefs=True)
    inspector.feed(rendered.html)
    inspector.close()
    for block in rendered.blocks:
        assert text_of(block.html) == rendered.text[block.start : block.end]


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        ("x" * 2_001, "longer than 2,000"),
        ("{" * 151, "more than 150 braces"),
        ("x^" * 301, "more than 300"),
        (r"\frac{" * 75 + "x" + "}{y}" * 75, ""),
        (r"\sqrt" * 299 + " x", ""),
        ("(" * 1_999, "too long"),
        (r"\biggl\|" * 100, "too long"),
        (r"\{" * 100 + "x", "too long"),
        ("(" * 900 + "x" + ")" * 900, ""),
        (r"\begin{matrix}" * 100, "Expected"),
        (r"\def\a{\a\a}\a", "cannot be defined"),
        (r"\let\a=( \a\a\a", "cannot be defined"),
        (r"\newcommand{\a}{\sqrt{\a}}\a", "cannot be defined"),
        (r"\hspace{1000em}x", "1000em is too large"),
        (r"\raisebox{-99em}{x}", "is too large"),
        (r"\unknown", "Unknown command"),
        (r"\frac{1}{", "Expected"),
    ],
)
def test_a_formula_that_cannot_be_set_says_why(tex: str, reason: str) -> None:
    try:
        assert mathml(tex, display=False).startswith("<math>")
        assert not reason
    except MathsError as error:
        assert reason in str(error)
    source = f"before ${tex}$ after"
    rendered = render(source)
    assert rendered.text == source
    assert ("Not shown as mathematics: " in rendered.html) == bool(reason)


def test_a_formula_that_ends_the_typesetter_does_not_harm_the_next() -> None:
    with pytest.raises(MathsError):
        mathml("(" * 1_000, display=False)
    assert mathml("x", display=True) == '<math display="block"><mi>x</mi></math>'


def test_a_text_of_endless_formulas_is_given_up_on() -> None:
    begun = time.monotonic()
    rendered = render(f"${'(' * 100}$ " * 200 + "$x$")
    assert rendered.html.count("math failed") == 201
    assert "other formulas of this text took too long" in rendered.html
    assert time.monotonic() - begun < 30


@pytest.mark.parametrize(
    ("tex", "piece"),
    [
        (r"\begin{aligned} a &= b \end{aligned}", '<mtd class="m-right m-flush-right">'),
        (r"\begin{array}{c|c} a & b \end{array}", '<mtd class="m-rule-right">'),
        (r"\begin{cases} a & b \end{cases}", "m-gap"),
        (r"\boxed{x}", '<menclose class="m-box">'),
        (r"\color{red}x", "<mrow><mi>x</mi></mrow>"),
    ],
)
def test_styles_of_formulas_become_classes(tex: str, piece: str) -> None:
    html = render(f"${tex}$").html
    assert piece in html
    assert " style=" not in html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("$x$ is 5", "$x$ is 5"),
        ("costs $5 and $6", "costs $5 and $6"),
        ("a $x\n  = y$ b", "a $x\n= y$ b"),
        ("$$\n\\int x\n$$", "$$\\int x$$"),
        ("so $$x$$ it is", "so $$x$$ it is"),
        (r"\$x\$ and `$x$`", "$x$ and $x$"),
        (r"$a\$b$", r"$a\$b$"),
        ("$a*b$ and $c*d$", "$a*b$ and $c*d$"),
    ],
)
def test_a_formula_stands_in_the_text_as_its_source(source: str, text: str) -> None:
    assert render(source).text == text


def test_only_formulas_are_set() -> None:
    assert render("$x$ is 5, $$y$$ 6").html.count("data-tex") == 2
    assert "data-tex" not in render(r"costs $5 and $6, `$x$`, \$x\$, $ x $, x$1$2, $$$$").html


@pytest.mark.parametrize("level", ["> ", "- ", "1. ", ">- "])
def test_deep_nesting_is_shown_to_a_depth_no_one_writes(level: str) -> None:
    assert render(level * 20 + "a").text == "a"
    render(level * 3_000 + "a")


SHAPES: dict[str, list[tuple[str, int]]] = {
    "pictures in pictures": [("![", 800), ("a", 1), ("](x)", 800)],
    "links in links": [("[a", 1_000), ("](http://x)", 1_000)],
    "open formulas": [("$a ", 8_000)],
    "open double formulas": [("$$a ", 4_000)],
    "escaped dollars": [("$a\\$", 4_000)],
    "open formula blocks": [("$$\nx\n\n", 2_400)],
    "schemes": [("http://", 4_000)],
    "schemes that are none": [("x://", 8_000)],
    "brackets of an address": [("http://a", 1), ("(", 8_000), (")", 8_000), (".", 8_000)],
    "full stops": [("." * 800 + ")", 8)],
    "references": [("C48 ", 8_000)],
    "footnotes": [("[^a]: b\n\n", 1_600)],
    "marks of a footnote": [("[^a]", 1_600), ("\n\n[^a]: x", 1)],
    "hard breaks": [("a\\\n", 4_000)],
    "headings of one name": [("# a\n\n", 2_400)],
    "headings of every level": [("###### a\n# b\n", 1_600)],
    "controls of direction": [("&#x202e;", 4_000)],
    "wide row": [("a|", 4_000), ("\n", 1), ("-|", 4_000)],
}


@pytest.mark.parametrize("name", SHAPES)
def test_time_grows_with_the_length_of_a_text_and_no_faster(name: str) -> None:
    short = "".join(part * max(1, count // 8) for part, count in SHAPES[name])
    long = "".join(part * count for part, count in SHAPES[name])
    assert seconds(long) < 1 + 24 * seconds(short)


def recipes() -> dict[str, list[tuple[str, int]]]:
    found = SHARED / "markdown-pathological.json"
    return dict(json.loads(found.read_text())["cases"]) if found.exists() else {}


@pytest.mark.parametrize("name", recipes() or [pytest.param("", marks=pytest.mark.skip)])
def test_no_known_recipe_takes_long(name: str) -> None:
    assert seconds("".join(part * count for part, count in recipes()[name])) < SECONDS


def seconds(source: str) -> float:
    """Of processor time, to make all that is made of a text."""
    begun = time.process_time()
    rendered = render(clean(source, limit=500_000))
    sections(rendered)
    for start, end in paragraphs(rendered.text):
        sentences(rendered.text, start, end)
    return time.process_time() - begun
