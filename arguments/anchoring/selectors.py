"""How a passage is remembered: its words, what stands around them, and where."""

from dataclasses import dataclass

from arguments.text import FORMULA, may_cut

CONTEXT = 64  # characters kept on each side


@dataclass(frozen=True, slots=True)
class Selector:
    """A passage of a text: W3C's TextQuoteSelector and TextPositionSelector in one.

    `start` and `end` count Unicode code points of the text's projection.
    """

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


def select(text: str, start: int, end: int) -> Selector:
    """Describe a passage, without blank edges and widened so that nothing is cut in two.

    A formula (what stands between dollars as in Markdown) and a character that a reader sees as
    one (a grapheme cluster) are taken whole. Raises ValueError for a passage outside the text or
    of white space alone.
    """
    if not 0 <= start < end <= len(text) or text[start:end].isspace():
        raise ValueError("The passage holds no text.")
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    start, end = _around_formulas(text, start, end)
    while not may_cut(text, start):
        start -= 1
    while not may_cut(text, end):
        end += 1
    return described(text, start, end)


def described(text: str, start: int, end: int) -> Selector:
    """Describe exactly these characters; the context may be longer than `CONTEXT`, never cut."""
    before, after = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    while not may_cut(text, before):
        before -= 1
    while not may_cut(text, after):
        after += 1
    return Selector(text[start:end], text[before:start], text[end:after], start, end)


def _around_formulas(text: str, start: int, end: int) -> tuple[int, int]:
    paragraph, paragraph_end = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
    if paragraph_end < 0:
        paragraph_end = len(text)
    for formula in FORMULA.finditer(text, paragraph, paragraph_end):
        if formula.start() < end and start < formula.end():
            start, end = min(start, formula.start()), max(end, formula.end())
    return start, end
