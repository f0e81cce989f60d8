"""The page on formats says what the code does."""

import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from arguments import text
from reviews.formats import FORMATS, crux_json, document, markdown
from reviews.formats.plain import to_dict
from reviews.formats.words import WORDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text()
RECORDS = [each for each in vars(document).values() if is_dataclass(each)]


def example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("record", [each for each in RECORDS if each is not document.Problem])
def test_every_field_is_named(record: type) -> None:
    named = set(re.findall(r"`(\w+)`", PAGE))
    assert {field.name for field in fields(record)} <= named


def test_every_word_of_a_field_is_named() -> None:
    said = set(re.findall(r"[\w-]+", PAGE))
    words = {word for table in WORDS.values() for each in table.values() for word in each if word}
    assert words <= said


def test_every_format_is_named() -> None:
    for name, form in FORMATS.items():
        assert f"| `{name}` | `{form.suffix}` |" in PAGE


def test_the_json_example_is_read_and_its_passages_are_where_it_says() -> None:
    debate = crux_json.loads(example("json").encode())
    words = text.render(debate.documents[0].revisions[0].source).text
    (citation,), (quotation,) = debate.claims[0].citations, debate.comments[0].quotations
    assert words[citation.start : citation.end] == citation.exact
    assert words[quotation.start : quotation.end] == quotation.exact
    given = json.loads(example("json"))
    assert given.keys() == to_dict(debate).keys()
    assert list(given) == list(to_dict(debate))


def test_the_markdown_example_is_read_as_it_says_and_needs_no_marker() -> None:
    thread = markdown.loads(example("markdown"))
    assert [comment.review for comment in thread.comments] == [1, 1, 1, 2]
    assert [comment.heading for comment in thread.comments] == ["", "", "The pot", ""]
    assert [each.purpose for each in thread.comments[1].quotations] == ["answered", "cited"]
    assert markdown.dumps(thread) == example("markdown")


def test_every_marker_is_named_here_and_in_the_module() -> None:
    known = "comment opening heading answered cited after whole exact same text end single empty"
    for page in (PAGE, markdown.__doc__ or ""):
        assert set(re.findall(r"<!-- crux: (\w+)", page)) == set(known.split())
