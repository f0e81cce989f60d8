"""How well and how fast quotations are carried over to the next revision of their text.

    .venv/bin/python -m bench.anchoring

Texts are generated, always the same: paragraphs, headings, lists and snippets that are said more
than once, of words as frequent as those of a language. A tenth of each is edited, character by
character on record, so that it is known where a quotation really is: whole paragraphs are deleted,
added or moved, others touched or rewritten. A quotation is alive while half of its characters are.

hit: the place found and the true one overlap by 80 % of both together; wrong: by less than 40 %;
dead: of the quotations that are not alive, those that are said to be lost. The true place goes from
the first to the last character that is left; of a passage that was torn apart, its greatest part is
as good an answer. CPU time for all 1,000 is given as well as a ratio to splitting both texts into
words a hundred times, since machines differ.
"""

import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise, product

from arguments.anchoring import Carried, Selector, carry, select

QUOTATIONS = 1_000
SEEDS = (1, 2, 3)
#: By characters of the text: the least share of hits, the most of wrong, the seconds for all.
BARS = {50_000: (0.96, 0.001, 0.05), 500_000: (0.95, 0.003, 0.25)}
#: The least share of dead quotations that are recognised, in the smaller text.
DEAD = 0.98
EDITED = 0.10
#: What the edits are spent on, of all characters that change.
DELETED, ADDED, MOVED = 0.30, 0.15, 0.03
REWRITTEN, TOUCHED = 0.25, 0.06
SYLLABLES = list(map("".join, product("bdfgklmnprstv", "aeiou")))


class Words:
    """Words by rank: the n-th is n times rarer than the first (Zipf)."""

    def __init__(self, chance: random.Random) -> None:
        made: dict[str, None] = {}
        while len(made) < 4_000:
            made["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3))))] = None
        self.words = list(made)
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.words) + 1)))
        self.chance = chance

    def some(self, count: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.weights, k=count)

    def sentence(self) -> str:
        words = self.some(self.chance.randint(6, 24))
        if len(words) > 12:
            words[len(words) // 2] += ","
        return f"{' '.join(words).capitalize()}{self.chance.choice('...?')}"


def paragraphs(size: int, chance: random.Random) -> list[str]:
    """The paragraphs of a text of about `size` characters."""
    words, made, length = Words(chance), [], 0
    snippets = [" ".join(words.some(9)) for _ in range(12)]
    while length < size:
        kind = chance.random()
        if kind < 0.08:
            text = " ".join(words.some(chance.randint(2, 6))).capitalize()
        elif kind < 0.16:
            text = chance.choice(snippets)
        else:
            text = " ".join(words.sentence() for _ in range(chance.randint(1, 7)))
        made.append(text)
        length += len(text) + 2
    return made


@dataclass
class Edited:
    """A new text, and where each of its characters was in the old one (None: nowhere)."""

    text: list[str] = field(default_factory=list)
    origin: list[int | None] = field(default_factory=list)

    def put(self, text: str, at: int | None) -> None:
        self.text.append(text)
        self.origin += [None] * len(text) if at is None else range(at, at + len(text))


def edited(old: Sequence[str], chance: random.Random) -> Edited:
    """The paragraphs after an edit of a tenth of their characters."""
    words, starts = Words(chance), [0, *accumulate(len(each) + 2 for each in old)]
    budget = EDITED * starts[-1]
    fate = fates(old, budget, chance)
    order = moved([n for n in range(len(old)) if fate[n] != "deleted"], chance)
    new = Edited()
    for place in order:
        if new.text:
            new.put("\n\n", None)
        if fate[place] in {"rewritten", "touched"}:
            share = REWRITTEN if fate[place] == "rewritten" else TOUCHED
            rework(old[place], starts[place], share, words, new)
        else:
            new.put(old[place], starts[place])
        if chance.random() < ADDED * budget / starts[-1]:
            new.put("\n\n", None)
            new.put(" ".join(words.sentence() for _ in range(chance.randint(1, 7))), None)
    return new


def fates(old: Sequence[str], budget: float, chance: random.Random) -> list[str]:
    fate = [""] * len(old)
    worded = (1 - DELETED - ADDED) * budget
    left = {"deleted": DELETED * budget, "rewritten": worded / 2, "touched": worded / 2}
    cost = {"deleted": 1.0, "rewritten": REWRITTEN, "touched": TOUCHED}
    for place in chance.sample(range(len(old)), len(old)):
        kind = next((kind for kind in left if left[kind] > 0), "")
        if not kind:
            break
        fate[place] = kind
        left[kind] -= cost[kind] * len(old[place])
    return fate


def moved(order: list[int], chance: random.Random) -> list[int]:
    for place in chance.sample(order, int(MOVED * len(order))):
        order.remove(place)
        order.insert(chance.randrange(len(order)), place)
    return order


def rework(text: str, at: int, share: float, words: Words, new: Edited) -> None:
    """Substitute, delete, add, misspell or capitalise some of the words."""
    for match in re.finditer(r"\w+|\W+", text):
        word, place, chance = match.group(), at + match.start(), words.chance
        if not word[0].isalnum() or chance.random() >= share:
            new.put(word, place)
            continue
        act = chance.random()
        if act < 0.45:
            new.put(words.some(1)[0], None)
        elif act < 0.65:
            continue
        elif act < 0.80:
            new.put(word, place)
            new.put(f" {words.some(1)[0]}", None)
        elif act < 0.92 and len(word) > 2:
            slip = chance.randrange(len(word) - 1)
            new.put(word[:slip], place)
            new.put(word[slip + 1 :], place + slip + 1)
        else:
            new.put(word[0].swapcase(), None)
            new.put(word[1:], place + 1)


def passages(text: str, chance: random.Random) -> Iterator[Selector]:
    """Quotations of all lengths: a quarter short, a half of a sentence, a quarter of several."""
    bounds = [match.start() for match in re.finditer(r"\b\w", text)]
    for _ in range(QUOTATIONS):
        low, high = chance.choice(((20, 60), (60, 200), (60, 200), (200, 600)))
        start = chance.choice(bounds[:-60])
        end = min(len(text), start + chance.randint(low, high))
        yield select(text, start, len(text[:end].rstrip()))


@dataclass
class Count:
    alive: int = 0
    hit: int = 0
    wrong: int = 0
    gone: int = 0
    dead: int = 0

    def add(self, quoted: Selector, found: Carried, places: dict[int, int]) -> None:
        left = [places[at] for at in range(quoted.start, quoted.end) if at in places]
        is_alive = 2 * len(left) >= quoted.end - quoted.start
        if not is_alive:
            self.gone += 1
            self.dead += found.selector is None
            return
        self.alive += 1
        if found.selector is None:
            return
        at = (found.selector.start, found.selector.end)
        overlap = max(overlapping(at, true) for true in stretches(left))
        self.hit += overlap >= 0.8
        self.wrong += overlap < 0.4


def overlapping(one: tuple[int, int], other: tuple[int, int]) -> float:
    both = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both else 0.0


def stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From the first to the last character that is left; and the part that holds most of them.

    What was put in between, more than 100 characters, divides a passage into parts.
    """
    ordered = sorted(places)
    yield ordered[0], ordered[-1] + 1
    cuts = [n for n, (a, b) in enumerate(pairwise(ordered), start=1) if b - a > 100]
    parts = [ordered[a:b] for a, b in pairwise([0, *cuts, len(ordered)])]
    most = max(parts, key=len)
    yield most[0], most[-1] + 1


def measure(size: int, seed: int, count: Count) -> tuple[float, float]:
    """Add to `count`; CPU seconds to carry all quotations, and to split both texts 100 times."""
    chance = random.Random(seed)
    old = paragraphs(size, chance)
    old_text, new = "\n\n".join(old), edited(old, chance)
    new_text = "".join(new.text)
    places = {origin: place for place, origin in enumerate(new.origin) if origin is not None}
    quoted = list(passages(old_text, chance))
    began = time.process_time()
    found = carry(old_text, new_text, quoted)
    taken = time.process_time() - began
    began = time.process_time()
    for _ in range(100):
        re.findall(r"\w+|\s+|[^\w\s]", old_text + new_text)
    split = time.process_time() - began
    for selector, carried in zip(quoted, found, strict=True):
        count.add(selector, carried, places)
    return taken, split


def main() -> None:
    for size, (least, most, seconds) in BARS.items():
        count, times = Count(), []
        for seed in SEEDS:
            times.append(measure(size, seed, count))
        best, split = min(times)
        hit, wrong = count.hit / count.alive, count.wrong / count.alive
        dead = count.dead / count.gone
        print(
            f"{size:>7,} characters: hit {hit:.1%} (bar {least:.0%}), wrong {wrong:.2%} "
            f"(bar {most:.1%}), dead {dead:.1%} of {count.gone}"
            f"{f' (bar {DEAD:.0%})' if size < 100_000 else ''}, {best * 1000:.0f} ms for "
            f"{QUOTATIONS:,} (bar {seconds * 1000:.0f}), {best / split:.2f} of splitting"
        )


if __name__ == "__main__":
    main()
