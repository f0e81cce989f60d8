"""Trivial Graph Format, `.tgf`: a name and a label in a line, "#", and an attack "a b" in a line.

https://docs.yworks.com/yfiles/doc/developers-guide/tgf.html
"""

from arguments.standing.frameworks import read_tgf

from . import frameworks
from .document import Document
from .frameworks import CARRIED, left_out

__all__ = ["CARRIED", "dumps", "left_out", "loads", "media_type", "suffix", "title"]

title = "TGF: claims and attacks as a list of names and pairs"
media_type = "text/plain; charset=utf-8"
suffix = ".tgf"


def loads(data: bytes) -> Document:
    return frameworks.read(data, read_tgf)


def dumps(document: Document) -> str:
    names = frameworks.named(document.claims)
    lines = [
        names[claim.number] + _label(names[claim.number], claim.title) for claim in document.claims
    ]
    attacks = frameworks.attacks_of(document, names)
    lines += ["#", *(f"{attacker} {attacked}" for attacker, attacked in attacks)]
    return "".join(f"{line}\n" for line in lines)


def _label(name: str, title: str) -> str:
    """What stands behind a name that is not the title: no sign which divides the file."""
    return "" if name == title else f" {' '.join(title.replace('#', '').split())}"
