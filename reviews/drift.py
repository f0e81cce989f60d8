"""Words that changed meanwhile: a revision came out while somebody wrote about the last one."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from arguments import anchoring
from arguments.models import Revision
from reviews.forms import CommentForm

#: Longer passages travel by their offsets alone.
LONGEST_EXACT = 1_500


@dataclass(frozen=True, slots=True)
class Drift:
    """A passage that reads otherwise, or is gone, in a revision published while one wrote."""

    newest: Revision
    meant: tuple[str, ...]
    start: int | None
    end: int | None

    @classmethod
    def since(cls, sent: Mapping[str, str], form: CommentForm, newest: Revision) -> "Drift | None":
        """None when the writer has seen `newest`, or their words stand in it unchanged."""
        if sent.get("newest", "") in {"", str(newest.number)} or not form.is_valid():
            return None
        quoted = [passage.selector for passage in form.passages() if passage.selector]
        old = form.asked.source.text if form.asked else ""
        found = anchoring.carry(old, newest.text, quoted) if quoted else []
        if all(each.state in {"exact", "moved"} for each in found):
            return None
        left = [each.selector for each in found if each.selector]
        meant = tuple(selector.exact for selector in quoted)
        start = min((selector.start for selector in left), default=None)
        return cls(newest, meant, start, max((selector.end for selector in left), default=None))

    @property
    def exact(self) -> str:
        """The words now; "" when they are gone."""
        return self.newest.text[self.start : self.end] if self.start is not None else ""

    @property
    def attach_url(self) -> str:
        """Where the comment is posted on the words as they are now."""
        document = self.newest.document
        address = reverse(
            "passage_comment", args=[document.debate.slug, document.number, self.newest.number]
        )
        exact = self.exact if len(self.exact) <= LONGEST_EXACT else ""
        place = {"start": str(self.start), "end": str(self.end), "exact": exact}
        return f"{address}?{urlencode(place)}"
