"""Debates as argumentation frameworks, of arguments and attacks alone: what their formats share.

The files are read by `arguments.standing.frameworks`. A claim is an argument; its title is the
name, where that is one word which no other claim has, else its number is, as `c7`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from typing import TypeVar

from arguments.standing.frameworks import Framework, FrameworkError

from .document import Claim, Debate, Document, FormatError, Link, LinkTarget, Person, Problem
from .losses import Carried, Loss, of_links

CARRIED: Carried = {
    "debate": frozenset(),
    "claims": frozenset({"number", "title"}),
    "links": frozenset({"number", "relation", "premises", "target"}),
}
#: How a claim is named in a file: by a word, or in `.af` by its place.
Name = TypeVar("Name")

NOBODY = "framework"
LONGEST_NAME = 250
LARGEST = 20 * 1024 * 1024
#: What no name in any of these files can hold.
SIGNS = frozenset("(),.#%")


def read(data: bytes, reader: Callable[[str], Framework]) -> Document:
    """A document of claims and attacks; FormatError with the line that is wrong."""
    if len(data) > LARGEST:
        raise FormatError([Problem("", f"The file is larger than {LARGEST // 2**20} MB.")])
    try:
        framework = reader(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FormatError([Problem(f"byte {error.start}", "This is not UTF-8.")]) from error
    except FrameworkError as error:
        raise FormatError([Problem(f"line {error.line}", error.reason)]) from error
    names = [str(name) for name in framework.names]
    if long := next((name for name in names if len(name) > LONGEST_NAME), ""):
        message = f"“{long[:40]}…” is longer than {LONGEST_NAME} characters."
        raise FormatError([Problem("", message)])
    claims = (Claim(number=n, title=name, by=NOBODY) for n, name in enumerate(names, 1))
    attacks = dict.fromkeys(zip(framework.attackers, framework.attacked, strict=True))
    links = (
        Link(
            number=number,
            relation="attacks",
            premises=(attacker,),
            target=LinkTarget(claim=attacked),
            by=NOBODY,
        )
        for number, (attacker, attacked) in enumerate(attacks, 1)
    )
    debate = Debate(slug="framework", title="An argumentation framework")
    people = (Person(key=NOBODY, name="An argumentation framework", role="author"),)
    return Document(debate=debate, people=people, claims=tuple(claims), links=tuple(links))


def named(claims: Sequence[Claim]) -> dict[int, str]:
    """The name of each claim, by its number; no two are the same."""
    titles = Counter(claim.title for claim in claims)
    taken = {claim.title for claim in claims}
    names: dict[int, str] = {}
    for claim in claims:
        name = claim.title
        if titles[name] > 1 or not name or any(sign.isspace() or sign in SIGNS for sign in name):
            name = f"c{claim.number}"
            while name in taken:
                name += "_"
        taken.add(name)
        names[claim.number] = name
    return names


def attacks_of(document: Document, names: Mapping[int, Name]) -> list[tuple[Name, Name]]:
    """Who attacks whom, by the names that the claims have in the file."""
    found = [each for each in document.links if is_attack(each, names.keys())]
    return [(names[each.premises[0]], names[each.target.claim or 0]) for each in found]


def left_out(document: Document) -> list[Loss]:
    """The links that are no attack of one claim on another."""
    known = {claim.number for claim in document.claims}
    lost = [each for each in document.links if not is_attack(each, known)]
    return of_links("links that are joint, or no attack of a claim on a claim", lost)


def is_attack(link: Link, known: Set[int]) -> bool:
    single = link.relation == "attacks" and len(link.premises) == 1
    return single and known >= {*link.premises, link.target.claim or 0}
