"""The JSON Schema of Crux JSON, read off the records of the neutral document.

    python -m reviews.formats.schema > docs/crux-json.schema.json

Draft 2020-12, https://json-schema.org/draft/2020-12. It says which fields there are and what may
stand in each; that what a record names is in the file as well, only a reader checks.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

from .document import FORMAT, VERSION, Document
from .plain import LARGEST
from .words import WORDS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
PLAIN: Mapping[type, Mapping[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": 0, "maximum": LARGEST},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    UUID: {"type": "string", "format": "uuid"},
}


def schema() -> dict[str, Any]:
    """The schema of a whole file."""
    records: dict[type, dict[str, Any]] = {}
    waiting: list[type] = [Document]
    while waiting:
        record = waiting.pop()
        if record not in records:
            records[record] = described(record)
            waiting += [part for hint in hints(record).values() for part in records_in(hint)]
    whole = records.pop(Document)
    whole["properties"] = {
        "format": {"const": FORMAT},
        "version": {"type": "integer", "minimum": 1, "maximum": VERSION},
        **whole["properties"],
    }
    whole["required"] = ["format", "version", *whole.get("required", ())]
    named = {record.__name__: records[record] for record in records}
    head = {"$schema": DRAFT, "title": f"Crux JSON, version {VERSION}"}
    return head | whole | {"$defs": dict(sorted(named.items()))}


def hints(record: type) -> Mapping[str, Any]:
    return get_type_hints(record)


def records_in(hint: Any) -> list[type]:
    """The records that may stand in a field."""
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [record for part in get_args(hint) for record in records_in(part)]


def described(record: type) -> dict[str, Any]:
    types, words = hints(record), WORDS.get(record, {})
    listed = fields(record)
    properties = {each.name: value_of(each, types[each.name], words) for each in listed}
    required = [each.name for each in listed if is_required(each)]
    said = {"type": "object", "properties": properties, "additionalProperties": False}
    return said | ({"required": required} if required else {})


def value_of(field: Field[Any], hint: Any, words: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """What may stand in a field. One that need not be there may be null as well."""
    value = shape_of(hint, words.get(field.name))
    if is_required(field) or value == {}:
        return value
    return value if "anyOf" in value else {"anyOf": [value, {"type": "null"}]}


def is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def shape_of(hint: Any, words: tuple[str, ...] | None) -> dict[str, Any]:
    if get_origin(hint) is tuple:
        return {"type": "array", "items": shape_of(get_args(hint)[0], words)}
    if isinstance(hint, UnionType):
        parts = [each for each in get_args(hint) if each is not type(None)]
        return {"anyOf": [*(shape_of(each, words) for each in parts), {"type": "null"}]}
    if is_dataclass(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}  # type: ignore[union-attr]
    if words is not None:
        return {"enum": list(words)}
    return dict(PLAIN[hint])


def text() -> str:
    return json.dumps(schema(), indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
