"""SADFace JSON: atoms and schemes, as the tools of Argdown's neighbours write it. Reads only.

The format: https://github.com/ARG-ENU/SADFace.
"""

from typing import Any

from .document import Debate, Document, FormatError, Person, Problem
from .files import json_of, whole
from .losses import Carried
from .schemes import Graph, Scheme, Statement
from .titles import slug_of, title_of

title = "SADFace: statements and schemes, as JSON"
media_type = "application/json"
suffix = ".sadface.json"
CARRIED: Carried = {"debate": frozenset({"title"})}

NOBODY = "sadface"
AGAINST = frozenset({"attack", "conflict", "default conflict", "undercut", "rebut"})


def read(data: bytes) -> tuple[Document, list[Problem]]:
    """What could be read, and what could not."""
    held = json_of(data)
    if not isinstance(held, dict) or not isinstance(held.get("nodes"), list):
        raise FormatError([Problem("/nodes", "is missing")])
    graph = Graph(by=NOBODY)
    for index, node in enumerate(held["nodes"]):
        add(graph, node, f"/nodes/{index}")
    edges = held.get("edges")
    for index, edge in enumerate(edges if isinstance(edges, list) else []):
        ends = (edge.get("source_id"), edge.get("target_id")) if isinstance(edge, dict) else ()
        if len(ends) == 2 and all(end in graph.statements or end in graph.schemes for end in ends):
            graph.edges.append((str(ends[0]), str(ends[1])))
        else:
            graph.wrong(f"/edges/{index}", "It does not lead from one node to another.")
    core = core_of(held)
    heading = title_of(str(core.get("title") or "")) or "SADFace"
    name = title_of(str(core.get("analyst_name") or "")) or "SADFace"
    document = Document(
        debate=Debate(slug=slug_of(heading), title=heading[:200]),
        people=(Person(key=NOBODY, name=name[:200], role="author"),),
        claims=tuple(graph.claims()),
        links=tuple(graph.links()),
    )
    if not document.claims:
        raise FormatError(graph.problems or [Problem("", "There is no statement in it.")])
    return document, graph.problems


def loads(data: bytes) -> Document:
    """The whole of a file; FormatError with everything that is wrong."""
    return whole(read(data))


def add(graph: Graph, node: Any, place: str) -> None:
    name = node.get("id") if isinstance(node, dict) else None
    if not isinstance(name, str) or name in graph.statements or name in graph.schemes:
        graph.wrong(place, "A node has an id of its own.")
    elif node.get("type") == "atom" and isinstance(node.get("text"), str):
        graph.statements[name] = Statement(node["text"], place, NOBODY)
    elif node.get("type") == "scheme":
        scheme = str(node.get("name") or "support")
        plain = scheme.lower() in AGAINST | {"support", "default support"}
        relation = "attacks" if scheme.lower() in AGAINST else "supports"
        graph.schemes[name] = Scheme(relation, place, "" if plain else scheme[:500])
    else:
        graph.wrong(place, "A node is an atom with a text, or a scheme.")


def core_of(held: dict[str, Any]) -> dict[str, Any]:
    metadata = held.get("metadata")
    core = metadata.get("core") if isinstance(metadata, dict) else None
    return core if isinstance(core, dict) else {}
