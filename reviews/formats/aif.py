"""AIF as JSON: a set of nodes and edges (AIFdb, OVA3, xAIF).

The ontology: http://www.argumentinterchange.org/specification. A claim is an I-node; a link is a
node of inference (RA), conflict (CA) or rephrasing (MA), which its premises lead to; what disputes
a step is a conflict that leads to its node. A comment is a locution (L) with its person and time;
it answers another by a transition (TA), and says something of a claim or step by an illocution
(YA). Preferences (PA), and steps that lack an end, are named as left out.
"""

import json
from datetime import UTC, datetime
from html import unescape
from typing import Any

from .document import (
    Act,
    Comment,
    Debate,
    Document,
    FormatError,
    Link,
    Person,
    Problem,
    Target,
)
from .drawn import about, end_of
from .files import json_of, time_of, whole
from .losses import Carried
from .schemes import Graph, Scheme, Statement
from .threading import threaded, threads_of
from .titles import title_of

title = "AIF: claims, steps and who said what, for argument databases (AIFdb, OVA)"
media_type = "application/json"
suffix = ".aif.json"
ending = "aif.json"
CARRIED: Carried = {
    "debate": frozenset({"title"}),
    "people": frozenset({"key", "name"}),
    "claims": frozenset({"number", "title"}),
    "links": frozenset({"number", "relation", "premises", "target"}),
    "comments": frozenset({"key", "by", "at", "source", "target", "acts"}),
}
NOBODY = "aif"
NODES = {
    "supports": ("RA", "Default Inference"),
    "attacks": ("CA", "Default Conflict"),
    "clarifies": ("MA", "Default Rephrase"),
    "answers": ("RA", "Answer"),
    "needs": ("RA", "Precondition"),
}
RELATIONS = {"RA": "supports", "CA": "attacks", "MA": "clarifies"}
NAMED = {"Answer": "answers", "Precondition": "needs"}
#: Illocutions, as AIF's dialogues call them, and acts.
ILLOCUTIONS = {
    "note": "Asserting",
    "support": "Arguing",
    "rebut": "Disagreeing",
    "undercut": "Disagreeing",
    "agree": "Agreeing",
    "disagree": "Disagreeing",
    "concede": "Agreeing",
    "ask": "Pure Questioning",
    "check": "Assertive Questioning",
    "clarify": "Restating",
}
ACTS = {
    "arguing": "support",
    "agreeing": "agree",
    "disagreeing": "disagree",
    "restating": "clarify",
    "challenging": "ask",
    "pure questioning": "ask",
    "assertive questioning": "check",
    "rhetorical questioning": "ask",
}


# Reading


def read(data: bytes) -> tuple[Document, list[Problem]]:
    """What could be read, and what could not."""
    held = json_of(data)
    aif = held.get("AIF", held) if isinstance(held, dict) else None
    if not isinstance(aif, dict) or not isinstance(aif.get("nodes"), list):
        raise FormatError([Problem("/nodes", "is missing")])
    reading = _Reading(aif)
    document = reading.document()
    if not document.claims and not document.comments:
        raise FormatError(reading.graph.problems or [Problem("", "There is no statement in it.")])
    return document, reading.graph.problems


def loads(data: bytes) -> Document:
    """The whole of a file; FormatError with everything that is wrong."""
    return whole(read(data))


class _Reading:
    """Ids are compared as strings: files have numbers too."""

    def __init__(self, aif: dict[str, Any]) -> None:
        self.graph = Graph(by=NOBODY)
        self.people: dict[str, Person] = {}
        self.locutions: dict[str, dict[str, Any]] = {}
        self.said: dict[str, tuple[str, str]] = {}  # the text and the speaker of an L-node
        self.illocutions: dict[str, str] = {}
        self.transitions: set[str] = set()
        for each in rows(aif, "participants"):
            name = " ".join(str(each.get(part) or "") for part in ("firstname", "surname")).strip()
            self.person(str(each.get("participantID")), name)
        for each in rows(aif, "locutions"):
            self.locutions[str(each.get("nodeID"))] = each
        for index, node in enumerate(aif["nodes"]):
            self.add(node, f"/nodes/{index}")
        for index, edge in enumerate(rows(aif, "edges")):
            ends = str(edge.get("fromID")), str(edge.get("toID"))
            if not all(map(self.knows, ends)):
                self.graph.wrong(f"/edges/{index}", "It leads from or to a node that is not here.")
            self.graph.edges.append(ends)

    def knows(self, name: str) -> bool:
        graph = self.graph
        places = (graph.statements, graph.schemes, self.said, self.illocutions, self.transitions)
        return any(name in place for place in places)

    def person(self, key: str, name: str) -> str:
        key = f"p-{key}" if key else NOBODY
        if key not in self.people:
            self.people[key] = Person(key=key, name=title_of(name)[:200] or "Somebody")
        return key

    def add(self, node: Any, place: str) -> None:
        name = str(node.get("nodeID")) if isinstance(node, dict) else ""
        if not name or self.knows(name):
            return self.graph.wrong(place, "A node has an id of its own.")
        kind, text = node.get("type"), unescape(str(node.get("text") or ""))
        if kind == "I":
            self.graph.statements[name] = Statement(text, place, NOBODY)
        elif kind in RELATIONS:
            scheme = str(node.get("scheme") or text)
            default = scheme.startswith("Default ") or scheme in {*RELATIONS, *NAMED, ""}
            relation = NAMED.get(scheme, RELATIONS[kind])
            self.graph.schemes[name] = Scheme(relation, place, "" if default else scheme[:500])
        elif kind == "L":
            self.said[name] = self.speech(name, text)
        elif kind == "YA":
            self.illocutions[name] = text
        elif kind == "TA":
            self.transitions.add(name)
        else:
            self.graph.wrong(place, f"A node of the kind “{str(kind)[:20]}” has no place here.")

    def speech(self, name: str, text: str) -> tuple[str, str]:
        """What was said, and the key of who said it: by the locution, else before the colon."""
        speaker, colon, words = text.partition(":")
        held = self.locutions.get(name)
        if held is not None and held.get("personID") is not None:
            key = self.person(str(held["personID"]), speaker if colon else "")
        elif colon and len(speaker) <= 80:
            key = self.person(speaker.strip().lower(), speaker.strip())
        else:
            return text.strip(), self.person("", "AIF")
        return (words if colon else text).strip(), key

    def document(self) -> Document:
        claims, links = self.graph.claims(), self.graph.links()
        comments = self.comments()
        people = {NOBODY: Person(key=NOBODY, name="AIF", role="author")} | self.people
        return Document(
            debate=Debate(slug="aif", title=claims[0].title[:200] if claims else "AIF"),
            people=tuple(people.values()),
            claims=tuple(claims),
            links=tuple(links),
            comments=tuple(comments),
            threads=tuple(threads_of(comments)),
        )

    def comments(self) -> list[Comment]:
        """What was said, in the order of the file, each after what it answers."""
        out, into = self.graph.ends(0, 1), self.graph.ends(1, 0)
        numbers = {name: number for number, name in enumerate(self.graph.statements, 1)}
        found: list[Comment] = []
        for name, (text, by) in self.said.items():
            acts = tuple(
                Act(act=ACTS.get(self.illocutions[each].lower(), "note"), claim=numbers[claim])
                for each in out.get(name, ())
                if each in self.illocutions
                for claim in out.get(each, ())
                if claim in numbers
            )
            answered = [
                before
                for each in into.get(name, ())
                if each in self.transitions
                for before in into.get(each, ())
                if before in self.said and before != name
            ]
            target = Target(comment=answered[0]) if answered else Target()
            if text:
                found.append(
                    Comment(
                        key=name, by=by, source=text, target=target, acts=acts, at=self.at(name)
                    )
                )
            else:
                self.graph.wrong(name, "A locution without words is left out.")
        return threaded(found)

    def at(self, name: str) -> datetime | None:
        held = self.locutions.get(name, {})
        return time_of(held.get("start") or held.get("timestamp"))


def rows(aif: dict[str, Any], name: str) -> list[dict[str, Any]]:
    held = aif.get(name)
    return [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []


# Writing


def dumps(document: Document) -> str:
    writing = _Writing()
    for claim in document.claims:
        writing.node(f"C{claim.number}", "I", claim.title)
    for link in document.links:
        writing.link(link)
    names = {person.key: person.name for person in document.people}
    for comment in document.comments:
        if comment.removed is None:
            writing.comment(comment, names)
    return json.dumps(writing.held, ensure_ascii=False, indent=1) + "\n"


class _Writing:
    def __init__(self) -> None:
        self.held: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("nodes", "edges", "locutions", "participants")
        }
        self.people: dict[str, str] = {}

    def node(self, name: str, kind: str, text: str, **more: str) -> str:
        self.held["nodes"].append({"nodeID": name, "text": text, "type": kind, **more})
        return name

    def edge(self, start: str, end: str) -> None:
        edges = self.held["edges"]
        edges.append(
            {"edgeID": str(len(edges) + 1), "fromID": start, "toID": end, "formEdgeID": None}
        )

    def link(self, link: Link) -> None:
        kind, text = NODES[link.relation]
        name = self.node(f"L{link.number}", kind, text)
        for premise in link.premises:
            self.edge(f"C{premise}", name)
        self.edge(name, end_of(link.target))

    def comment(self, comment: Comment, names: dict[str, str]) -> None:
        speaker = names.get(comment.by, "Somebody")
        name = self.node(f"M{comment.key}", "L", f"{speaker}: {comment.source}")
        at = comment.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S") if comment.at else None
        self.held["locutions"].append(
            {"nodeID": name, "personID": self.person(comment.by, speaker), "start": at, "end": None}
        )
        if comment.target.comment:
            turn = self.node(f"T{comment.key}", "TA", "Default Transition")
            self.edge(f"M{comment.target.comment}", turn)
            self.edge(turn, name)
        for place, act in enumerate(comment.acts, 1):
            if concerned := about(act):
                words = ILLOCUTIONS.get(act.act, "Asserting")
                illocution = self.node(f"Y{comment.key}-{place}", "YA", words)
                self.edge(name, illocution)
                self.edge(illocution, concerned)

    def person(self, key: str, name: str) -> str:
        if key not in self.people:
            self.people[key] = str(len(self.people) + 1)
            first, _, last = name.rpartition(" ")
            self.held["participants"].append(
                {"participantID": self.people[key], "firstname": first, "surname": last}
            )
        return self.people[key]
