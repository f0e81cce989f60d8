"""Parts of an address: `<number:…>` is a number people can say, such as the 48 of C48."""

from django.urls import register_converter


class NumberConverter:
    """1 to 999999999 in ASCII digits without leading zeros, so that a thing has one address."""

    regex = "[1-9][0-9]{0,8}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(NumberConverter, "number")
