"""W3C Web Annotations as JSON-LD: a collection with one page.

The model: https://www.w3.org/TR/annotation-model/. A comment is an annotation of what it answers or
quotes, with selectors by words and by code points; a claim is one that describes the passage or the
debate; a link is one with the motivation `linking`, its premises as body and what it bears on as
target; a status that was given is an `assessing` one. What is ours is said in bodies that classify,
as IRIs under `urn:crux:`. Annotations of others are read as comments with quotations.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from .csv_comments import act_of
from .document import (
    Act,
    Claim,
    Comment,
    Debate,
    Document,
    FormatError,
    Link,
    LinkTarget,
    Person,
    Problem,
    Quotation,
    QuotationSource,
    Target,
)
from .files import json_of, time_of, whole
from .losses import Carried
from .threading import threaded, threads_of
from .titles import slug_of, title_of
from .words import WORDS

title = "W3C Web Annotations, as JSON-LD"
media_type = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
suffix = ".annotations.jsonld"
CARRIED: Carried = {
    "debate": frozenset({"slug", "title", "uuid"}),
    "people": frozenset({"key", "name"}),
    "claims": frozenset({"number", "title", "kind", "status", "by", "at"}),
    "links": frozenset({"number", "relation", "premises", "target", "status", "by", "at"}),
    "comments": frozenset({"key", "by", "at", "source", "target", "acts", "quotations"}),
}
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OURS = "urn:crux:"
QUESTIONS = frozenset({"ask", "check"})
NOBODY = "annotations"


# Writing


def dumps(document: Document) -> str:
    return json.dumps(_Writing(document).collection(), ensure_ascii=False, indent=1) + "\n"


class _Writing:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.people = {person.key: person.name for person in document.people}
        debate = document.debate
        self.debate = f"urn:uuid:{debate.uuid}" if debate and debate.uuid else f"{OURS}debate"
        self.label = debate.title if debate else "An excerpt of a debate"

    def collection(self) -> dict[str, Any]:
        """A collection with all annotations on one page; without any, with none."""
        items = [*self.claims(), *self.links(), *self.statuses(), *self.comments()]
        held: dict[str, Any] = {
            "@context": CONTEXT,
            "id": self.debate,
            "type": "AnnotationCollection",
            "label": self.label,
            "total": len(items),
        }
        if items:
            within = {"id": self.debate, "label": self.label, "total": len(items)}
            page = {"id": f"{OURS}page:1", "type": "AnnotationPage", "partOf": within}
            held["first"] = {**page, "startIndex": 0, "items": items}
        return held

    def claims(self) -> Iterator[dict[str, Any]]:
        for claim in self.document.claims:
            body = [text_body(claim.title, "describing"), classified("kind", claim.kind)]
            cited: list[Any] = [
                passage(
                    iri("document", each.document),
                    {"exact": each.exact, "prefix": each.prefix, "suffix": each.suffix},
                    each.start,
                    each.end,
                )
                for each in claim.citations
            ]
            name, target = iri("claim", claim.number), cited or self.debate
            yield self.annotation(name, "describing", body, target, claim.by, claim.at)

    def links(self) -> Iterator[dict[str, Any]]:
        for link in self.document.links:
            premises = [
                {"type": "SpecificResource", "source": iri("claim", each), "purpose": "linking"}
                for each in link.premises
            ]
            body = [*premises, classified("relation", link.relation)]
            end = link.target
            target = iri("claim", end.claim) if end.claim else iri("link", end.link)
            yield self.annotation(
                iri("link", link.number), "linking", body, target, link.by, link.at
            )

    def statuses(self) -> Iterator[dict[str, Any]]:
        for kind, rows in (("claim", self.document.claims), ("link", self.document.links)):
            for row in rows:
                if row.status != "open":
                    about = iri(kind, row.number)
                    body = [classified("status", row.status)]
                    yield self.annotation(f"{about}:status", "assessing", body, about, row.by, None)

    def comments(self) -> Iterator[dict[str, Any]]:
        for comment in self.document.comments:
            if comment.removed is None and (comment.source.strip() or comment.quotations):
                yield self.comment(comment)

    def comment(self, comment: Comment) -> dict[str, Any]:
        asks = any(act.act in QUESTIONS for act in comment.acts)
        replies = comment.target.comment is not None
        motivation = "replying" if replies else "questioning" if asks else "commenting"
        body = [text_body(comment.source, motivation, "text/markdown")] if comment.source else []
        body += [classified("act", act_of(act)) for act in comment.acts]
        target = self.about(comment.target)
        body.append({"type": "SpecificResource", "source": target, "purpose": "linking"})
        quoted: list[Any] = [
            passage(
                self.source_of(each.source),
                {"exact": each.exact, "prefix": each.prefix, "suffix": each.suffix},
                each.start,
                each.end,
            )
            for each in comment.quotations
        ]
        name = iri("comment", comment.key)
        return self.annotation(name, motivation, body, quoted or target, comment.by, comment.at)

    def about(self, target: Target) -> str:
        for kind in ("comment", "claim", "link", "document"):
            if (value := getattr(target, kind)) is not None:
                return iri(kind, value)
        return self.debate

    def source_of(self, source: QuotationSource) -> str:
        for kind in ("document", "comment", "claim"):
            if (value := getattr(source, kind)) is not None:
                return iri(kind, value)
        return f"{OURS}text:{slug_of(source.name or '', 'unnamed')}"

    def annotation(
        self, name: str, motivation: str, body: list[Any], target: Any, by: str, at: datetime | None
    ) -> dict[str, Any]:
        held: dict[str, Any] = {"@context": CONTEXT, "id": name, "type": "Annotation"}
        held["motivation"] = motivation
        if by in self.people:
            person = {"id": iri("person", by), "type": "Person", "name": self.people[by]}
            held["creator"] = person
        if at:
            held["created"] = at.astimezone(UTC).isoformat().replace("+00:00", "Z")
        single = isinstance(target, list) and len(target) == 1
        return held | {"body": body, "target": target[0] if single else target}


def iri(kind: str, name: object) -> str:
    """A name for a thing of the debate; a comment's is its UUID, where it has one."""
    if kind == "comment":
        try:
            return f"urn:uuid:{UUID(str(name))}"
        except ValueError:
            pass
    return f"{OURS}{kind}:{name}"


def text_body(words: str, purpose: str, form: str = "text/plain") -> dict[str, str]:
    return {"type": "TextualBody", "value": words, "format": form, "purpose": purpose}


def classified(kind: str, word: str) -> dict[str, str]:
    source = f"{OURS}{kind}:{word}"
    return {"type": "SpecificResource", "source": source, "purpose": "classifying"}


def passage(
    source: str, words: Mapping[str, str], start: int | None, end: int | None
) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [
        {"type": "TextQuoteSelector", **{name: said for name, said in words.items() if said}}
    ]
    if start is not None and end is not None:
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    return {"type": "SpecificResource", "source": source, "selector": selectors}


# Reading


def read(data: bytes) -> tuple[Document, list[Problem]]:
    """What could be read of a collection, a page, a list or one annotation, and what not."""
    held = json_of(data)
    reading = _Reading()
    for place, each in annotations_in(held):
        reading.add(each, place)
    label = held.get("label") if isinstance(held, dict) else ""
    document = reading.document(title_of(label if isinstance(label, str) else ""))
    if not document.claims and not document.comments:
        raise FormatError(reading.problems or [Problem("", "There is no annotation in it.")])
    return document, reading.problems


def loads(data: bytes) -> Document:
    """The whole of a file; FormatError with everything that is wrong."""
    return whole(read(data))


def annotations_in(held: Any) -> Iterator[tuple[str, Any]]:
    """The annotations in a file, each with its JSON pointer."""
    place = ""
    if isinstance(held, dict) and isinstance(held.get("first"), dict):
        held, place = held["first"], "/first"
    if isinstance(held, dict) and isinstance(held.get("items"), list):
        held, place = held["items"], f"{place}/items"
    for index, each in enumerate(held if isinstance(held, list) else [held]):
        yield (f"{place}/{index}" if isinstance(held, list) else place), each


class _Reading:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.people: dict[str, Person] = {}
        self.claims: dict[int, Claim] = {}
        self.links: dict[int, Link] = {}
        self.statuses: dict[tuple[str, int], str] = {}
        self.comments: dict[str, Comment] = {}

    def wrong(self, place: str, message: str) -> None:
        self.problems.append(Problem(place, message))

    def add(self, held: Any, place: str) -> None:
        if not isinstance(held, dict) or "target" not in held:
            return self.wrong(place, "An annotation has a target.")
        kind, _, name = ours(held.get("id")).partition(":")
        bodies = listed(held.get("body"))
        by, at = self.person(held.get("creator")), time_of(held.get("created"))
        number = int(name) if name.isascii() and name.isdigit() and len(name) < 10 else 0
        if kind == "claim" and number:
            said = next(texts(bodies), "")
            word = word_of(bodies, "kind", WORDS[Claim]["kind"]) or "claim"
            self.claims[number] = Claim(
                number=number, title=title_of(said) or "(nothing)", kind=word, by=by, at=at
            )
        elif kind == "link" and number:
            self.link(number, bodies, held["target"], by, at, place)
        elif kind in {"claim", "link"}:  # "claim:4:status"
            about, _, _ = name.partition(":")
            if word := word_of(bodies, "status", WORDS[Claim]["status"]):
                self.statuses[kind, int(about) if about.isdigit() else 0] = word
        else:
            self.comment(held, bodies, by, at, place)

    def link(
        self, number: int, bodies: Sequence[Any], target: Any, by: str, at: Any, place: str
    ) -> None:
        relation = word_of(bodies, "relation", WORDS[Link]["relation"])
        premises = [numbered(source_of(each), "claim") for each in bodies]
        claim, link = numbered(target, "claim"), numbered(target, "link")
        if not relation or not any(premises) or not (claim or link):
            return self.wrong(place, "A link has premises, a relation and what it bears on.")
        self.links[number] = Link(
            number=number,
            relation=relation,
            premises=tuple(each for each in premises if each),
            target=LinkTarget(claim=claim or None, link=link or None),
            by=by,
            at=at,
        )

    def comment(
        self, held: dict[str, Any], bodies: Sequence[Any], by: str, at: Any, place: str
    ) -> None:
        key = str(held.get("id") or f"annotation-{len(self.comments) + 1}")
        quotations = tuple(
            Quotation(
                exact=words["exact"],
                prefix=words.get("prefix", ""),
                suffix=words.get("suffix", ""),
                position=position,
                source=QuotationSource(name=str(source)[:300]),
            )
            for position, (source, words) in enumerate(quoted(held["target"]))
        )
        source = "\n\n".join(texts(bodies))
        if not source.strip() and not quotations:
            return self.wrong(place, "An annotation without words or quotation is left out.")
        linked = [source_of(each) for each in bodies if purpose_of(each) == "linking"]
        about = linked or [
            source_of(each) if isinstance(each, dict) else each for each in listed(held["target"])
        ]
        self.comments[key] = Comment(
            key=key,
            by=by,
            at=at,
            source=source,
            target=target_of(about[0] if about else ""),
            acts=tuple(acts_of(bodies)),
            quotations=quotations,
        )

    def person(self, creator: Any) -> str:
        held = next(iter(listed(creator)), None)
        if isinstance(held, dict):
            name = held.get("name") or held.get("nickname") or held.get("id")
            key = str(held.get("id") or name)
        else:
            name = key = str(held) if held else ""
        if not name:
            name, key = "Somebody", NOBODY
        key = key.removeprefix(f"{OURS}person:")
        self.people.setdefault(key, Person(key=key, name=title_of(str(name))[:200] or "Somebody"))
        return key

    def document(self, label: str) -> Document:
        heading = label or "Annotations"
        links = self.sound_links()
        said = [sound(each, self.claims, links) for each in self.comments.values()]
        comments = threaded(said)
        return Document(
            debate=Debate(slug=slug_of(heading), title=heading[:200]),
            people=tuple(self.people.values()),
            claims=tuple(self.stated(self.claims, "claim")),
            links=tuple(self.stated(links, "link")),
            comments=tuple(comments),
            threads=tuple(threads_of(comments)),
        )

    def stated(self, rows: Mapping[int, Any], kind: str) -> Iterator[Any]:
        for number, row in sorted(rows.items()):
            yield replace(row, status=self.statuses.get((kind, number), "open"))

    def sound_links(self) -> dict[int, Link]:
        """Those whose ends are all here."""
        sound: dict[int, Link] = {}
        for number, link in self.links.items():
            end = link.target.claim in self.claims or link.target.link in self.links
            if end and set(link.premises) <= self.claims.keys():
                sound[number] = link
            else:
                self.wrong(iri("link", number), "What it leads from or to is not in the file.")
        return sound


def sound(comment: Comment, claims: Mapping[int, Claim], links: Mapping[int, Link]) -> Comment:
    """Without targets and acts that name what is not in the file."""
    target = comment.target
    known = target.comment or target.claim in claims or target.link in links
    acts = tuple(act for act in comment.acts if known_act(act, claims, links))
    return replace(comment, target=target if known else Target(), acts=acts)


def known_act(act: Act, claims: Mapping[int, Claim], links: Mapping[int, Link]) -> bool:
    return (act.claim is None or act.claim in claims) and (act.link is None or act.link in links)


def ours(name: Any) -> str:
    return name.removeprefix(OURS) if isinstance(name, str) and name.startswith(OURS) else ""


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def source_of(held: Any) -> Any:
    source = held.get("source") if isinstance(held, dict) else held
    return source.get("id") if isinstance(source, dict) else source


def purpose_of(body: Any) -> Any:
    return body.get("purpose") if isinstance(body, dict) else None


def numbered(name: Any, kind: str) -> int:
    """The number in one of our names of this kind; 0 for anything else."""
    number = ours(source_of(name)).removeprefix(f"{kind}:")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0


def texts(bodies: Sequence[Any]) -> Iterator[str]:
    """What is said in bodies of text, but for tags."""
    for body in bodies:
        said = body.get("value") if isinstance(body, dict) else None
        if isinstance(said, str) and body.get("purpose") != "tagging":
            yield said


def word_of(bodies: Sequence[Any], kind: str, words: Sequence[str]) -> str:
    """The word of ours by which a body classifies, if it is one of `words`."""
    said = (ours(source_of(body)).removeprefix(f"{kind}:") for body in bodies)
    return next((word for word in said if word in words), "")


def acts_of(bodies: Sequence[Any]) -> Iterator[Act]:
    for body in bodies:
        kind, _, said = ours(source_of(body)).partition(":")
        word, _, about = said.partition(":")
        if kind == "act" and word in WORDS[Act]["act"]:
            number = int(about[1:]) if about[1:].isdigit() and len(about) < 11 else None
            claim, link = about.startswith("C"), about.startswith("L")
            yield Act(act=word, claim=number if claim else None, link=number if link else None)


def quoted(target: Any) -> Iterator[tuple[Any, dict[str, str]]]:
    """The passages in a target: where they are from, and their words."""
    for each in listed(target):
        for selector in listed(each.get("selector")) if isinstance(each, dict) else ():
            exact = selector.get("exact") if isinstance(selector, dict) else None
            if isinstance(exact, str) and exact.strip():
                words = {
                    name: said
                    for name, said in selector.items()
                    if name in {"exact", "prefix", "suffix"} and isinstance(said, str)
                }
                yield source_of(each) or "", words


def target_of(name: Any) -> Target:
    """What a name of ours stands for; another annotation; else the debate as a whole."""
    if claim := numbered(name, "claim"):
        return Target(claim=claim)
    if link := numbered(name, "link"):
        return Target(link=link)
    return Target(comment=name) if isinstance(name, str) and name else Target()
