"""Where a text may be cut without cutting a character that a reader sees as one."""

import unicodedata

_JOINER = "\u200d"


def may_cut(text: str, index: int) -> bool:
    """Tell whether an offset lies between two grapheme clusters.

    The rules of Unicode's annex 29 on combining signs, joined emoji, flags and Hangul syllables,
    with the character categories Python knows.
    """
    if not 0 < index < len(text):
        return True
    before, after = text[index - 1], text[index]
    if after < "\u0300":
        return not (before == "\r" and after == "\n")
    if _extends(after) or (before == _JOINER and unicodedata.category(after) == "So"):
        return False
    if _is_flag_letter(before) and _is_flag_letter(after):
        return _flag_letters_before(text, index) % 2 == 0
    return not _same_syllable(before, after)


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character)[0] == "M"
        or character in "\u200c\u200d\u0e33\u0eb3\uff9e\uff9f"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, index: int) -> int:
    start = index
    while start and _is_flag_letter(text[start - 1]):
        start -= 1
    return index - start


def _same_syllable(before: str, after: str) -> bool:
    """Hangul: leading consonants, then vowels, then trailing consonants are one syllable."""
    first, second = _jamo(before), _jamo(after)
    return (first, second) in {
        ("L", "L"), ("L", "V"), ("L", "LV"), ("L", "LVT"), ("V", "V"), ("V", "T"), ("LV", "V"),
        ("LV", "T"), ("LVT", "T"), ("T", "T"),
    }  # fmt: skip


def _jamo(character: str) -> str:
    if "\uac00" <= character <= "\ud7a3":
        return "LVT" if (ord(character) - 0xAC00) % 28 else "LV"
    if "\u1100" <= character <= "\u115f" or "\ua960" <= character <= "\ua97c":
        return "L"
    if "\u1160" <= character <= "\u11a7" or "\ud7b0" <= character <= "\ud7c6":
        return "V"
    if "\u11a8" <= character <= "\u11ff" or "\ud7cb" <= character <= "\ud7fb":
        return "T"
    return ""
