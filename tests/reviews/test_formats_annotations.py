"""W3C annotations: what the model demands of each, and what comes back."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from reviews.formats import annotations
from reviews.formats.document import (
    Act,
    Comment,
    Document,
    FormatError,
    Quotation,
    QuotationSource,
    Target,
)
from tests.reviews.test_formats_graphs import documents, link, linked
from tests.reviews.test_formats_schemes import steps

MOTIVATIONS = frozenset(
    {
        *("assessing", "bookmarking", "classifying", "commenting", "describing", "editing"),
        *("highlighting", "identifying", "linking", "moderating", "questioning", "replying"),
        "tagging",
    }
)
AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8"


def said() -> Document:
    graph = linked(link(1, (2, 3), claim=1), link(2, (1,), link=1))
    claims = (replace(graph.claims[0], status="challenged"), *graph.claims[1:])
    passage = Quotation(
        exact="the words",
        prefix="before ",
        start=7,
        end=16,
        state="exact",
        source=QuotationSource(document=1, revision=2),
    )
    comments = (
        Comment(
            key=UUID,
            by="ann",
            at=AT,
            source="Is *it*?",
            thread=1,
            number=1,
            quotations=(passage, replace(passage, exact="others", position=1)),
            acts=(Act(act="ask"), Act(act="undercut", link=1), Act(act="agree", claim=2)),
        ),
        Comment(key="b", by="ann", source="Yes.", target=Target(comment=UUID), thread=1, number=2),
        Comment(key="c", by="ann", source="Hm.", target=Target(claim=3), thread=2, number=1),
    )
    return replace(graph, claims=claims, comments=comments)


def collection(document: Document) -> Any:
    return json.loads(annotations.dumps(document))


def is_iri(value: Any) -> bool:
    return isinstance(value, str) and ":" in value and " " not in value


def check_resource(held: Any) -> None:
    """A body or a target, by sections 3.2 and 4 of the model."""
    if isinstance(held, str):
        assert is_iri(held)
    elif held["type"] == "TextualBody":
        assert isinstance(held["value"], str)
        assert held["purpose"] in MOTIVATIONS and "/" in held["format"]
        assert "id" not in held
    else:
        assert held["type"] == "SpecificResource" and is_iri(held["source"])
        assert held.get("purpose", "linking") in MOTIVATIONS
        for selector in held.get("selector", []):
            if selector["type"] == "TextQuoteSelector":
                assert isinstance(selector["exact"], str)
            else:
                assert selector["type"] == "TextPositionSelector"
                assert 0 <= selector["start"] <= selector["end"]


def check_annotation(held: Any) -> None:
    assert held["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert is_iri(held["id"]) and held["type"] == "Annotation"
    assert held["motivation"] in MOTIVATIONS
    for name in ("body", "target"):
        values = held[name] if isinstance(held[name], list) else [held[name]]
        assert values
        for each in values:
            check_resource(each)
    if "created" in held:
        assert held["created"].endswith("Z") and datetime.fromisoformat(held["created"])
    if "creator" in held:
        assert is_iri(held["creator"]["id"]) and held["creator"]["type"] == "Person"


def test_every_annotation_and_the_collection_are_as_the_model_says() -> None:
    held = collection(said())
    assert held["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert is_iri(held["id"]) and held["type"] == "AnnotationCollection" and held["label"]
    page = held["first"]
    assert is_iri(page["id"]) and page["type"] == "AnnotationPage" and page["startIndex"] == 0
    assert page["partOf"]["id"] == held["id"]
    assert held["total"] == page["partOf"]["total"] == len(page["items"]) == 3 + 2 + 1 + 3
    for each in page["items"]:
        check_annotation(each)
    assert len({each["id"] for each in page["items"]}) == len(page["items"])


def test_what_is_said_has_its_place_in_the_model() -> None:
    items = {each["id"]: each for each in collection(said())["first"]["items"]}
    comment = items[f"urn:uuid:{UUID}"]
    assert comment["motivation"] == "questioning"
    assert [each["selector"][0]["exact"] for each in comment["target"]] == ["the words", "others"]
    assert comment["target"][0]["selector"][1] == {
        "type": "TextPositionSelector",
        "start": 7,
        "end": 16,
    }
    reply = items["urn:crux:comment:b"]
    assert (reply["motivation"], reply["target"]) == ("replying", f"urn:uuid:{UUID}")
    step = items["urn:crux:link:1"]
    assert (step["motivation"], step["target"]) == ("linking", "urn:crux:claim:1")
    status = items["urn:crux:claim:1:status"]
    assert (status["motivation"], status["target"]) == ("assessing", "urn:crux:claim:1")
    assert status["body"][0]["source"] == "urn:crux:status:challenged"
    assert items["urn:crux:claim:2"]["motivation"] == "describing"


def test_what_is_written_is_read_back() -> None:
    document = said()
    there = annotations.loads(annotations.dumps(document).encode())
    assert there.claims == document.claims
    assert there.links == document.links
    assert [each.key for each in there.comments] == [
        f"urn:uuid:{UUID}",
        *(f"urn:crux:comment:{key}" for key in "bc"),
    ]
    first, second, third = there.comments
    assert (first.source, first.at, first.acts) == ("Is *it*?", AT, document.comments[0].acts)
    assert [each.exact for each in first.quotations] == ["the words", "others"]
    assert (second.target.comment, third.target.claim) == (first.key, 3)
    assert [(each.thread, each.number) for each in there.comments] == [(1, 1), (1, 2), (2, 1)]


@settings(max_examples=60)
@given(documents())
def test_a_graph_comes_back(document: Document) -> None:
    loops = any(each.target.link == each.number for each in document.links)
    if loops:
        return
    held = collection(document)
    random.Random(1).shuffle(held["first"]["items"])
    there = annotations.loads(json.dumps(held).encode())
    assert [each.kind for each in there.claims] == [each.kind for each in document.claims]
    assert steps(there) == steps(document)


FOREIGN = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "http://example.org/anno1",
    "type": "Annotation",
    "creator": {"id": "http://example.org/u", "type": "Person", "name": "A. Reader"},
    "created": "2021-05-20T12:00:00Z",
    "body": [
        {"type": "TextualBody", "value": "Not so.", "purpose": "commenting"},
        {"type": "TextualBody", "value": "objection", "purpose": "tagging"},
    ],
    "target": {
        "source": {"id": "http://example.org/page", "type": "Text"},
        "selector": {"type": "TextQuoteSelector", "exact": "it is so", "suffix": " always"},
    },
}


@pytest.mark.parametrize(
    "held", [FOREIGN, [FOREIGN], {"type": "AnnotationPage", "items": [FOREIGN]}]
)
def test_annotations_of_others_become_comments(held: Any) -> None:
    document = annotations.loads(json.dumps(held).encode())
    (comment,) = document.comments
    assert comment.source == "Not so."
    (quotation,) = comment.quotations
    assert (quotation.exact, quotation.suffix) == ("it is so", " always")
    assert (quotation.state, quotation.source.name) == ("unresolved", "http://example.org/page")
    assert [person.name for person in document.people] == ["A. Reader"]


def test_what_cannot_be_read_is_told_with_its_place() -> None:
    link = {"id": "urn:crux:link:1", "type": "Annotation", "target": "urn:crux:claim:9"}
    body = [
        {"type": "SpecificResource", "source": "urn:crux:claim:8"},
        {"type": "SpecificResource", "source": "urn:crux:relation:attacks"},
    ]
    held = [FOREIGN, {"type": "Annotation"}, 7, link, link | {"body": body}, {"target": "x:y"}]
    document, problems = annotations.read(json.dumps(held).encode())
    assert len(document.comments) == 1
    assert [each.place for each in problems] == ["/1", "/2", "/3", "/5", "urn:crux:link:1"]
    for data in (b"", b"[]", b"{}", b"7", b"null", b'{"items": 3}'):
        with pytest.raises(FormatError):
            annotations.read(data)
