"""Whether a body has exactly the fields and JSON types that a serializer declares.

REST framework takes the text "true" for a truth, a number for a text, and lets unknown names pass.
A caller who made such a slip is better told.
"""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

TYPES: dict[type[serializers.Field], tuple[type, str]] = {
    serializers.BooleanField: (bool, "true or false"),
    serializers.IntegerField: (int, "a whole number"),
    serializers.CharField: (str, "text"),
    serializers.ChoiceField: (str, "text"),
    serializers.UUIDField: (str, "text"),
}


def complaints_about(serializer: serializers.Serializer, data: object) -> dict[str, Any]:
    """What is wrong, by field, nested as the fields are; empty when nothing is."""
    if not isinstance(data, Mapping):
        return {"non_field_errors": ["Expected an object."]}
    fields = serializer.fields
    wrong: dict[str, Any] = {}
    for name, value in data.items():
        if name not in fields or fields[name].read_only:
            wrong[name] = ["There is no such field here."]
        elif complaint := complaint_about(fields[name], value):
            wrong[name] = complaint
    return wrong


def complaint_about(field: serializers.Field, value: object) -> Any:
    """What is wrong with `value` in `field`; falsy when nothing is.

    As deep as the serializers nest, which no caller decides.
    """
    if value is None:
        return None if field.allow_null else ["May not be null."]
    if isinstance(field, serializers.Serializer):
        return complaints_about(field, value)
    if isinstance(field, serializers.ListField | serializers.ListSerializer):
        return complaint_about_list(field, value)
    for kind, (python, words) in TYPES.items():
        if isinstance(field, kind):
            fits = isinstance(value, python) and (python is bool or not isinstance(value, bool))
            return None if fits else [f"Expected {words}."]
    return None


def complaint_about_list(field: Any, values: object) -> Any:
    if not isinstance(values, list):
        return ["Expected a list."]
    child: serializers.Field = field.child
    wrong = {
        index: complaint
        for index, value in enumerate(values)
        if (complaint := complaint_about(child, value))
    }
    return wrong or None
