"""Crux JSON: the neutral document without loss, one file per debate.

What is written is always the same for the same document: keys and lists in the order of
`document.py`, UTF-8, times in UTC. What is read must be strict JSON: a key twice in one object,
NaN, Infinity, NUL characters and halves of surrogate pairs are refused, each with its place.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from .document import FORMAT, SECTIONS, VERSION, Document, FormatError, Problem
from .losses import Carried, everything
from .plain import from_dict, plain

title = "Crux JSON: everything, without loss; Crux reads it back"
media_type = "application/json"
suffix = ".crux.json"

CARRIED: Carried = everything()
#: How deep objects and lists of a file may be nested; the format itself needs 7.
DEEPEST = 32
#: The largest file that is read, in bytes, unless the caller says otherwise.
LARGEST = 64 * 1024 * 1024

_STRING = rb'"[^"\\]*(?:\\.[^"\\]*)*"?'
_NO_BRACKETS = re.compile(_STRING + rb"|[^\[\]{}\"]+", re.DOTALL)


def dumps(document: Document, *, indent: bool = True) -> bytes:
    sections = {name: getattr(document, name) for name in SECTIONS}
    parts = chunks(document.debate, sections, excerpt=document.excerpt, indent=indent)
    return b"".join(parts)


def chunks(
    debate: object,
    sections: Mapping[str, Iterable[object]],
    *,
    excerpt: bool = False,
    indent: bool = True,
) -> Iterator[bytes]:
    """The file piece by piece, so that a large debate need never be one string.

    `sections` gives the records of each list (any of `SECTIONS`; an absent one is empty) as an
    iterable of records or of dicts in the form of `plain`. Each is consumed when it is written.
    """
    if unknown := sections.keys() - set(SECTIONS):
        raise ValueError(f"not in a document: {', '.join(sorted(unknown))}")
    line, gap = (b"\n  ", b" ") if indent else (b"", b"")
    yield b"{%s" % line
    head: dict[str, object] = {"format": FORMAT, "version": VERSION}
    head |= {"debate": debate, "excerpt": excerpt}
    for key, value in head.items():
        yield b'"%s":%s%s,%s' % (key.encode(), gap, _encoded(value, indent, b"  "), line)
    for index, name in enumerate(SECTIONS):
        yield b'%s"%s":%s' % (b"," + line if index else b"", name.encode(), gap)
        yield from _list(sections.get(name, ()), indent)
    yield b"\n}\n" if indent else b"}"


def _list(records: Iterable[object], indent: bool) -> Iterator[bytes]:
    line = b"\n    " if indent else b""
    empty = True
    for record in records:
        yield (b"[" if empty else b",") + line + _encoded(record, indent, b"    ")
        empty = False
    if empty:
        yield b"[]"
    else:
        yield b"\n  ]" if indent else b"]"


def _encoded(value: object, indent: bool, margin: bytes) -> bytes:
    if not indent:
        return orjson.dumps(plain(value))
    text = orjson.dumps(plain(value), option=orjson.OPT_INDENT_2)
    return text.replace(b"\n", b"\n" + margin)


def loads(data: bytes, *, largest: int = LARGEST) -> Document:
    """The document in a file, or FormatError."""
    if len(data) > largest:
        raise _error("", f"the file is larger than {largest:,} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _error(f"line {line}", "is not UTF-8") from error
    _check_depth(data)
    return from_dict(_Parse().parsed(text))


def _check_depth(data: bytes) -> None:
    """Counted before parsing, because the parser itself recurses."""
    depth = 0
    for bracket in _NO_BRACKETS.sub(b"", data):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEEPEST:
            raise _error("", f"is nested deeper than {DEEPEST} levels")


class _Parse:
    """One strict parse: notes what JSON parsers usually let pass, then finds where it stands."""

    def __init__(self) -> None:
        self.repeated: dict[int, str] = {}
        self.not_numbers: dict[int, str] = {}
        self.kept: list[object] = []

    def parsed(self, text: str) -> object:
        try:
            tree = json.loads(
                text, object_pairs_hook=self._object, parse_constant=self._not_a_number
            )
        except json.JSONDecodeError as error:
            place = f"line {error.lineno}, column {error.colno}"
            raise _error(place, error.msg) from error
        except ValueError as error:
            raise _error("", "holds a number with too many digits") from error
        if self.repeated or self.not_numbers:
            raise FormatError(list(self._problems(tree)))
        return tree

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            twice = [ascii(key) for key, count in counts.items() if count > 1]
            self.repeated[id(made)] = ", ".join(twice)
            self.kept.append(made)
        return made

    def _not_a_number(self, name: str) -> float:
        value = float(name)
        self.not_numbers[id(value)] = name
        self.kept.append(value)
        return value

    def _problems(self, tree: object) -> Iterator[Problem]:
        todo: list[tuple[str, object]] = [("", tree)]
        while todo:
            place, value = todo.pop()
            if id(value) in self.repeated:
                yield Problem(place, f"has a key more than once: {self.repeated[id(value)]}")
            if id(value) in self.not_numbers:
                yield Problem(place, f"{self.not_numbers[id(value)]} is not a number in JSON")
            todo.extend((f"{place}/{step}", each) for step, each in _steps(value))


def _steps(value: object) -> Iterable[tuple[object, object]]:
    if isinstance(value, dict):
        return ((ascii(key)[1:-1], each) for key, each in value.items())
    return enumerate(value) if isinstance(value, list) else ()


def _error(place: str, message: str) -> FormatError:
    return FormatError([Problem(place, message)])
