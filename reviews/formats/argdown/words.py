"""The words of an Argdown element: markup taken out, tags, mentions and data found. And back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

#: Signs that are written with letters.
SYMBOLS = {
    ".~.": "¬", ".^.": "∧", ".v.": "∨", ".->.": "→", ".<->.": "↔", ".A.": "∀", ".E.": "∃",
    ".[].": "□", ".<>.": "◇", ":up:": "👍", ":+1:": "👍", ":down:": "👎", ":-1:": "👎",
    ":happy:": "😀", ":sad:": "😞", ":smile:": "😄", ":love:": "😍", ":heart:": "❤",
}  # fmt: skip
#: What stands around the number of a piece of data that was put aside.
DATA = "\x00"
#: What may begin something in Argdown; before each of them our writer puts a backslash.
SPECIAL = re.compile(r"[\\\[\]<>#@*_{}:./+\-=`!()]")


@lru_cache(maxsize=8)
def _pieces(symbols: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        r"\\(?P<escaped>.)"
        r"|@(?:\[(?P<statement>[^\]]{1,300})\]|<(?P<argument>[^>]{1,300})>)"
        r"|\[(?P<linked>[^\[\]]{0,2000})\]\([^)\s]{0,500}\)"
        r"|(?<!\w)#(?:\((?P<spaced>[^)]{1,300})\)|(?P<tag>[\w-]+))"
        r"|\x00(?P<data>\d+)\x00"
        rf"|(?P<symbol>{'|'.join(map(re.escape, symbols))})"
        r"|(?P<marker>\*\*|__|\*|_)"
    )


@dataclass(slots=True)
class Words:
    """`text` is plain, its tags and mentions as they were written; `bare` is without tags.

    `mentions`: statements and arguments that are named, each as its sign and title. `data`: the
    numbers of pieces of data.
    """

    text: str = ""
    bare: str = ""
    tags: list[str] = field(default_factory=list)
    mentions: list[tuple[str, str]] = field(default_factory=list)
    data: list[int] = field(default_factory=list)


def read_words(source: str, symbols: Mapping[str, str] = SYMBOLS) -> Words:
    if DATA not in source and not SPECIAL.search(source):
        text = " ".join(source.split())
        return Words(text, text)
    words = Words()
    said: list[str] = []
    tagged: list[int] = []  # which of these are tags
    opened: list[tuple[str, int]] = []  # markers not closed yet, and which of these they are
    search, at = _pieces(tuple(symbols)).search, 0
    while piece := search(source, at):
        said.append(source[at : piece.start()])
        at = piece.end()
        if marker := piece["marker"]:
            at = _mark(source, piece.start(), marker, opened, said)
        elif tag := piece["spaced"] or piece["tag"]:
            words.tags.append(tag)
            tagged.append(len(said))
            said.append(piece[0])
        else:
            said.append(_read(piece, words, symbols))
    said.append(source[at:])
    words.text = words.bare = _line(said)
    if tagged:
        for place in tagged:
            said[place] = ""
        words.bare = _line(said)
    return words


def _line(pieces: Sequence[str]) -> str:
    return " ".join("".join(pieces).split())


def _read(piece: re.Match[str], words: Words, symbols: Mapping[str, str]) -> str:
    """What a piece says in the text; what else it is, is noted in `words`."""
    if piece["data"]:
        words.data.append(int(piece["data"]))
        return ""
    if title := piece["statement"] or piece["argument"]:
        words.mentions.append(("[" if piece["statement"] else "<", " ".join(title.split())))
    plain = piece["escaped"] or symbols.get(piece["symbol"] or "") or piece["linked"]
    return piece[0] if plain is None else plain


def _mark(
    source: str,
    start: int,
    marker: str,
    opened: list[tuple[str, int]],
    said: list[str],
) -> int:
    """Close what is marked, or open it: markers without a partner stay. Where to read on."""
    before = source[start - 1] if start else " "
    if opened and not before.isspace():
        last, place = opened[-1]
        after = source[start + len(last) : start + len(last) + 1]
        if source.startswith(last, start) and not after.isalnum():
            opened.pop()
            said[place] = ""
            return start + len(last)
    end = start + len(marker)
    begins = source[end : end + 1].strip() and not before.isalnum()
    if begins:
        opened.append((marker, len(said)))
    said.append(marker)
    return end


def escaped(words: str) -> str:
    """The words on one line, so that they read back as they are."""
    return SPECIAL.sub(r"\\\g<0>", " ".join(words.split()))
