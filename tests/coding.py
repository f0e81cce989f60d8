"""The real review that was coded by hand, as a neutral document: what is what is in
docs/seed-mapping.md.

The texts belong to their authors and are not part of Crux; `SEED` may not be there.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from reviews.formats import document as neutral

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed-thread"

KIND = {"issue": "question", "crux": "question", "source": "evidence", "interpretation": "claim"}
#: Relations that are links; the others are something a comment does, or a commitment.
RELATION = {
    "supports": "supports",
    "evidence-for": "supports",
    "answers": "answers",
    "rebuts": "attacks",
    "undercuts": "attacks",
    "interprets": "clarifies",
    "clarifies": "clarifies",
    "refines": "clarifies",
    "depends-on": "needs",
}
ACT = {"concedes": "concede", "responds-to": "suggest", "reframes": "crux", "crux-of": "crux"}
#: The fine acts of the coding by the acts of ours they fall under; those not named are notes. Who
#: confirms a reading answers, and agrees with it.
FOLDED = {
    "support": "support reason extend example claim analogy fallback turn-the-point speculate",
    "clarify": "clarify qualify restate interpret",
    "agree": "agree endorse confirm-reading",
    "answer": "answer confirm-reading",
    "ask": "question request-elaboration cannot-parse shift-burden",
    "concede": "concede update withdraw-objection self-correct",
    "plan": "commit promise-reply",
    "rebut": "counter-argument objection",
    "cite": "cite",
    "undercut": "undercut self-undercut",
    "suggest": "suggest",
    "partly": "partly-disagree partly-agree mitigate",
    "check": "check-reading",
    "crux": "crux reframe",
    "disagree": "hold-position",
}
#: Acts that say what their writer thinks of a claim.
POSITIONS = frozenset({"agree", "partly", "disagree"})
REVIEWER, AUTHOR, EDITOR = "reviewer", "author", "editor"
#: Who wrote which reply, in the order in which they were written.
REPLIES = {"C1": REVIEWER, "C5": AUTHOR, "C2": AUTHOR, "C3": REVIEWER, "C4": AUTHOR}
#: Units which the table of points leaves out, by the point they belong to.
BESIDE = {
    "1.01": "E01",
    "1.07b": "E07",
    "1.07c": "E07",
    "1.07e": "E06",
    "1.09a": "E10",
    "1.11a": "E13",
}
#: What an editor recorded of points of which nobody has the last word that settles them.
OUTCOMES = {"E15": "clarified", "E17": "clarified", "E18": "accepted"}
#: The position taken by a unit on a claim, where that is not one of its acts about it.
STANCES = [
    ("1.04a", "P1", "partly"),
    ("1.05a", "P2", "agree"),
    ("1.06a", "P3", "agree"),
    ("1.09a", "P5", "agree"),
    ("1.11a", "P7", "agree"),
    ("1.11b", "R26", "agree"),
    ("1.13b", "R29", "agree"),
    ("1.15", "P9", "agree"),
    ("2.09a", "R30", "agree"),
    ("2.12", "R36", "agree"),
    ("3.01a", "A2", "agree"),
    ("3.09", "R26", "disagree"),
    ("3.10a", "R29", "disagree"),
    ("3.10a", "A13", "agree"),
    ("3.11", "A16", "agree"),
    ("4.01", "R17", "agree"),
    ("4.01", "R18", "agree"),
    ("4.01", "R19", "agree"),
]
START = datetime(2021, 5, 12, tzinfo=UTC)


def read(name: str) -> Any:
    return json.loads((SEED / name).read_text())


def acts_of(unit: dict[str, Any]) -> list[str]:
    """Acts of ours by which a unit does what it was coded to do."""
    found = [
        act
        for fine in unit["acts"]
        for act in ([act for act, words in FOLDED.items() if fine in words.split()] or ["note"])
    ]
    return list(dict.fromkeys(found))


@dataclass
class Coding:
    """All files of the coding, and the names under which its parts are in the document."""

    graph: dict[str, Any] = field(default_factory=lambda: read("graph.json"))
    units: list[dict[str, Any]] = field(default_factory=lambda: read("units.json"))
    points: list[dict[str, Any]] = field(default_factory=lambda: read("exchanges.json"))
    replies: list[dict[str, Any]] = field(default_factory=lambda: read("thread.json"))

    def __post_init__(self) -> None:
        self.topics = dict(self.graph["topics"])
        nodes = [node for node in self.graph["nodes"] if node["type"] != "commitment"]
        self.claims = {node["id"]: number for number, node in enumerate(nodes, start=1)}
        links = [each for each in self.graph["links"] if each["rel"] in RELATION]
        self.links = {"->".join(self.ends(each)): n for n, each in enumerate(links, start=1)}
        self.blocks = {
            block["seed_line"]: block for reply in self.replies for block in reply["blocks"]
        }
        in_time = [*REPLIES]
        self.units.sort(key=lambda unit: in_time.index(unit["reply"]))
        self.spans = dict(self._spans())
        self.point_of = dict(self._points())

    def node(self, name: str) -> dict[str, Any]:
        return next(node for node in self.graph["nodes"] if node["id"] == name)

    def speaker(self, node: dict[str, Any]) -> str:
        return {REVIEWER: REVIEWER, AUTHOR: AUTHOR, "post": AUTHOR}.get(node["by"], EDITOR)

    def reported(self, node: dict[str, Any]) -> str:
        """Whose claim it is, where that is not the one who enters it."""
        if node["type"] == "interpretation":
            return ""
        return "" if node["by"] in {"post", REVIEWER, AUTHOR, "-"} else node["by"]

    def read_in(self, node: dict[str, Any]) -> str:
        """Whose words an interpretation is of; the reader asserts that they mean this."""
        if node["type"] != "interpretation":
            return ""
        of = (r["to"] for r in self.graph["links"] if r["from"] == node["id"])
        return self.node(next(of))["by"]

    def ends(self, relation: dict[str, Any]) -> tuple[str, str]:
        """Premise and target: what something depends on is the premise."""
        ends = relation["from"], relation["to"]
        return (ends[1], ends[0]) if relation["rel"] == "depends-on" else ends

    # Units

    def _spans(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Of a paragraph that is several units, the sentences of each, as offsets."""
        by_line: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for unit in self.units:
            by_line[unit["seed_line"]].append(unit)
        for line, units in by_line.items():
            text = self.blocks[line]["text"] if line in self.blocks else ""
            places = [text.find(unit["locator"]) for unit in units]
            starts = [
                max((m.end() for m in re.finditer(r"[.?!)] ", text[:place])), default=0)
                for place in places
            ]
            starts = [0, *(max(start, 0) for start in starts[1:])]
            ordered = all(a < b for a, b in pairwise(starts))
            for index, unit in enumerate(units):
                whole = 0, len(text)
                end = starts[index + 1] if index + 1 < len(starts) else len(text)
                yield unit["id"], (starts[index], end) if ordered else whole

    def _points(self) -> Iterator[tuple[str, str]]:
        """Of each unit the point to which it belongs."""
        yield from BESIDE.items()
        order = [unit["id"] for unit in self.units]
        for point in reversed(self.points):
            for named in re.findall(r"[1-5]\.[0-9]{2}[a-d]?(?:-[0-9.a-d]+)?", point["turns"]):
                first, _, last = named.partition("-")
                last = first[: len(first) - 1] + last if len(last) == 1 else last or first
                ids = (i for i in order if i[0] == first[0] and first <= i <= f"{last}z")
                for id in ids:
                    if first[-1].isalpha() or not last[-1].isalpha() or id <= last:
                        yield id, point["id"]

    def words(self, unit: dict[str, Any]) -> str:
        start, end = self.spans[unit["id"]]
        block = self.blocks.get(unit["seed_line"])
        return block["text"][start:end].strip() if block else unit["locator"]


def text_under_review(coding: Coding) -> str:
    """A stand-in for the post: the passages that were quoted, under the headings known of it."""
    sections: dict[str, list[str]] = defaultdict(list)
    for unit in coding.units:
        if unit["responds_to"].startswith("S:"):
            sections[unit["responds_to"][2:]] = []
    quoted = [b["text"] for b in coding.blocks.values() if b.get("source") == "post"]
    parts = ["# The post", *quoted, *(f"## {title}" for title in sections)]
    return "\n\n".join(parts)


def coded_document() -> neutral.Document:
    """All of the coding in one debate."""
    coding = Coding()
    people = [
        neutral.Person(key=AUTHOR, name="The author", role=AUTHOR),
        neutral.Person(key=REVIEWER, name="The reviewer", role=REVIEWER),
        neutral.Person(key=EDITOR, name="The editor", role=EDITOR),
    ]
    post = neutral.Text(
        number=1,
        title="The post",
        by=AUTHOR,
        at=START,
        revisions=(neutral.Revision(number=1, source=text_under_review(coding), at=START),),
    )
    comments = list(comments_of(coding))
    return neutral.Document(
        debate=neutral.Debate(slug="coded", title="Inner alignment", at=START),
        people=tuple(people),
        topics=tuple(neutral.Topic(key=k, title=title) for k, title in coding.topics.items()),
        documents=(post,),
        claims=tuple(claims_of(coding)),
        links=tuple(links_of(coding)),
        reviews=tuple(reviews_of(coding)),
        comments=tuple(comments),
        threads=tuple(threads_of(coding, comments)),
        stances=tuple(stances_of(coding)),
        crux_words=tuple(crux_words_of(coding)),
        commitments=tuple(commitments_of(coding)),
    )


def claims_of(coding: Coding) -> Iterator[neutral.Claim]:
    for name, number in coding.claims.items():
        node = coding.node(name)
        reported = coding.reported(node)
        yield neutral.Claim(
            number=number,
            title=node["text"],
            by=coding.speaker(node),
            kind=KIND.get(node["type"], node["type"]),
            voice="reported" if reported else "asserted",
            attributed_to=reported or coding.read_in(node),
            topic=node["topic"],
            at=START,
        )


def links_of(coding: Coding) -> Iterator[neutral.Link]:
    for relation in coding.graph["links"]:
        if relation["rel"] not in RELATION:
            continue
        premise, target = coding.ends(relation)
        yield neutral.Link(
            number=coding.links[f"{premise}->{target}"],
            relation=RELATION[relation["rel"]],
            premises=(coding.claims[premise],),
            target=end_of(coding, target),
            by=coding.speaker(coding.node(relation["from"])),
            at=START,
        )


def end_of(coding: Coding, name: str) -> neutral.LinkTarget:
    if "->" in name:
        return neutral.LinkTarget(link=coding.links[name])
    return neutral.LinkTarget(claim=coding.claims[name])


def written_at(reply: str) -> datetime:
    return START + timedelta(days=1 + [*REPLIES].index(reply))


def number_of(reply: str) -> int:
    """The replies are numbered as they stood on the page."""
    return 1 + sorted(REPLIES).index(reply)


def reviews_of(coding: Coding) -> Iterator[neutral.Review]:
    parents = {reply["id"]: reply["parent"] for reply in coding.replies}
    for reply, who in REPLIES.items():
        parent = parents[reply]
        yield neutral.Review(
            number=number_of(reply),
            by=who,
            document=1 if reply == "C1" else None,
            revision=1 if reply == "C1" else None,
            answers=number_of(parent) if parent else None,
            partial=reply == "C5",
            at=written_at(reply),
        )


def comments_of(coding: Coding) -> Iterator[neutral.Comment]:
    for unit in coding.units:
        reply = unit["reply"]
        quotations = tuple(quotations_of(coding, unit["responds_to"]))
        yield neutral.Comment(
            key=unit["id"],
            by=REPLIES[reply],
            review=number_of(reply),
            position=[u["id"] for u in coding.units if u["reply"] == reply].index(unit["id"]) + 1,
            thread=int(coding.point_of[unit["id"]][1:]),
            at=written_at(reply),
            source=coding.words(unit),
            target=target_of(coding, unit["responds_to"]),
            quotations=tuple(replace(q, position=n) for n, q in enumerate(quotations)),
            acts=tuple(doing(coding, unit)),
            qualifiers=tuple(qualifiers_of(unit)),
        )


def qualifiers_of(unit: dict[str, Any]) -> Iterator[str]:
    fine = set(unit["acts"])
    if fine & {"extend", "invite"}:
        yield "reply-welcome"
    if "flag-tangent" in fine:
        yield "tangent"
    if "flag-minor" in fine:
        yield "minor"
    if "K2" in unit["claims"]:
        yield "hedged"


def target_of(coding: Coding, responds_to: str) -> neutral.Target:
    kind, _, named = responds_to.partition(":")
    if kind == "S":
        return neutral.Target(document=1, section=named)
    if kind == "U":
        return neutral.Target(comment=named)
    if kind == "ARTEFACT":
        return neutral.Target(comment="1.02")
    quoted = sources_of(coding, responds_to)
    return neutral.Target(comment=quoted[0][0]) if quoted else neutral.Target(document=1)


def sources_of(coding: Coding, responds_to: str) -> list[tuple[str, str]]:
    """The units in which quoted words of a reply stand, each with its part of them."""
    found = []
    for line in map(int, re.findall(r"Q([0-9]+)", responds_to)):
        block = coding.blocks[line]
        if block.get("source") != "reply":
            continue
        text = coding.blocks[block["source_ref"]]["text"]
        for unit in coding.units:
            start, end = coding.spans[unit["id"]]
            if unit["seed_line"] != block["source_ref"]:
                continue
            words = text[max(start, block["start"]) : min(end, block["end"])].strip()
            if words:
                found.append((unit["id"], words))
    return found


def quotations_of(coding: Coding, responds_to: str) -> Iterator[neutral.Quotation]:
    for key, words in sources_of(coding, responds_to):
        source = neutral.QuotationSource(comment=key, version=1)
        yield neutral.Quotation(exact=words, state="exact", source=source)
    for line in map(int, re.findall(r"Q([0-9]+)", responds_to)):
        block = coding.blocks[line]
        if block.get("source") == "post":
            source = neutral.QuotationSource(document=1, revision=1)
            yield neutral.Quotation(exact=block["text"], state="exact", source=source)
        elif block.get("source") != "reply":
            yield neutral.Quotation(exact=block["text"])


def doing(coding: Coding, unit: dict[str, Any]) -> Iterator[neutral.Act]:
    """The acts of a unit, the relations it makes by acting, and the claims it concerns."""
    made = [
        (ACT[relation["rel"]], relation["to"])
        for relation in coding.graph["links"]
        if relation["rel"] in ACT and relation["unit"] == unit["id"]
    ]
    about = [coding.claims[name] for name in others_claims(coding, unit)]
    for act in acts_of(unit):
        if act in POSITIONS and about:
            yield from (neutral.Act(act=act, claim=claim) for claim in about)
        elif act not in dict(made):
            yield neutral.Act(act=act)
    for act, name in made:
        end = end_of(coding, name)
        yield neutral.Act(act=act, claim=end.claim, link=end.link)
    for name in unit["claims"]:
        if name in coding.claims:
            yield neutral.Act(act="note", claim=coding.claims[name])


def others_claims(coding: Coding, unit: dict[str, Any]) -> list[str]:
    """The claims that a unit concerns and its writer does not make."""
    who = REPLIES[unit["reply"]]
    named = (name for name in unit["claims"] if name in coding.claims)
    return [name for name in named if coding.speaker(coding.node(name)) != who]


def threads_of(coding: Coding, comments: Iterable[neutral.Comment]) -> Iterator[neutral.Thread]:
    first = {each.thread: each for each in reversed(list(comments))}
    for point in coding.points:
        number = int(point["id"][1:])
        outcome = OUTCOMES.get(point["id"], "")
        decided = neutral.Outcome(outcome=outcome, by=EDITOR, at=START + timedelta(days=9))
        yield neutral.Thread(
            number=number,
            title=point["id"],
            raised_by=first[number].by,
            at=first[number].at,
            outcomes=(decided,) if outcome else (),
        )


def stances_of(coding: Coding) -> Iterator[neutral.Stance]:
    for unit, claim, position in STANCES:
        reply = next(each["reply"] for each in coding.units if each["id"] == unit)
        yield neutral.Stance(
            claim=coding.claims[claim],
            by=REPLIES[reply],
            position=position,
            comment=unit,
            at=written_at(reply),
        )


def crux_words_of(coding: Coding) -> Iterator[neutral.CruxWord]:
    said = [
        ("2.06d", AUTHOR, "A11->R26"),
        ("2.10", AUTHOR, "R29->P8"),
        ("3.09", REVIEWER, "A11->R26"),
    ]
    for unit, by, link in said:
        yield neutral.CruxWord(
            by=by,
            hold="holds",
            link=coding.links[link],
            comment=unit,
            at=written_at(f"C{unit[0]}"),
        )


def commitments_of(coding: Coding) -> Iterator[neutral.Commitment]:
    promises = [
        ("K1", "2.02", 6, "pending"),
        ("K2", "5.02c", 3, "pending"),
        ("K3", "5.04", 20, "done"),
    ]
    tracked = {r["from"]: r["to"] for r in coding.graph["links"] if r["rel"] == "tracks"}
    for number, (name, unit, thread, state) in enumerate(promises, start=1):
        said = next(each for each in coding.units if each["id"] == unit)
        yield neutral.Commitment(
            number=number,
            by=AUTHOR,
            text=coding.node(name)["text"] if name in tracked else coding.words(said),
            strength="tentative" if name == "K2" else "firm",
            state=state,
            comment=unit,
            thread=thread,
            claim=coding.claims[tracked[name]] if name in tracked else None,
            document=1,
            at=written_at(said["reply"]),
        )
