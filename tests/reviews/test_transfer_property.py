"""Whatever debate is written, the same is read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from arguments import anchoring, text
from reviews.formats import crux_json
from reviews.formats import document as neutral
from reviews.formats.plain import to_dict
from reviews.formats.words import STATUSES, VOICES
from reviews.transfer import read_debate, write_debate
from tests.factories import make_user
from tests.reviews.rich import forgotten

pytestmark = pytest.mark.django_db

NAMES = st.sampled_from(["Ann", "Bo Example", "Zoë"])
WORDS = st.lists(
    st.sampled_from(["alpha", "*b*", "$x^2$", "C1", "naïve", "日本", "😀", "a\nb", "> q", "- x"]),
    min_size=1,
    max_size=5,
).map(" ".join)  # fmt: skip
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=3).map("\n\n".join)
TIMES = st.integers(0, 10**9).map(
    lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
UUIDS = st.uuids(version=4)


@st.composite
def claims(draw: st.DrawFn, people: st.SearchStrategy[str], number: int) -> neutral.Claim:
    versions = tuple(
        neutral.ClaimVersion(
            number=index, title=f"{draw(st.sampled_from('AB'))} {index}", body=draw(PARAGRAPHS),
            voice=draw(st.sampled_from(VOICES)), by=draw(people), at=draw(TIMES),
        )
        for index in range(1, draw(st.integers(2, 3)))
    )  # fmt: skip
    last = versions[-1]
    changes = tuple(
        neutral.StatusChange(status=status, by=draw(people), at=draw(TIMES), reason=draw(NAMES))
        for status in draw(st.lists(st.sampled_from(STATUSES), max_size=2))
    )
    return neutral.Claim(
        number=number, title=last.title, body=last.body, voice=last.voice, by=draw(people),
        uuid=draw(UUIDS), at=draw(TIMES), versions=versions, status_changes=changes,
        status=changes[-1].status if changes else "open",
    )  # fmt: skip


@st.composite
def links(
    draw: st.DrawFn, people: st.SearchStrategy[str], number: int, claim_count: int
) -> neutral.Link:
    claim = st.integers(1, claim_count)
    undercuts = number > 1 and draw(st.booleans())
    target = neutral.LinkTarget(link=draw(st.integers(1, number - 1))) if undercuts else None
    relation = st.just("attacks") if undercuts else st.sampled_from(["supports", "needs"])
    return neutral.Link(
        number=number, relation=draw(relation), note=draw(PARAGRAPHS), by=draw(people),
        premises=tuple(draw(st.lists(claim, min_size=1, max_size=3, unique=True))),
        target=target or neutral.LinkTarget(claim=draw(claim)), uuid=draw(UUIDS), at=draw(TIMES),
    )  # fmt: skip


@st.composite
def comments(
    draw: st.DrawFn,
    people: st.SearchStrategy[str],
    number: int,
    before: list[neutral.Comment],
    claim_count: int,
) -> neutral.Comment:
    at, source, by = draw(TIMES), draw(PARAGRAPHS), draw(people)
    answered = draw(st.sampled_from([None, *before]))
    target = neutral.Target(comment=answered.key) if answered else neutral.Target()
    quotations = (quotation_of(draw, answered),) if answered and draw(st.booleans()) else ()
    return neutral.Comment(
        key=str(draw(UUIDS)), by=by, at=at, source=source, target=target,
        thread=answered.thread if answered else number, number=number, quotations=quotations,
        acts=(neutral.Act(act="ask", claim=draw(st.integers(1, claim_count))),),
        versions=(neutral.CommentVersion(number=1, source=source, by=by, at=at),),
    )  # fmt: skip


def quotation_of(draw: st.DrawFn, comment: neutral.Comment) -> neutral.Quotation:
    plain = text.render(comment.source).text
    start = draw(st.integers(0, len(plain) - 1))
    end = draw(st.integers(start + 1, len(plain)))
    assume(not plain[start:end].isspace())
    chosen = anchoring.select(plain, start, end)
    return neutral.Quotation(
        exact=chosen.exact, prefix=chosen.prefix, suffix=chosen.suffix, start=chosen.start,
        end=chosen.end, state="exact", block=draw(st.integers(0, 2)),
        source=neutral.QuotationSource(comment=comment.key, version=1),
        purpose=draw(st.sampled_from(["answered", "cited"])),
    )  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> neutral.Document:
    names = draw(st.lists(NAMES, min_size=1, unique=True))
    people = tuple(
        neutral.Person(key=name.lower().replace(" ", "-"), name=name, role="reviewer")
        for name in names
    )
    by = st.sampled_from([person.key for person in people])
    claim_count = draw(st.integers(1, 3))
    said: list[neutral.Comment] = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        said.append(draw(comments(by, number, list(said), claim_count)))
    threads = tuple(
        neutral.Thread(number=c.number, title="A point", raised_by=c.by, uuid=draw(UUIDS), at=c.at)
        for c in said
        if c.number and not c.target.comment
    )
    return neutral.Document(
        debate=neutral.Debate(
            slug="made-up", title=draw(NAMES), summary=draw(PARAGRAPHS), uuid=draw(UUIDS),
            at=draw(TIMES),
        ),
        people=people,
        claims=tuple(draw(claims(by, number)) for number in range(1, claim_count + 1)),
        links=tuple(
            draw(links(by, number, claim_count)) for number in range(1, draw(st.integers(1, 4)))
        ),
        comments=tuple(said),
        threads=threads,
    )  # fmt: skip


@settings(max_examples=40)
@given(documents())
def test_any_debate_comes_back_the_same(document: neutral.Document) -> None:
    with forgotten():
        by = make_user("Importer")
        debate = write_debate(crux_json.loads(crux_json.dumps(document)), by=by)
        again = read_debate(debate, AnonymousUser())
    again = replace(
        again,
        claims=tuple(replace(each, standing=None) for each in again.claims),
        links=tuple(replace(each, standing=None) for each in again.links),
    )
    importer = neutral.Person(key="importer", name="Importer", role="owner")
    assert to_dict(again) == to_dict(replace(document, people=(*document.people, importer)))
