"""AIF, SADFace and arggraph: steps that are nodes of their own; and tables for spreadsheets."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from reviews.formats import aif, arggraph, csv_claims, csv_comments, csv_links, sadface
from reviews.formats.document import Act, Comment, Document, FormatError, Target
from tests.reviews.test_formats_graphs import documents, link, linked


def steps(document: Document) -> list[tuple[object, ...]]:
    """The links, each with what it ends on in full, since links are numbered by the reader."""
    by_number = {each.number: each for each in document.links}
    found = []
    for each in document.links:
        chain: list[object] = []
        here = each
        while True:
            chain += [here.relation, here.premises]
            if here.target.link is None:
                break
            here = by_number[here.target.link]
        found.append((*chain, here.target.claim))
    return sorted(found, key=repr)


def node(name: object, kind: str, text: str = "", **more: object) -> dict[str, object]:
    return {"nodeID": name, "type": kind, "text": text, **more}


def nodes(*rows: dict[str, object], edges: str = "", **more: Any) -> bytes:
    """A set: `edges` as "1>2 2>3"."""
    pairs = [pair.split(">") for pair in edges.split()]
    ends = [{"edgeID": str(n), "fromID": a, "toID": b} for n, (a, b) in enumerate(pairs, 1)]
    return json.dumps({"nodes": rows, "edges": ends, "locutions": [], **more}).encode()


@settings(max_examples=100)
@given(documents())
def test_a_graph_written_as_aif_is_read_back(document: Document) -> None:
    allowed = tuple(
        each for each in document.links if each.target.claim or each.relation == "attacks"
    )
    known = {each.number for each in allowed}
    while any(each.target.link and each.target.link not in known for each in allowed):
        allowed = tuple(e for e in allowed if not e.target.link or e.target.link in known)
        known = {each.number for each in allowed}
    document = Document(people=document.people, claims=document.claims, links=allowed)
    if any(each.target.link == each.number for each in allowed):
        return  # a step that bears on itself is no step
    there = aif.loads(aif.dumps(document).encode())
    titles = [" ".join(each.title.split()) for each in document.claims]
    assert [each.title for each in there.claims] == titles
    assert steps(there) == steps(document)


def test_a_thread_written_as_aif_is_read_back() -> None:
    at = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    said = (
        Comment(key="a", by="ann", source="Is it: so?", at=at, acts=(Act(act="ask", claim=1),)),
        Comment(key="b", by="ann", source="Yes.", target=Target(comment="a")),
        Comment(key="c", by="ann", source="Another\n\nthing.", acts=(Act(act="agree", claim=2),)),
    )
    document = linked(link(1, (2,), claim=1))
    document = Document(people=document.people, claims=document.claims, comments=said)
    there = aif.loads(aif.dumps(document).encode())
    people = {person.key: person.name for person in there.people}
    assert [(people[each.by], each.source) for each in there.comments] == [
        ("Ann", "Is it: so?"),
        ("Ann", "Yes."),
        ("Ann", "Another\n\nthing."),
    ]
    first, second, third = there.comments
    assert (first.at, first.acts) == (at, (Act(act="ask", claim=1),))
    assert second.target.comment == first.key
    assert (second.thread, second.number, third.thread, third.number) == (1, 2, 2, 1)
    assert third.acts == (Act(act="agree", claim=2),)
    assert [each.number for each in there.threads] == [1, 2]


def test_files_of_others_are_read() -> None:
    rows = [
        node(1, "I", "Tea &amp; milk"),
        node(2, "I", "Why not"),
        node(3, "RA", "RA", scheme="Expert Opinion"),
        node(4, "L", "Bob : Why not"),
        node(5, "YA", "Asserting"),
        node(6, "CA", "Default Conflict"),
        node(7, "I", "He is none"),
    ]
    edges = "2>3 3>1 4>5 5>2 7>6 6>3"
    people = [{"participantID": 9, "firstname": "Bob", "surname": "Smith"}]
    locutions = [{"nodeID": "4", "personID": "9", "start": 1_700_000_000}]
    data = nodes(*rows, edges=edges, participants=people)
    held = json.loads(data) | {"locutions": locutions}
    document = aif.loads(json.dumps({"AIF": held, "text": "", "OVA": {}}).encode())
    assert [claim.title for claim in document.claims] == ["Tea & milk", "Why not", "He is none"]
    assert steps(document) == [
        ("attacks", (3,), "supports", (2,), 1),
        ("supports", (2,), 1),
    ]
    assert document.links[0].note == "Expert Opinion"
    (said,) = document.comments
    assert {person.key: person.name for person in document.people}[said.by] == "Bob Smith"
    assert (said.source, said.acts) == ("Why not", (Act(act="note", claim=2),))
    assert said.at and said.at.year == 2023


@pytest.mark.parametrize(
    ("rows", "edges", "place"),
    [
        ([node(1, "I", "A"), node(2, "RA")], "1>2", "/nodes/1"),
        ([node(1, "I", "A"), node(2, "RA")], "2>1", "/nodes/1"),
        ([node(1, "I", "A"), node(2, "PA")], "", "/nodes/1"),
        ([node(1, "I", "A"), node(1, "I", "B")], "", "/nodes/1"),
        ([node(1, "I", "A")], "1>9", "/edges/0"),
        ([node(1, "I", "A"), node(2, "CA")], "1>2 2>2", "/nodes/1"),
        ([node(1, "I", "A"), node(2, "RA"), node(3, "RA")], "1>2 2>1 1>3 3>2", "/nodes/2"),
    ],
)
def test_what_has_no_place_is_told(rows: list[dict[str, object]], edges: str, place: str) -> None:
    document, problems = aif.read(nodes(*rows, edges=edges))
    assert document.claims[0].title == "A"
    assert {problem.place for problem in problems} == {place}
    with pytest.raises(FormatError):
        aif.loads(nodes(*rows, edges=edges))


def test_answers_in_a_circle_begin_anew() -> None:
    rows = [node(n, "L", f"Ann: {n}") for n in "abc"] + [node(n, "TA") for n in "xyz"]
    document, _ = aif.read(nodes(*rows, edges="a>x x>b b>y y>a b>z z>c"))
    assert {each.source for each in document.comments} == {"a", "b", "c"}
    assert [each for each in document.comments if each.target.comment is None]
    assert len({(each.thread, each.number) for each in document.comments}) == 3


@pytest.mark.parametrize("form", [aif, sadface])
def test_what_is_no_such_file_is_refused(form: Any) -> None:
    for data in (b"", b"{", b"[]", b"{}", b'{"nodes": []}', b"\xff", b"[" * 100_000, b"1" * 10_000):
        with pytest.raises(FormatError):
            form.read(data)


def test_sadface_is_read() -> None:
    held = {
        "nodes": [
            {"id": "a", "type": "atom", "text": "You should go"},
            {"id": "b", "type": "atom", "text": "It rains"},
            {"id": "c", "type": "atom", "text": "It is warm"},
            {"id": "d", "type": "atom", "text": "You have an umbrella"},
            {"id": "s", "type": "scheme", "name": "support"},
            {"id": "t", "type": "scheme", "name": "attack"},
            {"id": "u", "type": "scheme", "name": "attack"},
        ],
        "edges": [
            {"source_id": start, "target_id": end}
            for start, end in ("cs", "sa", "bt", "ta", "du", "ut")
        ],
        "metadata": {"core": {"title": "A walk", "analyst_name": "Ann"}},
    }
    document = sadface.loads(json.dumps(held).encode())
    assert document.debate and document.debate.title == "A walk"
    assert document.people[0].name == "Ann"
    assert steps(document) == [
        ("attacks", (2,), 1),
        ("attacks", (4,), "attacks", (2,), 1),
        ("supports", (3,), 1),
    ]


ARGGRAPH = """<?xml version='1.0' encoding='UTF-8'?>
<!DOCTYPE arggraph SYSTEM "arggraph.dtd">
<arggraph id="m1" topic_id="waste_separation" stance="pro">
  <edu id="e1"><![CDATA[Bins are ugly,]]></edu>
  <edu id="e2"><![CDATA[it is true.]]></edu>
  <edu id="e3"><![CDATA[But glass can be used again]]></edu>
  <edu id="e4"><![CDATA[and paper too,]]></edu>
  <edu id="e5"><![CDATA[so we should divide waste.]]></edu>
  <edu id="e6" implicit="true"><![CDATA[Looks do not matter.]]></edu>
  <joint id="j1"/>
  <adu id="a1" type="opp"/><adu id="a3" type="pro"/><adu id="a4" type="pro"/>
  <adu id="a5" type="pro"/><adu id="a6" type="pro"/>
  <edge id="s1" src="e1" trg="j1" type="seg"/><edge id="s2" src="e2" trg="j1" type="seg"/>
  <edge id="s3" src="j1" trg="a1" type="seg"/><edge id="s4" src="e3" trg="a3" type="seg"/>
  <edge id="s5" src="e4" trg="a4" type="seg"/><edge id="s6" src="e5" trg="a5" type="seg"/>
  <edge id="s7" src="e6" trg="a6" type="seg"/>
  <edge id="c1" src="a1" trg="a5" type="reb"/>
  <edge id="c2" src="a3" trg="a5" type="sup"/>
  <edge id="c3" src="a4" trg="c2" type="add"/>
  <edge id="c4" src="a6" trg="c1" type="und"/>
</arggraph>
"""


def test_an_arggraph_is_read() -> None:
    document = arggraph.loads(ARGGRAPH.encode())
    assert document.debate and document.debate.title == "waste separation"
    assert [claim.title for claim in document.claims] == [
        "Bins are ugly, it is true.",
        "But glass can be used again",
        "and paper too,",
        "so we should divide waste.",
        "Looks do not matter.",
    ]
    assert document.claims[0].attributed_to == "The opponent"
    assert document.claims[4].body == "Not said in the text."
    assert steps(document) == [
        ("attacks", (1,), 4),
        ("attacks", (5,), "attacks", (1,), 4),
        ("supports", (2, 3), 4),
    ]


def test_a_hostile_arggraph_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><arggraph>&b;</arggraph>'
    deep = "<a>" * 100_000
    for text in (bomb, deep, "<x/>", "no XML", "<arggraph/>", '<?xml version="1.0"?>'):
        with pytest.raises(FormatError):
            arggraph.read(text.encode())
    wrong = ARGGRAPH.replace('type="sup"', 'type="why"').encode()
    _, problems = arggraph.read(wrong)
    assert [problem.place for problem in problems][:1] == ["c2"]


def test_tables_hold_what_there_is_and_no_formula() -> None:
    document = linked(link(1, (2, 3), claim=1), link(2, (1,), link=1))
    said = (
        Comment(key="a", by="ann", source="=1+1", thread=1, number=1, target=Target(claim=2)),
        Comment(key="b", by="ann", source="No.", thread=1, number=2, target=Target(comment="a")),
    )
    document = Document(
        people=document.people, claims=document.claims, links=document.links, comments=said
    )
    claims, links, comments = (
        list(csv.DictReader(io.StringIO(form.dumps(document))))
        for form in (csv_claims, csv_links, csv_comments)
    )
    assert [row["label"] for row in claims] == ["C1", "C2", "C3"]
    assert claims[0]["title"] == "Claim 1" and claims[0]["by"] == "Ann"
    assert [(row["premises"], row["target"]) for row in links] == [("C2 C3", "C1"), ("C1", "L1")]
    assert [(row["comment"], row["on"]) for row in comments] == [("1.1", "C2"), ("1.2", "1.1")]
    assert comments[0]["text"] == "'=1+1"
