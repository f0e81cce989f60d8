"""The script that turns a selection into offsets counts as `arguments.text.projection` does."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from arguments import references
from arguments.text import Rendered, clean, render
from arguments.text.marks import Mark, marked

SCRIPT = (Path(__file__).parents[2] / "static/js/quotation.js").read_text()
SOURCES = [
    "# A *title* with $x$\n\nWords, **bold**, `code`, a [link](https://a.example).\n"
    "Soft break, hard\\\nbreak, 😀 and 𝒳. See C48 and L12.\n\n"
    "- one $a_b$\n- two\n\n  its second paragraph\n  - nested $$y^2$$ here\n",
    "> A quote\n>\n> of two paragraphs with C48\n\n$$\\arg\\max_p s(p)$$\n\n"
    "| a | b |\n|---|---:|\n| 1 | $z$ |\n| 3 | |\n\n```\nfirst\n\nthird\n```\n\n***\n\n"
    "A note[^1] and more.\n\n[^1]: The note $n$.\n\n    Its second paragraph.\n",
    "one\n\n---\n\n- a\n-\n- c\n\n![alt](https://x.example/i.png) and $bad \\nocommand{$ end",
]
# Boundaries anywhere in the container, but never inside a surrogate pair: no browser does that.
SELECT = """([seed, count]) => {
  let state = seed;
  const random = (below) => (state = (state * 1103515245 + 12345) % 2147483648) % below;
  const walker = document.createTreeWalker(document.querySelector("[data-quotable]"));
  const nodes = [];
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const point = () => {
    const node = nodes[random(nodes.length)];
    const at = random((node.data ?? node.childNodes).length + 1);
    return [node, /[\\uDC00-\\uDFFF]/.test(node.data?.[at] ?? "") ? at - 1 : at];
  };
  return Array.from({ length: count }, () => {
    const range = document.createRange();
    range.setStart(...point());
    range.setEnd(...point());
    const found = range.collapsed ? null : window.quotationOf(range);
    return found && [found.start, found.end, found.exact];
  }).filter(Boolean);
}"""


def shown(page: Page, text: Rendered, marks: list[Mark]) -> None:
    """Show the text as the reader does, with white space, links and notes between its blocks."""
    blocks = [
        f'<div class="passage">\n<div class="words" data-start="{block.start}">\n'
        f"{references.link(marked(block, marks), {'C48': ('/c/48', 'a title')})}\n</div>"
        "<a href='#'>Respond</a></div><aside>A note.</aside>"
        for block in text.blocks
    ]
    page.set_content(f"<div data-quotable>{''.join(blocks)}</div><p>Below.</p>")
    page.evaluate(f"{{ {SCRIPT}; Object.assign(window, {{ quotationOf, projectionOf }}); }} 0")


@pytest.mark.parametrize("source", SOURCES)
def test_selections_have_the_offsets_of_the_projection(browser: Browser, source: str) -> None:
    page = browser.new_page()
    text = render(clean(source))
    shown(page, text, [])
    found = page.evaluate(SELECT, [7, 200])
    assert len(found) > 50
    for start, end, exact in found:
        assert text.text[start:end] == exact
    page.close()


@pytest.mark.parametrize("source", SOURCES)
def test_marks_and_their_numbers_take_no_room(browser: Browser, source: str) -> None:
    page = browser.new_page()
    text = render(clean(source))
    pick = random.Random(5)
    for _ in range(10):
        starts = [pick.randrange(len(text.text)) for _ in range(4)]
        marks = [Mark(at, at + 30, f"q{at}", "mark-open", "1", "#n1", "Note 1") for at in starts]
        shown(page, text, marks)
        words = "[...document.querySelectorAll('[data-start]')].map((b) => projectionOf(b).text)"
        assert page.evaluate(words) == [text.text[b.start : b.end] for b in text.blocks]
    page.close()
