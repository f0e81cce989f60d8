"""JSON in and out of the API."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

from arguments.api.encoding import to_json
from arguments.api.problems import Malformed, TooLarge

DEEPEST = 32

# Possessive, so that it is linear whatever it is given; a string without an end runs to the end.
STRINGS_AND_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
SURROGATE = re.compile("[\ud800-\udfff]")


class StrictJSONParser(BaseParser):
    """JSON of bounded size and depth, which means one thing only and can be stored.

    Refused, with a pointer to the place: names given twice, NaN, infinities and numbers out of
    range, NUL characters, lone surrogates.
    """

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge
        return read_json(body)


class OrjsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: object,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else to_json(data)


def read_json(body: bytes) -> object:
    """The value of `body`; `Malformed` when it is not JSON as described above."""
    if depth_of(body) > DEEPEST:
        raise Malformed(f"Nested more than {DEEPEST} deep.")
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=Unacceptable,
            parse_float=_number,
            parse_int=_whole_number,
        )
    except UnicodeDecodeError as error:
        raise Malformed("Not UTF-8.") from error
    except ValueError as error:
        raise Malformed(f"Not JSON: {error}") from error
    for pointer, complaint in complaints(value, ""):
        raise Malformed(complaint, pointer)
    return value


def depth_of(body: bytes) -> int:
    """How deep brackets nest, counted without parsing."""
    depth = deepest = 0
    for found in STRINGS_AND_BRACKETS.finditer(body):
        if found[0] in (b"[", b"{"):
            depth += 1
            deepest = max(deepest, depth)
        elif found[0] in (b"]", b"}"):
            depth -= 1
    return deepest


class Unacceptable:
    """Stands for a value which JSON, or we, do not accept, until its place is known."""

    def __init__(self, written: str) -> None:
        self.complaint = f"{written[:20]} is not a number that can be used."


class Repeating(dict[str, object]):
    """An object in which a name is given twice."""

    name = ""


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    counted = Counter(name for name, _ in pairs)
    repeating = Repeating(value)
    repeating.name = counted.most_common(1)[0][0]
    return repeating


def _number(written: str) -> float | Unacceptable:
    number = float(written)
    return Unacceptable(written) if abs(number) == float("inf") else number


def _whole_number(written: str) -> int | Unacceptable:
    return int(written) if len(written) <= 30 else Unacceptable(written)


def complaints(value: object, pointer: str) -> Iterator[tuple[str, str]]:
    """Where in `value` something is unacceptable, and what. Depth is bounded by `DEEPEST`."""
    if isinstance(value, Unacceptable):
        yield pointer, value.complaint
    elif isinstance(value, str):
        if complaint := complaint_about(value):
            yield pointer, complaint
    elif isinstance(value, dict):
        yield from complaints_in_object(value, pointer)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from complaints(part, f"{pointer}/{index}")


def complaints_in_object(value: dict[str, object], pointer: str) -> Iterator[tuple[str, str]]:
    for name in value:
        if complaint := complaint_about(name):
            yield pointer, f"In a name: {complaint}"
    if isinstance(value, Repeating):
        yield pointer_to(pointer, value.name), "Given twice."
    for name, part in value.items():
        yield from complaints(part, pointer_to(pointer, name))


def complaint_about(text: str) -> str:
    if "\0" in text:
        return "NUL characters cannot be stored."
    if SURROGATE.search(text):
        return "A surrogate stands alone: not a character."
    return ""


def pointer_to(parent: str, name: str) -> str:
    """The JSON pointer (RFC 6901) to `name` in the object at `parent`."""
    escaped = name.replace("~", "~0").replace("/", "~1")
    return f"{parent}/{escaped}"
