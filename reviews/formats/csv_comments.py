"""The comments of a document as CSV: acts divided by spaces. Writes only."""

from .document import Act, Comment, Document
from .drawn import about
from .losses import Carried
from .table import csv_of

title = "CSV of the comments, for spreadsheets"
media_type = "text/csv; charset=utf-8; header=present"
suffix = ".comments.csv"
ending = "comments.csv"
CARRIED: Carried = {
    "people": frozenset({"key", "name"}),
    "comments": frozenset({"key", "by", "at", "review", "thread", "number", "heading", "source"})
    | {"target", "acts", "qualifiers"},
}
_COLUMNS = ("comment", "review", "by", "at", "on", "acts", "qualifiers", "heading", "text", "key")


def dumps(document: Document) -> str:
    people = {person.key: person.name for person in document.people}
    labels = {comment.key: label_of(comment) for comment in document.comments}
    rows = (
        [
            label_of(comment),
            f"R{comment.review}" if comment.review else "",
            people.get(comment.by, ""),
            comment.at.isoformat() if comment.at else "",
            target_of(comment, labels),
            " ".join(map(act_of, comment.acts)),
            " ".join(comment.qualifiers),
            comment.heading,
            comment.source,
            comment.key,
        ]
        for comment in document.comments
    )
    return "".join(csv_of(_COLUMNS, rows))


def label_of(comment: Comment) -> str:
    return f"{comment.thread}.{comment.number}" if comment.thread else ""


def target_of(comment: Comment, labels: dict[str, str]) -> str:
    """What it answers: C7, L3, D1, a section as `D1#Title`, another comment as 4.2."""
    target = comment.target
    if target.comment:
        return labels.get(target.comment) or target.comment
    if target.document:
        return f"D{target.document}" + (f"#{target.section}" if target.section else "")
    return f"C{target.claim}" if target.claim else f"L{target.link}" if target.link else ""


def act_of(act: Act) -> str:
    concerned = about(act)
    return f"{act.act}:{concerned}" if concerned else act.act
