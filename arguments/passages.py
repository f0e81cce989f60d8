"""Words out of a text's plain projection, shown again. Pure."""

from collections.abc import Iterator
from html import escape

from arguments import text


def shown(words: str) -> str:
    """HTML of the words: formulas as mathematics, lines as lines, all else as plain text."""
    return "".join(_pieces(words))


def beginning(words: str, count: int) -> str:
    """The words up to about `count` characters, cut between two of them, never in a formula."""
    line = " ".join(words.split())
    if len(line) <= count:
        return line
    cut = line[:count].rsplit(" ", 1)[0]
    whole = [formula.end() for formula in text.FORMULA.finditer(line) if formula.end() <= len(cut)]
    begun = cut.find("$", max(whole, default=0))
    return (cut[:begun].rstrip() if begun >= 0 else cut) + "…"


def _pieces(words: str) -> Iterator[str]:
    at = 0
    for formula in text.FORMULA.finditer(words):
        yield _lines(words[at : formula.start()])
        html = text.render(formula[0]).html
        for tag in ("p", "div"):
            html = html.removeprefix(f"<{tag}>").removesuffix(f"</{tag}>")
        yield html
        at = formula.end()
    yield _lines(words[at:])


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")
