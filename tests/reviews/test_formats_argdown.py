"""Argdown: written and read back, whatever the words, and what is wrong in a file by its place."""

import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from arguments import models
from reviews.formats import argdown
from reviews.formats.argdown.parser import parse
from reviews.formats.argdown.reading import Reading
from reviews.formats.document import (
    Claim,
    Debate,
    Document,
    FormatError,
    Link,
    LinkTarget,
    Person,
    Topic,
)
from reviews.formats.words import KINDS, STATUSES, VOICES, WORDS
from tests.factories import make_user
from tests.reviews.test_formats_graphs import linked

#: What other writing systems, markup and Argdown itself would make something of.
HOSTILE = r"""
$x_1^2 + y_{2}$ holds
\(\frac{a}{b}\) and \[x\]
$$\sum_{i=1}^{n} i$$
\begin{align} a &= b \end{align}
see http://example.com/a//b?c=d#e
https://example.com/(x)_y
mailto:ann@example.com
[a link](https://example.com)
![an image](x.png "title")
[1]
[1] and [2], [3]: all
[...]
[Title]: looks defined
[Title]
<Title>: looks like an argument
<Title>
<b>bold</b> &amp; <br/>
<!-- not a comment -->
/* not a comment */
// not a comment
a // b
* not an item
1. not an item
(1) not a premise
+ not a support
- not an attack
-> not an attack
<- not an attack
+> not a support
>< not a contradiction
_ not an undercut
<_ not an undercut
----
--
===
# not a heading
#tag and #(a tag)
C# and a#b
@[Claim] and @<Argument>
{a: 1}
{"a": "}"} and {
} only
*not italic* and _not italic_
**not bold** and __not bold__
snake_case_word and 2*3*4
`code` and ```more```
:smile: :heart: and 12:30:45
p .^. q .->. .~.r
😀 👩‍👩‍👧 🇪🇺 é ﷽
back\slash \\ and \[ and \
"quoted" 'quoted' “quoted” ¿?
""".strip().split("\n")
WORD = st.sampled_from([*HOSTILE, "tea", "x" * 80, "\u2028", "a\tb", "\x7f"])


def no_line(words: str) -> str:
    return " ".join(words.split()) or "tea"


TITLES = st.lists(WORD, min_size=1, max_size=3).map(lambda parts: no_line(" ".join(parts))[:250])
NOTES = st.sampled_from(["", "", "so it follows", "two\nlines {of it}", *HOSTILE])
TEXTS = st.lists(WORD, max_size=4).map("\n\n".join)


@st.composite
def debates(draw: st.DrawFn) -> Document:
    topics = [Topic(key=f"t{n}", title=draw(TITLES)) for n in range(1, draw(st.integers(0, 2)) + 1)]
    numbers = sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=6)))
    claims = [
        Claim(
            number=number,
            title=draw(TITLES),
            body=draw(TEXTS),
            kind=draw(st.sampled_from(KINDS)),
            voice=draw(st.sampled_from(VOICES)),
            attributed_to=draw(st.sampled_from(["", "a common view: {x}"])),
            status=draw(st.sampled_from(STATUSES)),
            topic=draw(st.sampled_from(["", *(topic.key for topic in topics)])),
            by="ann",
        )
        for number in numbers
    ]
    of_claims = st.sampled_from(numbers)
    links: list[Link] = []
    for number in range(1, draw(st.integers(0, 7)) + 1):
        target = LinkTarget(claim=draw(of_claims))
        if draw(st.booleans()) and links:
            target = LinkTarget(link=draw(st.integers(1, len(links))))
        relations = WORDS[Link]["relation"] if target.claim else ("attacks",)
        links.append(
            Link(
                number=number,
                relation=draw(st.sampled_from(relations)),
                premises=tuple(draw(st.lists(of_claims, min_size=1, max_size=3, unique=True))),
                target=target,
                note=draw(NOTES),
                status=draw(st.sampled_from(["open", "open", "withdrawn", "settled"])),
                by="ann",
            )
        )
    return Document(
        debate=Debate(slug="tea", title=draw(TITLES)[:200]),
        people=(Person(key="ann", name="Ann"),),
        topics=tuple(topics),
        claims=tuple(claims),
        links=tuple(links),
    )


def steps(document: Document) -> list[tuple[object, ...]]:
    """The links, each with what it ends on in full, so that their numbers do not count."""
    by_number = {link.number: link for link in document.links}

    def said(link: Link) -> tuple[object, ...]:
        chain: list[object] = []
        here: Link | None = link
        while here:
            chain += [here.relation, here.premises, here.note, here.status, here.target.claim]
            here = by_number[here.target.link] if here.target.link else None
        return tuple(chain)

    return sorted(map(said, document.links), key=repr)


def claims(document: Document) -> list[Claim]:
    return [replace(each, by="") for each in document.claims]


@settings(max_examples=150, deadline=None)
@given(debates())
def test_what_is_written_is_read_back(document: Document) -> None:
    there = argdown.loads(argdown.dumps(document).encode())
    assert there.debate and document.debate and there.debate.title == document.debate.title
    assert [each.title for each in there.topics] == [each.title for each in document.topics]
    assert claims(there) == claims(document)
    assert steps(there) == steps(document)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_are_taken_for_something_else(words: str) -> None:
    first, second, third = linked(claims=3).claims
    links = (
        Link(number=1, relation="supports", premises=(2,), target=LinkTarget(claim=1), by="ann"),
        Link(
            number=2,
            relation="supports",
            premises=(2, 3),
            target=LinkTarget(claim=1),
            note=words,
            by="ann",
        ),
    )
    said = (replace(first, title=words), second, replace(third, title=f"It {words}", body=words))
    document = replace(linked(claims=3), claims=said, links=links)
    there = argdown.loads(argdown.dumps(document).encode())
    assert claims(there) == claims(document)
    assert steps(there) == steps(document)


def test_there_are_as_many_hostile_texts_as_were_measured() -> None:
    assert len(set(HOSTILE)) == 51


FILE = """
===
title: Tea
author: Ann
===

# How it is made

[Boiling]: Water should boil. #hot
  + <Safety>: Boiled water is safe, says @[Boiling]. {source: "a book"}
    <_ [Filters]: Filters do the same.
  - Water boils away.

<Taste>: it tastes better

(1) [Boiling]
(2) Leaves open in heat.
--
Modus ponens
--
    <_ Not all leaves.
(3) [Good]: Such tea is good.
  -> [Bad]: Such tea is bad.

[Good]
  >< [Bad]
"""


def test_a_file_is_read() -> None:
    document = argdown.loads(FILE.lstrip().encode())
    assert document.debate and (document.debate.title, document.debate.slug) == ("Tea", "tea")
    assert document.people[0].name == "Ann"
    assert [topic.title for topic in document.topics] == ["How it is made"]
    assert {claim.topic for claim in document.claims} == {"t1"}
    titles = {claim.number: claim.title for claim in document.claims}
    assert list(titles.values()) == [
        "Water should boil.",
        "Boiled water is safe, says C1.",
        "Filters do the same.",
        "Water boils away.",
        "Leaves open in heat.",
        "Not all leaves.",
        "Such tea is good.",
        "Such tea is bad.",
    ]
    assert "Statement “Boiling”" in document.claims[0].body
    assert "hot" in document.claims[0].body
    assert "source: a book" in document.claims[1].body
    by_number = {each.number: each for each in document.links}

    def end(link: Link) -> object:
        return link.target.claim or by_number[link.target.link or 0].premises

    found = {(each.relation, each.premises, end(each)) for each in document.links}
    assert found == {
        ("supports", (2,), 1),
        ("attacks", (3,), (2,)),
        ("attacks", (4,), 1),
        ("supports", (1, 5), 7),
        ("attacks", (6,), (1, 5)),
        ("attacks", (7,), 8),
        ("attacks", (8,), 7),
    }
    (joint,) = [each for each in document.links if len(each.premises) > 1]
    assert joint.note == "Taste: it tastes better: Modus ponens"


BROKEN = [
    ("+ It begins.\n\n[a]: A", "line 1, column 1", "cannot begin"),
    ("[a]: A\n\n  - b", "line 3, column 3", "cannot begin"),
    ("[a]: A\n  + [b] what?", "line 2, column 3", "colon"),
    ("[a]: A\n  - b\n- c", "line 3, column 1", "further in"),
    ("[a]: A\n\t- b\n    - c", "line 3, column 1", "Tabs"),
    ("[a]: A\n\n<b>\n\n(1) c\n(2) d", "line 6, column 1", "conclusion is missing"),
    ("[a]: A\n\n(1) c\n----", "line 4, column 1", "conclusion is missing"),
    ("[a]: A\n\n(1) c\n--\nrule\n(2) d", "line 6, column 1", "does not end"),
    ("[a]: A\n\n(1) <b>\n----\n(2) d", "line 3, column 1", "Only statements"),
    ("[a]: A\n\n<b>\n  >< [c]", "line 4, column 3", "contradictory"),
    ("[a]: A {b: [}", "line 1, column 1", "YAML"),
    ("[a]: A {b: &x 1, c: *x}", "line 1, column 1", "aliases"),
    ("[a]: A {b: 1", "line 1, column 1", "brace"),
    ("[a]: A\n\nb /* c", "line 3, column 1", "comment"),
    ("===\na: 1\n===\n[a]: A", "line 4, column 1", "empty line"),
    ("===\na: [\n===\n\n[a]: A", "line 1, column 1", "front matter"),
]


@pytest.mark.parametrize(("file", "place", "reason"), BROKEN)
def test_what_is_wrong_is_told_and_the_rest_is_read(file: str, place: str, reason: str) -> None:
    with pytest.raises(FormatError) as refused:
        argdown.loads(file.encode())
    (problem,) = refused.value.problems
    assert problem.place == place
    assert reason in problem.message
    if "[a]: A {" not in file and "  + [b]" not in file:
        kept, problems = (
            argdown.read(f"{file}\n\nMore.".encode())
            if "/*" not in file
            else (argdown.read(file.encode()))
        )
        assert problems == [problem]
        assert kept.claims


def test_what_is_no_argdown_is_refused() -> None:
    for data in (b"", b"# Only a heading", b"a \x00 b", b"\xff\xfe", b"x" * (20 * 2**20 + 1)):
        with pytest.raises(FormatError):
            argdown.read(data)


DEEP = 10_000
HUGE = {
    "levels": "[a]: A\n" + "\n".join(" " * n + "- b" for n in range(1, 3_000)),
    "flat": "[a]: A\n" + "  - b\n" * 50_000,
    "brackets": "[" * 500_000,
    "braces": "{" * 500_000,
    "quotes": "[a]: A {b: " + "'" * 500_000,
    "stars": "*a " * 200_000,
    "comments": "/* " * 300_000,
    "hashes": "#(" * 300_000,
    "links": "[a](" * 200_000,
    "yaml": "[a]: A {b: " + "[" * 5_000 + "]" * 5_000 + "}",
    "json": '[a]: A {"b": ' + "[" * 100_000 + "]" * 100_000 + "}",
}


@pytest.mark.parametrize("name", HUGE)
def test_a_hostile_file_ends(name: str) -> None:
    """Hanging is what this is about: such a file takes a second, or hours."""
    began = time.process_time()
    with suppress(FormatError):
        argdown.read(HUGE[name].encode())
    assert time.process_time() - began < 30


def test_a_tree_of_ten_thousand_levels_is_read() -> None:
    lines = ["[a]: A"]
    lines += ["\t" * level + f"- b{level}" for level in range(1, DEEP + 1)]
    found = parse("\n".join(lines))
    assert not found.problems
    assert len(found.relations) == DEEP
    document = Reading(found).document()
    assert document.links[-1].premises == (DEEP + 1,)


@pytest.mark.django_db
def test_the_command_imports_the_good_blocks_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by = make_user().username
    given = ("import_debate", path := tmp_path / "tea.argdown", "--as", "argdown", "--by", by)
    path.write_text("[a]: Water boils.\n  - It boils away.\n\n+ not so\n\nLeaves open in heat.")
    with pytest.raises(CommandError, match="line 4, column 1"):
        call_command(*given)
    assert not models.Debate.objects.exists()
    call_command(*given, "--lenient")
    assert models.Debate.objects.get().claims.count() == 3
    assert "Left out: line 4, column 1" in capsys.readouterr().err
