"""What was said about one claim or one step."""

from collections.abc import Iterator

from arguments.models import Claim, Link, Person
from arguments.surroundings import AroundClaim, AroundLink
from reviews.mentions import points_about
from reviews.models import Comment, Thread

#: How many comments a page shows whole; of the others it names the threads.
MOST_COMMENTS = 20


class Discussion:
    """The first comments on a claim or a link, and the points about it; its cards get theirs.

    At most seven queries.
    """

    def __init__(
        self, element: Claim | Link, around: AroundClaim | AroundLink, person: Person
    ) -> None:
        cards = around.all_cards
        about = points_about(around.claim_ids, {card.link.pk for card in cards})
        about.mark(cards)
        comments = Comment.objects.visible_to(person).with_parts().order_by("at", "pk")
        if isinstance(element, Claim):
            points, on_it = about.claims, comments.filter(claim=element)
        else:
            points, on_it = about.links, comments.filter(link=element)
        self.points = points.get(element.pk, [])
        self.comments = list(on_it[:MOST_COMMENTS])

    @property
    def elsewhere(self) -> list[Thread]:
        """The points about it that were raised at another place, or have no room here."""
        shown = {comment.thread_id for comment in self.comments}
        return [thread for thread in self.points if thread.pk not in shown]

    @property
    def unsettled(self) -> list[Thread]:
        return [thread for thread in self.points if thread.state != Thread.State.RESOLVED]

    def fragments(self) -> Iterator[str]:
        """All HTML of users in it."""
        return (comment.html for comment in self.comments)
