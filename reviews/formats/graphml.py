"""GraphML, for tools that examine graphs: every attribute declared. Writes only.

The format: http://graphml.graphdrawing.org/specification.html. Every link is a node, so that what
bears on a step, and what a step says of itself, has a place (`drawn`).
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from .document import Claim, Document, Link
from .drawn import Drawing
from .losses import Carried

title = "GraphML: claims and links with what is said of each, for tools that examine graphs"
media_type = "application/graphml+xml"
suffix = ".graphml"

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_BOTH = ["number", "by", "uuid", "status", "standing", "at"]
_CLAIM = ["title", "body", "kind", "voice", "attributed_to", "topic", "merged_into"]
_LINK = ["relation", "premises", "target", "note"]
CARRIED: Carried = {
    "debate": frozenset({"slug", "title"}),
    "people": frozenset({"key", "name"}),
    "topics": frozenset({"key", "title"}),
    "claims": frozenset(_BOTH + _CLAIM),
    "links": frozenset(_BOTH + _LINK),
}
#: The attributes of nodes; `type` is "claim", "link", or "elsewhere" for what an excerpt names.
NODE = (
    *("type", "label", "text", "body", "kind", "voice", "attributed_to", "topic", "merged_into"),
    *("relation", "note", "status", "grounded", "standing", "as_argued", "sentence"),
    *("by", "at", "uuid"),
)
#: What XML 1.0 has no way to write.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def dumps(document: Document) -> str:
    root = ET.Element("graphml", xmlns=NAMESPACE)
    for name in NODE:
        _key(root, f"n-{name}", "node", name)
    _key(root, "e-relation", "edge", "relation")
    _key(root, "g-title", "graph", "title")
    debate = document.debate
    graph = ET.SubElement(
        root, "graph", id=_clean(debate.slug if debate else "crux"), edgedefault="directed"
    )
    if debate:
        _data(graph, "g-title", debate.title)
    drawing = Drawing(document, every_link=True)
    for values in _nodes(drawing):
        node = ET.SubElement(graph, "node", id=values["label"])
        for name, value in values.items():
            _data(node, f"n-{name}", value)
    for edge in drawing.edges:
        drawn = ET.SubElement(graph, "edge", source=edge.start, target=edge.end)
        _data(drawn, "e-relation", edge.relation)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _nodes(drawing: Drawing) -> Iterator[dict[str, str]]:
    for claim in drawing.claims:
        yield _claim(claim, drawing)
    for link in drawing.nodes:
        yield _link(link, drawing)
    for label in drawing.missing:
        yield {"type": "elsewhere", "label": label}


def _claim(claim: Claim, drawing: Drawing) -> dict[str, str]:
    return {
        "type": "claim",
        "label": f"C{claim.number}",
        "text": claim.title,
        "body": claim.body,
        "kind": claim.kind,
        "voice": claim.voice,
        "attributed_to": claim.attributed_to,
        "topic": drawing.topics.get(claim.topic, claim.topic),
        "merged_into": f"C{claim.merged_into}" if claim.merged_into else "",
        **_said(claim, drawing.people),
    }


def _link(link: Link, drawing: Drawing) -> dict[str, str]:
    return {
        "type": "link",
        "label": f"L{link.number}",
        "relation": link.relation,
        "note": link.note,
        **_said(link, drawing.people),
    }


def _said(element: Claim | Link, people: Mapping[str, str]) -> dict[str, str]:
    standing = element.standing
    return {
        "status": element.status,
        "standing": standing.word if standing else "",
        "grounded": standing.label if standing else "",
        "as_argued": standing.as_argued if standing else "",
        "sentence": standing.sentence if standing else "",
        "by": people.get(element.by, element.by),
        "at": element.at.isoformat() if element.at else "",
        "uuid": str(element.uuid or ""),
    }


def _key(root: ET.Element, id: str, where: str, name: str) -> None:
    ET.SubElement(root, "key", {"id": id, "for": where, "attr.name": name, "attr.type": "string"})


def _data(element: ET.Element, key: str, value: str) -> None:
    if value:
        ET.SubElement(element, "data", key=key).text = _clean(value)


def _clean(words: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", words)
