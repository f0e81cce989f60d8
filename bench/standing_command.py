"""`manage.py standing` against formal-argumentation, which labels the same graph in the same run.

Of ours: reading the file, labelling and printing; of theirs: the labelling alone. CPU seconds, best
of some. The package has no licence, so it is no dependency: it is installed into a temporary folder
for this comparison, and nowhere else. Run it as `.venv/bin/python -m bench.standing_command`.
"""

import gc
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from arguments.standing.frameworks import read_af

PACKAGE = "formal-argumentation==0.3.0"
SIZES = (100_000, 1_000_000)
SEED = 5


def written(attacks: int) -> str:
    """A random framework of half as many arguments, as an .af file."""
    chance, size = random.Random(SEED), attacks // 2
    pairs = (f"{chance.randint(1, size)} {chance.randint(1, size)}\n" for _ in range(attacks))
    return f"p af {size}\n{''.join(pairs)}"


def ours(path: Path) -> str:
    return f"[{','.join(read_af(path.read_text()).holding())}]"


def cpu(act: Callable[[], Any], times: int) -> float:
    best = float("inf")
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        act()
        best = min(best, time.process_time() - start)
    return best


def theirs(path: Path, folder: str) -> tuple[Callable[[], Any], Callable[[Any], str]]:
    """Their labelling of the same graph, and its answer in our form."""
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", folder]
    subprocess.run([*install, PACKAGE], check=True)
    sys.path.insert(0, folder)
    from argumentation.core.dung import (  # type: ignore[import-not-found]
        ArgumentationFramework,
        grounded_extension,
    )

    framework = read_af(path.read_text())
    names = [str(name) for name in framework.names]
    pairs = zip(framework.attackers, framework.attacked, strict=True)
    defeats = frozenset((str(attacker), str(attacked)) for attacker, attacked in pairs)
    known = ArgumentationFramework(arguments=frozenset(names), defeats=defeats)
    return lambda: grounded_extension(known), lambda held: f"[{','.join(sorted(held, key=int))}]"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{size}.af" for size in SIZES]
        for path, size in zip(paths, SIZES, strict=True):
            path.write_text(written(size))
        label, shown = theirs(paths[0], folder)
        assert shown(label()) == ours(paths[0]), "the answers differ"
        one = cpu(lambda: ours(paths[0]), 5)
        other = cpu(label, 3)
        ten = cpu(lambda: ours(paths[1]), 2)
    print(f"100,000 attacks: ours {one:.3f} s, formal-argumentation {other:.3f} s")
    print(f"ratio {one / other:.2f} of theirs (at most 0.20)")
    print(f"1,000,000 attacks: {ten:.2f} s, {ten / one:.1f} times 100,000 (at most 12)")


if __name__ == "__main__":
    main()
