from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

register = template.Library()


@register.filter
def age(at: datetime) -> str:
    """How long it has been since then, in the largest unit: "3 days"."""
    since = timesince(at, timezone.now(), depth=1)
    return "less than a minute" if since.startswith("0") else since
