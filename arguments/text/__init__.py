"""Texts: what may come in, what is shown, and the plain text that quotations are anchored on.

Pure: Markdown in, HTML and offsets out; nothing here knows of requests or of the database.
"""

from .clean import LONGEST_BODY, LONGEST_DOCUMENT, TextError, clean
from .graphemes import may_cut
from .marks import Mark, marked
from .projection import PROJECTION, text_of
from .render import Block, Rendered, Section, render, sections
from .sentences import FORMULA, paragraphs, sentences

__all__ = [
    "FORMULA",
    "LONGEST_BODY",
    "LONGEST_DOCUMENT",
    "PROJECTION",
    "Block",
    "Mark",
    "Rendered",
    "Section",
    "TextError",
    "clean",
    "marked",
    "may_cut",
    "paragraphs",
    "render",
    "sections",
    "sentences",
    "text_of",
]
