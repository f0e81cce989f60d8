"""From sanitised HTML to the plain text on which quotations are anchored, and back.

The HTML is what `render` stores. One flat pass splits it into pieces; the projection is the text
of the pieces, and `marked` writes the same pieces again, so text and marks cannot disagree:

- text: itself, white space and all (the renderer writes no white space between elements);
- `<br>`: one line feed;
- an element with `data-tex`: one token, its source with its dollars;
- a reference (`<span class="ref">`): one token;
- footnote marks, their way back, and the numbers `marked` adds: zero width;
- between two leaf blocks (paragraph, heading, list item, code, table): a blank line; between two
  rows of a table a line feed, between two cells a tab. Empty leaves leave no trace.

Offsets are Unicode code points. A change of these rules is a new `PROJECTION`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

PROJECTION = 1

_TOKEN = re.compile(r'<(/?)([a-z0-9]+)([^>"]*(?:"[^"]*"[^>"]*)*)>|[^<]+')
_TEX = re.compile(r' data-tex="([^"]*)"')
_INLINE = frozenset(("a", "br", "code", "em", "mark", "s", "span", "strong", "sup"))
_DIVIDERS = {"td": "\t", "th": "\t", "tr": "\n", "tbody": "", "thead": ""}
_ZERO_WIDTH = (' class="footnote-ref"', ' class="footnote-backref"', ' class="mark-number"')


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of HTML and the text it stands for.

    `whole` marks a piece that a mark may not cut: a formula, a reference. Tags, zero-width
    pieces and the dividers between blocks are not `wrappable`.
    """

    html: str
    text: str
    wrappable: bool = False
    whole: bool = False


def text_of(source: str) -> str:
    """Return the projection of sanitised HTML."""
    return "".join(piece.text for piece in pieces(source))


def pieces(source: str) -> Iterator[Piece]:
    """Split sanitised HTML into pieces, in order; their `html` joined is `source`."""
    position, divider, begun = 0, "", False
    while token := _TOKEN.match(source, position):
        piece = _piece(source, token)
        position += len(piece.html)
        if piece.text:
            if begun and divider:
                yield Piece("", divider)
            begun, divider = True, ""
        else:
            divider = max(divider, _divider(token), key=_strength)
        yield piece


def _piece(source: str, token: re.Match[str]) -> Piece:
    closing, name, attributes = token.groups()
    if name is None:
        return Piece(token[0], html.unescape(token[0]), wrappable=True)
    if closing:
        return Piece(token[0], "")
    if name == "br":
        return Piece(token[0], "\n")
    if tex := _TEX.search(attributes):
        return Piece(_element(source, token), html.unescape(tex[1]), wrappable=True, whole=True)
    if name == "span" and ' class="ref"' in attributes:
        element = _element(source, token)
        text = html.unescape(element[len(token[0]) : -len("</span>")])
        return Piece(element, text, wrappable=True, whole=True)
    if any(kind in attributes for kind in _ZERO_WIDTH):
        return Piece(_element(source, token), "")
    return Piece(token[0], "")


def _element(source: str, token: re.Match[str]) -> str:
    """The whole element that a tag opens; those cut out here hold no element of their own name."""
    closing = f"</{token[2]}>"
    end = source.find(closing, token.end())
    return source[token.start() : end + len(closing)]


def _divider(token: re.Match[str]) -> str:
    name = token[2]
    return "" if name is None or name in _INLINE else _DIVIDERS.get(name, "\n\n")


def _strength(divider: str) -> int:
    return ("", "\t", "\n", "\n\n").index(divider)
