"""Steps of an argument in words. Pure."""

from collections.abc import Sequence

#: For one premise, and for several.
VERBS = {
    "supports": ("supports", "support"),
    "needs": ("is needed by", "are needed by"),
    "attacks": ("attacks", "attack"),
    "answers": ("answers", "answer"),
    "clarifies": ("clarifies", "clarify"),
    "undercuts": ("disputes", "dispute"),
}


def verb(edge: str, *, several: bool) -> str:
    """What one premise does, or several together."""
    one, more = VERBS[edge]
    return f"together {more}" if several else one


def step(premises: Sequence[int], relation: str, claim: int | None, link: int | None) -> str:
    """A step by its numbers: "C5 and C6 support C14 together", "C17 disputes L9"."""
    one, several = VERBS["undercuts" if link else relation]
    target = f"C{claim}" if claim else f"L{link}"
    names = [f"C{premise}" for premise in premises]
    if len(names) < 2:
        return f"{''.join(names)} {one} {target}"
    return f"{', '.join(names[:-1])} and {names[-1]} {several} {target} together"


def counted(number: int, noun: str) -> str:
    """A number of things: "no objections", "1 objection", "4 objections"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def agreeing(number: int, one: str, several: str) -> str:
    """The form of a word that goes with a number of things."""
    return one if number == 1 else several


def listed(names: Sequence[str], *, most: int) -> str:
    """Names in a row, the last after "and"; those beyond `most` are counted."""
    shown = [*names[:most], f"{len(names) - most} more"] if len(names) > most else [*names]
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
