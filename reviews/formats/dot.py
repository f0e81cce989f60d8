"""DOT, for Graphviz: the graph to be drawn. Writes only.

The grammar: https://graphviz.org/doc/info/lang.html. Every id and value is a quoted string, in
which `"` and `\\` are escaped; a link that something bears on is a point of its own (`drawn`).
"""

import textwrap
from collections.abc import Iterator, Mapping

from .document import Claim, Document, Standing
from .drawn import Drawing, Edge
from .losses import Carried

title = "DOT: the graph, to be drawn by Graphviz"
media_type = "text/vnd.graphviz; charset=utf-8"
suffix = ".dot"

_CLAIM = ["number", "title", "kind", "status", "standing", "topic", "by", "uuid"]
_LINK = ["number", "relation", "premises", "target", "status", "standing", "by", "uuid"]
CARRIED: Carried = {
    "debate": frozenset({"slug", "title"}),
    "people": frozenset({"key", "name"}),
    "topics": frozenset({"key", "title"}),
    "claims": frozenset(_CLAIM),
    "links": frozenset(_LINK),
}
COLOURS = {"supports": "#1B7F4B", "needs": "#1B7F4B", "attacks": "#B3261E"}
OTHER = "#5B5B66"
WIDTH = 36


def dumps(document: Document) -> str:
    return "".join(f"{line}\n" for line in _lines(document))


def _lines(document: Document) -> Iterator[str]:
    drawing = Drawing(document)
    debate = document.debate
    yield f"digraph {_quoted(debate.slug if debate else 'crux')} {{"
    if debate:
        yield f"  label={_quoted(debate.title)}; labelloc=t;"
    yield '  rankdir=BT; node [shape=box, style="rounded", fontname="sans-serif"];'
    for claim in drawing.claims:
        yield f"  {_quoted(f'C{claim.number}')} {_attributes(_claim(claim, drawing))};"
    for link in drawing.nodes:
        looks = {"shape": "point", "xlabel": f"L{link.number}"}
        yield f"  {_quoted(f'L{link.number}')} {_attributes(looks)};"
    for label in drawing.missing:
        yield f"  {_quoted(label)} {_attributes({'style': 'dashed'})};"
    for edge in drawing.edges:
        ends = f"{_quoted(edge.start)} -> {_quoted(edge.end)}"
        yield f"  {ends} {_attributes(_edge(edge, drawing))};"
    yield "}"


def _claim(claim: Claim, drawing: Drawing) -> dict[str, str]:
    lines = textwrap.wrap(claim.title, WIDTH, break_long_words=False) or [""]
    return {
        "label": "\n".join([f"C{claim.number}", *lines]),
        "tooltip": claim.title,
        "kind": claim.kind,
        "status": claim.status,
        "standing": _word(claim.standing),
        "topic": drawing.topics.get(claim.topic, claim.topic),
        "by": drawing.people.get(claim.by, claim.by),
        "uuid": str(claim.uuid or ""),
    }


def _edge(edge: Edge, drawing: Drawing) -> dict[str, str]:
    if edge.link is None:
        return {"arrowhead": "none", "color": OTHER}
    link = edge.link
    undercut = link.relation == "attacks" and link.target.link is not None
    return {
        "label": f"L{link.number} {link.relation}",
        "color": COLOURS.get(link.relation, OTHER),
        "style": "dashed" if undercut else "",
        "relation": link.relation,
        "link": f"L{link.number}",
        "status": link.status,
        "standing": _word(link.standing),
        "by": drawing.people.get(link.by, link.by),
        "uuid": str(link.uuid or ""),
    }


def _word(standing: Standing | None) -> str:
    return standing.word if standing else ""


def _attributes(values: Mapping[str, str]) -> str:
    return f"[{', '.join(f'{name}={_quoted(value)}' for name, value in values.items() if value)}]"


def _quoted(words: str) -> str:
    r"""A quoted string; a line feed becomes `\n`, and no backslash of the words means anything."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
