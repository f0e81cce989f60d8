"""What the formats of graphs share: how claims and links become nodes and edges.

A link is an edge where it has one premise and nothing bears on it. Else it is a node of its own,
which its premises lead to and which leads to its target: so joint premises stay joint, and what
disputes a step ends on that step.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .document import Act, Claim, Document, Link, LinkTarget

#: How an edge from a premise to the node of its link is called.
PREMISE = "premise"


@dataclass(frozen=True, slots=True)
class Edge:
    """From one node to another, by their labels; `link` is None between a premise and its link."""

    start: str
    end: str
    relation: str
    link: Link | None = None


class Drawing:
    """The graph of a document. `missing`: claims and links that an excerpt names without them."""

    def __init__(self, document: Document, *, every_link: bool = False) -> None:
        self.claims: Sequence[Claim] = document.claims
        self.people = {person.key: person.name for person in document.people}
        self.topics = {topic.key: topic.title for topic in document.topics}
        disputed = {link.target.link for link in document.links}
        self.nodes = [
            link
            for link in document.links
            if every_link or link.number in disputed or len(link.premises) != 1
        ]
        own = {link.number for link in self.nodes}
        self.edges = [edge for link in document.links for edge in edges(link, own)]
        known = {f"C{claim.number}" for claim in document.claims} | {f"L{n}" for n in own}
        ends = (end for edge in self.edges for end in (edge.start, edge.end))
        self.missing = list(dict.fromkeys(end for end in ends if end not in known))


def edges(link: Link, own: set[int]) -> Iterator[Edge]:
    """The edges of a link; `own` are the links that are nodes."""
    label, end = f"L{link.number}", end_of(link.target)
    if link.number not in own:
        yield Edge(f"C{link.premises[0]}", end, link.relation, link)
        return
    for premise in link.premises:
        yield Edge(f"C{premise}", label, PREMISE)
    yield Edge(label, end, link.relation, link)


def about(act: Act) -> str:
    """The label of the claim or step that an act concerns; "" for none."""
    return f"C{act.claim}" if act.claim else f"L{act.link}" if act.link else ""


def end_of(target: LinkTarget) -> str:
    return f"C{target.claim}" if target.claim is not None else f"L{target.link}"
