"""How long it takes to label graphs of the shape that discussions have, in process.

    .venv/bin/python -m bench.standing

CPU seconds, best of some, to build the structure and label it. Random debates (55 % attacks,
30 % supports, 5 % needs, 10 % undercuts, 3 % of the premises from anywhere), always the same, and a
chain of a million attacks. Times are printed as ratios to sorting as many random numbers in the
same run, since machines differ.
"""

import gc
import random
import resource
import time
from collections.abc import Callable
from functools import partial

from arguments.standing import ATTACKS, NEEDS, SUPPORTS, Structure

SEED = 1
#: By number of links: the most seconds it may take on two shared cores.
BARS = {10_000: 0.015, 100_000: 0.3, 1_000_000: 4.0}
Graph = tuple[int, list[int], list[int], list[int]]


def debate(links: int) -> Graph:
    """A thread: every link brings a claim, which bears on an earlier claim, or on a link."""
    chance = random.Random(SEED)
    effects: list[int] = []
    targets: list[int] = []
    premises: list[int] = []
    claims = links + 1
    for link in range(links):
        draw = chance.random()
        undercut = draw >= 0.9 and link > 0
        effect = ATTACKS if draw < 0.55 or draw >= 0.9 else SUPPORTS if draw < 0.85 else NEEDS
        effects.append(effect)
        targets.append(claims + chance.randrange(link) if undercut else chance.randrange(link + 1))
        premises.append(link + 1 if chance.random() >= 0.03 else chance.randrange(claims))
    return claims, effects, targets, premises


def chain(links: int) -> Graph:
    return links + 1, [ATTACKS] * links, list(range(links)), list(range(1, links + 1))


def labelled(graph: Graph) -> object:
    return Structure(*graph).label()


def seconds(act: Callable[[], object], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        act()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    taken: dict[int, float] = {}
    for links, bar in BARS.items():
        graph = debate(links)
        chance = random.Random(SEED)
        numbers = [chance.random() for _ in range(links)]
        times = 9 if links < 1_000_000 else 2
        taken[links] = ours = seconds(partial(labelled, graph), times)
        sort = seconds(partial(sorted, numbers), times)
        print(f"{links:>9,} links: {ours:.4f} s (at most {bar}), {ours / sort:.1f} times a sort")
    line = seconds(partial(labelled, chain(1_000_000)), 2)
    print(f"ratio of a chain of 1,000,000 to a debate: {line / taken[1_000_000]:.2f} (at most 2)")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at most {peak:.0f} MB (at most 1,024)")


if __name__ == "__main__":
    main()
