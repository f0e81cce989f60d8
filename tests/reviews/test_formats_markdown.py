"""Markdown threads: how they are read, what is refused, how they are written."""

import re
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from textwrap import dedent

import pytest

from reviews.formats import byline, markdown
from reviews.formats.byline import Byline
from reviews.formats.document import (
    Comment,
    Document,
    FormatError,
    Person,
    Quotation,
    Removal,
    Review,
)

LETTER = dedent("""\
    ## Comment by Ada

    Thanks for the draft.

    Two remarks.

    > The lighthouse needs no keeper,
    since its lamp
    > tends itself.

    It does not *tend itself*: who cleans the glass?

    The manual says:

    > Clean the glass weekly.

    So somebody must.

    - in a list
      > a quotation stays text

    ```
    > in code too
    ### Comment by nobody
    ```

    #### Costs

    Too high.

    > One.
    >
    > Two `code`.

    > Three.

    # Comment by Bo · 2021-05-14T10:00Z

    > Too high.

    Why?
    """)


def read(text: str) -> list[tuple[str, str, list[tuple[str, int, int, str]]]]:
    """Heading, text and quotations of each comment, whoever wrote it."""
    return [
        (
            comment.heading,
            comment.source,
            [(each.exact, each.after, each.block, each.purpose) for each in comment.quotations],
        )
        for comment in markdown.loads(dedent(text)).comments
    ]


def errors(text: str | bytes) -> list[str]:
    with pytest.raises(FormatError) as error:
        markdown.loads(text)
    return [str(problem) for problem in error.value.problems]


def a_document(*comments: Comment, **review: object) -> Document:
    people = (Person(key="a", name="Ada"), Person(key="b", name="Bo"))
    ours = Review(number=1, by="a", **review)  # type: ignore[arg-type]
    return Document(people=people, reviews=(ours,), comments=comments)


def a_comment(position: int = 1, *quotations: Quotation, **fields: object) -> Comment:
    whole = {"key": f"c{position}", "by": "a", "review": 1, "source": "Words.", **fields}
    return Comment(position=position, quotations=quotations, **whole)  # type: ignore[arg-type]


# Reading


def test_a_letter_is_read_as_its_writer_meant_it() -> None:
    body = (
        "It does not *tend itself*: who cleans the glass?\n\nThe manual says:\n\n"
        "So somebody must.\n\n- in a list\n  > a quotation stays text\n\n"
        "```\n> in code too\n### Comment by nobody\n```"
    )
    assert read(LETTER) == [
        ("", "Thanks for the draft.\n\nTwo remarks.", []),
        (
            "",
            body,
            [
                ("The lighthouse needs no keeper, since its lamp tends itself.", 0, 1, "answered"),
                ("Clean the glass weekly.", 2, 2, "cited"),
            ],
        ),
        ("Costs", "Too high.", []),
        ("", "", [("One.", 0, 1, "answered"), ("Two code.", 0, 1, "answered")]),
        ("", "", [("Three.", 0, 1, "answered")]),
        ("", "Why?", [("Too high.", 0, 1, "answered")]),
    ]


def test_people_reviews_threads_and_times_are_read() -> None:
    document = markdown.loads(LETTER)
    at = datetime(2021, 5, 14, 10, tzinfo=UTC)
    assert [person.name for person in document.people] == ["Ada", "Bo"]
    assert {person.key for person in document.people} == {"Ada", "Bo"}
    assert [(review.number, review.by, review.at) for review in document.reviews] == [
        (1, "Ada", None),
        (2, "Bo", at),
    ]
    places = [(each.review, each.position, each.opening) for each in document.comments]
    assert places == [
        (1, 0, True), (1, 1, False), (1, 2, False), (1, 3, False), (1, 4, False), (2, 1, False)
    ]  # fmt: skip
    assert [(each.thread, each.number) for each in document.comments] == [
        (number, 1) for number in range(1, 7)
    ]
    assert [(each.title, each.raised_by) for each in document.threads][2:] == [
        ("Costs", "Ada"), ("", "Ada"), ("", "Ada"), ("", "Bo")
    ]  # fmt: skip
    assert document.comments[5].at == at


def test_the_markdown_of_a_quotation_is_kept_where_it_says_more() -> None:
    comments = markdown.loads(LETTER).comments
    quotations = [each for comment in comments for each in comment.quotations]
    assert [each.markdown for each in quotations] == [
        "The lighthouse needs no keeper,\nsince its lamp\ntends itself.",
        "", "", "Two `code`.", "", "",
    ]  # fmt: skip
    assert {each.state for each in quotations} == {"unresolved"}
    assert {each.source.name for each in quotations} == {""}


def test_what_was_understood_is_counted() -> None:
    assert markdown.summary(markdown.loads(LETTER)) == markdown.Summary(
        reviews=2, comments=6, paragraphs=9, quotations=6, blocks=5, headings=1
    )


def test_only_the_first_paragraph_after_a_colon_is_cited() -> None:
    assert read("""\
        # Comment by Ada

        She says:
        > First.
        >
        > Second.

        Not so.
        """) == [
        ("", "She says:", [("First.", 1, 1, "cited")]),
        ("", "Not so.", [("Second.", 0, 0, "answered")]),
    ]


def test_a_colon_in_a_heading_or_a_list_or_an_earlier_comment_cites_nothing() -> None:
    assert read("""\
        # Comment by Ada

        ## About:

        > One.

        - a list:

        > Two.

        So:

        # Comment by Bo

        > Three.
        """) == [
        ("About:", "- a list:", [("One.", 0, 1, "answered")]),
        ("", "So:", [("Two.", 0, 1, "answered")]),
        ("", "", [("Three.", 0, 1, "answered")]),
    ]


def test_headings_of_every_kind_are_read() -> None:
    assert read("""\
        Comment by Ada
        ==============

        One
        two
        ---

        ###### Three ######
        text
        #

        # Comments by others
        """) == [("One two", "", []), ("Three", "text\n#", []), ("Comments by others", "", [])]


def test_quotations_hold_lists_code_and_quotations() -> None:
    text = "# Comment by Ada\n> - a\n>   b\n>\n> > deep\n> ```\n> \tx\n> ```\n>[r]: /u\n"
    (comment,) = markdown.loads(text).comments
    assert [each.markdown or each.exact for each in comment.quotations] == [
        "- a\n  b", "> deep", "```\n\tx\n```\n[r]: /u"
    ]  # fmt: skip
    assert [each.exact for each in comment.quotations] == ["a b", "deep", "\tx"]


def test_empty_quotations_and_blank_lines_are_nothing() -> None:
    assert read("# Comment by Ada\n\n>\n\n \t \nHello.\n\n> \n>  \n") == [("", "Hello.", [])]


def test_line_ends_byte_order_marks_and_composed_letters_are_made_one() -> None:
    text = "\ufeff# Comment by Ada\r\n\r\ne\u0301tude\r\n\r\n> x\r> y".encode()
    assert read(markdown.dumps(markdown.loads(text))) == [
        ("", "\u00e9tude", []),
        ("", "", [("x y", 0, 1, "answered")]),
    ]


TEN, MIDNIGHT = datetime(2021, 5, 14, 10, tzinfo=UTC), datetime(2021, 5, 14, tzinfo=UTC)
BYLINES = [
    ("Comment by Ada", Byline("Ada")),
    ("Comment by  Ada B.\t  Example ", Byline("Ada B. Example")),
    ("Comment by Ada -- · ", Byline("Ada --")),
    ("Comment by Ada · 2021-05-14T10:00Z", Byline("Ada", TEN)),
    ("Comment by Ada · 2021-05-14 12:00+02:00", Byline("Ada", TEN)),
    ("Comment by Ada · 2021-05-14", Byline("Ada", MIDNIGHT)),
    ("Comment by Ada, 14 May 2021", Byline("Ada", MIDNIGHT)),
    ("Comment by Ada, 4 Sep 2021", Byline("Ada", datetime(2021, 9, 4, tzinfo=UTC))),
    ("Comment by Ada, 1815", Byline("Ada, 1815")),
    ("Comment by Ada, 14 May 2021 ·", Byline("Ada, 14 May 2021")),
    ("Comment by Ada · Bo", Byline("Ada · Bo")),
    ("[Comment by Ada](https://e.example/1)", Byline("Ada", None, "https://e.example/1")),
    (
        "[Comment by Ada](http://e.example/1), 14 May 2021",
        Byline("Ada", MIDNIGHT, "http://e.example/1"),
    ),
    (
        "[Comment by Ada · 2021-05-14](http://e.example/1)",
        Byline("Ada", MIDNIGHT, "http://e.example/1"),
    ),
    ("Comments by Ada", None),
    ("Comment bypassed", None),
    ("A Comment by Ada", None),
]


@pytest.mark.parametrize(("heading", "expected"), BYLINES)
def test_a_heading_line_names_who_and_perhaps_when(heading: str, expected: Byline | None) -> None:
    assert byline.read(heading) == expected
    if expected:
        assert byline.read(byline.written(expected)) == expected


# What is refused

BAD = [
    ("", ["line 1: no heading line “Comment by NAME” in the file"]),
    ("\n\nHello.\n", ["line 3: text before the first heading line “Comment by NAME”"]),
    (
        "Hello.\n\n> So\n\n# Comment by Ada\n\nHi.",
        ["line 1: text before the first heading line “Comment by NAME”"],
    ),
    ("## Start\n\n# Comment by Ada", [
        "line 1: text before the first heading line “Comment by NAME”",
        "line 3: the comment is empty",
    ]),
    ("# Comment by\n\nHi.", ["line 1: the heading names nobody"]),
    ("# Comment by Ada\n\nHi.\n\n# Comment by · 2021-05-14\n\nHi.", [
        "line 5: the heading names nobody"
    ]),
    ("# Comment by Ada · 2021-15-14\n\nHi.", ["line 1: the heading “2021-15-14” is not a time"]),
    ("# [Comment by Ada](/here)\n\nHi.", ["line 1: the heading “/here” is not a web address"]),
    (
        "# [Comment by Ada](https://e.example) then\n\nHi.",
        ["line 1: the heading “then” after the link is not a time"],
    ),
    ("# Comment by Ada\n\n# Comment by Bo\n\n>\n", [
        "line 1: the comment is empty", "line 3: the comment is empty"
    ]),
    ("# Comment by Ada\n\nA\0B\r\nC\x07\n\ud800", [
        "line 3: The control character U+0000 at column 2 cannot be stored.",
        "line 4: The control character U+0007 at column 2 cannot be stored.",
        "line 5: The half of a surrogate pair U+D800 at column 1 cannot be stored.",
    ]),
    (b"# Comment by Ada\n\n\xc3\x28", ["line 3: is not UTF-8"]),
    ("# Comment by Ada\n\n<!-- crux: text -->\n\nHi.", [
        "line 3: no line “<!-- crux: end -->” follows"
    ]),
    ("# Comment by Ada\n\nHi.\n\n<!-- crux: cited -->\n\nHo.", [
        "line 5: what follows is not what this marker is about"
    ]),
    ("# Comment by Ada\n\nHi.\n\n<!-- crux: heading -->\n\n> Ho.", [
        "line 5: what follows is not what this marker is about"
    ]),
    ("# Comment by Ada\n\nHi.\n\n<!-- crux: whole -->\n", [
        "line 5: nothing follows to which this marker applies"
    ]),
    ("# Comment by Ada\n\n<!-- crux: after x -->\n\n> Ho.\n\n<!-- crux: exact 1 -->\n\n> X", [
        "line 3: is not a marker that is known here", "line 7: is not a marker that is known here"
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BAD)
def test_a_bad_file_is_refused_by_line(text: str | bytes, expected: list[str]) -> None:
    assert errors(text) == expected


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "LARGEST", 40)
    assert errors(b"# Comment by Ada\n\n" + b"x" * 40) == ["the file is larger than 40 bytes"]
    assert errors("# Comment by Ada\n\n" + "x" * 40) == [
        "The text has 58 characters; 40 is the limit."
    ]


def test_what_is_too_long_to_be_kept_is_refused_by_line() -> None:
    long = "x" * 100_001
    text = f"# Comment by {long[:101]}\n\n## {long[:201]}\n\n> {long}\n\n{long}"
    assert errors(text) == [
        "line 1: the heading has 101 characters; 100 is the limit",
        "line 3: the heading has 201 characters; 200 is the limit",
        "line 3: the comment has 100,001 characters; 100,000 is the limit",
        "line 5: the quotation has 100,001 characters; 100,000 is the limit",
    ]
    assert len(read(f"# Comment by {long[:100]}\n\n## {long[:200]}\n\n> {long[:-1]}")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "# Comment by Ada\n\n# a" + " " * 100_000 + "b",
        "# Comment by a" + " " * 100_000 + "b",
        "# [Comment by a" + "](" * 50_000,
        "# Comment by a" + " · 2021-05-14" * 10_000,
        "# Comment by Ada\n\n<!-- crux: a" + " -->x" * 30_000,
        "# Comment by Ada\n\nx\n\n" + "<!-- crux: text -->\n" * 3_000,
    ],
)
def test_no_line_is_slow_to_read(text: str) -> None:
    begun = time.process_time()
    with suppress(FormatError):
        markdown.loads(text)
    assert time.process_time() - begun < 5


def test_deep_and_long_texts_are_read_in_time() -> None:
    text = "# Comment by Ada\n\n" + "> " * 20_000 + "x\n\n" + "- " * 20_000 + "\n\n" + "[" * 20_000
    (comment,) = markdown.loads(text).comments
    assert comment.source.endswith("[" * 20_000)


# Writing


def written(*comments: Comment, **review: object) -> str:
    return markdown.dumps(a_document(*comments, **review))


def test_the_plain_form_needs_no_marker() -> None:
    text = markdown.dumps(markdown.loads(LETTER))
    assert "crux:" not in text
    assert re.sub(r"(?m)^#+ ", "# ", text) == re.sub(r"(?m)^#+ ", "# ", LETTER).replace(
        "\nsince", "\n> since"
    )


def test_a_quotation_without_markdown_is_escaped_only_where_it_must_be() -> None:
    plain = Quotation(exact="1. It *is* so, or_is_it? #1 <b>")
    text = written(a_comment(1, plain))
    assert "> 1\\. It \\*is\\* so, or\\_is\\_it? \\#1 \\<b\\>" in text
    ((_, _, ((exact, _, _, _),)),) = read(text)
    assert exact == plain.exact
    assert "> Plain, words_too." in written(a_comment(1, Quotation(exact="Plain, words_too.")))


MARKERS = [
    ([a_comment(0), a_comment(1)], ["comment", "comment"]),
    ([a_comment(0, opening=True), a_comment(1)], ["comment"]),
    ([a_comment(0, Quotation(exact="x"), opening=True)], ["opening"]),
    ([a_comment(1, Quotation(exact="x", purpose="cited"))], ["comment", "cited"]),
    ([a_comment(1, Quotation(exact="x")), a_comment(2, Quotation(exact="y"))], []),
    ([a_comment(1, Quotation(exact="x"), Quotation(exact="y", position=1))], []),
    (
        [a_comment(1, Quotation(exact="x"), Quotation(exact="y", position=1, block=2))],
        ["answered"],
    ),
    ([a_comment(1, Quotation(exact="x\n\ny"))], ["whole"]),
    ([a_comment(1, Quotation(exact="x", after=1), heading="H")], ["answered"]),
    ([a_comment(1, Quotation(exact="x", after=7), heading="H")], ["answered", "after 7"]),
    ([a_comment(1, heading="Comment by Bo")], ["heading"]),
    ([a_comment(1, heading="H", source="# Not\n\na heading")], ["text", "end"]),
    ([a_comment(1, heading="H", source="```\nunclosed")], ["text", "end"]),
    ([a_comment(1, heading="H", source="<!-- crux: end -->")], ["text 2", "end", "end 2"]),
    ([a_comment(1, source="")], ["comment"]),
    ([a_comment(1, source="", heading="H")], []),
    ([], ["empty"]),
    ([a_comment(0, review=None)], ["empty", "single"]),
    (
        [a_comment(1, Quotation(exact="x", after=1, purpose="cited"), heading="H", source="So:")],
        [],
    ),
    (
        [a_comment(1, heading="H", source="So:"), a_comment(2, Quotation(exact="x"))],
        ["comment"],
    ),
    (
        [
            a_comment(1, Quotation(exact="x", after=1, purpose="cited"), heading="H", source="So:"),
            a_comment(2, Quotation(exact="y", block=0)),
        ],
        [],
    ),
]


@pytest.mark.parametrize(("comments", "markers"), MARKERS)
def test_markers_stand_only_where_the_plain_form_would_mislead(
    comments: list[Comment], markers: list[str]
) -> None:
    text = written(*comments)
    assert re.findall("(?m)^<!-- crux: (.*) -->$", text) == markers
    assert [(c.heading, c.source, c.opening) for c in markdown.loads(text).comments] == [
        (c.heading, c.source, c.opening) for c in comments
    ]


def test_line_breaks_are_kept_where_they_count() -> None:
    text = written(a_comment(1, Quotation(exact="roses\nare *red*")))
    assert "crux: exact" not in text
    ((_, _, ((exact, _, _, _),)),) = read(text)
    assert exact == "roses\nare *red*"


def test_words_that_no_markdown_gives_are_written_beside_it() -> None:
    exact = "a\n\n\n  b -->"
    text = written(a_comment(1, Quotation(exact=exact)))
    assert '<!-- crux: exact "a\\n\\n\\n  b --\\u003e" -->' in text
    ((_, _, ((found, _, _, _),)),) = read(text)
    assert found == exact


def test_a_quotation_that_goes_on_after_a_cited_one_shares_its_block() -> None:
    text = "# Comment by Ada\n\nShe says:\n\n> First.\n>\n> Second.\n\nNo.\n"
    assert markdown.dumps(markdown.loads(text)) == "##" + text


def test_chosen_reviews_or_one_thread_are_written() -> None:
    document = markdown.loads(LETTER)
    assert markdown.dumps(document, reviews=[2]).startswith("### Comment by Bo · 2021-05-14T10:00Z")
    assert "Ada" not in markdown.dumps(document, reviews=[2])
    first, *others, last = document.comments
    alone = replace(last, key="alone", review=None, thread=1, number=3, by="Ada")
    joined = replace(last, thread=1, number=2)
    thread = replace(document, comments=(alone, first, *others, joined))
    text = markdown.dumps(thread, thread=1)
    assert re.findall("Comment by (.*)", text) == [
        "Ada", "Bo · 2021-05-14T10:00Z", "Ada · 2021-05-14T10:00Z"
    ]  # fmt: skip
    assert [comment.source for comment in markdown.loads(text).comments] == [
        first.source, "Why?", "Why?"
    ]  # fmt: skip
    assert markdown.loads(text).comments[2].review is None


def test_removed_comments_are_left_out() -> None:
    text = written(a_comment(1, heading="H"), a_comment(2, source="Gone.", removed=Removal()))
    assert "Gone" not in text


def test_where_a_review_was_published_is_written_and_read() -> None:
    text = written(a_comment(0, opening=True), url="https://e.example/a_(b)")
    assert text == "### [Comment by Ada](https://e.example/a_(b))\n\nWords.\n"
    assert markdown.loads(text).reviews[0].url == "https://e.example/a_(b)"
