"""A Markdown thread as a flat run of events: headings, quotations, text between them, markers.

Only what stands at the top level counts: a heading or a `>` in a list, in code or in another
quotation belongs to the text around it. All text is kept as it was written, line by line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from arguments.text.markdown import parser

from .document import FormatError, Problem

_markdown = parser()

_QUOTE_SIGN = re.compile(r"^ {0,3}>[ \t]?")
MARKER = re.compile(r"<!-- crux: (?P<word>[a-z]+)(?: (?P<argument>.+?))? -->[ \t]*")
#: The marker lines between which text stands exactly as it is, whatever it looks like. A number
#: tells an end from the same words within the text.
TEXT, END = "text", "end"

#: After such a paragraph, a quotation is one that the writer gives, not one they answer.
COLONS = (":", "：")


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """One `>` block: the Markdown of each of its paragraphs and of it all, without the `>`."""

    passages: tuple[str, ...]
    text: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Body:
    """A run of top-level blocks; `introduces` says that the last is a paragraph with a colon."""

    text: str
    blocks: int
    introduces: bool
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Marker:
    word: str
    argument: str = ""
    line: int = field(default=0, compare=False)


Event = Heading | Quote | Body | Marker


def events(text: str) -> Iterator[Event]:
    """The events of a Markdown text whose lines end in LF. Lines count from 1."""
    lines = text.split("\n")
    begin = at = 0
    while at < len(lines):
        marker = MARKER.fullmatch(lines[at])
        if not marker:
            at += 1
            continue
        yield from _plain_events(lines[begin:at], begin)
        word, argument = marker["word"], marker["argument"] or ""
        if word == TEXT:
            end = _end_of_text(lines, at, argument)
            yield body("\n".join(lines[at + 1 : end]), at + 2)
            at = end
        else:
            yield Marker(word, argument, at + 1)
        begin = at = at + 1
    yield from _plain_events(lines[begin:], begin)


def body(text: str, line: int = 0) -> Body:
    """`text` as the body that it is when it stands alone."""
    tops = list(_tops(text))
    last = tops[-1] if tops else None
    return Body(text, len(tops), last is not None and last.introduces, line)


def block_starts(text: str) -> list[int]:
    """The index of the line on which each top-level block begins."""
    return [top.start for top in _tops(text)]


def marker(word: str, argument: str = "") -> str:
    return f"<!-- crux: {word} {argument} -->" if argument else f"<!-- crux: {word} -->"


def text_between_markers(text: str) -> str:
    lines = {line.rstrip(" \t") for line in text.split("\n")}
    number = 1
    while marker(END, _numbered(number)) in lines:
        number += 1
    return "\n".join((marker(TEXT, _numbered(number)), text, marker(END, _numbered(number))))


def one_line(text: str) -> str:
    """`text` with single spaces, as names and headings are stored."""
    return " ".join(text.split())


def trimmed(text: str) -> str:
    """`text` without the empty lines at its ends."""
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip(" \t")]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def quoted(passages: Iterable[str]) -> str:
    """The `>` block of these passages, an empty `>` line between each two."""
    lines = "\n\n".join(passages).split("\n")
    return "\n".join(f"> {line}" if line else ">" for line in lines)


@dataclass(frozen=True, slots=True)
class _Top:
    """One top-level block: its kind and lines, and the first lines of the blocks in a quotation."""

    kind: str
    start: int
    end: int
    introduces: bool
    heading: str
    children: tuple[int, ...]


def _numbered(number: int) -> str:
    return "" if number == 1 else str(number)


def _end_of_text(lines: list[str], at: int, argument: str) -> int:
    wanted = marker(END, argument)
    for index in range(at + 1, len(lines)):
        if lines[index].rstrip(" \t") == wanted:
            return index
    raise FormatError([Problem(f"line {at + 1}", f"no line “{wanted}” follows")])


def _plain_events(lines: list[str], before: int) -> Iterator[Event]:
    begin = blocks = 0
    introduces = False
    for top in _tops("\n".join(lines)):
        if top.kind not in {"heading_open", "blockquote_open"}:
            blocks, introduces = blocks + 1, top.introduces
            continue
        yield from _between(lines, begin, top.start, before, blocks, introduces)
        line = before + top.start + 1
        if top.kind == "heading_open":
            yield Heading(top.heading, line)
        elif (quote := _quote(lines, top, line)).passages:
            yield quote
        begin, blocks, introduces = top.end, 0, False
    yield from _between(lines, begin, len(lines), before, blocks, introduces)


def _between(
    lines: list[str], begin: int, end: int, before: int, blocks: int, introduces: bool
) -> Iterator[Event]:
    text = trimmed("\n".join(lines[begin:end]))
    if text:
        first = next(index for index in range(begin, end) if lines[index].strip(" \t"))
        yield Body(text, blocks, introduces, before + first + 1)


def _quote(lines: list[str], top: _Top, line: int) -> Quote:
    inner = [_QUOTE_SIGN.sub("", each) for each in lines[top.start : top.end]]
    cuts = [0, *(child - top.start for child in top.children[1:]), len(inner)]
    texts = [trimmed("\n".join(inner[begin:end])) for begin, end in pairwise(cuts)]
    return Quote(tuple(text for text in texts if text), trimmed("\n".join(inner)), line)


def _tops(text: str) -> Iterator[_Top]:
    tokens: list[Token] = []
    _markdown.block.parse(text, _markdown, {}, tokens)
    first = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            if tokens[first].type != "footnote_reference_open":  # shown at the end of the text
                yield _top(tokens[first : index + 1])
            first = index + 1


def _top(tokens: list[Token]) -> _Top:
    opening, content = tokens[0], tokens[1].content if len(tokens) > 1 else ""
    start, end = opening.map or (0, 0)
    is_quote, is_heading = opening.type == "blockquote_open", opening.type == "heading_open"
    is_paragraph = opening.type == "paragraph_open"
    heading = one_line(content) if is_heading else ""
    if is_heading and not heading:
        return _Top("empty heading", start, end, False, "", ())
    children = (token.map[0] for token in tokens if is_quote and token.level == 1 and token.map)
    return _Top(
        opening.type,
        start,
        end,
        is_paragraph and content.rstrip().endswith(COLONS),
        heading,
        tuple(children),
    )
