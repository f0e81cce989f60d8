"""Quoted words between their two forms: the Markdown in a `>` block, and the plain text."""

import re

from arguments import text


def plain_text(markdown: str) -> str:
    """The plain text of some Markdown, on which a quotation of it is looked up."""
    return text.render(markdown).text


def markdown_of(exact: str) -> str:
    """The Markdown which stands for a plain text: itself where it can, else escaped.

    Where no Markdown reads back as `exact`, the text itself.
    """
    for markdown in (exact, _escaped(exact)):
        if plain_text(markdown) == exact:
            return markdown
    return exact


def _escaped(exact: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]<>&$~|^#+=:{}!-])", r"\\\1", exact)
    escaped = re.sub(r"(?m)^(\d+)([.)])", r"\1\\\2", escaped)
    return re.sub(r"(?<!\n)\n(?!\n)", r"\\\n", escaped)
