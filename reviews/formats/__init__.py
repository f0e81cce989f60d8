"""The formats in which reviews go out and come in. A new one is a module and a line here.

Each module has `dumps`, `title` (what it is good for), `media_type`, `suffix` and `CARRIED` (what
of a document it holds; `losses` says what it leaves out). One that holds some records of a kind and
not others says which in `left_out`. Those that are read as well have `loads`: a document, or
FormatError; and `read`, where the good parts of a bad file can be had, with what is wrong with the
others.
"""

from collections.abc import Mapping, Sequence
from types import ModuleType

from . import (
    af,
    aif,
    annotations,
    apx,
    argdown,
    arggraph,
    crux_json,
    csv_claims,
    csv_comments,
    csv_links,
    dot,
    graphml,
    kialo,
    markdown,
    sadface,
    tgf,
)
from .document import Document, Problem

ALL: Mapping[str, ModuleType] = {
    "json": crux_json,
    "markdown": markdown,
    "argdown": argdown,
    "aif": aif,
    "annotations": annotations,
    "dot": dot,
    "graphml": graphml,
    "kialo": kialo,
    "af": af,
    "apx": apx,
    "tgf": tgf,
    "claims": csv_claims,
    "links": csv_links,
    "comments": csv_comments,
    "arggraph": arggraph,
    "sadface": sadface,
}
#: Those that are written.
FORMATS: Mapping[str, ModuleType] = {
    name: module for name, module in ALL.items() if hasattr(module, "dumps")
}
#: Those of which a whole debate can be made.
WHOLE: Mapping[str, ModuleType] = {
    name: module
    for name, module in ALL.items()
    if hasattr(module, "loads") and "debate" in module.CARRIED
}


def read(form: str, data: bytes) -> tuple[Document, Sequence[Problem]]:
    """The good parts of a file, where its format has such, and what is wrong with the others.

    FormatError where nothing of it can be read.
    """
    module = WHOLE[form]
    return module.read(data) if hasattr(module, "read") else (module.loads(data), ())


#: By what stands in the beginning of a file of JSON, or at the beginning of another.
IN_JSON = {
    b"anno.jsonld": "annotations",
    b'"nodeID"': "aif",
    b'"source_id"': "sadface",
    b'"atom"': "sadface",
}
BEGINNINGS = {b"Discussion Title:": "kialo", b"p af": "af", b"arg(": "apx", b"<": "arggraph"}


def guessed(name: str, data: bytes) -> str:
    """In which of the forms a file seems to be: by its name where that says so, else by how it
    begins."""
    for form, module in WHOLE.items():
        if name.lower().endswith(module.suffix):
            return form
    begins = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4_096]
    if begins.startswith((b"{", b"[{")):
        return next((form for sign, form in IN_JSON.items() if sign in begins), "json")
    return next((form for sign, form in BEGINNINGS.items() if begins.startswith(sign)), "argdown")
