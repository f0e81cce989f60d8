"""Markdown to the HTML that is stored, and its projection.

CommonMark without raw HTML, plus tables, strikethrough, footnotes, `$mathematics$` and bare
http(s) addresses. What comes out passes an allow-list of our own: no attribute of a user's
survives but the address and the title of a link. A picture becomes a link to it, so that reading
a page tells no other server of it. Words such as C48 are marked as references
(see `arguments.references`). Ids are written for footnotes only: a page that shows several texts
gives each its own `prefix`, and puts the anchors of `sections` on elements of its own.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import nh3
from markdown_it.token import Token

from .markdown import parser
from .projection import text_of

DIVIDER = "\n\n"

_KINDS = {
    "heading_open": "heading",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "fence": "code",
    "code_block": "code",
    "table_open": "table",
    "math_block": "math",
    "hr": "rule",
    "footnote_block_open": "footnotes",
}
_MATHML = {
    "math": {"display"},
    "mo": {"accent", "fence", "form", "largeop", "lspace", "maxsize", "minsize", "movablelimits",
           "rspace", "separator", "stretchy", "symmetric"},
    "mi": {"mathvariant"},
    "mspace": {"width", "height", "depth"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mfrac": {"linethickness", "displaystyle", "scriptlevel"},
    "mstyle": {"displaystyle", "scriptlevel"},
    "mtable": {"displaystyle", "scriptlevel"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
}  # fmt: skip
_PLAIN_MATHML = {"menclose", "mmultiscripts", "mn", "mphantom", "mprescripts", "mroot", "mrow",
                 "msqrt", "msub", "msubsup", "msup", "mtd", "mtext", "mtr"}  # fmt: skip
_ALIGNED = {"align-left", "align-center", "align-right"}
_CLASSES = {
    "a": {"footnote-backref", "image"},
    "section": {"footnotes"},
    "span": {"block", "control", "failed", "math", "ref"},
    "sup": {"footnote-ref"},
    "td": _ALIGNED,
    "th": _ALIGNED,
    "menclose": {"m-box", "m-updiagonalstrike"},
    "mtd": {"m-left", "m-right", "m-flush-left", "m-flush-right", "m-gap",
            "m-rule-left", "m-rule-right", "m-rule-top", "m-rule-bottom"},
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "id", "aria-label"},
    "li": {"id"},
    "ol": {"start"},
    "span": {"data-tex", "title"},
    **_MATHML,
}
_TAGS = {"a", "blockquote", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
         "li", "ol", "p", "pre", "s", "section", "span", "strong", "sup", "table", "tbody", "td",
         "th", "thead", "tr", "ul"}  # fmt: skip
_markdown = parser()
_cleaner = nh3.Cleaner(
    tags=_TAGS | _PLAIN_MATHML | set(_MATHML),
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener ugc",
)


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block of a text: its HTML, and where its text stands in the projection.

    `kind` is heading, paragraph, list, quote, code, table, math, rule or footnotes; `level` is a
    heading's (1 to 6), else 0. `start` and `end` count Unicode code points.
    """

    html: str
    start: int
    end: int
    kind: str
    level: int = 0

    def to_list(self) -> list[Any]:
        """Plain data for JSON, which `from_list` reads back."""
        return [self.html, self.start, self.end, self.kind, self.level]

    @classmethod
    def from_list(cls, data: Sequence[Any]) -> "Block":
        return cls(*data)


@dataclass(frozen=True)
class Rendered:
    """A text as HTML blocks and as the projection they share."""

    blocks: tuple[Block, ...]
    text: str

    @cached_property
    def html(self) -> str:
        return "\n".join(block.html for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its level or above.

    `anchor` is unique among the sections of the text.
    """

    level: int
    title: str
    anchor: str
    start: int
    end: int


def render(source: str, prefix: str = "") -> Rendered:
    """Render Markdown that has passed `clean`; `prefix` goes before the ids of its footnotes."""
    env: dict[str, Any] = {"prefix": prefix}
    blocks: list[Block] = []
    texts: list[str] = []
    end = 0
    for tokens in _top_level(_markdown.parse(source, env)):
        html = _cleaner.clean(_markdown.renderer.render(tokens, _markdown.options, env))
        text = text_of(html)
        start = end + len(DIVIDER) if text and texts else end
        end = start + len(text)
        texts += [text] if text else []
        kind = _KINDS.get(tokens[0].type, "paragraph")
        level = int(tokens[0].tag[1]) if kind == "heading" else 0
        blocks.append(Block(html, start, end, kind, level))
    return Rendered(tuple(blocks), DIVIDER.join(texts))


def _top_level(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    depth = begin = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[begin : index + 1]
            begin = index + 1


def sections(rendered: Rendered) -> list[Section]:
    """Return the sections that the headings of a text make, in order, with unique anchors."""
    headings = [block for block in rendered.blocks if block.kind == "heading"]
    titles = [rendered.text[heading.start : heading.end] for heading in headings]
    ends = _section_ends(headings, len(rendered.text))
    return [
        Section(heading.level, title, anchor, heading.start, end)
        for heading, title, anchor, end in zip(
            headings, titles, _anchors(titles), ends, strict=True
        )
    ]


def _section_ends(headings: Sequence[Block], last: int) -> list[int]:
    ends = [last] * len(headings)
    open_sections: list[int] = []
    for index, heading in enumerate(headings):
        while open_sections and headings[open_sections[-1]].level >= heading.level:
            closed = open_sections.pop()
            ends[closed] = max(headings[closed].end, heading.start - len(DIVIDER))
        open_sections.append(index)
    return ends


def _anchors(titles: Iterable[str]) -> Iterator[str]:
    """Readable ids, each once; "s-" keeps them from meeting an id of the page's own."""
    taken: set[str] = set()
    numbers: Counter[str] = Counter()
    for title in titles:
        words = re.findall(r"\w+", unicodedata.normalize("NFKC", title).lower())
        anchor = slug = "s-" + ("-".join(words)[:60].strip("-") or "section")
        while anchor in taken:
            numbers[slug] += 1
            anchor = f"{slug}-{numbers[slug] + 1}"
        taken.add(anchor)
        yield anchor
