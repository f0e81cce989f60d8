"""Crux JSON: without loss, always the same, and strict in what it reads."""

import json
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arguments.text import clean
from reviews.formats import FORMATS, crux_json, document
from reviews.formats.document import (
    SECTIONS,
    Claim,
    Comment,
    Document,
    FormatError,
    Link,
    LinkTarget,
    Outcome,
    Person,
    Problem,
    Quotation,
    QuotationSource,
    Revision,
    Stance,
    Target,
    Text,
    Thread,
)
from reviews.formats.plain import from_dict, plain, to_dict

AT = datetime(2024, 2, 29, 12, 30, 15, 250_000, tzinfo=UTC)
TO_CLAIM = LinkTarget(claim=1)
ANN = Person(key="ann", name="Ann", username="ann")


def a_document(**parts: Any) -> Document:
    return Document(people=(ANN,), **parts)


def problems(data: dict[str, Any] | bytes) -> list[tuple[str, str]]:
    """What is wrong with some sections of a document with one person in it."""
    if isinstance(data, dict):
        person = {"key": "ann", "name": "Ann"}
        whole = {"format": "crux", "version": 1, "people": [person], **data}
        data = json.dumps(whole).encode()
    with pytest.raises(FormatError) as error:
        crux_json.loads(data)
    return [(problem.place, problem.message) for problem in error.value.problems]


def a_claim(number: Any = 1, **more: Any) -> dict[str, Any]:
    return {"number": number, "title": "Some claim", "by": "ann", **more}


def a_link(number: Any = 1, **more: Any) -> dict[str, Any]:
    link = {"number": number, "relation": "attacks", "premises": [1], "target": {"claim": 1}}
    return {**link, "by": "ann", **more}


def a_full_document() -> Document:
    """One of each, and each reference that there is."""
    ask = document.Act(act="ask", claim=2)
    quotation = Quotation(
        exact="second words", start=6, end=18, prefix="Some ", state="exact", verbatim=False,
        source=QuotationSource(document=1, revision=2),
        anchors=(document.Anchor(state="moved", revision=2, exact="x", start=1, end=2, at=AT),),
    )  # fmt: skip
    unresolved = Quotation(exact="gone", position=1, source=QuotationSource(name="A book of 1912"))
    return Document(
        debate=document.Debate(slug="ours", title="Ours", uuid=UUID(int=1), at=AT),
        people=(ANN, Person(key="bo", name="Bo")),
        topics=(document.Topic(key="t", title="Topic"),),
        documents=(
            Text(
                number=1, title="Paper", by="ann", at=AT,
                revisions=(Revision(number=1, source="So"), Revision(number=2, source="So much")),
            ),
        ),
        claims=(
            Claim(
                number=1, title="One", by="bo", topic="t", status="challenged",
                versions=(document.ClaimVersion(number=1, title="Won", by="bo", at=AT),),
                status_changes=(document.StatusChange(status="challenged", by="ann", at=AT),),
                citations=(
                    document.Citation(document=1, revision=1, exact="So", start=0, end=2),
                ),
            ),
            Claim(number=2, title="Two", by="ann", kind="question"),
        ),
        links=(
            Link(number=1, relation="supports", premises=(2, 1), target=TO_CLAIM, by="bo"),
            Link(number=2, relation="attacks", premises=(1,), target=LinkTarget(link=1), by="ann"),
        ),
        reviews=(
            document.Review(number=1, by="ann", document=1, revision=2, confidence=100, at=AT),
            document.Review(number=2, by="bo", answers=1, partial=True, state="draft"),
        ),
        comments=(
            Comment(
                key="a", by="ann", review=1, thread=1, number=1, source="Words", at=AT,
                quotations=(quotation, unresolved), acts=(ask,), qualifiers=("minor", "tangent"),
                target=Target(document=1, section="Start"),
                versions=(document.CommentVersion(number=1, source="Worlds", at=AT),),
            ),
            Comment(
                key="b", by="bo", review=2, thread=1, number=2, target=Target(comment="a"),
                removed=document.Removal(by="bo", at=AT, reason="twice"),
            ),
            Comment(key="c", by="bo", target=Target(link=2)),
        ),
        threads=(
            Thread(
                number=1, title="A point", raised_by="ann",
                outcomes=(Outcome(outcome="accepted", satisfaction="none", by="bo", at=AT),),
            ),
        ),
        stances=(Stance(claim=1, by="bo", position="unsure", confidence=0, comment="b", at=AT),),
        commitments=(
            document.Commitment(
                number=1, by="bo", text="Mend it", comment="b", thread=1, claim=2, document=1,
                done_in=2, checked_by="ann", state="done",
                changes=(document.CommitmentChange(state="done", by="bo", at=AT),),
            ),
        ),
    )  # fmt: skip


#: Fields that hold any text.
FREE = {
    "title", "summary", "body", "source", "note", "reason", "line", "text", "attributed_to",
    "prefix", "suffix", "markdown", "name", "exact", "heading",
}  # fmt: skip
TEXTS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
    .map(lambda words: clean(words))
    .filter(str.strip)
)
TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(
    lambda time: time.replace(tzinfo=UTC)
)


def varied(draw: st.DrawFn, value: Any) -> Any:
    """A record with the same references and other texts and times."""
    if isinstance(value, tuple):
        return tuple(varied(draw, each) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    new: dict[str, Any] = {
        field.name: varied(draw, getattr(value, field.name)) for field in fields(value)
    }
    for name in new.keys() & FREE:
        if isinstance(new[name], str):
            new[name] = draw(TEXTS)
    if "at" in new:
        new["at"] = draw(st.none() | TIMES)
    return replace(value, **new)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return varied(draw, a_full_document())


@settings(max_examples=30)
@given(documents())
def test_any_words_and_times_come_back_equal(whole: Document) -> None:
    assert crux_json.loads(crux_json.dumps(whole)) == whole


@pytest.mark.parametrize("indent", [True, False])
def test_a_document_with_one_of_each_comes_back_equal(indent: bool) -> None:
    whole = a_full_document()
    written = crux_json.dumps(whole, indent=indent)
    assert crux_json.loads(written) == whole
    assert crux_json.dumps(crux_json.loads(written), indent=indent) == written


def test_what_is_written_is_ordinary_indented_json() -> None:
    for whole in (a_full_document(), Document()):
        assert (
            crux_json.dumps(whole).decode()
            == json.dumps(to_dict(whole), indent=2, ensure_ascii=False) + "\n"
        )
        assert crux_json.dumps(whole, indent=False).decode() == json.dumps(
            to_dict(whole), separators=(",", ":"), ensure_ascii=False
        )


def test_a_large_debate_is_written_piece_by_piece() -> None:
    """Records are taken only as they are written, and may be dicts."""
    taken: list[int] = []

    def claims() -> Any:
        for number in range(1, 1_001):
            taken.append(number)
            yield plain(Claim(number=number, title="A claim", by="ann"))

    pieces = crux_json.chunks(None, {"people": [ANN], "claims": claims()})
    parts = []
    for piece in pieces:
        parts.append(piece)
        assert len(piece) < 2_000
        assert len(taken) <= len(parts)
    assert [claim.number for claim in crux_json.loads(b"".join(parts)).claims] == taken


def test_sections_of_another_name_are_refused_when_writing() -> None:
    with pytest.raises(ValueError, match="clams"):
        b"".join(crux_json.chunks(None, {"clams": []}))


def test_the_sections_are_the_lists_of_a_document() -> None:
    assert [field.name for field in fields(Document)] == ["debate", "excerpt", *SECTIONS]


def test_times_are_read_in_any_zone_and_written_in_utc() -> None:
    given_time = {"claims": [a_claim(at="2021-05-14T12:00:00.5+02:00")]}
    read = from_dict({**to_dict(a_document()), **given_time})
    assert plain(read.claims[0])["at"] == "2021-05-14T10:00:00.500000Z"


def test_a_field_that_is_absent_or_null_has_its_default() -> None:
    claims = [a_claim(1), a_claim(2, body=None, kind=None, versions=None, at=None)]
    one, two = from_dict({**to_dict(a_document()), "claims": claims}).claims
    assert (one.body, one.kind, one.versions, one.at) == (two.body, two.kind, two.versions, two.at)
    assert (one.body, one.kind, one.versions, one.at) == ("", "claim", (), None)


# What is refused

BAD_FILES = [
    (b"", "line 1, column 1", "Expecting value"),
    (b'{"format":', "line 1, column 11", "Expecting value"),
    (b"[]", "", "the file must hold one object"),
    (b'{"version": 1}', "/format", 'must be "crux"'),
    (b'{"format": "crux"}', "/version", "must be a whole number from 1"),
    (b'{"format": "crux", "version": true}', "/version", "must be a whole number from 1"),
    (b'{"format": "crux", "version": 2}', "/version", "2 is newer than what is read here (1)"),
    (b'{\n"a": "\xff"}', "line 2", "is not UTF-8"),
    (b'{"a": {"b": 1,\n"b": 1}}', "/a", "has a key more than once: 'b'"),
    (b'{"a": [0, NaN]}', "/a/1", "NaN is not a number in JSON"),
    (b'{"a": -Infinity}', "/a", "-Infinity is not a number in JSON"),
    (b'{"a": ' + b"9" * 5_000 + b"}", "", "holds a number with too many digits"),
    (b"[" * 33, "", "is nested deeper than 32 levels"),
    (b'["]]"' + b"{" * 3_000_000, "", "is nested deeper than 32 levels"),
    (b'{"[[' + b'\\"[' * 1_000_000, "line 1, column 2", "Unterminated string starting at"),
    (b'"\\', "line 1, column 1", "Unterminated string starting at"),
]


@pytest.mark.parametrize(("data", "place", "message"), BAD_FILES)
def test_a_file_that_is_no_crux_json_is_refused(data: bytes, place: str, message: str) -> None:
    assert problems(data) == [(place, message)]


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    with pytest.raises(FormatError, match="larger than 10 bytes"):
        crux_json.loads(b"[" * 11, largest=10)


def test_deep_enough_is_not_too_deep() -> None:
    """Brackets in strings do not count, and 32 levels are read."""
    assert problems(b'{"a": "' + b"[" * 99 + b'"}') == [("/format", 'must be "crux"')]
    assert problems(b"[" * 32 + b"]" * 32) == [("", "the file must hold one object")]


BAD_FIELDS: list[tuple[dict[str, Any], str, str]] = [
    ({"claims": {}}, "/claims", "must be a list, not an object"),
    ({"claims": ["x"]}, "/claims/0", "must be an object, not text"),
    ({"claims": [a_claim(title=3)]}, "/claims/0/title", "must be text, not a number"),
    ({"claims": [a_claim(title="a\0")]}, "/claims/0/title", "The control character U+0000 at 1:2"),
    ({"claims": [a_claim(title="a\ud800")]}, "/claims/0/title", "half of a surrogate pair U+D800"),
    ({"claims": [a_claim(number="1")]}, "/claims/0/number", "must be a whole number, not text"),
    (
        {"claims": [a_claim(number=True)]},
        "/claims/0/number",
        "must be a whole number, not true or false",
    ),
    ({"claims": [a_claim(number=1.0)]}, "/claims/0/number", "must be a whole number, not a number"),
    ({"claims": [a_claim(number=2**31)]}, "/claims/0/number", "must be from 0 to 2147483647"),
    ({"claims": [a_claim(number=0)]}, "/claims/0/number", "must be at least 1"),
    ({"claims": [{"number": 1, "by": "ann"}]}, "/claims/0/title", "is missing"),
    ({"claims": [a_claim(colour="red")]}, "/claims/0/colour", "is not a known field"),
    ({"claims": [a_claim(**{"a/b~\n": 1})]}, "/claims/0/a~1b~0\\n", "is not a known field"),
    ({"claims": [a_claim(at="2021-05-14T10:00:00")]}, "/claims/0/at", "must be a time"),
    ({"claims": [a_claim(at="0001-01-01T00:00:00+10:00")]}, "/claims/0/at", "must be a time"),
    ({"claims": [a_claim(uuid="x")]}, "/claims/0/uuid", "must be a UUID"),
    ({"claims": [a_claim(uuid=3)]}, "/claims/0/uuid", "must be a UUID"),
    ({"claims": [a_claim(kind="clam")]}, "/claims/0/kind", '"clam" is not one of: claim, question'),
    ({"claims": [a_claim(by="bo")]}, "/claims/0/by", "there is no person 'bo'"),
    ({"claims": [a_claim(by="")]}, "/claims/0/by", "is empty"),
    ({"claims": [a_claim(topic="t")]}, "/claims/0/topic", "there is no topic 't'"),
    ({"claims": [a_claim(1), a_claim(1)]}, "/claims/1/number", "is used more than once"),
    (
        {"claims": [a_claim(citations=[{"document": 1, "revision": 1, "exact": "x"}])]},
        "/claims/0/citations/0/document",
        "there is no document 1",
    ),
    ({"claims": [a_claim()], "links": [a_link(premises=[])]}, "/links/0/premises", "is empty"),
    (
        {"claims": [a_claim()], "links": [a_link(premises=[1, 1])]},
        "/links/0/premises/1",
        "is used more than once",
    ),
    (
        {"claims": [a_claim()], "links": [a_link(premises=[1, 7])]},
        "/links/0/premises/1",
        "there is no claim 7",
    ),
    (
        {"claims": [a_claim()], "links": [a_link(target={})]},
        "/links/0/target",
        "must name one of: claim, link",
    ),
    (
        {"claims": [a_claim()], "links": [a_link(), a_link(2, target={"claim": 1, "link": 1})]},
        "/links/1/target",
        "must name one thing, not claim and link",
    ),
    (
        {"claims": [a_claim()], "links": [a_link(target={"link": 1})]},
        "/links/0",
        "leads back to itself",
    ),
    (
        {
            "claims": [a_claim()],
            "links": [a_link(), a_link(2, relation="needs", target={"link": 1})],
        },
        "/links/1/relation",
        "a link can only be attacked",
    ),
    ({"reviews": [{"number": 1, "by": "ann", "answers": 1}]}, "/reviews/0", "leads back to itself"),
    (
        {"reviews": [{"number": 1, "by": "ann", "revision": 1}]},
        "/reviews/0/revision",
        "needs a document",
    ),
    (
        {"reviews": [{"number": 1, "by": "ann", "url": "javascript:alert(1)"}]},
        "/reviews/0/url",
        "must be an http or https address",
    ),
    (
        {"reviews": [{"number": 1, "by": "ann", "confidence": 101}]},
        "/reviews/0/confidence",
        "must be from 0 to 100",
    ),
    ({"people": [{"key": "ann", "name": " "}]}, "/people/0/name", "is empty"),
    ({"people": [{"key": "", "name": "Ann"}]}, "/people/0/key", "is empty"),
    ({"comments": [{"key": "a", "by": "ann", "thread": 1}]}, "/comments/0/thread", "no thread 1"),
    (
        {"comments": [{"key": "a", "by": "ann", "target": {"comment": "a"}}]},
        "/comments/0",
        "leads back to itself",
    ),
    (
        {"comments": [{"key": "a", "by": "ann", "target": {"section": "Start"}}]},
        "/comments/0/target/section",
        "needs a document",
    ),
    (
        {"comments": [{"key": "a", "by": "ann", "qualifiers": ["minor", "major"]}]},
        "/comments/0/qualifiers",
        '"major" is not one of: hedged, minor',
    ),
    (
        {"comments": [{"key": "a", "by": "ann", "acts": [{"act": "ask", "claim": 1}]}]},
        "/comments/0/acts/0/claim",
        "there is no claim 1",
    ),
    ({"stances": [{"claim": 1, "by": "ann", "position": "agree"}]}, "/stances/0/claim", "no claim"),
    (
        {"commitments": [{"number": 1, "by": "ann", "text": "x", "done_in": 1}]},
        "/commitments/0/done_in",
        "there is no revision",
    ),
]


@pytest.mark.parametrize(("data", "place", "message"), BAD_FIELDS)
def test_a_field_that_is_wrong_is_named(data: dict[str, Any], place: str, message: str) -> None:
    ((found_place, found),) = problems(data)
    assert found_place == place
    assert message in found


BAD_QUOTATIONS: list[tuple[dict[str, Any], str, str]] = [
    ({"exact": " "}, "/exact", "is empty"),
    ({"after": 10_000}, "/after", "must be at most 9999"),
    ({"start": 1}, "", "start and end go together"),
    ({"start": 2, "end": 2}, "/end", "must be after start"),
    ({"state": "exact"}, "/state", "unresolved goes with a source that is only a name"),
    ({"source": {"comment": "b"}}, "/state", "unresolved goes with"),
    ({"source": {"comment": "b", "name": "x"}, "state": "lost"}, "/source", "must name one thing"),
    ({"source": {"comment": "a"}, "state": "exact"}, "/source/comment", "cannot quote itself"),
    ({"source": {"comment": "z"}, "state": "exact"}, "/source/comment", "there is no comment 'z'"),
]


@pytest.mark.parametrize(("quotation", "place", "message"), BAD_QUOTATIONS)
def test_a_quotation_that_is_wrong_is_named(
    quotation: dict[str, Any], place: str, message: str
) -> None:
    comment = {"key": "a", "by": "ann", "quotations": [{"exact": "words", **quotation}]}
    found = problems({"comments": [comment, {"key": "b", "by": "ann"}]})
    assert [each for each, _ in found] == [f"/comments/0/quotations/0{place}"]
    assert message in found[0][1]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = problems({
        "claims": [a_claim(kind="clam", by="bo"), a_claim(2, status=None, at=5)],
        "links": [a_link(target={"claim": 9}), a_link(1)],
    })  # fmt: skip
    assert {place for place, _ in found} == {
        "/claims/0/kind", "/claims/0/by", "/claims/1/at", "/links/0/target/claim",
        "/links/1/number",
    }  # fmt: skip


def test_what_refers_to_a_record_that_cannot_be_read_is_not_said_to_be_wrong() -> None:
    claims = [{"number": "one", "title": "x", "by": "ann"}]
    assert problems({"claims": claims, "links": [a_link()]}) == [
        ("/claims/0/number", "must be a whole number, not text")
    ]


def test_long_chains_and_circles_are_followed_without_recursion() -> None:
    length = 5_000
    links = [
        Link(number=n, relation="attacks", premises=(1,), target=LinkTarget(link=n + 1), by="ann")
        for n in range(1, length)
    ]
    last = Link(number=length, relation="needs", premises=(1,), target=TO_CLAIM, by="ann")
    claims = (Claim(number=1, title="x", by="ann"),)
    whole = a_document(claims=claims, links=(*links, last))
    assert len(from_dict(to_dict(whole)).links) == length
    circle = {**to_dict(whole)["links"][-1], "relation": "attacks", "target": {"link": 4_000}}
    found = problems({"claims": [a_claim()], "links": [*map(plain, links), circle]})
    assert len(found) == 1
    assert found[0][1] == "leads back to itself"


def test_an_error_with_many_problems_shows_some_and_counts_the_rest() -> None:
    shown = str(FormatError([Problem(f"/{index}", "is wrong") for index in range(50)]))
    assert shown.splitlines()[0] == "/0: is wrong"
    assert shown.splitlines()[-1] == "and 30 more problems"


def test_every_format_has_what_callers_use() -> None:
    for form in FORMATS.values():
        assert callable(form.dumps)
        assert form.title and form.CARRIED
        assert "/" in form.media_type
        assert form.suffix.startswith(".")
