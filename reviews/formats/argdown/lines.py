"""The lines of an Argdown file: comments taken out, data put aside, settings read."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from reviews.formats.document import Problem

from .words import DATA

#: What can hide a comment sign, and comments. The data of an element begins with a brace.
_PIECES = re.compile(
    r"\\.|\[[^\[\]\n]{0,2000}\]\([^)\s]{0,500}\)|(?P<comment>//[^\n]*|/\*.*?\*/|<!--.*?-->)"
    r"|(?P<data>\{)|(?P<open>/\*|<!--)",
    re.DOTALL,
)
_IN_DATA = re.compile(
    r"""(?<=[\s:,\[{])(?:"(?:[^"\\]|\\.)*"|'[^']*')|[{}]""",
    re.DOTALL,
)
_FRONT = re.compile(r"\s*===+[ \t]*\n(.*?)(?:^|\n)===+[ \t]*(?=\n|\Z)", re.DOTALL)
#: What stands for a comment until it is known whether it has a line of its own.
_COMMENT = "\x01"
DEEPEST_DATA = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A line of its block; its number is that of the file. One without text ends a block."""

    number: int
    indent: str
    text: str


class Lines:
    """The lines of `source`; `settings`, `data` and `problems` are found on the way."""

    def __init__(self, source: str) -> None:
        self.problems: list[Problem] = []
        self.settings: dict[str, Any] = {}
        self.data: list[str] = []
        rest, first = self.front_matter(source.replace("\r\n", "\n").replace("\r", "\n"))
        self.lines = self.read(rest, first)

    def wrong(self, line: int, message: str) -> None:
        self.problems.append(Problem(f"line {line}, column 1", message))

    def front_matter(self, source: str) -> tuple[str, int]:
        """Read the settings; the rest of the source, and the number of its first line."""
        front = _FRONT.match(source)
        if not front:
            return source, 1
        line = source.count("\n", 0, front.end()) + 1
        try:
            self.settings = mapping(front[1])
        except ValueError as error:
            self.wrong(1, f"The front matter: {error}")
        rest = source[front.end() + 1 :]
        if not rest or rest.partition("\n")[0].strip():
            self.wrong(line + bool(rest), "An empty line has to follow the front matter.")
        return rest, line + 1

    def read(self, source: str, number: int) -> list[Line]:
        pieces: list[str] = []
        skipped: dict[int, int] = {}
        at, row = 0, 0
        for start, end, instead in self.pieces(source, number):
            pieces += [source[at:start], instead]
            row += source.count("\n", at, start)
            if lost := source.count("\n", start, end):
                skipped[row] = skipped.get(row, 0) + lost
            at = end
        pieces.append(source[at:])
        return list(_numbered("".join(pieces).split("\n"), number, skipped))

    def pieces(self, source: str, number: int) -> Iterator[tuple[int, int, str]]:
        """From where to where something is to be read in another way, and what instead."""
        at, closing = 0, True
        while piece := _PIECES.search(source, at):
            at = piece.end()
            if piece["comment"]:
                yield piece.start(), at, _COMMENT
            elif piece["data"] and closing:
                end = _end_of_data(source, piece.start())
                if not end:
                    closing = False
                    line = number + source.count("\n", 0, piece.start())
                    self.wrong(line, "A brace that opens here does not close.")
                    continue
                self.data.append(source[piece.start() : end])
                yield piece.start(), end, f"{DATA}{len(self.data) - 1}{DATA}"
                at = end
            elif piece["open"]:
                line = number + source.count("\n", 0, piece.start())
                self.wrong(line, "This comment does not end.")
                yield piece.start(), len(source), _COMMENT
                return


def _numbered(rows: Sequence[str], number: int, skipped: dict[int, int]) -> Iterator[Line]:
    """Each row with the number it has in the file; `skipped`: lines lost in it, by its place."""
    for place, row in enumerate(rows):
        bare = row.replace(_COMMENT, "")
        text = bare.strip()
        if text or bare == row:
            yield Line(number, bare[: len(bare) - len(bare.lstrip())], text)
        number += 1 + skipped.get(place, 0)


def _end_of_data(source: str, start: int) -> int:
    """Where the braces close that open at `start`; 0 when they do not."""
    depth, at = 0, start
    while piece := _IN_DATA.search(source, at):
        at = piece.end()
        depth += {"{": 1, "}": -1}.get(piece[0], 0)
        if depth == 0:
            return at
    return 0


def mapping(written: str) -> dict[str, Any]:
    """YAML of names and values, without aliases and great depth; ValueError otherwise."""
    try:
        data = json.loads(written)  # what Crux writes itself, in a hundredth of the time
    except (ValueError, RecursionError):
        data = _yaml(_inner(written))
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ValueError("it has no names with values.")
    return {str(key): value for key, value in data.items()}


def _inner(written: str) -> str:
    """Without the braces, where YAML of several lines stands between them.

    Lines that end with a comma are the inside of a list in braces.
    """
    head, _, rest = written.removeprefix("{").partition("\n")
    several = written.startswith("{") and not head.strip() and ":" in rest
    inner = rest.removesuffix("}")
    return inner if several and not re.match(r"\s*[^\n]*,\s*$", inner, re.MULTILINE) else written


def _yaml(written: str) -> Any:
    try:
        depth = 0
        for event in yaml.parse(written, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise ValueError("aliases are not read.")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST_DATA:
                raise ValueError("it is nested too deeply.")
        return yaml.load(written, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in its line {mark.line + 1}" if mark else ""
        raise ValueError(f"it is no YAML{place}.") from error
