"""Titles and addresses out of words that are in other formats of any length."""

import re

LONGEST_TITLE = 250


def title_of(words: str) -> str:
    """One line, as much of it as a title holds."""
    line = " ".join(words.split())
    if len(line) <= LONGEST_TITLE:
        return line
    cut = line[: LONGEST_TITLE - 1]
    return f"{cut.rsplit(' ', 1)[0]}…"


def slug_of(heading: str, otherwise: str = "discussion") -> str:
    words = re.findall(r"[a-z0-9]+", heading.lower())
    slug = "-".join(words)[:60].strip("-")
    return slug if len(slug) > 1 else otherwise
