"""What there is, is said somewhere."""

import re
import shlex
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

from arguments.models import Claim, Debate, Link, Participant, Status
from config import settings as settings_module
from reviews.acts import Act, Qualifier
from reviews.formats import FORMATS
from tests.api.clients import schema

ROOT = Path(settings.BASE_DIR)
OURS = ("config", "arguments", "reviews")
#: Read outside `config.settings`: by run.py and the server, and by the tests.
OTHER_VARIABLES = ("PORT", "HOST", "TEST_DATABASE_URL", "CHROMIUM", "CRUX_TEST_ALL")
CODE = [path for folder in OURS for path in (ROOT / folder).rglob("*.py")]


@cache
def documentation() -> str:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text() for page in pages)


def settings_in_the_docstring() -> list[str]:
    return re.findall(r"^    ([A-Z_]+)  ", settings_module.__doc__ or "", re.MULTILINE)


@pytest.mark.parametrize("name", [*settings_in_the_docstring(), *OTHER_VARIABLES])
def test_every_variable_of_the_environment_is_documented(name: str) -> None:
    assert re.search(rf"\b{name}\b", documentation())


def test_the_docstring_of_the_settings_names_every_variable_that_they_read() -> None:
    read = set()
    for path in CODE:
        read |= set(re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", path.read_text()))
    assert read - {"DJANGO_SETTINGS_MODULE"} <= {*settings_in_the_docstring(), *OTHER_VARIABLES}
    assert settings_in_the_docstring()


@pytest.mark.parametrize("name", [name for name, app in get_commands().items() if app in OURS])
def test_every_command_is_documented(name: str) -> None:
    assert re.search(rf"\b{name}\b", documentation())


EXAMPLES = sorted(set(re.findall(r"run\.py manage ([a-z]\w+ .+)", documentation())))


@pytest.mark.parametrize("example", [line for line in EXAMPLES if "…" not in line])
def test_every_example_of_a_command_can_be_given(example: str) -> None:
    name, *arguments = shlex.split(example.split("`")[0], comments=True)
    load_command_class(get_commands()[name], name).create_parser("", name).parse_args(arguments)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_documented(name: str) -> None:
    assert f"`{name}`" in documentation()
    assert FORMATS[name].suffix in documentation()


def test_every_resource_of_the_api_is_documented() -> None:
    written = (ROOT / "docs/api.md").read_text()
    paths = [path.removeprefix("/api/v1/") for path in schema()["paths"]]
    resources = {re.sub(r"\{.*?\}/?", "", path).strip("/").split("/")[-1] for path in paths}
    assert {name for name in resources if f"{name}/" not in written} == set()


WORDS = [
    *Act.values,
    *Qualifier.values,
    *Status.values,
    *Link.Relation.values,
    *Claim.Kind.values,
    *Debate.Visibility.values,
    *Participant.Role.values,
]


@pytest.mark.parametrize("word", sorted(set(WORDS)))
def test_every_word_of_the_model_is_documented(word: str) -> None:
    assert re.search(rf"\b{word}\b", documentation())


def test_pages_that_are_named_exist() -> None:
    """Files and pages which the documentation points to."""
    named = set(
        re.findall(r"(?:docs|static|templates|tests|bench|config)/[\w./-]+\w", documentation())
    )
    assert {name for name in named if not (ROOT / name).exists()} == set()
