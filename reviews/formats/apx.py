"""ASPARTIX facts, `.apx`: "arg(a)." and "att(a,b).".

https://www.dbai.tuwien.ac.at/research/argumentation/aspartix/. What is no name stands in a comment.
"""

from arguments.standing.frameworks import read_apx

from . import frameworks
from .document import Document
from .frameworks import CARRIED, left_out

__all__ = ["CARRIED", "dumps", "left_out", "loads", "media_type", "suffix", "title"]

title = "APX: claims and attacks as facts, for ASPARTIX and its like"
media_type = "text/plain; charset=utf-8"
suffix = ".apx"


def loads(data: bytes) -> Document:
    return frameworks.read(data, read_apx)


def dumps(document: Document) -> str:
    names = frameworks.named(document.claims)
    lines = [
        f"arg({names[claim.number]})." + _comment(names[claim.number], claim.title)
        for claim in document.claims
    ]
    attacks = frameworks.attacks_of(document, names)
    lines += [f"att({attacker},{attacked})." for attacker, attacked in attacks]
    return "".join(f"{line}\n" for line in lines)


def _comment(name: str, title: str) -> str:
    return "" if name == title else f" % {' '.join(title.split())}"
