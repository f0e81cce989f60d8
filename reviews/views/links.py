"""The page of one step of an argument."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arguments.surroundings import AroundLink
from arguments.views.pages import link_of, may
from reviews.mentions import points_about
from reviews.models import Comment
from reviews.references import targets

MOST_COMMENTS = 20


def link_detail(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    link = link_of(request, slug, number)
    around = AroundLink(link)
    about = points_about(around.claim_ids, {card.link.pk for card in around.all_cards})
    about.mark(around.all_cards)
    comments = Comment.objects.visible_to(request.user).filter(link=link).with_parts()
    comments = list(comments.order_by("at", "pk")[:MOST_COMMENTS])
    shown = {comment.thread_id for comment in comments}
    context = {
        **may(link.debate, request.user),
        "link": link,
        "around": around,
        "changes": list(link.status_changes.select_related("by").order_by("-at", "-pk")),
        "statuses": link.statuses_for(request.user),
        "comments": comments,
        "elsewhere": [each for each in about.links.get(link.pk, ()) if each.pk not in shown],
        "targets": targets(link.debate, [comment.html for comment in comments]),
    }
    return render(request, "reviews/link_detail.html", context)
