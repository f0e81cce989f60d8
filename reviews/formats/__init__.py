"""The formats in which reviews go out and come in. A new one is a module and a line here.

Each module has `loads` (a document, or FormatError), `dumps`, `media_type` and `suffix`.
"""

from collections.abc import Mapping
from types import ModuleType

from . import crux_json, markdown

FORMATS: Mapping[str, ModuleType] = {"json": crux_json, "markdown": markdown}
