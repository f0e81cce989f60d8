from django.core.exceptions import ValidationError

from arguments import text


def cleaned(field: str, value: str, *, limit: int, one_line: bool = False) -> str:
    """`value` through the text gate, without blank lines at either end.

    What the gate refuses is a ValidationError of `field`.
    """
    try:
        return text.clean(value, limit=limit, one_line=one_line).lstrip("\n").rstrip()
    except text.TextError as error:
        raise ValidationError({field: str(error)}) from error
