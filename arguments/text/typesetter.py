"""A process of its own that turns LaTeX into MathML; `maths` starts it and talks to it by lines.

math-core is fast, but a few dozen unpaired brackets keep it busy for ever (each doubles its time)
and deep nesting overflows its stack. Here a formula can end this process and nothing else: the
system's timer works within native code, too.
"""

import json
import resource
import signal
import sys
from contextlib import suppress

from math_core import LatexError, LatexToMathML

SECONDS = 0.1  # of processor time for one formula; the slowest honest one takes a fiftieth of it
MEMORY = 1 << 30  # bytes


def main() -> None:
    with suppress(ValueError, OSError):  # a stricter limit of the system's own may stand
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    converter = LatexToMathML(fancy_error=False, max_expansions=0)
    for line in sys.stdin.buffer:
        tex, display = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            answer = [converter.convert_with_local_state(tex, displaystyle=display), ""]
        except LatexError as error:
            answer = ["", str(error)]
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
