"""DOT and GraphML: that every claim and link is where it belongs, whatever its words; losses."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.formats import FORMATS, crux_json, dot, graphml
from reviews.formats.document import (
    SECTIONS,
    Claim,
    Comment,
    Debate,
    Document,
    Link,
    LinkTarget,
    Person,
)
from reviews.formats.losses import everything, losses

NS = {"g": graphml.NAMESPACE}
STRING = r'"(?:[^"\\]|\\.)*"'
STATEMENT = re.compile(rf"  ({STRING})(?: -> ({STRING}))? \[(.*)\];")
WORDS = st.text(min_size=1, max_size=60).filter(lambda words: words.strip())
RELATIONS = st.sampled_from(["supports", "attacks", "needs", "answers", "clarifies"])


def linked(*links: Link, claims: int = 3) -> Document:
    made = [Claim(number=n, title=f"Claim {n}", by="ann") for n in range(1, claims + 1)]
    debate = Debate(slug="tea", title="How to make tea")
    people = (Person(key="ann", name="Ann"),)
    return Document(debate=debate, people=people, claims=tuple(made), links=links)


def link(number: int, premises: tuple[int, ...], **target: int) -> Link:
    return Link(
        number=number, relation="attacks", premises=premises, target=LinkTarget(**target), by="ann"
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    count = draw(st.integers(1, 6))
    claims = tuple(
        Claim(number=n, title=draw(WORDS), body=draw(st.text(max_size=30)), by="ann")
        for n in range(1, count + 1)
    )
    numbers = st.integers(1, count)
    links: list[Link] = []
    for number in range(1, draw(st.integers(0, 6)) + 1):
        on_link = bool(links) and draw(st.booleans())
        target = (
            LinkTarget(link=draw(st.integers(1, len(links))))
            if on_link
            else LinkTarget(claim=draw(numbers))
        )
        premises = tuple(draw(st.lists(numbers, min_size=1, max_size=3, unique=True)))
        links.append(
            Link(
                number=number, relation=draw(RELATIONS), premises=premises, target=target, by="ann"
            )
        )
    people = (Person(key="ann", name=draw(WORDS)),)
    return Document(people=people, claims=claims, links=tuple(links))


def wanted(document: Document) -> set[tuple[frozenset[str], str, str]]:
    """Every step: its premises, its relation, and what it ends on."""
    return {
        (
            frozenset(f"C{n}" for n in each.premises),
            each.relation,
            f"C{each.target.claim}" if each.target.claim else f"L{each.target.link}",
        )
        for each in document.links
    }


def unquoted(string: str) -> str:
    signs = {"n": "\n"}
    return re.sub(r"\\(.)", lambda found: signs.get(found[1], found[1]), string[1:-1])


def attributes_of(words: str) -> Mapping[str, str]:
    return {name: unquoted(value) for name, value in re.findall(rf"(\w+)=({STRING})", words)}


@settings(max_examples=80)
@given(documents())
def test_a_dot_file_has_every_claim_and_step_as_it_was(document: Document) -> None:
    nodes: dict[str, Mapping[str, str]] = {}
    premises: dict[str, set[str]] = {}
    steps: list[tuple[str, str, str]] = []
    for start, end, said in STATEMENT.findall(dot.dumps(document)):
        values = attributes_of(said)
        if not end:
            nodes[unquoted(start)] = values
        elif "relation" in values:
            steps.append((unquoted(start), values["relation"], unquoted(end)))
        else:
            premises.setdefault(unquoted(end), set()).add(unquoted(start))
    assert all(nodes[f"C{each.number}"]["tooltip"] == each.title for each in document.claims)
    found = {
        (frozenset(premises.get(start, {start})), relation, end) for start, relation, end in steps
    }
    assert found == wanted(document)
    assert {end for _, _, end in steps} <= nodes.keys()


@settings(max_examples=80)
@given(documents())
def test_a_graphml_file_has_every_claim_and_step_as_it_was(document: Document) -> None:
    root = ET.fromstring(graphml.dumps(document))
    declared = {key.get("id") for key in root.findall("g:key", NS)}
    assert {data.get("key") for data in root.iterfind(".//g:data", NS)} <= declared
    nodes = {node.get("id"): values_of(node) for node in root.iterfind(".//g:node", NS)}
    edges = [
        (edge.get("source"), values_of(edge)["e-relation"], edge.get("target"))
        for edge in root.iterfind(".//g:edge", NS)
    ]
    premises: dict[str | None, set[str | None]] = {}
    for start, relation, end in edges:
        if relation == "premise":
            premises.setdefault(end, set()).add(start)
    found = {(frozenset(premises[s]), r, e) for s, r, e in edges if r != "premise"}
    assert found == wanted(document)
    assert {end for _, _, end in edges} <= nodes.keys()
    assert nodes.keys() == {f"C{each.number}" for each in document.claims} | {
        f"L{each.number}" for each in document.links
    }


def values_of(element: ET.Element) -> dict[str | None, str]:
    return {data.get("key"): data.text or "" for data in element.findall("g:data", NS)}


def test_a_step_is_a_node_only_where_it_needs_to_be() -> None:
    document = linked(link(1, (2,), claim=1), link(2, (3,), claim=1), link(3, (2,), link=1))
    written = dot.dumps(document)
    assert '"L1" [' in written and '"L2" [' not in written
    assert '"C3" -> "C1" [' in written and '"C2" -> "L1" [label="L3 attacks"' in written


def test_what_xml_cannot_hold_is_marked_and_the_rest_is_as_it_was() -> None:
    document = linked()
    odd = replace(document.claims[0], title="a\x0b<b> & ‘c’\ufffe")
    root = ET.fromstring(graphml.dumps(replace(document, claims=(odd,))))
    node = root.find(".//g:node", NS)
    assert node is not None
    assert values_of(node)["n-text"] == "a\ufffd<b> & ‘c’\ufffd"


def test_what_an_excerpt_only_names_is_a_node_too() -> None:
    document = replace(linked(link(1, (7,), link=9)), excerpt=True)
    root = ET.fromstring(graphml.dumps(document))
    elsewhere = [
        node.get("id")
        for node in root.iterfind(".//g:node", NS)
        if values_of(node)["n-type"] == "elsewhere"
    ]
    assert elsewhere == ["C7", "L9"]
    assert '"C7" [style="dashed"]' in dot.dumps(document)


# What is left out


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_names_only_what_there_is(form: str) -> None:
    known = everything()
    assert set(known) == {"debate", *SECTIONS}
    for section, names in FORMATS[form].CARRIED.items():
        assert names <= known[section]


def test_what_has_no_place_is_counted_with_the_first_of_it() -> None:
    document = linked(replace(link(1, (2,), claim=1), note="Since it is so."))
    claims = tuple(replace(each, body=f"More on {each.number}.") for each in document.claims)
    said = tuple(Comment(key=str(n), by="ann", source=f"Word {n}") for n in range(5))
    document = replace(document, claims=claims, comments=said)
    found = {loss.what: loss for loss in losses(document, dot.CARRIED)}
    assert found.keys() == {"body of claims", "note of links", "comments"}
    assert str(found["comments"]) == "5 × comments (Word 0, Word 1, Word 2, …)"
    assert found["body of claims"].examples == ["C1", "C2", "C3"]
    assert losses(document, crux_json.CARRIED) == []
    carried = {loss.what for loss in losses(document, graphml.CARRIED)}
    assert carried == {"comments"}
