"""The links of a document as CSV: premises divided by spaces. Writes only."""

from .document import Document
from .drawn import end_of
from .losses import Carried
from .table import csv_of

title = "CSV of the links, for spreadsheets"
media_type = "text/csv; charset=utf-8; header=present"
suffix = ".links.csv"
ending = "links.csv"
CARRIED: Carried = {
    "people": frozenset({"key", "name"}),
    "links": frozenset({"number", "relation", "premises", "target", "note", "status"})
    | {"by", "at", "uuid", "standing"},
}
_COLUMNS = ("label", "relation", "premises", "target", "note", "status", "standing", "sentence")


def dumps(document: Document) -> str:
    people = {person.key: person.name for person in document.people}
    rows = (
        [
            f"L{link.number}",
            link.relation,
            " ".join(f"C{premise}" for premise in link.premises),
            end_of(link.target),
            link.note,
            link.status,
            link.standing.word if link.standing else "",
            link.standing.sentence if link.standing else "",
            people.get(link.by, ""),
            link.at.isoformat() if link.at else "",
            str(link.uuid or ""),
        ]
        for link in document.links
    )
    return "".join(csv_of([*_COLUMNS, "by", "at", "uuid"], rows))
