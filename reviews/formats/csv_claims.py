"""The claims of a document as CSV. Writes only."""

from .document import Document
from .losses import Carried
from .table import csv_of

title = "CSV of the claims, for spreadsheets"
media_type = "text/csv; charset=utf-8; header=present"
suffix = ".claims.csv"
ending = "claims.csv"
_COLUMNS = ["number", "title", "body", "kind", "voice", "attributed_to", "status"]
CARRIED: Carried = {
    "people": frozenset({"key", "name"}),
    "topics": frozenset({"key", "title"}),
    "claims": frozenset([*_COLUMNS, "topic", "by", "at", "uuid", "standing"]),
}


def dumps(document: Document) -> str:
    people = {person.key: person.name for person in document.people}
    topics = {topic.key: topic.title for topic in document.topics}
    columns = ["label", *_COLUMNS[1:], "topic", "standing", "sentence", "by", "at", "uuid"]
    rows = (
        [
            f"C{claim.number}",
            *(getattr(claim, name) for name in _COLUMNS[1:]),
            topics.get(claim.topic, ""),
            claim.standing.word if claim.standing else "",
            claim.standing.sentence if claim.standing else "",
            people.get(claim.by, ""),
            claim.at.isoformat() if claim.at else "",
            str(claim.uuid or ""),
        ]
        for claim in document.claims
    )
    return "".join(csv_of(columns, rows))
