"""Abstract argumentation frameworks as the competitions write them: arguments and attacks alone.

`.af`: ICCMA 2023, "p af N" and then an attack "I J" a line, `#` before a comment. `.apx` (`.dl`):
ASPARTIX facts, "arg(a)." and "att(a,b).", `%` before a comment. `.tgf`: names a line, "#", and an
attack "a b" a line. All are read whole: a file is right, or FrameworkError names the line.
"""

import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple, NoReturn

import orjson

from .labelling import IN, OUT

#: The largest framework that is read, in arguments; one number in a header could ask for any.
MOST_ARGUMENTS = 20_000_000


class FrameworkError(ValueError):
    """What is wrong in a file, and in which line (from 1)."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"{line}: {reason}")
        self.line, self.reason = line, reason


class Framework(NamedTuple):
    """Arguments, in the order of the file, and attacks by the places of both ends, from 1.

    `str` of a name is what the file has.
    """

    names: Sequence[object]
    attackers: Sequence[int]
    attacked: Sequence[int]

    def holding(self) -> Iterator[str]:
        """The names of the grounded extension."""
        labels = grounded(self)
        return (str(name) for place, name in enumerate(self.names, 1) if labels[place] == IN)


def grounded(framework: Framework) -> bytearray:  # noqa: C901
    """The grounded label of every argument, by its place; nothing has the place 0.

    The same as `Structure.label` with a link for each attack. No attack is an element here, and
    flat arrays of machine numbers stay in the processor's cache, so a million of them take a
    fraction of the time. Attacks are numbered from 1, and 0 ends a list of them.
    """
    size = len(framework.names) + 1
    last, standing = array("i", bytes(4 * size)), [0] * size
    earlier, victims = array("i", [0]), array("i", [0]) + array("i", framework.attacked)
    append = earlier.append
    for attack, attacker in enumerate(framework.attackers, 1):
        append(last[attacker])
        last[attacker] = attack
    for attacked in framework.attacked:
        standing[attacked] += 1
    labels = bytearray(size)
    holding = [argument for argument, attacks in enumerate(standing) if not attacks][1:]
    for argument in holding:
        labels[argument] = IN
    for argument in holding:
        attack = last[argument]
        while attack:
            victim = victims[attack]
            if not labels[victim]:
                labels[victim] = OUT
                lost = last[victim]
                while lost:
                    freed = victims[lost]
                    left = standing[freed] - 1
                    standing[freed] = left
                    if not left:
                        labels[freed] = IN
                        holding.append(freed)
                    lost = earlier[lost]
            attack = earlier[attack]
    return labels


def read_af(text: str) -> Framework:
    head, _, rest = text.partition("\n")
    header = re.fullmatch(r"\s*p\s+af\s+([0-9]{1,9})\s*", head)
    if not header:
        raise FrameworkError(1, "the first line must be “p af N”, N being the number of arguments")
    size = int(header[1])
    if size > MOST_ARGUMENTS:
        raise FrameworkError(1, f"more than {MOST_ARGUMENTS} arguments")
    ends = _numbers(rest)
    if ends and (0 in ends or max(ends) > size):
        _refuse_unknown(text, size)
    return Framework(range(1, size + 1), ends[::2], ends[1::2])


COMMAS = bytes.maketrans(b" \n", b",,")


def _numbers(rest: str) -> Sequence[int]:
    """All numbers of an `.af` below its header. Two in each line and nothing else is read fast."""
    plain = rest.rstrip().encode() + b"\n"
    if plain.translate(None, b"0123456789") == b" \n" * plain.count(b"\n"):
        with suppress(orjson.JSONDecodeError):
            return orjson.loads(b"[%s]" % plain.translate(COMMAS)[:-1])
    return [int(word) for pair in _pairs(rest) for word in pair]


def _pairs(rest: str) -> Iterator[list[str]]:
    """The attacks of an `.af` that has comments or wider gaps, one by one."""
    for line, content in enumerate(rest.split("\n"), 2):
        words = content.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) != 2 or not all(re.fullmatch("[0-9]{1,9}", word) for word in words):
            raise FrameworkError(line, f"an attack is two numbers, not “{content.strip()[:60]}”")
        yield words


def _refuse_unknown(text: str, size: int) -> NoReturn:
    for line, content in enumerate(text.split("\n"), 1):
        words = content.split()
        if line > 1 and words and not words[0].startswith("#"):
            for word in words:
                if len(word) > len(str(size)) or not 0 < int(word) <= size:
                    raise FrameworkError(line, f"there is no argument “{word[:60]}”")
    raise AssertionError("all arguments are known")


#: A fact, a comment, or (last) anything else that is not blank.
_FACT = re.compile(
    r"arg\(\s*([^(),\s]+)\s*\)\s*\.|att\(\s*([^(),\s]+)\s*,\s*([^(),\s]+)\s*\)\s*\.|%[^\n]*|(\S)"
)


def read_apx(text: str) -> Framework:
    """Facts in any order; an argument may also follow the attacks on it."""
    facts = _FACT.findall(text)
    names = list(dict.fromkeys(name for name, _, _, _ in facts if name))
    index = {name: place for place, name in enumerate(names, 1)}
    attacks = [(attacker, attacked) for _, attacker, attacked, _ in facts if attacker]
    try:
        attackers = [index[attacker] for attacker, _ in attacks]
        attacked = [index[attacked] for _, attacked in attacks]
    except KeyError as error:
        raise _misplaced(text, index) from error
    if any(wrong for _, _, _, wrong in facts):
        raise _misplaced(text, index)
    return Framework(names, attackers, attacked)


def _misplaced(text: str, index: Mapping[str, int]) -> FrameworkError:
    """What is first wrong in an `.apx`."""
    for found in _FACT.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        if found[4]:
            shown = text[found.start() :].partition("\n")[0].strip()[:60]
            return FrameworkError(line, f"neither arg(…). nor att(…,…).: “{shown}”")
        for name in found.group(2, 3):
            if name and name not in index:
                return FrameworkError(line, f"there is no argument “{name}”")
    raise AssertionError("nothing is wrong")


def read_tgf(text: str) -> Framework:
    above, mark, below = text.partition("#")
    if mark and above and not above.endswith("\n"):
        raise FrameworkError(above.count("\n") + 1, "“#” must stand in a line of its own")
    nodes = [line.split(maxsplit=1)[0] for line in above.split("\n") if line.strip()]
    names = list(dict.fromkeys(nodes))
    index = {name: place for place, name in enumerate(names, 1)}
    ends = [line.split() for line in below.split("\n")]
    first = above.count("\n") + 1
    for line, words in enumerate(ends, first):
        if words and len(words) < 2:
            raise FrameworkError(line, f"an attack is two names, not “{words[0][:60]}”")
        for name in words[:2]:
            if name not in index:
                raise FrameworkError(line, f"there is no argument “{name[:60]}”")
    attacks = [words for words in ends if words]
    return Framework(
        names, [index[each[0]] for each in attacks], [index[each[1]] for each in attacks]
    )


#: By the suffix of a file.
READERS: Mapping[str, Callable[[str], Framework]] = {
    "af": read_af,
    "apx": read_apx,
    "dl": read_apx,
    "tgf": read_tgf,
}
