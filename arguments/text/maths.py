"""LaTeX to MathML, as classes instead of styles, and never at the cost of the server."""

import atexit
import json
import os
import re
import subprocess
import sys
import threading
from functools import lru_cache
from pathlib import Path

# What is refused unseen; the rest may at worst end the typesetter.
LENGTH = 2_000
BRACES = 150
COMMANDS = 300
WIDEST = 20.0  # em: a longer space would push a formula over other people's words

_DEFINITION = re.compile(
    r"\\(?:[egx]?def|let|futurelet|(?:re)?newcommand|providecommand)(?![A-Za-z])"
)
_LENGTH = re.compile(r'"[+-]?(\d+\.?\d*|\.\d+)(em|ex|rem|px|pt|pc|mu|cm|mm|in)"')
_PER_EM = {"em": 1, "rem": 1, "ex": 2, "px": 16, "pt": 12, "pc": 1, "mu": 18, "cm": 0.42,
           "mm": 4.2, "in": 0.17}  # fmt: skip
# math-core writes a few styles; a strict content security policy needs them to be classes.
_STYLE = re.compile(r' style="([^"]*)"')
_STYLES = {
    "text-align: left": "m-left",
    "text-align: right": "m-right",
    "padding-left: 0": "m-flush-left",
    "padding-right: 0": "m-flush-right",
    "padding-left:1em": "m-gap",
    "border-left": "m-rule-left",
    "border-right": "m-rule-right",
    "border-top": "m-rule-top",
    "border-bottom": "m-rule-bottom",
}


class MathsError(ValueError):
    """A formula is not shown as mathematics; the message says why."""


class TooSlow(MathsError):
    """A formula ended the typesetter."""


@lru_cache(maxsize=512)  # texts say the same few symbols again and again
def mathml(tex: str, *, display: bool) -> str:
    """Return MathML for a formula, or raise MathsError when it is refused."""
    _guard(tex)
    found, error = _typesetter.answer(tex, display)
    if error:
        raise MathsError(error.partition(": ")[2] or error)
    for number, unit in _LENGTH.findall(found):
        if float(number) / _PER_EM[unit] > WIDEST:
            raise MathsError(f"a length of {number}{unit} is too large")
    return _STYLE.sub(_classes, found).replace(' notation="', ' class="m-')


def _classes(style: re.Match[str]) -> str:
    declarations = [part.strip() for part in style[1].split(";")]
    named = (_STYLES.get(part) or _STYLES.get(part.partition(":")[0]) for part in declarations)
    classes = " ".join(name for name in named if name)
    return f' class="{classes}"' if classes else ""


def _guard(tex: str) -> None:
    if len(tex) > LENGTH:
        raise MathsError(f"longer than {LENGTH:,} characters")
    if tex.count("{") > BRACES:
        raise MathsError(f"more than {BRACES} braces")
    if sum(map(tex.count, r"\^_")) > COMMANDS:
        raise MathsError(f"more than {COMMANDS} commands, superscripts and subscripts")
    if _DEFINITION.search(tex):
        raise MathsError("commands cannot be defined in a formula")


class _Typesetter:
    """The process of `typesetter`, started on first use and again after a formula ended it."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew; after a fork, since the process belongs to the parent."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def answer(self, tex: str, display: bool) -> tuple[str, str]:
        """MathML and an empty string, or an empty string and why not."""
        with self._lock:
            try:
                line = self._ask(json.dumps([tex, display]).encode())
            except OSError:
                line = b""
            if not line:
                self.stop()
                raise TooSlow("it takes too long")
        found, error = json.loads(line)
        return found, error

    def _ask(self, question: bytes) -> bytes:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(Path(__file__).with_name("typesetter.py"))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:  # never so: both are pipes
            return b""
        asked.write(question + b"\n")
        asked.flush()
        return answered.readline()

    def stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


_typesetter = _Typesetter()
atexit.register(_typesetter.stop)
os.register_at_fork(after_in_child=_typesetter.forget)
