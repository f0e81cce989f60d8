"""ICCMA 2023, `.af`: arguments are numbers, "p af N", and an attack "1 2" in a line.

https://iccma2023.github.io/rules.html. The names stand in comments.
"""

from arguments.standing.frameworks import read_af

from . import frameworks
from .document import Document
from .frameworks import CARRIED, left_out

__all__ = ["CARRIED", "dumps", "left_out", "loads", "media_type", "suffix", "title"]

title = "AF: claims and attacks as numbers, for solvers of the ICCMA competition"
media_type = "text/plain; charset=utf-8"
suffix = ".af"


def loads(data: bytes) -> Document:
    return frameworks.read(data, read_af)


def dumps(document: Document) -> str:
    places = {claim.number: place for place, claim in enumerate(document.claims, 1)}
    lines = [f"p af {len(places)}"]
    lines += [
        f"# {places[claim.number]} {' '.join(claim.title.split())}"
        for claim in document.claims
        if claim.title != str(places[claim.number])
    ]
    attacks = frameworks.attacks_of(document, places)
    lines += [f"{attacker} {attacked}" for attacker, attacked in attacks]
    return "".join(f"{line}\n" for line in lines)
