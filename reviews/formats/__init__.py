"""The formats in which reviews go out and come in. A new one is a module and a line here.

Each module has `dumps`, `title` (what it is good for), `media_type`, `suffix` and `CARRIED` (what
of a document it holds; `losses` says what it leaves out). One that holds some records of a kind and
not others says which in `left_out`. Those that are read as well have `loads`: a document, or
FormatError; and `read`, where the good parts of a bad file can be had, with what is wrong with the
others.
"""

from collections.abc import Mapping
from types import ModuleType

from . import af, apx, argdown, crux_json, dot, graphml, kialo, markdown, tgf

FORMATS: Mapping[str, ModuleType] = {
    "json": crux_json,
    "markdown": markdown,
    "argdown": argdown,
    "dot": dot,
    "graphml": graphml,
    "kialo": kialo,
    "af": af,
    "apx": apx,
    "tgf": tgf,
}
#: Those of which a whole debate can be made.
WHOLE: Mapping[str, ModuleType] = {
    name: module
    for name, module in FORMATS.items()
    if hasattr(module, "loads") and "debate" in module.CARRIED
}


def guessed(name: str, data: bytes) -> str:
    """In which of the forms a file seems to be: by how its name ends, else by how it begins."""
    for form, module in WHOLE.items():
        if name.lower().endswith((module.suffix, f".{module.suffix.rpartition('.')[2]}")):
            return form
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    beginnings = {b"{": "json", b"Discussion Title:": "kialo", b"p af": "af", b"arg(": "apx"}
    found = (form for sign, form in beginnings.items() if begins.startswith(sign))
    return next(found, "argdown")
