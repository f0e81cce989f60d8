"""Parts of an address: `<format:…>` is how a file in a format ends, the json of export.json."""

from django.urls import register_converter

from reviews.formats import FORMATS

#: The names of formats by how the address of a file in them ends.
BY_ENDING = {module.suffix.rpartition(".")[2]: name for name, module in FORMATS.items()}
ENDINGS = {name: ending for ending, name in BY_ENDING.items()}


class FormatConverter:
    """The name of a format, written as the ending of its files."""

    regex = "|".join(BY_ENDING)

    def to_python(self, value: str) -> str:
        return BY_ENDING[value]

    def to_url(self, value: str) -> str:
        return ENDINGS[value]


register_converter(FormatConverter, "format")
