"""What a file in a format cannot hold of a document: exactly, with counts and examples."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import get_args, get_type_hints

from .document import SECTIONS, Debate, Document, Link

#: By list of a document, the fields that a format carries. A list that is not named is not carried
#: at all; "debate" names the debate's own fields.
Carried = Mapping[str, frozenset[str]]

MOST_EXAMPLES = 3
LETTERS = {"claims": "C", "links": "L", "reviews": "R", "threads": "T", "commitments": "K"}
NAMES = ("name", "title", "source", "key")
#: Names of fields that are no words for a reader.
FIELDS = {"at": "time", "uuid": "identity", "by": "author", "attributed_to": "attribution"}
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of thing that is left out: how many there are, and the first of them."""

    what: str
    count: int
    examples: Sequence[str]

    def __str__(self) -> str:
        more = ", …" if self.count > len(self.examples) else ""
        return f"{self.count} × {self.what} ({', '.join(self.examples)}{more})"


def everything() -> Carried:
    """All fields of all lists."""
    records = get_type_hints(Document)
    lists = {name: get_args(records[name])[0] for name in SECTIONS}
    return {
        name: frozenset(field.name for field in fields(record))
        for name, record in {"debate": Debate, **lists}.items()
    }


def losses(document: Document, carried: Carried) -> list[Loss]:
    """What of `document` has no place in a format that carries `carried`.

    A field counts where it says something: where it differs from its default.
    """
    debates = [document.debate] if document.debate else []
    sections = {"debate": debates} | {name: getattr(document, name) for name in SECTIONS}
    return [loss for name, rows in sections.items() for loss in _of(name, rows, carried)]


def of_links(what: str, links: Sequence[Link]) -> list[Loss]:
    """That a format which carries some links has no place for these."""
    return list(_loss(what, "links", links))


def _of(section: str, rows: Sequence[object], carried: Carried) -> Iterator[Loss]:
    if section not in carried:
        yield from _loss(section.replace("_", " "), section, rows)
        return
    for field in fields(rows[0]) if rows else ():  # type: ignore[arg-type]
        if field.name not in carried[section]:
            default = None if field.default is MISSING else field.default
            said = [row for row in rows if getattr(row, field.name) not in (default, None, ())]
            word = FIELDS.get(field.name, field.name.replace("_", " "))
            what = f"{word} of {section.replace('_', ' ')}"
            yield from _loss(what, section, said)


def _loss(what: str, section: str, rows: Sequence[object]) -> Iterator[Loss]:
    if rows:
        examples = [_name(section, row) for row in rows[:MOST_EXAMPLES]]
        yield Loss(what, len(rows), examples)


def _name(section: str, row: object) -> str:
    if section in LETTERS:
        return f"{LETTERS[section]}{getattr(row, 'number')}"  # noqa: B009 - of any record
    for letter, name in (("C", "claim"), ("L", "link")):  # what is said of one of these
        if number := getattr(row, name, None):
            return f"{letter}{number}"
    said = next(filter(None, (str(getattr(row, name, "")) for name in NAMES)), "")
    line = " ".join(said.split())
    return line if len(line) <= LONGEST_NAME else line[: LONGEST_NAME - 1] + "…"
