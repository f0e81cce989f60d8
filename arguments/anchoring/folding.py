"""A text with what varies between copies of it made equal, and the way back.

Copies differ in quotation marks, dashes, ellipses, white space and invisible characters. Letters
keep their case, since a changed letter is a changed quotation.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_SIGNS = {
    **dict.fromkeys("‘’‚‛′´ʼ‹›", "'"),
    **dict.fromkeys("“”„‟″«»〝〞", '"'),
    **dict.fromkeys("‐‑‒–—―−⸺⸻", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f", ""),
    "…": "...",
}


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded `text`; between two breaks folded and original offsets run in step."""

    text: str
    breaks: list[int]
    originals: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded passage stands in the original; what was folded into one is whole."""
        first = self._segment(start)
        last = self._segment(end - 1)
        begin = self.originals[first] + start - self.breaks[first]
        stop = self.originals[last] + end - self.breaks[last]
        if first % 2:
            begin = self.originals[first]
        if last % 2:
            stop = self.originals[last + 1]
        return begin, stop

    def _segment(self, offset: int) -> int:
        return bisect_right(self.breaks, offset) - 1


def fold(text: str) -> Folded:
    """Fold a text: NFKC of each character, plain signs, one space for any white space."""
    single: dict[int, str] = {}
    varying: dict[str, str] = {}
    for character in set(text):
        folded = _folded(character)
        if len(folded) == 1:
            single[ord(character)] = folded
        else:
            varying[character] = folded
    nothing = "".join(sign for sign, folded in varying.items() if not folded)
    signs = re.escape("".join(varying))
    pattern = rf"[ {re.escape(nothing)}]{{2,}}|-{{2,}}" + (f"|[{signs}]" if signs else "")
    return _substitute(re.compile(pattern), text.translate(single), varying)


def _substitute(pattern: re.Pattern[str], text: str, varying: dict[str, str]) -> Folded:
    """Even segments are copied, odd ones are replaced as wholes."""
    parts: list[str] = []
    breaks, originals = [0], [0]
    position = length = 0
    for found in pattern.finditer(text):
        run = found[0]
        replacement = varying.get(run, run[0] if run[0] == "-" else " " * (" " in run))
        parts += [text[position : found.start()], replacement]
        length += found.start() - position
        breaks += [length, length + len(replacement)]
        originals += [found.start(), found.end()]
        length += len(replacement)
        position = found.end()
    return Folded("".join([*parts, text[position:]]), breaks, originals)


def _folded(character: str) -> str:
    if character.isascii():
        return " " if character.isspace() else character
    sign = _SIGNS.get(character)
    if sign is not None:
        return sign
    folded = unicodedata.normalize("NFKC", character)
    return " " if folded.isspace() else "".join(_SIGNS.get(each, each) for each in folded)
