"""arggraph XML, as the corpora of short argumentative texts use it. Reads only.

The format: https://github.com/peldszus/arg-microtexts. Units of the text (`edu`) are joined to
units of argument (`adu`); edges support, rebut, undercut an edge, or add a premise to one.
"""

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator

from .document import Debate, Document, FormatError, Person, Problem
from .files import text_of, whole
from .losses import Carried
from .schemes import Graph, Scheme, Statement
from .titles import slug_of, title_of

title = "arggraph: a short text with its argument, as XML"
media_type = "application/xml"
suffix = ".arggraph.xml"
CARRIED: Carried = {"debate": frozenset({"title"})}

NOBODY = "arggraph"
RELATIONS = {"sup": "supports", "exa": "supports", "reb": "attacks", "und": "attacks"}
NOTES = {"exa": "By example."}
IMPLICIT = "Not said in the text."


def read(data: bytes) -> tuple[Document, list[Problem]]:
    """What could be read, and what could not."""
    source = text_of(data)
    if entity := re.search(r"<!ENTITY", source):
        line = source.count("\n", 0, entity.start()) + 1
        raise FormatError([Problem(f"line {line}", "A file that declares entities is not read.")])
    try:
        root = ET.fromstring(source)  # noqa: S314 - no entities in it
    except (ET.ParseError, ValueError) as error:
        line = getattr(error, "position", (1, 0))[0]
        raise FormatError([Problem(f"line {line}", "This is no XML.")]) from error
    if root.tag != "arggraph":
        raise FormatError([Problem("line 1", "The root is no “arggraph”.")])
    graph = Graph(by=NOBODY)
    statements(root, graph)
    steps(root, graph)
    if not graph.statements:
        raise FormatError([Problem("", "There is no unit of argument in it.")])
    heading = title_of((root.get("topic_id") or root.get("id") or "arggraph").replace("_", " "))
    document = Document(
        debate=Debate(slug=slug_of(heading), title=heading[:200]),
        people=(Person(key=NOBODY, name="The text", role="author"),),
        claims=tuple(graph.claims()),
        links=tuple(graph.links()),
    )
    return document, graph.problems


def loads(data: bytes) -> Document:
    """The whole of a file; FormatError with everything that is wrong."""
    return whole(read(data))


def statements(root: ET.Element, graph: Graph) -> None:
    """Each unit of argument, with the words of the units of text that are joined to it."""
    words = {each.get("id"): "".join(each.itertext()).strip() for each in root.iter("edu")}
    implicit = {each.get("id") for each in root.iter("edu") if each.get("implicit") == "true"}
    joined: dict[str | None, list[str | None]] = defaultdict(list)
    for edge in root.iter("edge"):
        if edge.get("type") == "seg":
            joined[edge.get("trg")].append(edge.get("src"))
    for unit in root.iter("adu"):
        name = unit.get("id") or ""
        parts = list(segments(name, joined, words))
        text = " ".join(words[part] for part in sorted(parts, key=list(words).index))
        if not text:
            graph.wrong(name, "No words of the text belong to it.")
            continue
        graph.statements[name] = Statement(
            text,
            name,
            NOBODY,
            body=IMPLICIT if implicit >= set(parts) else "",
            attributed_to="The opponent" if unit.get("type") == "opp" else "",
        )


def segments(
    unit: str, joined: dict[str | None, list[str | None]], words: dict[str | None, str]
) -> Iterator[str | None]:
    """The units of text that lead to a unit of argument, through joints of any depth."""
    waiting: list[str | None] = [unit]
    seen: set[str | None] = set()
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if here in words:
            yield here
        waiting += joined[here]


def steps(root: ET.Element, graph: Graph) -> None:
    """Edges as steps. One that adds a premise leads to the step of the edge that it names."""
    edges = [each for each in root.iter("edge") if each.get("type") != "seg"]
    for edge in edges:
        name, kind = edge.get("id") or "", edge.get("type") or ""
        if kind in RELATIONS:
            graph.schemes[name] = Scheme(RELATIONS[kind], name, NOTES.get(kind, ""))
            graph.edges.append((edge.get("src") or "", name))
            graph.edges.append((name, edge.get("trg") or ""))
        elif kind == "add":
            graph.edges.append((edge.get("src") or "", edge.get("trg") or ""))
        else:
            graph.wrong(name, f"An edge of the kind “{kind[:40]}” is not known.")
