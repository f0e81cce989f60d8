"""A real thread: five long replies, with 30 quoted paragraphs, most of them of one another."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reviews.formats import crux_json, markdown
from reviews.formats.document import Document, Quotation, Text
from reviews.formats.projection import plain_text
from reviews.formats.sources import Source, resolve

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed-thread"

pytestmark = pytest.mark.skipif(not SEED.is_dir(), reason="the thread is not beside the checkout")


@pytest.fixture(scope="module")
def given_text() -> str:
    return (SEED / "quoted-markdown.md").read_text()


@pytest.fixture(scope="module")
def thread(given_text: str) -> Document:
    return markdown.loads(given_text)


@pytest.fixture(scope="module")
def resolved(thread: Document) -> Document:
    return resolve(thread)


def blocks() -> list[dict[str, Any]]:
    """What the thread holds, in order, as it was coded by hand."""
    replies = json.loads((SEED / "thread.json").read_text())
    return [block for reply in replies for block in reply["blocks"]]


def quotations(document: Document) -> list[Quotation]:
    return [quotation for comment in document.comments for quotation in comment.quotations]


def squeezed(text: str) -> str:
    return re.sub(r"\n{2,}", "\n\n", text).strip()


def test_all_of_it_is_understood(thread: Document) -> None:
    assert markdown.summary(thread) == markdown.Summary(
        reviews=5, comments=31, paragraphs=45, quotations=30, blocks=29, headings=3
    )


def test_each_paragraph_is_there_once_and_in_order(thread: Document) -> None:
    read = []
    for comment in thread.comments:
        paragraphs = [("body", each) for each in re.split(r"\n{2,}", comment.source) if each]
        for quotation in reversed(comment.quotations):
            paragraphs.insert(quotation.after, ("quote", quotation.exact))
        read += [("heading", comment.heading)] if comment.heading else []
        read += paragraphs
    assert read == [(block["kind"], block["text"]) for block in blocks()]


def test_it_is_written_as_it_was(thread: Document, given_text: str) -> None:
    written = markdown.dumps(thread)
    assert "crux:" not in written
    assert squeezed(written) == squeezed(given_text)
    assert markdown.loads(written) == thread


def test_quotations_of_replies_resolve_to_their_paragraph_and_offsets(resolved: Document) -> None:
    texts = {comment.key: plain_text(comment.source) for comment in resolved.comments}
    found = [each for each in quotations(resolved) if each.source.comment]
    coded = [block for block in blocks() if block.get("source") == "reply"]
    lines = {block["seed_line"]: block["text"] for block in blocks()}
    assert len(found) == len(coded) == 21
    for quotation, block in zip(found, coded, strict=True):
        text = texts[quotation.source.comment or ""]
        assert quotation.start is not None
        assert quotation.end is not None
        before, divider, _ = text[: quotation.start].rpartition("\n\n")
        begin = len(before + divider)
        paragraph = text[begin:].split("\n\n")[0]
        assert paragraph == lines[block["source_ref"]]
        assert (quotation.start - begin, quotation.end - begin) == (block["start"], block["end"])
        assert quotation.verbatim


def test_the_other_nine_stay_unresolved(resolved: Document) -> None:
    left = [each.exact for each in quotations(resolved) if each.state == "unresolved"]
    sources = ("post", "external")
    assert left == [block["text"] for block in blocks() if block.get("source") in sources]
    assert len(left) == 9


def test_an_outside_text_resolves_its_quotation_although_a_link_is_in_it(thread: Document) -> None:
    source = (SEED / "quoted-source-excerpt.md").read_text()
    text = plain_text(source)
    document = resolve(thread, [Source(1, 1, text)])
    (found,) = [each for each in quotations(document) if each.source.document]
    assert [found.exact] == [each["text"] for each in blocks() if each["seed_line"] == 21]
    assert text[found.start : found.end] in text.split("\n\n")
    assert "](" in source.split("\n\n")[text.split("\n\n").index(text[found.start : found.end])]
    assert sum(each.state == "unresolved" for each in quotations(document)) == 8
    assert markdown.dumps(document) == markdown.dumps(thread)


def test_as_json_it_comes_back_equal(resolved: Document) -> None:
    assert crux_json.loads(crux_json.dumps(resolved)) == resolved
    post = Text(number=1, title="The post", by=resolved.people[0].key)
    more = replace(resolved, documents=(post,))
    assert crux_json.loads(crux_json.dumps(more)) == more
