"""Whether a comment still applies to words that have changed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from arguments.differences import differences
from arguments.views.pages import form_for, form_page, may, refusals, require
from reviews.forms import RecheckForm
from reviews.models import Comment

from .worklist import back_or_to


def comment_recheck(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """The words as they were and as they are; say that it applies, or to which words."""
    comments = Comment.objects.visible_to(request.user).filter(removed_at=None).with_parts()
    comment = get_object_or_404(comments, debate__slug=slug, uuid=uuid)
    require(comment.can_recheck(request.user))
    form = form_for(request, RecheckForm, comment=comment)
    if form.is_valid():
        with refusals(form):
            comment.recheck(by=request.user, places=form.places())
            return back_or_to(request, comment)
    changes = [
        (quotation, field, differences(quotation.exact, anchor.exact))
        for quotation, field in form.rows()
        if (anchor := quotation.last_anchor)
    ]
    context = {**may(comment.debate, request.user), "comment": comment, "changes": changes}
    return form_page(request, "reviews/comment_recheck.html", form, context)
