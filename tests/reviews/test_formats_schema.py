"""The JSON Schema of Crux JSON: the one in the documentation, true of what is written and read."""

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings

from reviews.formats import crux_json
from reviews.formats.document import Document, FormatError
from reviews.formats.schema import schema, text
from reviews.transfer import read_debate
from tests.factories import owner_of
from tests.reviews.rich import rich_debate
from tests.reviews.test_formats_json import documents

FILE = Path(__file__).parents[2] / "docs" / "crux-json.schema.json"


def errors(held: Any) -> list[str]:
    checker = jsonschema.Draft202012Validator(schema())
    return [error.message for error in checker.iter_errors(held)]


def test_the_file_in_the_documentation_is_this_schema() -> None:
    assert FILE.read_text() == text()
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.django_db
def test_a_debate_in_which_everything_happens_is_valid() -> None:
    debate = rich_debate()
    held = json.loads(crux_json.dumps(read_debate(debate, owner_of(debate))))
    assert errors(held) == []


@settings(max_examples=40, deadline=None)
@given(documents())
def test_what_is_written_is_valid(document: Document) -> None:
    assert errors(json.loads(crux_json.dumps(document))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"format": "other"},
        {"version": 99},
        {"colour": "red"},
        {"claims": [{"number": 1, "title": "A"}]},
        {"claims": [{"number": -1, "title": "A", "by": "ann"}]},
        {"claims": [{"number": 1, "title": "A", "by": "ann", "kind": "guess"}]},
        {"claims": [{"number": 1, "title": 7, "by": "ann"}]},
        {"people": {"key": "ann"}},
        {"links": [{"number": 1, "relation": "attacks", "premises": [1], "by": "ann"}]},
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(change: dict[str, Any]) -> None:
    person = {"key": "ann", "name": "Ann"}
    held = {"format": "crux", "version": 1, "people": [person]}
    held |= {"format": schema()["properties"]["format"]["const"]} | change
    assert errors(held)
    with pytest.raises(FormatError):
        crux_json.loads(json.dumps(held).encode())
