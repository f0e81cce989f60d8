"""How fast Argdown is read: a debate of 10,000 statements (2.5 MB) to Crux JSON.

The ratio is to Crux JSON of the same debate, read in the same run.

    .venv/bin/python -m bench.argdown
"""

import random
import time
from collections.abc import Callable

from reviews.formats import argdown, crux_json

TEXT = (
    "training selects for *behaviour* alone and says little of reasons (so far) which a learner "
    "may have for it: see chapter 3.2, or _silence_ in what was measured on average"
)
STATEMENTS = 10_000


def debate(count: int) -> bytes:
    chance = random.Random(7)
    blocks = ["===\ntitle: A large debate\n==="]
    for number in range(count):
        words = " ".join(chance.choices(TEXT.split(), k=42))
        related = f"\n  - [S{chance.randrange(number)}]" if number else ""
        blocks.append(f"[S{number}]: {words}{related}")
    return "\n\n".join(blocks).encode()


def seconds(work: Callable[[], object]) -> float:
    """CPU time, the best of three."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best


def main() -> None:
    data = debate(STATEMENTS)
    document = argdown.loads(data)
    encoded = crux_json.dumps(document)
    both = seconds(lambda: crux_json.dumps(argdown.loads(data)))
    again = seconds(lambda: crux_json.loads(encoded))
    out = seconds(lambda: argdown.dumps(document))
    print(f"{len(document.claims):,} statements, {len(data) / 1e6:.1f} MB")
    print(f"read, and written as Crux JSON: {both:.2f} s CPU ({both / again:.2f} x reading that)")
    print(f"written as Argdown: {out:.2f} s CPU")


if __name__ == "__main__":
    main()
