"""What an Argdown file says, as claims and links."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from reviews.formats.document import (
    Claim,
    Debate,
    Document,
    Link,
    LinkTarget,
    Person,
    Problem,
    Topic,
)
from reviews.formats.titles import LONGEST_TITLE, slug_of, title_of
from reviews.formats.words import KINDS, STATUSES, VOICES, WORDS

from .model import ARGUMENT, INFERENCE, STATEMENT, Argdown, Argument, Element, Name, Step

NOBODY = "argdown"
RELATIONS = {
    "support": "supports",
    "entails": "supports",
    "attack": "attacks",
    "contrary": "attacks",
    "contradictory": "attacks",
    "undercut": "attacks",
}
#: What our writer says in data, and the words that are allowed there (none: any text).
OURS: Mapping[str, tuple[str, ...]] = {
    "body": (), "attributed_to": (), "title": (), "note": (),
    "kind": KINDS, "voice": VOICES, "status": STATUSES, "relation": WORDS[Link]["relation"],
}  # fmt: skip
#: How our writer marks the conclusion of a step that supports no claim.
STEP = "step"
#: Data that tell Argdown how to draw; of no meaning for what is said.
DRAWING = frozenset({"isInMap", "isGroup", "isClosed", "isInGroup", "isCanonical", "color", "uses"})

_CLAIM = re.compile(r"C([1-9][0-9]{0,8})")
_LINK = re.compile(r"L([1-9][0-9]{0,8})")


class Reading:
    """The claims and links of a file. `problems`: what was understood otherwise than written."""

    def __init__(self, found: Argdown) -> None:
        self.found = found
        self.problems: list[Problem] = []
        self.elements = dict(self.claimed())
        self.numbers = numbered(
            (name, _CLAIM if name[0] == STATEMENT else None) for name in self.elements
        )
        self.steps = {
            (argument.title, number): (argument, step)
            for argument in found.arguments.values()
            for number, step in enumerate(argument.steps, 1)
        }
        self.link_numbers = numbered(
            ((title, str(number)), _LINK if number == len(argument.steps) else None)
            for (title, number), (argument, _) in self.steps.items()
        )
        self.links: list[Link] = []
        self.taken = set(self.link_numbers.values())

    def claimed(self) -> Iterator[tuple[Name, Element]]:
        """What becomes a claim: statements, and arguments that are only sketched."""
        found = self.found
        names: list[tuple[int, Name, Element]] = [
            (each.line, (STATEMENT, title), each)
            for title, each in found.statements.items()
            if not is_step(each)
        ]
        names += [
            (each.line, (ARGUMENT, title), each)
            for title, each in found.arguments.items()
            if not each.steps
        ]
        return ((name, each) for _, name, each in sorted(names, key=lambda entry: entry[0]))

    def document(self) -> Document:
        heading = self.found.settings.get("title")
        first = self.found.sections[0].title if self.found.sections else "Argdown"
        title = title_of(str(heading)) if heading else title_of(first) or "Argdown"
        author = self.found.settings.get("author")
        name = author if isinstance(author, str) and author.strip() else "Argdown"
        self.read_links()
        claims = [self.claim(name, each) for name, each in self.elements.items()]
        return Document(
            debate=Debate(slug=slug_of(title), title=title[:200]),
            people=(Person(key=NOBODY, name=" ".join(name.split())[:200], role="author"),),
            topics=tuple(
                Topic(key=f"t{place}", title=title_of(each.title)[:200] or "Untitled")
                for place, each in enumerate(self.found.sections, 1)
            ),
            claims=tuple(sorted(claims, key=lambda each: each.number)),
            links=tuple(sorted(self.links, key=lambda each: each.number)),
        )

    # Claims

    def claim(self, name: Name, element: Element) -> Claim:
        words = element.canonical
        said = self.mentioned(words.words.bare, words.words.mentions) if words else ""
        text = said or element.title
        ours = ours_of(element.data)
        return Claim(
            number=self.numbers[name],
            title=title_of(ours.get("title", text)),
            body=ours["body"] if "body" in ours else self.body(name, element, text),
            kind=ours.get("kind", "claim"),
            voice=ours.get("voice", "asserted"),
            attributed_to=ours.get("attributed_to", ""),
            status=ours.get("status", "open"),
            topic="" if element.section is None else f"t{element.section + 1}",
            by=NOBODY,
        )

    def body(self, name: Name, element: Element, text: str) -> str:
        """What is said besides: the text that is too long for a title, the title in the file,
        other wordings, tags, and data that we do not know."""
        parts = [text] if len(text) > LONGEST_TITLE else []
        named = not element.untitled and not _CLAIM.fullmatch(element.title)
        if named and text != element.title:
            parts.append(f"{name[0].capitalize()} “{element.title}”")
        wordings = dict.fromkeys(each.words.bare for each in element.members)
        said = element.canonical.words.bare if element.canonical else ""
        parts += [f"Also: {each}" for each in wordings if each != said]
        if element.tags:
            parts.append(" ".join(f"\\#{tag.replace(' ', '-')}" for tag in element.tags))
        foreign = {k: v for k, v in element.data.items() if k not in OURS and k not in DRAWING}
        if foreign:
            written = yaml.safe_dump(foreign, allow_unicode=True, sort_keys=False).rstrip()
            parts.append(f"```yaml\n{written}\n```")
        return "\n\n".join(parts)

    def mentioned(self, text: str, mentions: Iterable[tuple[str, str]]) -> str:
        """The text with the numbers of the claims that it mentions, where they are known."""
        for sign, title in mentions:
            kind, close = (STATEMENT, "]") if sign == "[" else (ARGUMENT, ">")
            number = self.numbers.get((kind, title))
            instead = f"C{number}" if number else f"“{title}”"
            text = text.replace(f"@{sign}{title}{close}", instead)
        return text

    # Links

    def read_links(self) -> None:
        ends: dict[str, LinkTarget] = {}
        plain: list[tuple[str, Name, LinkTarget]] = []
        out: dict[Name, list[int]] = defaultdict(list)
        undercuts = []
        for relation in self.found.relations:
            if relation.type == "undercut":
                undercuts.append(relation)
            elif self.is_step(relation.start):
                ends[relation.start[1]] = self.end(relation.end, relation.type)
            else:
                self.pair(relation.type, relation.start, relation.end, out)
        for relation in undercuts:
            target = self.disputed(relation.end, relation.step, out)
            if self.is_step(relation.start):
                ends[relation.start[1]] = target
            else:
                plain.append(("attacks", relation.start, target))
        for key, (argument, step) in self.steps.items():
            self.links.append(self.step(key, argument, step, ends))
        for kind, start, target in plain:
            self.link(kind, (self.numbers[start],), target)

    def is_step(self, name: Name) -> bool:
        return name[0] == STATEMENT and is_step(self.found.statements[name[1]])

    def pair(self, kind: str, start: Name, end: Name, out: dict[Name, list[int]]) -> None:
        relation = RELATIONS[kind]
        target = self.end(end, kind)
        out[start].append(self.link(relation, (self.numbers[start],), target))
        if kind in {"contrary", "contradictory"} and start != end:
            self.link(relation, (self.numbers[end],), LinkTarget(claim=self.numbers[start]))

    def end(self, name: Name, kind: str) -> LinkTarget:
        """What a relation ends on: of an argument with steps, the last of them, or, where it is
        supported, its conclusion."""
        if name in self.numbers:
            return LinkTarget(claim=self.numbers[name])
        title = name[1]
        steps = self.found.arguments[title].steps if name[0] == ARGUMENT else []
        if steps and kind in {"support", "entails"}:
            return LinkTarget(claim=self.numbers.get((STATEMENT, steps[-1].conclusion)))
        return LinkTarget(link=self.link_numbers[title, str(len(steps))])

    def disputed(self, end: Name, step: int, out: Mapping[Name, list[int]]) -> LinkTarget:
        """The step that an undercut ends on: of a sketched argument, its only relation."""
        if end[0] == INFERENCE:
            return LinkTarget(link=self.link_numbers[end[1], str(step)])
        if len(links := out.get(end, [])) == 1:
            return LinkTarget(link=links[0])
        element = self.elements[end]
        message = f"What undercuts “{end[1]}” is read as an attack: it does not bear on one thing."
        self.problems.append(Problem(f"line {element.line}", message))
        return LinkTarget(claim=self.numbers[end])

    def step(
        self, key: tuple[str, int], argument: Argument, step: Step, ends: Mapping[str, LinkTarget]
    ) -> Link:
        title, number = key
        ours = ours_of(argument.data)
        conclusion = self.numbers.get((STATEMENT, step.conclusion))
        target = LinkTarget(claim=conclusion) if conclusion else ends.get(step.conclusion)
        if target is None:
            message = f"The step “{step.conclusion}” leads nowhere."
            self.problems.append(Problem(f"line {argument.line}", message))
            target = LinkTarget(claim=self.numbers[STATEMENT, step.premises[0]])
        return Link(
            number=self.link_numbers[title, str(number)],
            relation=ours.get("relation", "supports" if conclusion else "attacks"),
            premises=tuple(dict.fromkeys(self.numbers[STATEMENT, each] for each in step.premises)),
            target=target,
            note=ours["note"] if "note" in ours else self.note(argument, step),
            status=ours.get("status", "open"),
            by=NOBODY,
        )

    def note(self, argument: Argument, step: Step) -> str:
        words = argument.canonical
        said = self.mentioned(words.words.bare, words.words.mentions) if words else ""
        named = not argument.untitled and not _LINK.fullmatch(argument.title)
        parts = [argument.title if named else "", said, ", ".join(step.rules)]
        return ": ".join(part for part in parts if part)

    def link(self, relation: str, premises: tuple[int, ...], target: LinkTarget) -> int:
        number = len(self.links) + 1
        while number in self.taken:
            number += 1
        self.taken.add(number)
        self.links.append(
            Link(number=number, relation=relation, premises=premises, target=target, by=NOBODY)
        )
        return number


def is_step(element: Element) -> bool:
    return element.data.get("crux") == STEP


def ours_of(data: Mapping[str, Any]) -> dict[str, str]:
    """What our writer said in data, as far as it is as our writer says it."""
    if not data:
        return {}
    return {
        name: data[name]
        for name, words in OURS.items()
        if isinstance(data.get(name), str) and (not words or data[name] in words)
    }


def numbered(names: Iterable[tuple[Any, re.Pattern[str] | None]]) -> dict[Any, int]:
    """A number for each: the one in its title, where that has the form, else the next free one."""
    listed = list(names)
    numbers: dict[Any, int] = {}
    for name, form in listed:
        title = name[1] if name[0] == STATEMENT else name[0]
        if form and (said := form.fullmatch(title)):
            numbers[name] = int(said[1])
    taken, free = set(numbers.values()), 0
    for name, _ in listed:
        if name not in numbers:
            free += 1
            while free in taken:
                free += 1
            numbers[name] = free
    return numbers
