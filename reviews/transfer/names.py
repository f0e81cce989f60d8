"""What the names in a neutral document stand for among the rows of one debate."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone

from arguments import anchoring
from arguments.anchoring.selectors import described
from arguments.models import Claim, Debate, Document, Link, Participant, Revision, Section, Topic
from reviews.formats.document import Citation, FormatError, Problem, Quotation
from reviews.models import Comment, Review, Thread

Row = TypeVar("Row", bound=models.Model)

BATCH = 500


@dataclass(slots=True)
class Names:
    """The rows of `debate` by the names under which a document refers to them, and what is wrong
    with the document. `copy`, where it is given, is mixed into every UUID."""

    debate: Debate
    copy: str = ""
    now: datetime = field(default_factory=timezone.now)
    people: dict[str, Participant] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    documents: dict[int, Document] = field(default_factory=dict)
    revisions: dict[tuple[int, int], Revision] = field(default_factory=dict)
    sections: dict[tuple[int, int], list[Section]] = field(default_factory=dict)
    claims: dict[int, Claim] = field(default_factory=dict)
    links: dict[int, Link] = field(default_factory=dict)
    reviews: dict[int, Review] = field(default_factory=dict)
    threads: dict[int, Thread] = field(default_factory=dict)
    comments: dict[str, Comment] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @contextmanager
    def at(self, place: str) -> Iterator[None]:
        """What is refused inside is a problem of the document at `place`, a JSON pointer."""
        try:
            yield
        except ValidationError as error:
            self.problems.extend(problems_of(error, place))

    def wrong(self, place: str, message: str) -> None:
        self.problems.append(Problem(place, message))

    def check(self) -> None:
        if self.problems:
            raise FormatError(self.problems)

    def insert(self, rows: Sequence[Row]) -> None:
        """Put rows of one model into the database, once nothing is wrong with the document."""
        self.check()
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)

    def uuid_of(self, given: UUID | None) -> UUID:
        """The UUID under which a thing is kept: its own, or one made from it for a copy."""
        if given is None:
            return uuid4()
        return uuid5(given, self.copy) if self.copy else given

    def uuid_of_key(self, key: str) -> UUID:
        """The same for a comment, whose key is its UUID or else any word."""
        try:
            return self.uuid_of(UUID(key))
        except ValueError:
            return uuid5(self.debate.uuid, key)


def problems_of(error: ValidationError, place: str) -> Iterator[Problem]:
    if not hasattr(error, "error_dict"):
        yield from (Problem(place, message) for message in error.messages)
        return
    for name, messages in error.message_dict.items():
        where = place if name == "__all__" else f"{place}/{name}"
        yield from (Problem(where, message) for message in messages)


def reserved(model: type[models.Model], count: int) -> Iterator[int]:
    """Primary keys for rows that refer to each other before they are inserted. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return iter([pk for (pk,) in cursor.fetchall()])


def take_time() -> None:
    """Let the transaction last: between two statements there may be much to render."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def check_fields(row: models.Model, *names: str) -> None:
    """Raise ValidationError unless the values in these fields may be there. Asks no database."""
    row.clean_fields(exclude={field.name for field in row._meta.fields} - set(names))


def placed(quoted: Citation | Quotation, text: str) -> tuple[anchoring.Selector, bool]:
    """Where the quoted words stand in `text`, and whether in just these signs.

    ValidationError when it is not certain.
    """
    start = quoted.start
    if start is not None and text.startswith(quoted.exact, start):
        return described(text, start, start + len(quoted.exact)), True
    try:
        match = anchoring.find(text, quoted.exact, quoted.prefix, quoted.suffix, start)
    except anchoring.Ambiguous as error:
        raise ValidationError(
            {"exact": f"These words occur {error.count} times in the text: quote more of them."}
        ) from error
    except anchoring.NotFound as error:
        raise ValidationError({"exact": "These words are not in the text."}) from error
    return described(text, match.start, match.end), match.verbatim
