"""Whatever a document holds, its Markdown reads back to the same reviews and quotations."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby

from hypothesis import example, given, settings
from hypothesis import strategies as st

from reviews.formats import markdown
from reviews.formats.document import Comment, Document, Person, Quotation, Review
from reviews.formats.projection import markdown_of

#: Lines that mean something to Markdown, to this format, or to neither.
LINES = [
    "", "", "", "plain words", "a colon at the end:", "全角の終わり：", "> quoted", ">", ">>twice",
    "lazy", "# Heading", "### Comment by Nobody", "Comment by Nobody", "===", "---", "***",
    "- item",
    "  > in a list", "    indented", "\ttab", "> \ttab", "1. one", "```", "~~~", "~~~~ py", "$$",
    "<!-- a comment", "-->", "<div>", "<!-- crux: comment -->", "<!-- crux: text -->",
    "<!-- crux: end -->", "<!-- crux: nonsense -->", "a | b", "--|--", "[ref]: /url", "[^1]: note",
    "[ref] and [^1]", "trailing  ", "   ", "back\\", "\\> not", "$x > y$", "é", "\u2028",
    "see C48 and https://e.example/x_y_", "a …", "«b»",
]  # fmt: skip
WORDS = st.text(st.sampled_from("ab >#:*_`-=\\\n[]<!.1\t"), max_size=12)
BODIES = st.one_of(
    st.lists(st.sampled_from(LINES), max_size=8).map("\n".join),
    st.lists(st.one_of(st.sampled_from(LINES), WORDS), max_size=5).map("\n\n".join),
)
QUOTED = st.one_of(BODIES, st.just("some words"), WORDS).filter(str.strip)
HEADINGS = st.one_of(
    st.just(""),
    st.sampled_from([
        "Section", "# hash #", "#", "closed ##", "Comment by Ann", "Comment by", "back\\", "> q",
        "[Comment by Ann](https://e.example)", "- x", "tab\tin", "Comment by Ann · 2021-13-01",
    ]),
    st.text("a#\\: ", max_size=6),
).map(lambda heading: " ".join(heading.split()))  # fmt: skip
NAMES = st.one_of(
    st.sampled_from([
        "Ann", "Ann #", "A, 14 May 2021", "A, 99 May 2021", "A ·", "·", "A · 2021-05-14",
        "A · 2021-99-14", "x](https://a.example)", "[Ann](https://a.example)", "Comment by Ann",
        "*Ann*", "#1", "> Ann", "A\tB", "Ann \\", "Zoë ·  · ",
    ]),
    st.text("a#·, ](\\", min_size=1, max_size=6).filter(str.strip),
).map(lambda name: " ".join(name.split()))  # fmt: skip
TIMES = st.one_of(
    st.none(),
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30)).map(lambda t: t.replace(tzinfo=UTC)),
    st.just(datetime(2021, 5, 14, 10, tzinfo=UTC)),
)
URLS = st.sampled_from(["", "", "https://e.example/c?a=(1)#x", "http://a.example/)", "https://)("])


@st.composite
def quotations(draw: st.DrawFn) -> tuple[Quotation, ...]:
    made: list[Quotation] = []
    first = draw(st.sampled_from([0, 1, 1]))
    for block in range(first, first + draw(st.integers(0, 2))):
        after, purpose = draw(st.integers(0, 3)), draw(st.sampled_from(["answered", "cited"]))
        for text in draw(st.lists(QUOTED, min_size=1, max_size=2)):
            made.append(
                Quotation(exact=text, position=len(made), after=after, block=block, purpose=purpose)
            )
    return tuple(made)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    names = draw(st.lists(NAMES, min_size=1, max_size=2, unique=True))
    reviews: list[Review] = []
    comments: list[Comment] = []
    for number in range(1, draw(st.integers(1, 2)) + 1):
        by, at = draw(st.sampled_from(names)), draw(TIMES)
        reviews.append(Review(number=number, by=by, at=at, url=draw(URLS)))
        for position in range(draw(st.integers(0, 4))):
            heading = draw(HEADINGS)
            quoted = draw(quotations())
            comments.append(
                Comment(
                    key=f"{number}.{position}", review=number, position=position, by=by, at=at,
                    opening=position == 0 and draw(st.booleans()), heading=heading,
                    source=draw(BODIES), quotations=quoted,
                )
            )  # fmt: skip
    if draw(st.booleans()):
        by = names[-1]
        quoted = draw(quotations())
        comments.append(Comment(key="alone", by=by, source=draw(BODIES), quotations=quoted))
    people = tuple(Person(key=name, name=name) for name in names)
    return Document(people=people, reviews=tuple(reviews), comments=tuple(comments))


def said(document: Document) -> list[object]:
    """What the Markdown must carry, in order."""
    names = {person.key: person.name for person in document.people}
    reviews = [
        (names[review.by], review.at, review.url, [
            words(comment) for comment in document.comments if comment.review == review.number
        ])
        for review in document.reviews
    ]  # fmt: skip
    alone = [(names[c.by], c.at, words(c)) for c in document.comments if c.review is None]
    return [reviews, alone]


def words(comment: Comment) -> tuple[object, ...]:
    groups = groupby(comment.quotations, key=lambda q: (q.after, q.block, q.purpose))
    quoted = [
        (after, purpose, [quotation.exact for quotation in together])
        for (after, _, purpose), together in groups
    ]
    return comment.opening, comment.heading, comment.source, quoted


@settings(max_examples=60)
@given(documents())
def test_a_document_reads_back_to_the_same_words(document: Document) -> None:
    again = markdown.loads(markdown.dumps(document))
    assert said(again) == said(document)
    assert markdown.loads(markdown.dumps(again)) == again


#: A thread as somebody else may have written it: any lines, but no marker of ours, and no empty
#: review. (A line of signs under a paragraph would make a heading of it, and vanish as such.)
THREADS = st.lists(
    st.sampled_from([
        *(
            line if set(line) - set("-=") else f"\n{line}"
            for line in LINES
            if "crux:" not in line and "# Comment by" not in line
        ),
        "### Comment by Ann\n\nHi", "## Comment by Bo, 14 May 2021\n> So", "## Section", "#",
    ]),
    max_size=14,
).map(lambda lines: "# Comment by Ann\n\nHello.\n" + "\n".join(lines))  # fmt: skip


@given(THREADS)
def test_what_can_be_read_is_written_to_read_the_same(text: str) -> None:
    document = markdown.loads(text)
    assert markdown.loads(markdown.dumps(document)) == document


@given(THREADS)
@example("# Comment by Ann\n\nSee:\n> one\n>\n> two\n\nand\n> [a]: /url\nlazy\n\n>\n\nend")
def test_no_line_is_dropped_or_doubled(text: str) -> None:
    document = markdown.loads(text)
    kept = [line for comment in document.comments for line in lines_of(comment)]
    for review in document.reviews:
        kept.append(f"Comment by {review.by}" + (", 14 May 2021" if review.at else ""))
    assert Counter(bare(kept)) == Counter(bare(text.split("\n")))


def lines_of(comment: Comment) -> Iterator[str]:
    yield comment.heading
    yield from comment.source.split("\n")
    for quotation in comment.quotations:
        yield from (quotation.markdown or markdown_of(quotation.exact)).split("\n")


def bare(lines: Iterable[str]) -> list[str]:
    """Lines without the signs of quotations and headings at their ends, and no empty ones."""
    return [left for line in lines if (left := re.sub(r"^[\s>#]+|[\s#]+$", "", line))]
