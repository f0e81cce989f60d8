"""References such as C48 in rendered texts: found on saving, linked on showing.

C is a claim, L a link, T a thread, D a document. `render` marks what looks like one; only a page
knows which of them exist.
"""

import re
from collections.abc import Iterable, Mapping
from html import escape

#: What looks like a reference in a plain text, as `arguments.text` sees it in Markdown.
_PLAIN = re.compile(r"(?<![\w/.#-])[CLTD][1-9]\d{0,5}(?![\w-])", re.ASCII)
_REFERENCE = re.compile(r'<span class="ref">([CLTD][1-9][0-9]{0,5})</span>')


def marked(plain: str) -> str:
    """A plain text as a fragment: escaped, with its references marked."""
    return _PLAIN.sub(r'<span class="ref">\g<0></span>', escape(plain))


def find(fragments: Iterable[str]) -> set[str]:
    """Return all references in some rendered fragments."""
    return {reference for fragment in fragments for reference in _REFERENCE.findall(fragment)}


def link(html: str, targets: Mapping[str, tuple[str, str]]) -> str:
    """Turn the references that have a target (its address and title) into links.

    The others become plain text. The text of the fragment, and so every offset, stays the same.
    """

    def replaced(found: re.Match[str]) -> str:
        reference = found[1]
        if reference not in targets:
            return reference
        url, title = targets[reference]
        return f'<a class="ref" href="{escape(url)}" title="{escape(title)}">{reference}</a>'

    return _REFERENCE.sub(replaced, html)
