"""The neutral document to and from plain dicts and lists, as JSON and TOML hold them.

The shape is that of the records in `document.py`, read off their annotations once per class.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from arguments.text import LONGEST_DOCUMENT, TextError, clean

from .document import FORMAT, NAMING, VERSION, Document, FormatError, Problem
from .references import check
from .words import WORDS

#: The largest whole number a file may hold: what a column of the database holds.
LARGEST = 2**31 - 1

#: The types whose values are the same in the plain form.
PLAIN = frozenset({str, int, bool, type(None)})

#: The fields by which a record is referred to.
IDENTITIES = frozenset({"number", "key"})


def to_dict(document: Document) -> dict[str, Any]:
    """The document as dicts, lists, strings, whole numbers, booleans and None."""
    return {"format": FORMAT, "version": VERSION, **plain(document)}


def plain(value: Any) -> Any:
    """One record (or list, or value) of a document in the same plain form."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if not is_dataclass(value):
        return value
    names = _names(value.__class__)
    if isinstance(value, NAMING):
        names = tuple(name for name in names if getattr(value, name) is not None)
    return {
        name: each if type(each := getattr(value, name)) in PLAIN else plain(each) for name in names
    }


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


def from_dict(data: object) -> Document:
    """The document in `data`, or FormatError with all that is wrong, by JSON pointer.

    A field that is absent or None has its default; a field that nobody knows is refused. Texts
    come out as `arguments.text.clean` makes them.
    """
    if not isinstance(data, Mapping):
        raise FormatError([Problem("", "the file must hold one object")])
    if problem := _header(data):
        raise FormatError([problem])
    body = {key: value for key, value in data.items() if key not in {"format", "version"}}
    reading = _Reading([])
    document = _record(Document)(body, "", reading)
    if reading.sound:
        reading.problems.extend(check(document))
    if reading.problems:
        raise FormatError(reading.problems)
    return document


def _header(data: Mapping[str, Any]) -> Problem | None:
    if data.get("format") != FORMAT:
        return Problem("/format", f'must be "{FORMAT}"')
    version = data.get("version")
    if type(version) is not int or version < 1:
        return Problem("/version", "must be a whole number from 1")
    if version > VERSION:
        return Problem("/version", f"{version} is newer than what is read here ({VERSION})")
    return None


@dataclass(slots=True)
class _Reading:
    """What was found wrong so far. Not `sound` once a record or its name could not be read, so that
    nothing can be said any more about what refers to it."""

    problems: list[Problem]
    sound: bool = True

    def wrong(self, place: str, message: str) -> None:
        self.problems.append(Problem(place, message))


Reader = Callable[[Any, str, _Reading], Any]


def _text(value: Any, place: str, reading: _Reading) -> str:
    if not isinstance(value, str):
        reading.wrong(place, f"must be text, not {_kind(value)}")
        return ""
    if value.isascii() and value.isprintable() and len(value) <= LONGEST_DOCUMENT:
        return value  # most are, and are clean then
    try:
        return clean(value, limit=LONGEST_DOCUMENT)
    except TextError as error:
        reading.wrong(place, str(error))
        return ""


def _whole(value: Any, place: str, reading: _Reading) -> int:
    if type(value) is not int:
        reading.wrong(place, f"must be a whole number, not {_kind(value)}")
        return 0
    if not 0 <= value <= LARGEST:
        reading.wrong(place, f"must be from 0 to {LARGEST}")
    return value


def _truth(value: Any, place: str, reading: _Reading) -> bool:
    if not isinstance(value, bool):
        reading.wrong(place, f"must be true or false, not {_kind(value)}")
    return value is True


def _time(value: Any, place: str, reading: _Reading) -> datetime | None:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else value
        if isinstance(time, datetime) and time.tzinfo:
            return time.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    reading.wrong(place, "must be a time like 2021-05-14T10:00:00Z, with its zone")
    return None


def _day(value: Any, place: str, reading: _Reading) -> date | None:
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else value
        if isinstance(day, date) and not isinstance(day, datetime):
            return day
    except ValueError:
        pass
    reading.wrong(place, "must be a day like 2021-05-14")
    return None


def _identifier(value: Any, place: str, reading: _Reading) -> UUID | None:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        reading.wrong(place, "must be a UUID")
        return None


SCALARS: Mapping[Any, Reader] = {
    str: _text,
    int: _whole,
    bool: _truth,
    datetime: _time,
    date: _day,
    UUID: _identifier,
}


def _reader(hint: Any) -> Reader:
    if isinstance(hint, UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is tuple:
        return _many(_reader(get_args(hint)[0]))
    return SCALARS[hint] if hint in SCALARS else _record(hint)


def _many(read: Reader) -> Reader:
    def read_all(value: Any, place: str, reading: _Reading) -> tuple[Any, ...]:
        if not isinstance(value, Sequence) or isinstance(value, str | bytes):
            reading.wrong(place, f"must be a list, not {_kind(value)}")
            reading.sound = False
            return ()
        read_ones = (read(each, f"{place}/{index}", reading) for index, each in enumerate(value))
        return tuple(each for each in read_ones if each is not None)

    return read_all


@cache
def _record(cls: Any) -> Reader:
    hints = get_type_hints(cls)
    known = {field.name: (field, _reader(hints[field.name])) for field in fields(cls)}
    words = WORDS.get(cls, {})

    def read(value: Any, place: str, reading: _Reading) -> Any:
        if not isinstance(value, Mapping):
            reading.wrong(place, f"must be an object, not {_kind(value)}")
            reading.sound = False
            return None
        for key in value.keys() - known.keys():
            reading.wrong(f"{place}/{_step(key)}", "is not a known field")
        return cls(**dict(_fields(known, words, value, place, reading)))

    return read


def _fields(
    known: Mapping[str, tuple[Field[Any], Reader]],
    words: Mapping[str, tuple[str, ...]],
    value: Mapping[str, Any],
    place: str,
    reading: _Reading,
) -> Iterator[tuple[str, Any]]:
    for name, (field, read) in known.items():
        given, here = value.get(name), f"{place}/{name}"
        if given is not None:
            before = len(reading.problems)
            yield name, (got := read(given, here, reading))
            if len(reading.problems) > before:
                reading.sound = reading.sound and name not in IDENTITIES
            elif name in words:
                _check_words(got, words[name], here, reading)
        elif field.default is not MISSING:
            yield name, field.default
        else:
            reading.wrong(here, "is missing")
            reading.sound = False
            yield name, None


def _check_words(
    got: str | tuple[str, ...], words: tuple[str, ...], place: str, reading: _Reading
) -> None:
    for word in (got,) if isinstance(got, str) else got:
        if word not in words:
            allowed = ", ".join(each for each in words if each)
            reading.wrong(place, f'"{_printable(word)}" is not one of: {allowed}')


def _kind(value: object) -> str:
    if value is None:
        return "null"
    names = {bool: "true or false", int: "a number", float: "a number", str: "text"}
    if type(value) in names:
        return names[type(value)]
    return "an object" if isinstance(value, Mapping) else "a list"


def _step(key: object) -> str:
    """A key as a step of a JSON pointer."""
    return _printable(str(key)).replace("~", "~0").replace("/", "~1")


def _printable(word: str) -> str:
    shown = word if len(word) <= 80 else f"{word[:80]}…"
    return shown if shown.isprintable() else shown.encode("unicode_escape").decode()
