"""LaTeX to MathML by math-core, behind a guard: its parser must never see what can harm it."""

import re

from math_core import LatexError, LatexToMathML

# A nested formula overflows the native stack of math-core, and each opening bracket without its
# partner doubles its time: these limits keep it under a millisecond and a 512 kB stack.
LENGTH = 2_000
BRACES = 150
COMMANDS = 300
UNPAIRED = 8
NESTED = 60
WIDEST = 20.0  # em: a longer space would push a formula over other people's words

_converter = LatexToMathML(fancy_error=False, max_expansions=0)
_DELIMITER = r"(?:\\[A-Za-z]+|\\.|[^\\\s])"
_BRACKET = re.compile(
    rf"(?P<group>\{{|\\left(?![A-Za-z])\s*{_DELIMITER}?|\\begin\s*\{{[A-Za-z]*\*?\}})"
    rf"|(?P<end>\}}|\\right(?![A-Za-z])\s*{_DELIMITER}?|\\end\s*\{{[A-Za-z]*\*?\}})"
    r"|(?P<cell>&|\\\\)"
    r"|(?P<open>[(\[⌈⌊⟦⟨⟪⟬⟮❲⟅⦃⦅⦇⦉⦋⦍⦏⦑⦓⦕⦗⧘⧚⧼]|\\(?:\{|(?:lbrace|lbrack|lparen|langle|lang|lAngle"
    r"|llangle|lfloor|lceil|lgroup|lmoustache|lvert|lVert|ulcorner|llcorner|llbracket|lBrace"
    r"|llparenthesis)(?![A-Za-z])))"
    r"|(?P<close>[)\]⌉⌋⟧⟩⟫⟭⟯❳⟆⦄⦆⦈⦊⦌⦎⦐⦒⦔⦖⦘⧙⧛⧽]|\\(?:\}|(?:rbrace|rbrack|rparen|rangle|rang|rAngle"
    r"|rrangle|rfloor|rceil|rgroup|rmoustache|rvert|rVert|urcorner|lrcorner|rrbracket|rBrace"
    r"|rrparenthesis)(?![A-Za-z])))"
    r"|\\(?:[A-Za-z]+|.)",
    re.DOTALL,
)
_DEFINITION = re.compile(
    r"\\(?:[egx]?def|let|futurelet|(?:re)?newcommand|providecommand)(?![A-Za-z])"
)
_LENGTH = re.compile(r'"[+-]?([\d.]+)(em|ex|rem|px|pt|pc|mu|cm|mm|in)"')
_PER_EM = {"em": 1, "rem": 1, "ex": 2, "px": 16, "pt": 12, "pc": 1, "mu": 18, "cm": 0.42, "mm": 4.2,
           "in": 0.17}  # fmt: skip


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


def mathml(tex: str, *, display: bool) -> str:
    """Return MathML for a formula, or raise MathsError when it is refused."""
    _guard(tex)
    try:
        found = _converter.convert_with_local_state(tex, displaystyle=display)
    except LatexError as error:
        raise MathsError(str(error).partition(": ")[2] or str(error)) from error
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
    unpaired, nested = _brackets(tex)
    if unpaired > UNPAIRED:
        raise MathsError("too many brackets are left open")
    if nested > NESTED:
        raise MathsError("too deeply nested")


def _brackets(tex: str) -> tuple[int, int]:
    """Count the opening brackets without a partner in their own group or cell, and the depth."""
    groups, unpaired, deepest = [0], 0, 0  # how many brackets are open in each open group
    for token in _BRACKET.finditer(tex):
        kind = token.lastgroup
        if kind == "open":
            groups[-1] += 1
        elif kind == "close":
            groups[-1] = max(0, groups[-1] - 1)
        elif kind == "group":
            groups.append(0)
        elif kind is not None:
            unpaired += groups.pop()
            if kind == "cell" or not groups:
                groups.append(0)
        deepest = max(deepest, len(groups) + sum(groups))
    return unpaired + sum(groups), deepest
