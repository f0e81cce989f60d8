"""Paragraphs and sentences of a projection, to quote one without a mouse."""

import re
from collections.abc import Iterator

# A formula as it stands in a projection. A text may hold the same signs without meaning one;
# then it is only taken as a unit where it need not be.
FORMULA = re.compile(
    r"\$\$(?:[^$\\\n]|\\.|\n(?!\n))+\$\$|\$(?![\s$])(?:[^$\\`\n]|\\.|\n(?!\n))+(?<!\s)\$(?!\d)"
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_ABBREVIATION = re.compile(
    r"(?:\b(?i:e\.g|i\.e|a\.k\.a|cf|vs|al|resp|viz|ca|approx|esp|incl|nos?|figs?|eqs?|secs?|ch|chap"
    r"|app|thm|def|prop|vol|eds?|pp?|mr|mrs|ms|dr|prof|st|jr|sr)|\b[A-Z])\.[\"'”’»)\]]*\Z"
)
_STOP = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s)|\n")
_BEGINNING = re.compile(r"\s*[\"'“‘«(\[¿¡]*[^\Wa-zß-öø-ÿ_]|\s*\$|\s*\Z")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return where each paragraph of a projection starts and ends: what blank lines divide.

    A block of code with blank lines in it counts as several.
    """
    return [found.span() for found in _PARAGRAPH.finditer(text)]


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of a passage, without the white space between them.

    Each line of code and each row of a table is one. A full stop after an abbreviation or an
    initial, inside a formula, or before a small letter ends nothing.
    """
    passage = text[start:end]
    found, begin = [], 0
    for stop in (*_stops(passage), len(passage)):
        sentence = passage[begin:stop]
        left = begin + len(sentence) - len(sentence.lstrip())
        right = begin + len(sentence.rstrip())
        if left < right:
            found.append((start + left, start + right))
        begin = stop
    return found


def _stops(passage: str) -> Iterator[int]:
    formulas = iter([found.span() for found in FORMULA.finditer(passage)] + [(len(passage),) * 2])
    opened, closed = next(formulas)
    for stop in _STOP.finditer(passage):
        while closed <= stop.start():
            opened, closed = next(formulas)
        if opened <= stop.start():
            continue
        before = passage[max(0, stop.start() - 12) : stop.end()]
        if stop[0] == "\n" or (
            not _ABBREVIATION.search(before) and _BEGINNING.match(passage, stop.end())
        ):
            yield stop.end()
