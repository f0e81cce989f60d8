"""The heading line that begins a review in a Markdown thread: who, perhaps when, perhaps where.

    ### Comment by Ada Example
    ### Comment by Ada Example · 2021-05-14T10:00Z
    ### Comment by Ada Example, 14 May 2021
    ### [Comment by Ada Example](https://example.org/c/1) · 2021-05-14T10:00Z

A date without a time of day is midnight in UTC. A `·` with nothing after it says that the time is
not known; it is needed only after a name that ends like a date.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from .blocks import one_line

_LINKED = re.compile(r"\[Comment by(?: (?P<who>.*))?\]\((?P<url>[^\s\]]*)\)(?P<when>.*)")
_PLAIN = re.compile(r"Comment by(?:\s(?P<who>.*))?")
_ISO = re.compile(r"(?P<who>.*) · ?(?P<when>\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?)")
_WORDS = re.compile(r"(?P<who>.*), (?P<when>\d{1,2} [A-Z][a-z]+ \d{4})")
_UNKNOWN = " ·"


class BadByline(ValueError):
    """A heading line that begins like one of a review but cannot be read."""


@dataclass(frozen=True, slots=True)
class Byline:
    name: str
    at: datetime | None = None
    url: str = ""


def read(heading: str) -> Byline | None:
    """Who wrote what follows, or None when the heading is one of a section. Raises BadByline."""
    heading = one_line(heading)
    if linked := _LINKED.fullmatch(heading):
        who, url, when = linked["who"] or "", linked["url"], linked["when"]
        if not is_web_address(url):
            raise BadByline(f"“{url}” is not a web address")
        rest, at = _dated(when) if when.strip() else (when, None)
        if rest.strip():
            raise BadByline(f"“{rest.strip()}” after the link is not a time")
        name, at = (who, at) if when.strip() else _dated(who)
    elif plain := _PLAIN.fullmatch(heading):
        url = ""
        name, at = _dated(plain["who"] or "")
    else:
        return None
    if not (name := one_line(name)):
        raise BadByline("names nobody")
    return Byline(name, at, url)


def written(byline: Byline) -> str:
    """The heading, so that `read` gives `byline` back."""
    name = one_line(byline.name)
    said = f"[Comment by {name}]({byline.url})" if byline.url else f"Comment by {name}"
    if byline.at:
        return f"{said} · {_shown(byline.at)}"
    return said + _UNKNOWN if _seems_dated(name) else said


def is_web_address(url: str) -> bool:
    usable = url.isprintable() and not set(url) & set(' <>"[]')
    return usable and url.startswith(("http://", "https://"))


def _seems_dated(name: str) -> bool:
    try:
        return _dated(name) != (name, None)
    except BadByline:
        return True


def _dated(words: str) -> tuple[str, datetime | None]:
    """`words` without the time at its end, and that time."""
    if f" {words}".endswith(_UNKNOWN):
        return words[: -len(_UNKNOWN)], None
    if iso := _ISO.fullmatch(f" {words}".rstrip()):
        return iso["who"], _parsed(iso["when"])
    if in_words := _WORDS.fullmatch(words.rstrip()):
        return in_words["who"], _parsed(in_words["when"])
    return words, None


def _parsed(when: str) -> datetime:
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(when, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    try:
        at = datetime.fromisoformat(when)
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise BadByline(f"“{when}” is not a time") from error


def _shown(at: datetime) -> str:
    at = at.astimezone(UTC)
    exact = "auto" if at.second or at.microsecond else "minutes"
    return at.isoformat(timespec=exact).replace("+00:00", "Z")
