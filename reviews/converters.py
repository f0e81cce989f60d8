"""Parts of an address that say how a file in a format ends: the json of export.json."""

from collections.abc import Mapping
from typing import Any

from django.urls import register_converter

from reviews.formats import FORMATS
from reviews.formats.table import TABLES


class EndingConverter:
    """The name of a format, written as the ending of its files."""

    names: Mapping[str, str]

    def __init_subclass__(cls, formats: Mapping[str, Any]) -> None:
        cls.names = {each.suffix.rpartition(".")[2]: name for name, each in formats.items()}
        cls.regex = "|".join(cls.names)

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
