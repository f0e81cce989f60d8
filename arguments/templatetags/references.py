from collections.abc import Mapping

from django import template
from django.utils.safestring import SafeString, mark_safe

from arguments import references

register = template.Library()


@register.filter
def linked(html: str, targets: Mapping[str, tuple[str, str]]) -> SafeString:
    """Stored HTML of a text, with its references (C48) as links to those that are `targets`."""
    # The HTML was sanitised when it was stored, and `link` escapes what it adds.
    return mark_safe(references.link(html, targets or {}))  # noqa: S308


@register.filter
def mentions(plain: str, targets: Mapping[str, tuple[str, str]]) -> SafeString:
    """A plain text, with its references (C48) as links to those that are `targets`."""
    return mark_safe(references.link(references.marked(plain), targets or {}))  # noqa: S308
