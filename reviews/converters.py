"""Parts of an address that say how a file in a format ends: the json of export.json."""

import re
from collections.abc import Mapping
from typing import Any

from django.urls import register_converter

from reviews.formats import FORMATS
from reviews.formats.table import TABLES


def ending_of(form: Any) -> str:
    """The last part of its suffix, or `ending`, where another format has that too."""
    return getattr(form, "ending", form.suffix.rpartition(".")[2])


class EndingConverter:
    """The name of a format, written as the ending of its files."""

    names: Mapping[str, str]

    def __init_subclass__(cls, formats: Mapping[str, Any]) -> None:
        cls.names = {ending_of(each): name for name, each in formats.items()}
        cls.regex = "|".join(map(re.escape, cls.names))

    regex: str

    def to_python(self, value: str) -> str:
        return self.names[value]

    def to_url(self, value: str) -> str:
        return next(ending for ending, name in self.names.items() if name == value)


class FormatConverter(EndingConverter, formats=FORMATS):
    """A format of debates, threads and reviews."""


class TableConverter(EndingConverter, formats=TABLES):
    """A format of tables."""


register_converter(FormatConverter, "format")
register_converter(TableConverter, "table")
