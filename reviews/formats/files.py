"""What readers of files share: text, JSON and times, with the place of what is wrong."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from .document import Document, FormatError, Problem

LARGEST = 20 * 1024 * 1024


def text_of(data: bytes) -> str:
    """The text of a file in UTF-8 of at most 20 MB."""
    if len(data) > LARGEST:
        raise FormatError([Problem("", f"The file is larger than {LARGEST // 2**20} MB.")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FormatError([Problem(f"line {line}", "This is not UTF-8.")]) from error


def json_of(data: bytes) -> Any:
    """What a file of JSON holds. Raw control characters in strings, as some tools write, pass."""
    try:
        return json.JSONDecoder(strict=False).decode(text_of(data))
    except json.JSONDecodeError as error:
        raise FormatError([Problem(f"line {error.lineno}", f"{error.msg}.")]) from error
    except (RecursionError, ValueError) as error:
        raise FormatError([Problem("", "It is nested too deeply, or a number is huge.")]) from error


def time_of(value: Any) -> datetime | None:
    """Seconds, or a date and a time; None for anything else."""
    try:
        if isinstance(value, int | float):
            return datetime.fromtimestamp(value, UTC)
        at = datetime.fromisoformat(value)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def whole(found: tuple[Document, Sequence[Problem]]) -> Document:
    """What was read, if nothing is wrong with the rest; FormatError otherwise."""
    document, problems = found
    if problems:
        raise FormatError(list(problems))
    return document
