"""What an Argdown file says: statements, arguments and the relations between them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reviews.formats.document import Problem

from .words import Words

STATEMENT, ARGUMENT, INFERENCE = "statement", "argument", "inference"
PREMISE, INTERMEDIARY, CONCLUSION = "premise", "intermediary-conclusion", "main-conclusion"

Name = tuple[str, str]  # what kind of element, and its title


@dataclass(slots=True)
class Member:
    """One place where a statement or the description of an argument stands."""

    words: Words
    line: int
    data: dict[str, Any]


@dataclass(slots=True)
class Element:
    """A statement with all its wordings, or an argument with its descriptions.

    It belongs to the section in which it is defined first; while it is only named, to where it is.
    """

    title: str
    untitled: bool
    section: int | None
    line: int
    defined: bool = False
    members: list[Member] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)

    @property
    def canonical(self) -> Member | None:
        """The wording that counts: the one said to be it, else the last."""
        if len(self.members) == 1:
            return self.members[0]
        said = (each for each in self.members if each.data.get("isCanonical") is True)
        return next(said, self.members[-1] if self.members else None)


@dataclass(slots=True)
class Step:
    """From the premises to the conclusion, all of them statements, by their titles."""

    premises: tuple[str, ...]
    conclusion: str
    rules: tuple[str, ...] = ()


@dataclass(slots=True)
class Argument(Element):
    """`parts`: role and title of every statement of its reconstruction, in order."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Relation:
    """`end` may be an inference: of the argument of that title, the step of that number."""

    type: str
    start: Name
    end: Name
    step: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    level: int
    line: int


@dataclass(slots=True)
class Argdown:
    """`settings`: the front matter. `problems`: what could not be read, each with its place."""

    settings: dict[str, Any] = field(default_factory=dict)
    statements: dict[str, Element] = field(default_factory=dict)
    arguments: dict[str, Argument] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def setting(self, group: str, name: str) -> Any:
        """`group: {name: …}` of the front matter; None where it is not there."""
        held = self.settings.get(group)
        return held.get(name) if isinstance(held, dict) else None

    def explode(self) -> None:
        """Make of every argument with several steps one for each, as `explodeArguments` asks."""
        last: dict[str, str] = {}
        for argument in [each for each in self.arguments.values() if len(each.steps) > 1]:
            del self.arguments[argument.title]
            for number, step in enumerate(argument.steps, 1):
                last[argument.title] = title = f"{argument.title} - {number}"
                roles = [(PREMISE, each) for each in step.premises]
                self.arguments[title] = Argument(
                    title,
                    argument.untitled,
                    argument.section,
                    argument.line,
                    parts=[*roles, (CONCLUSION, step.conclusion)],
                    steps=[step],
                )
        self.relations = [_exploded(each, last) for each in self.relations]

    def regroup(self, groups: list[Any]) -> None:
        """The sections that the front matter makes of chosen elements, instead of headings."""
        self.sections = []
        for element in (*self.statements.values(), *self.arguments.values()):
            element.section = None
        waiting = [(group, 1) for group in reversed(groups)]
        while waiting:
            group, level = waiting.pop()
            if isinstance(group, dict):
                self.sections.append(Section(str(group.get("title", "")), level, 1))
                for element in self.chosen(group):
                    element.section = len(self.sections) - 1
                waiting += [(each, level + 1) for each in reversed(_list(group, "children"))]

    def chosen(self, group: dict[Any, Any]) -> Iterator[Element]:
        tags = _list(group, "tags")
        for elements, named in (
            (self.statements, _list(group, "statements")),
            (self.arguments, _list(group, "arguments")),
        ):
            for title, element in elements.items():
                if title in named or any(tag in tags for tag in element.tags):
                    yield element


def _exploded(relation: Relation, last: dict[str, str]) -> Relation:
    kind, title = relation.end
    if title not in last or kind == STATEMENT:
        return relation
    part = f"{title} - {relation.step}" if kind == INFERENCE else last[title]
    return Relation(relation.type, relation.start, (kind, part), 1 if kind == INFERENCE else 0)


def _list(group: dict[Any, Any], name: str) -> list[Any]:
    held = group.get(name)
    return held if isinstance(held, list) else []
