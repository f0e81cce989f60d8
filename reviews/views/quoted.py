"""What an edit means for those who quoted what was edited."""

from django.contrib import messages
from django.http import HttpRequest

from arguments.models import Claim
from reviews.models import Anchor, Comment
from reviews.publishing import in_words


def tell_fates(request: HttpRequest, edited: Claim | Comment) -> None:
    """Say to who edited it what became of the quotations that they see. One query."""
    quoted = edited.quoted_in.visible_to(request.user)
    anchors = Anchor.objects.filter(quotation__in=quoted, version=edited.version)
    if words := in_words(anchors.values_list("state", flat=True)):
        messages.info(request, f"What is quoted of it: {words}.")
