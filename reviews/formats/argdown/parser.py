"""Argdown 1.x as its readers understand it.

The language: https://argdown.org/syntax/. Blocks stand between blank lines; what is wrong in one is
reported with its place, and the others are read. Nothing here recurses over what the file nests.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviews.formats.document import Problem

from .lines import Line, Lines, mapping
from .model import (
    ARGUMENT,
    CONCLUSION,
    INFERENCE,
    INTERMEDIARY,
    PREMISE,
    STATEMENT,
    Argdown,
    Argument,
    Element,
    Member,
    Name,
    Relation,
    Section,
    Step,
)
from .words import SYMBOLS, Words, read_words

#: The signs of relations: their type, and whether the line acts on what it stands under.
SIGNS = {
    "+": ("support", True),
    "<+": ("support", True),
    "+>": ("support", False),
    "-": ("attack", True),
    "<-": ("attack", True),
    "->": ("attack", False),
    "_": ("undercut", True),
    "<_": ("undercut", True),
    "_>": ("undercut", False),
    "><": ("contradictory", True),
}
STRICT = {"support": "entails", "attack": "contrary"}
SYMMETRIC = frozenset({"contrary", "contradictory"})
LONGEST_NAME = 300

_RELATION = re.compile(r"(><|<[+_-]|[+_-]>|[+-])(?=[\s\[<]|$)|(_)(?=\s|$)")
_NUMBERED = re.compile(r"\((\d{1,9})\)(?=\s|$)")
_HEADING = re.compile(r"(#+)\s+")
_ITEM = re.compile(r"(?:\*|\d{1,9}\.)\s+")
_NAMED = re.compile(r"\[([^\]]+)\](?!\()|<([^>]+)>")


class Wrong(Exception):
    """What is wrong with a block, and where."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(f"line {line}, column {column}", message)


@dataclass(slots=True)
class Item:
    """An element in a tree of relations, with the lines it goes over."""

    indent: str
    line: int
    column: int
    sign: str
    texts: list[str]
    children: "list[Item]" = field(default_factory=list)


def parse(source: str) -> Argdown:
    """What a file says; what is wrong with it is in `problems`."""
    lines = Lines(source)
    reading = _Reading(lines)
    for block in _blocks(lines.lines):
        try:
            reading.block(block)
        except Wrong as wrong:
            reading.found.problems.append(wrong.problem)
    return reading.finished()


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if line.text:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


class _Reading:
    def __init__(self, lines: Lines) -> None:
        self.found = Argdown(settings=lines.settings, problems=lines.problems)
        self.data = lines.data
        self.symbols = SYMBOLS | _shortcodes(self.found)
        self.strict = self.found.setting("model", "mode") == "strict"
        self.tagless = self.found.setting("model", "removeTagsFromText") is True
        self.counter = 0
        self.above: Argument | None = None
        self.waiting: list[tuple[str, Name, Name, int]] = []

    # Blocks

    def block(self, lines: Sequence[Line]) -> None:
        first = lines[0]
        above, self.above = self.above, None
        if heading := _HEADING.match(first.text):
            words = self.words([first.text[heading.end() :], *(each.text for each in lines[1:])])
            section = Section(words.text, len(heading[1]), first.number)
            self.found.sections.append(section)
        elif _NUMBERED.match(first.text):
            self.reconstruction(lines, above)
        elif sign := _RELATION.match(first.text):
            raise Wrong(
                first.number, len(first.indent) + 1, f"A block cannot begin with “{sign[0]}”."
            )
        elif _ITEM.match(first.text):
            for part in _parts(lines, _ITEM):
                self.tree(part)
        else:
            kind, title = self.tree(lines)
            self.above = self.found.arguments[title] if kind == ARGUMENT else None

    def tree(self, lines: Sequence[Line]) -> Name:
        """An element and what is related to it; the name of the element."""
        root = _tree(lines)
        item = _ITEM.match(root.texts[0])
        if item:
            root.texts[0] = root.texts[0][item.end() :]
        name = self.element(root)
        self.related(root.children, name, 0)
        return name

    def related(self, items: Sequence[Item], above: Name, step: int) -> None:
        """Enter elements, and what is under them, with their relations. No recursion."""
        waiting = [(item, above, step) for item in reversed(items)]
        while waiting:
            item, parent, number = waiting.pop()
            name = self.element(item)
            kind, inward = SIGNS[item.sign]
            start, end = (name, parent) if inward else (parent, name)
            if kind == "contradictory" and ARGUMENT in {start[0], end[0]}:
                raise Wrong(item.line, item.column, "Only statements can be contradictory.")
            if parent[0] == INFERENCE and not (inward and kind == "undercut"):
                raise Wrong(item.line, item.column, "Under an inference stand only undercuts.")
            self.waiting.append((kind, start, end, number))
            waiting += [(child, name, 0) for child in reversed(item.children)]

    def reconstruction(self, lines: Sequence[Line], above: Argument | None) -> None:
        """Premises and conclusions of the argument above, or of one without a title."""
        argument = above or self.argument(self.untitled(), lines[0].number, untitled=True)
        if argument.parts:
            raise Wrong(lines[0].number, 1, f"“{argument.title}” is reconstructed already.")
        since: list[str] = []
        numbers: dict[int, str] = {}
        for inference, part in _steps(lines):
            title, related = self.part(part, numbers)
            if inference:
                said = self.found.statements[title].data | self.data_in(inference)
                self.inference(argument, inference, premises_of(said, since, numbers), title)
                since = []
            else:
                argument.parts.append((PREMISE, title))
            since.append(title)
            self.related(related, (STATEMENT, title), 0)
        last, title = argument.parts[-1]
        if last == PREMISE:
            raise Wrong(lines[-1].number, 1, "A conclusion is missing.")
        argument.parts[-1] = (CONCLUSION, title)

    def part(self, lines: Sequence[Line], numbers: dict[int, str]) -> tuple[str, Sequence[Item]]:
        """A numbered statement of an argument: its title, and what is related to it."""
        root = _tree(lines)
        if number := _NUMBERED.match(root.texts[0]):
            root.texts[0] = root.texts[0][number.end() :].lstrip()
        kind, title = self.element(root)
        if kind != STATEMENT:
            raise Wrong(root.line, root.column, "Only statements stand in an argument.")
        if number:
            numbers[int(number[1])] = title
        return title, root.children

    def inference(
        self, argument: Argument, inference: "_Inference", premises: Sequence[str], conclusion: str
    ) -> None:
        rules = self.words(inference.rules).text.split(",")
        argument.parts.append((INTERMEDIARY, conclusion))
        argument.steps.append(
            Step(tuple(premises), conclusion, tuple(each.strip() for each in rules if each.strip()))
        )
        self.related(inference.related, (INFERENCE, argument.title), len(argument.steps))

    def data_in(self, inference: "_Inference") -> dict[str, Any]:
        return self.data_of(self.words(inference.rules), inference.line)

    # Elements

    def words(self, texts: Sequence[str]) -> Words:
        words = read_words(" ".join(texts), self.symbols)
        if self.tagless:
            words.text = words.bare
        return words

    def element(self, item: Item) -> Name:
        """Enter the statement or argument that an item defines or names."""
        text = " ".join(item.texts)
        named = _NAMED.match(text)
        rest = text[named.end() :] if named else text
        defining = named is None or rest.startswith(":")
        words = self.words([rest[1:] if named and defining else rest])
        if not defining and words.bare:
            message = f"After “{named[0] if named else ''}” a colon is missing."
            raise Wrong(item.line, item.column, message)
        if not named and not words.text.strip():
            raise Wrong(item.line, item.column, "Here something should be said.")
        title = " ".join((named[1] or named[2]).split()) if named else self.untitled()
        if len(title) > LONGEST_NAME:
            raise Wrong(item.line, item.column, f"A title is longer than {LONGEST_NAME} letters.")
        data = self.data_of(words, item.line)
        element: Element
        if named and named[2]:
            element, kind = self.argument(title, item.line), ARGUMENT
        else:
            element, kind = self.statement(title, item.line, untitled=not named), STATEMENT
        element.data |= data
        element.tags += [tag for tag in words.tags if tag not in element.tags]
        if defining and not element.defined:
            element.section, element.defined = self.section, True
        if defining and words.text.strip():
            element.members.append(Member(words, item.line, data))
        return kind, title

    def untitled(self) -> str:
        self.counter += 1
        return f"Untitled {self.counter}"

    def statement(self, title: str, line: int, *, untitled: bool) -> Element:
        if title not in self.found.statements:
            self.found.statements[title] = Element(title, untitled, self.section, line)
        return self.found.statements[title]

    def argument(self, title: str, line: int, *, untitled: bool = False) -> Argument:
        if title not in self.found.arguments:
            self.found.arguments[title] = Argument(title, untitled, self.section, line)
        return self.found.arguments[title]

    @property
    def section(self) -> int | None:
        return len(self.found.sections) - 1 if self.found.sections else None

    def data_of(self, words: Words, line: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for number in words.data:
            try:
                data |= mapping(self.data[number])
            except ValueError as error:
                raise Wrong(line, 1, f"The data: {error}") from error
        return data

    # The end

    def finished(self) -> Argdown:
        """The relations as they are meant: of arguments that are reconstructed, those of their
        conclusions; and undercuts end on inferences."""
        found = self.found
        concluded = {
            step.conclusion: (argument.title, number)
            for argument in found.arguments.values()
            for number, step in enumerate(argument.steps, 1)
        }
        meant = [self.meant(*each, concluded) for each in self.waiting]
        found.relations = list(dict.fromkeys(each for each in meant if each))
        if found.setting("model", "explodeArguments") is True:
            found.explode()
        if isinstance(groups := found.setting("group", "regroup"), list):
            found.regroup(groups)
        return found

    def meant(
        self,
        kind: str,
        start: Name,
        end: Name,
        step: int,
        concluded: dict[str, tuple[str, int]],
    ) -> Relation | None:
        """A relation as it is meant; None for what an argument does for its own conclusion."""
        if start[0] == ARGUMENT and (steps := self.found.arguments[start[1]].steps):
            start = (STATEMENT, steps[-1].conclusion)
            if start == end:
                return None
        if kind == "undercut":
            return Relation(kind, start, *self.undercut(end, step, concluded))
        if start[0] == end[0] == STATEMENT and self.strict:
            kind = STRICT.get(kind, kind)
        if kind in SYMMETRIC and end < start:
            start, end = end, start
        return Relation(kind, start, end)

    def undercut(
        self, end: Name, step: int, concluded: dict[str, tuple[str, int]]
    ) -> tuple[Name, int]:
        kind, title = end
        if kind == ARGUMENT and (steps := self.found.arguments[title].steps):
            return (INFERENCE, title), len(steps)
        if kind == STATEMENT and title in concluded:
            argument, step = concluded[title]
            return (INFERENCE, argument), step
        return end, step if kind == INFERENCE else 0


@dataclass(slots=True)
class _Inference:
    line: int
    rules: list[str]
    related: list[Item]


def _parts(lines: Sequence[Line], begins: re.Pattern[str]) -> Iterator[list[Line]]:
    """The lines from each one on that begins so, where the first one stands."""
    part: list[Line] = []
    for line in lines:
        if part and len(line.indent) <= len(lines[0].indent) and begins.match(line.text):
            yield part
            part = []
        part.append(line)
    yield part


def _steps(lines: Sequence[Line]) -> Iterator[tuple[_Inference | None, list[Line]]]:
    """The statements of an argument in order, each with the inference that leads to it."""
    part: list[Line] = []
    above: _Inference | None = None
    for group in _groups(lines):
        if isinstance(group, _Inference):
            if above or not part:
                message = "An inference stands between premises and a conclusion."
                raise Wrong(group.line, 1, message)
            above = group
        else:
            part = group
            yield above, part
            above = None
    if above:
        raise Wrong(above.line, 1, "A conclusion is missing.")


def _groups(lines: Sequence[Line]) -> Iterator[list[Line] | _Inference]:
    """The lines of each statement, and the inferences, with what stands under each."""
    group: list[Line] = []
    rules: list[str] | None = None
    inside = False  # an inference that is written out, between its two rules
    for line in lines:
        ruled = line.text.startswith("--") and not line.text.strip("-")
        if inside and not ruled:
            rules = [*(rules or ()), line.text]
        elif ruled and inside:
            group, inside = [line], False
        elif ruled or (group and _NUMBERED.match(line.text)):
            yield from _group(group, rules)
            group, rules = [line], [] if ruled else None
            inside = ruled and len(line.text) < len("----")
        else:
            group.append(line)
    if inside:
        raise Wrong(lines[-1].number, 1, "This inference does not end with “--”.")
    yield from _group(group, rules)


def _group(lines: list[Line], rules: list[str] | None) -> Iterator[list[Line] | _Inference]:
    if rules is None:
        yield lines
    else:
        yield _Inference(lines[0].number, rules, _tree(lines).children)


def _tree(lines: Sequence[Line]) -> Item:
    """The first line as an element, with what is related to it by the lines under it."""
    first = lines[0]
    root = Item(first.indent, first.number, len(first.indent) + 1, "", [first.text])
    open_items = [root]
    for line in lines[1:]:
        sign = _RELATION.match(line.text)
        if not sign:
            open_items[-1].texts.append(line.text)
            continue
        while len(open_items) > 1 and len(open_items[-1].indent) >= len(line.indent):
            open_items.pop()
        parent, column = open_items[-1], len(line.indent) + 1
        if not line.indent.startswith(parent.indent):
            raise Wrong(line.number, 1, "Tabs and spaces are mixed in one tree.")
        if len(line.indent) <= len(root.indent):
            raise Wrong(line.number, column, "A relation stands further in than what it is under.")
        text = line.text[sign.end() :].lstrip()
        item = Item(line.indent, line.number, column, sign[0], [text])
        parent.children.append(item)
        open_items.append(item)
    return root


def premises_of(
    said: dict[str, Any], since: Sequence[str], numbers: dict[int, str]
) -> Sequence[str]:
    """What a conclusion follows from: what it `uses`, or all since the last one, with that."""
    uses = said.get("uses")
    named = [numbers.get(each) for each in uses] if isinstance(uses, list) else []
    return [each for each in named if each] or since


def _shortcodes(found: Argdown) -> dict[str, str]:
    """Those which a file declares: `model: {shortcodes: {":bomb:": {unicode: "…"}}}`."""
    declared = found.setting("model", "shortcodes")
    given = declared.items() if isinstance(declared, dict) else ()
    return {
        str(name): each["unicode"]
        for name, each in given
        if isinstance(each, dict) and isinstance(each.get("unicode"), str) and str(name)
    }
