"""The Markdown parser and what each of its tokens becomes in HTML.

Between elements no white space is written, so that every text node of the result is text.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from .maths import MathsError, TooSlow, mathml

Rule = Callable[[RendererHTML, Sequence[Token], int, Any, dict[str, Any]], str]

NESTING = 100  # of lists and quotations; what is deeper is not shown
MOST_SLOW = 3  # formulas of one text

_ADDRESS = re.compile(r"(?:https?://|mailto:|/(?!/)|#)[^\x00-\x20]*\Z", re.IGNORECASE)
_SCHEME = re.compile(r"(?<![a-z0-9])https?\Z", re.IGNORECASE)
_BARE = re.compile(r"://[^\s<>\"`|]+")
_FORMULA = re.compile(
    r"\$\$((?:[^$\\]|\\.)+)\$\$|\$(?![\s$])((?:[^$\\`]|\\.)+)(?<!\s)\$(?!\d)", re.DOTALL
)
_REFERENCE = re.compile(r"(?<![\w/.#-])[CLTD][1-9]\d{0,5}(?![\w-])")
_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACES = dict.fromkeys(map(ord, "\t\r\n\f"), " ")


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return _ADDRESS.match(url) is not None


def parser() -> MarkdownIt:
    """Return a parser for cleaned text; with `env={"prefix": …}` footnotes get ids of their own."""
    options = {"html": False, "xhtmlOut": False, "maxNesting": NESTING}
    markdown = _Parser("commonmark", options, renderer_cls=_Renderer)
    markdown.enable(["table", "strikethrough"]).use(footnote_plugin, inline=False)
    markdown.use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False)
    markdown.inline.ruler.at("math_inline", _formula)
    markdown.inline.ruler.before("link", "address", _bare_address)
    markdown.core.ruler.push("context", _tell_context)
    for name, rule in _RULES.items():
        markdown.add_render_rule(name, rule)
    return markdown


def _formula(state: StateInline, silent: bool) -> bool:
    """`$x$` and, inside a paragraph, `$$x$$`; no formula in "$5 and $6"."""
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1 : state.pos]
    if not found or before.isdigit():
        return False
    if not silent:
        token = state.push("formula", "math", 0)
        token.content = found[1] or found[2]
        token.markup = "$$" if found[1] else "$"
    state.pos = found.end()
    return True


def _bare_address(state: StateInline, silent: bool) -> bool:
    """A bare `https://…`, read as one unit before Markdown sees the signs within it."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-len(" https") :])
    found = scheme and _BARE.match(state.src, state.pos, state.posMax)
    if not scheme or not found:
        return False
    rest = _without_closing_signs(found[0])
    url = state.md.normalizeLink(scheme[0] + rest)
    if len(rest) == len("://") or not state.md.validateLink(url):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrs = {"href": url}
        state.push("text", "", 0).content = scheme[0] + rest
        state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _without_closing_signs(address: str) -> str:
    """Leave to the sentence what is more likely its own: a full stop, a bracket it opened."""
    surplus = {mark: address.count(mark) - address.count(pair) for mark, pair in (")(", "][")}
    end = len(address)
    while end and (address[end - 1] in ".,;:!?'*_~$" or surplus.get(address[end - 1], 0) > 0):
        end -= 1
        if address[end] in surplus:
            surplus[address[end]] -= 1
    return address[:end]


def _tell_context(state: StateCore) -> None:
    """Rename tokens whose HTML depends on whether they stand inside a link."""
    for block in state.tokens:
        depth = 0
        for token in block.children or ():
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and not depth:
                token.type = "prose"
            elif token.type == "image" and depth:
                token.type = "image_in_link"
            elif token.type == "footnote_ref" and depth:
                token.hidden = True


class _Renderer(RendererHTML):
    def renderToken(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        if token.hidden:
            return ""
        if token.nesting == -1:
            return f"</{token.tag}>"
        if style := token.attrs.pop("style", None):  # of a table's cell: "text-align:right"
            token.attrSet("class", f"align-{str(style).rpartition(':')[2]}")
        return _CONTROL.sub("\ufffd", f"<{token.tag}{self.renderAttrs(token)}>")


def _visible(text: str) -> str:
    """Escape text; show what would act on its surroundings instead of letting it act."""
    if text.isascii():
        return escape(text, quote=False)
    text = unicodedata.normalize("NFC", text)
    if unicodedata.category(text[0])[0] == "M" or "\u1160" <= text[0] <= "\u11ff":
        text = "\u25cc" + text  # it would join the last letter of the element before it
    return _CONTROL.sub(_control, escape(text, quote=False))


def _control(found: re.Match[str]) -> str:
    name = unicodedata.name(found[0]).lower()
    return f'<span class="control" title="U+{ord(found[0]):04X} {name}">\ufffd</span>'


def _text(renderer: RendererHTML, tokens: Sequence[Token], i: int, *_: Any) -> str:
    return _visible(tokens[i].content.translate(_SPACES))


def _prose(renderer: RendererHTML, tokens: Sequence[Token], i: int, *_: Any) -> str:
    return _REFERENCE.sub(r'<span class="ref">\g<0></span>', _text(renderer, tokens, i))


def _code(renderer: RendererHTML, tokens: Sequence[Token], i: int, *_: Any) -> str:
    return f"<code>{_visible(tokens[i].content)}</code>"


def _code_block(renderer: RendererHTML, tokens: Sequence[Token], i: int, *_: Any) -> str:
    return f"<pre><code>{_visible(tokens[i].content.removesuffix(chr(10)))}</code></pre>"


def _image(
    renderer: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: dict[str, Any]
) -> str:
    name = _image_in_link(renderer, tokens, i, options, env)
    return f'<a class="image" href="{escape(str(tokens[i].attrs["src"]))}">{name}</a>'


def _image_in_link(
    renderer: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: dict[str, Any]
) -> str:
    name = renderer.renderInlineAsText(tokens[i].children, options, env)
    name = name.strip() or tokens[i].content or str(tokens[i].attrs["src"])
    return _visible(name.translate(_SPACES))


def _maths(
    renderer: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: dict[str, Any]
) -> str:
    lines = _CONTROL.sub("\ufffd", unicodedata.normalize("NFC", tokens[i].content)).split("\n")
    tex = "\n".join(line.strip() for line in lines if line.strip())
    display = tokens[i].markup == "$$"
    source = escape(f"{tokens[i].markup}{tex}{tokens[i].markup}")
    block = " block" if display else ""
    try:
        shown = _set(tex, display, env)
    except MathsError as error:
        title = escape(f"Not shown as mathematics: {error}")
        return (
            f'<span class="math{block} failed" data-tex="{source}" title="{title}">'
            f"<code>{source}</code></span>"
        )
    return f'<span class="math{block}" data-tex="{source}">{shown}</span>'


def _set(tex: str, display: bool, env: dict[str, Any]) -> str:
    """MathML for a formula; a text that holds the typesetter up too often gets no more of it."""
    if env.get("slow", 0) >= MOST_SLOW:
        raise MathsError("other formulas of this text took too long")
    try:
        return mathml(tex, display=display)
    except TooSlow:
        env["slow"] = env.get("slow", 0) + 1
        raise


def _maths_block(
    renderer: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: dict[str, Any]
) -> str:
    return f"<div>{_maths(renderer, tokens, i, options, env)}</div>"


def _note_mark(
    renderer: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: dict[str, Any]
) -> str:
    meta, prefix = tokens[i].meta, env.get("prefix", "")
    if tokens[i].hidden:
        return ""
    note = f"{prefix}fn{meta['id'] + 1}"
    return (
        f'<sup class="footnote-ref"><a href="#{note}" id="{prefix}{_way_back(meta)}">'
        f"[{meta['id'] + 1}]</a></sup>"
    )


def _note_anchor(
    renderer: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: dict[str, Any]
) -> str:
    target = f"{env.get('prefix', '')}{_way_back(tokens[i].meta)}"
    return f'<a class="footnote-backref" href="#{target}" aria-label="Back to the text">↩</a>'


def _way_back(meta: dict[str, Any]) -> str:
    again = meta.get("subId", 0)
    return f"fnref{meta['id'] + 1}" + (f"-{again + 1}" if again else "")


def _note_open(
    renderer: RendererHTML, tokens: Sequence[Token], i: int, options: Any, env: dict[str, Any]
) -> str:
    return f'<li id="{env.get("prefix", "")}fn{tokens[i].meta["id"] + 1}">'


def _fixed(text: str) -> Rule:
    return lambda *_: text


_RULES: dict[str, Rule] = {
    "text": _text,
    "prose": _prose,
    "softbreak": _fixed(" "),
    "hardbreak": _fixed("<br>"),
    "code_inline": _code,
    "code_block": _code_block,
    "fence": _code_block,
    "image": _image,
    "image_in_link": _image_in_link,
    "formula": _maths,
    "math_block": _maths_block,
    "footnote_ref": _note_mark,
    "footnote_anchor": _note_anchor,
    "footnote_block_open": _fixed('<section class="footnotes"><ol>'),
    "footnote_block_close": _fixed("</ol></section>"),
    "footnote_open": _note_open,
    "footnote_close": _fixed("</li>"),
}
