"""Argdown 1.x, the language of argument maps as text: https://argdown.org/syntax/.

    [C1]: A claim.
      + [C2]
      - [C3]

    <L4>: why this step holds

    (1) [C2]
    (2) [C5]
    ----
        <_ [C6]
    (3) [C1]

A claim is a statement. A link of one premise with nothing more to say is a relation under its
target; any other is an argument of its own, so that premises stay joint, and what disputes a step
ends on that step. What Argdown has no words for stands in the data of an element.
"""

from reviews.formats.document import Document, FormatError, Problem
from reviews.formats.files import text_of, whole
from reviews.formats.losses import Carried

from .parser import parse
from .reading import Reading
from .writing import written

title = "Argdown: claims and steps as text, to be read, edited and drawn"
media_type = "text/vnd.argdown; charset=utf-8"
suffix = ".argdown"
CARRIED: Carried = {
    "debate": frozenset({"slug", "title"}),
    "topics": frozenset({"key", "title"}),
    "claims": frozenset({"number", "title", "body", "kind", "voice", "attributed_to", "topic"})
    | {"status"},
    "links": frozenset({"number", "relation", "premises", "target", "note", "status"}),
}


def read(data: bytes) -> tuple[Document, list[Problem]]:
    """What could be read, and what could not. FormatError where that is nothing."""
    source = text_of(data)
    if control := next((sign for sign in "\x00\x01" if sign in source), ""):
        line = source.count("\n", 0, source.index(control)) + 1
        raise FormatError([Problem(f"line {line}", "A control character stands here.")])
    found = parse(source)
    if not found.statements and not found.arguments:
        raise FormatError(found.problems or [Problem("", "There is no statement in it.")])
    reading = Reading(found)
    return reading.document(), [*found.problems, *reading.problems]


def loads(data: bytes) -> Document:
    """The whole of a file; FormatError with the place of everything that is wrong."""
    return whole(read(data))


def dumps(document: Document) -> str:
    return written(document)
