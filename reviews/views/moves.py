"""Splitting a thread, merging two, moving a comment, and undoing that."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from arguments.views.pages import form_for, form_page, may, refusals, require, see_other
from reviews.forms import IntoForm, MoveForm
from reviews.models import Comment, Move
from reviews.models.moves import with_answers

from .threads import thread_of


def comment_move(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Make a point of its own of a comment and its answers, or move them to another thread."""
    comments = Comment.objects.visible_to(request.user).published().with_parts()
    comment = get_object_or_404(comments, debate__slug=slug, uuid=uuid)
    require(comment.debate.can_edit(request.user))
    form = form_for(request, MoveForm, debate=comment.debate)
    if form.is_valid():
        with refusals(form):
            into, reason = form.cleaned_data["into"], form.cleaned_data["reason"]
            if into:
                move = Move.send(comment, into, by=request.user, reason=reason)
            else:
                title = form.cleaned_data["title"]
                move = Move.split(comment, by=request.user, title=title, reason=reason)
            return see_other(move.new)
    context = {
        **may(comment.debate, request.user),
        "comment": comment,
        "answers": len(with_answers(comment)) - 1,
    }
    return form_page(request, "reviews/comment_move.html", form, context)


def thread_merge(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Merge a thread into another that is about the same point."""
    thread = thread_of(request, slug, number)
    require(thread.debate.can_edit(request.user))
    form = form_for(request, IntoForm, debate=thread.debate)
    if form.is_valid():
        with refusals(form):
            Move.merge(thread, **form.cleaned_data, by=request.user)
            return see_other(form.cleaned_data["into"])
    context = {**may(thread.debate, request.user), "thread": thread}
    return form_page(request, "reviews/thread_merge.html", form, context)


@require_POST
def move_undo(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    moves = Move.objects.visible_to(request.user).select_related("debate", "old", "new")
    move = get_object_or_404(moves, debate__slug=slug, pk=pk)
    try:
        move.undo(by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return see_other(move.old)
