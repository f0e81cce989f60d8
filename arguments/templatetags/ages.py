from datetime import datetime

from django import template
from django.utils.timesince import timesince

register = template.Library()


@register.filter
def age(at: datetime) -> str:
    """How long ago, in its largest unit: "3 days"."""
    return timesince(at, depth=1)
