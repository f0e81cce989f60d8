"""The one gate for text that comes from outside: forms, API, imports and query parameters."""

import re
import unicodedata

LONGEST_BODY = 100_000  # characters
LONGEST_DOCUMENT = 500_000
BYTES_PER_CHARACTER = 3  # a full text of Chinese passes; one of nothing but emoji does not
COMBINING_MARKS = 8  # on one character: more than any language writes

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


class TextError(ValueError):
    """The text cannot be taken as it is; the message names the character and its line:column."""


def clean(text: str, *, limit: int = LONGEST_BODY, one_line: bool = False) -> str:
    """Return `text` in the one form that is stored: NFC, lines ended by a line feed alone.

    Raises TextError for control characters and halves of surrogate pairs, for more than
    `COMBINING_MARKS` on one character, and for more than `limit` characters or three times
    as many bytes. A text of one line (a name, a title) has its white space collapsed and loses
    the controls of writing direction, which could make it look like another; in longer texts
    they stay, and are shown (see `render`).
    """
    if len(text) > 4 * limit:
        raise TextError(f"The text is longer than {limit:,} characters.")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _refuse_unwanted(text)
    text = unicodedata.normalize("NFC", text)
    if one_line:
        text = " ".join(_BIDI.sub("", text).split())
    _refuse_piled_marks(text)
    _refuse_long(text, limit)
    return text


def _refuse_unwanted(text: str) -> None:
    found = _UNWANTED.search(text)
    if found:
        code = ord(found[0])
        kind = "half of a surrogate pair" if 0xD800 <= code <= 0xDFFF else "control character"
        place = _place(text, found.start())
        raise TextError(f"The {kind} U+{code:04X} at {place} cannot be stored.")


def _refuse_piled_marks(text: str) -> None:
    if text.isascii():
        return
    run = 0
    for index, character in enumerate(text):
        run = run + 1 if unicodedata.category(character)[0] == "M" else 0
        if run > COMBINING_MARKS:
            most, place = COMBINING_MARKS, _place(text, index)
            raise TextError(f"More than {most} combining marks on one character, at {place}.")


def _refuse_long(text: str, limit: int) -> None:
    if len(text) > limit:
        raise TextError(f"The text has {len(text):,} characters; {limit:,} is the limit.")
    size = len(text.encode())
    if size > limit * BYTES_PER_CHARACTER:
        most = limit * BYTES_PER_CHARACTER
        raise TextError(f"The text has {size:,} bytes; {most:,} is the limit.")


def _place(text: str, index: int) -> str:
    """Line and column of a character, both counted from 1."""
    return f"{text.count(chr(10), 0, index) + 1}:{index - text.rfind(chr(10), 0, index)}"
