from django import template
from django.template.defaultfilters import stringfilter
from django.utils.safestring import SafeString, mark_safe

from arguments import passages

register = template.Library()


@register.filter
@stringfilter
def passage(words: str) -> SafeString:
    """Quoted words as HTML, with their formulas as mathematics."""
    # Plain text is escaped, and a formula passes through the gate of all texts.
    return mark_safe(passages.shown(words))  # noqa: S308


@register.filter
@stringfilter
def first_words(words: str, count: int) -> str:
    return passages.beginning(words, count)
