"""Tables of texts, as CSV and as Markdown. Writes only."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Cells: TypeAlias = Sequence[str]

#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(columns: Cells, rows: Iterable[Cells]) -> Iterator[str]:
    """Lines of CSV (RFC 4180) with a header. No cell can begin a formula: it is quoted with “'”."""
    line = io.StringIO()
    writer = csv.writer(line)
    for row in (columns, *rows):
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def markdown_of(columns: Cells, rows: Iterable[Cells]) -> Iterator[str]:
    """Lines of a table in GitHub's Markdown with a header."""
    yield _line(columns)
    yield _line(["---"] * len(columns))
    for row in rows:
        yield _line([_escaped(cell) for cell in row])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _escaped(cell: str) -> str:
    """A text that stands in a cell as it is: on one line, and no part of it Markdown or HTML."""
    line = " ".join(cell.split())
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|$#~" else sign for sign in line)


class Table(NamedTuple):
    """A format for tables: how its files end, what they are, and what writes them."""

    suffix: str
    media_type: str
    write: Callable[[Cells, Iterable[Cells]], Iterator[str]]


TABLES: Mapping[str, Table] = {
    "csv": Table(".csv", "text/csv; charset=utf-8; header=present", csv_of),
    "markdown": Table(".md", "text/markdown; charset=utf-8", markdown_of),
}
