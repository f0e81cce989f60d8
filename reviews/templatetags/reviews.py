from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.template.defaultfilters import stringfilter

from arguments import text
from reviews.acts import Qualifier
from reviews.models import Comment, Quotation

register = template.Library()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a comment: a passage that it quotes, or some of its own text as HTML."""

    quotation: Quotation | None = None
    html: str = ""


@register.filter
def parts(comment: Comment) -> Iterator[Part]:
    """A comment as it was written: its quotations where they stand in its text."""
    quotations = list(comment.quotations.all())
    if not any(quotation.after for quotation in quotations):
        yield from (Part(quotation) for quotation in quotations)
        yield Part(html=comment.html)
        return
    blocks = [block.html for block in text.render(comment.source, prefix=comment.prefix).blocks]
    written = 0
    for quotation in sorted(quotations, key=lambda quotation: quotation.after):
        if html := "\n".join(blocks[written : quotation.after]):
            yield Part(html=html)
        written = max(written, quotation.after)
        yield Part(quotation)
    yield Part(html="\n".join(blocks[written:]))


@register.filter
@stringfilter
def qualifier(word: str) -> str:
    """How a comment is meant, in words."""
    return Qualifier(word).label.lower()
