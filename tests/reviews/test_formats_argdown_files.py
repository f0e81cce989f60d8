"""The files of Argdown's own documentation, read as Argdown reads them."""

import json
from pathlib import Path
from typing import Any

import pytest

from reviews.formats.argdown.model import Argdown, Name
from reviews.formats.argdown.parser import parse

DATA = Path(__file__).parents[3] / "shared" / "data" / "argdown"
FILES = sorted(DATA.glob("*/*.argdown"))
KINDS = {"statement": "equivalence-class", "argument": "argument", "inference": "inference"}

pytestmark = pytest.mark.skipif(not FILES, reason="needs the files beside the checkout")


def expected(path: Path) -> Any:
    folder = path.parent.with_name(f"expected-{path.parent.name}")
    return json.loads((folder / f"{path.stem}.expected.json").read_text())


def stripped(texts: list[str]) -> list[str]:
    return [text for each in texts if (text := " ".join(each.split()))]


def statements(found: Argdown) -> dict[str, list[str]]:
    return {
        title: [each.words.text for each in statement.members]
        for title, statement in found.statements.items()
    }


def arguments(found: Argdown) -> dict[str, Any]:
    return {
        title: ([each.words.text for each in argument.members], argument.parts)
        for title, argument in found.arguments.items()
    }


def relations(found: Argdown) -> set[tuple[str, ...]]:
    return {(each.type, *end(each.start), *end(each.end)) for each in found.relations}


def end(name: Name) -> tuple[str, str]:
    return KINDS[name[0]], name[1]


def ordered(type: str, start: tuple[str, str], end: tuple[str, str]) -> tuple[str, ...]:
    """What is symmetric has no direction."""
    if type in {"contrary", "contradictory"} and end < start:
        start, end = end, start
    return (type, *start, *end)


def sections(found: list[Any], level: int = 1) -> list[tuple[int, str]]:
    listed: list[tuple[int, str]] = []
    for each in found:
        listed += [(each["level"], " ".join(each["title"].split()))]
        listed += sections(each["children"])
    return listed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_read_as_argdown_reads_it(path: Path) -> None:
    found, there = parse(path.read_text()), expected(path)
    assert bool(found.problems) == bool(there["parserErrors"]), found.problems
    if there["parserErrors"]:
        lines = [problem.place.split(",")[0] for problem in found.problems]
        assert lines == [f"line {each['line']}" for each in there["parserErrors"]]
        return
    assert [(each.level, each.title) for each in found.sections] == sections(there["sections"])
    exploded = path.read_text().count("explodeArguments: true")
    told = {title: stripped(texts) for title, texts in there["statements"].items()}
    assert {t: sorted(set(texts)) for t, texts in statements(found).items()} == {
        t: sorted(set(texts)) for t, texts in told.items()
    }
    if not exploded:
        assert {t: len(texts) for t, texts in statements(found).items()} == {
            t: len(texts) for t, texts in told.items()
        }
        assert arguments(found) == {
            title: (
                stripped(each["descriptions"]),
                [(part["role"], part["title"]) for part in each["pcs"]],
            )
            for title, each in there["arguments"].items()
        }
    assert relations(found) == {
        ordered(each["type"], (each["fromKind"], each["from"]), (each["toKind"], each["to"]))
        for each in there["relations"]
    }
