"""Points that were raised, and what became of them."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from arguments.models import Person
from arguments.views.pages import (
    HtmxRequest,
    debate_of,
    form_page,
    listing,
    may,
    refusals,
)
from reviews.forms import AnswerForm, DecisionForm, ThreadFilter
from reviews.models import Attention, Comment, Moved, Outcome, Thread
from reviews.references import targets

from .worklist import back_or_to


def thread_list(request: HtmxRequest, slug: str) -> HttpResponse:
    debate = debate_of(request, slug)
    form = ThreadFilter(request.GET, counted=debate.threads.counted_by_state())
    threads = debate.threads.with_bylines()
    if form.is_valid():
        threads = threads.matching(person=request.user, **form.cleaned_data)
    else:
        threads = threads.none()
    page = listing(request, threads.order_by("number"))
    shown = Thread.objects.filter(pk__in=[thread.pk for thread in page.rows])
    context = {
        **may(debate, request.user),
        "page": page,
        "news": set(shown.new_to(request.user).values_list("pk", flat=True)),
    }
    return form_page(request, "reviews/thread_list.html", form, context)


def thread_next(request: HtmxRequest, slug: str) -> HttpResponse:
    """Go to the next point that is not settled, those that wait for the reader first.

    `after`: the number of the thread one comes from; after the last one it begins anew.
    """
    debate = debate_of(request, slug)
    asked = request.GET.get("after", "0")
    after = int(asked[:9]) if asked.isascii() and asked.isdigit() else 0
    thread = debate.threads.next_open(request.user, after=after)
    if thread is None:
        messages.info(request, "No point is open here.")
        return redirect("thread_list", slug)
    thread.debate = debate
    return redirect(thread)


def thread_detail(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    return show(request, thread_of(request, slug, number))


def thread_outcome(request: HtmxRequest, slug: str, number: int) -> HttpResponse:
    """Say how the point ended, whether that satisfies, that it does not, or that it goes on."""
    thread = thread_of(request, slug, number)
    if request.method != "POST":
        return redirect(thread)
    kind = request.POST.get("kind", "")
    form = DecisionForm(request.POST, auto_id=f"id_{kind}_%s")
    if form.is_valid():
        with refusals(form):
            DECIDE[kind](thread, request.user, form.cleaned_data)
            if request.POST.get("back") == "worklist":
                messages.success(
                    request, f"{thread.label} is {thread.get_state_display().lower()}."
                )
            return back_or_to(request, thread, "outcome")
    return show(request, thread, form)


def _close(thread: Thread, by: Person, said: dict[str, str]) -> object:
    satisfaction = said["satisfaction"] if thread.raised_by.is_user(by) else ""
    return thread.close(said["outcome"], by=by, line=said["line"], satisfaction=satisfaction)


DECIDE: dict[str, Callable[[Thread, Person, dict[str, str]], object]] = {
    Outcome.Kind.OUTCOME: _close,
    Outcome.Kind.SATISFACTION: lambda thread, by, said: thread.answer_satisfaction(
        said["satisfaction"], by=by, line=said["line"]
    ),
    Outcome.Kind.DISPUTE: lambda thread, by, said: thread.dispute(by=by, line=said["line"]),
    Outcome.Kind.REOPEN: lambda thread, by, said: thread.reopen(by=by, line=said["line"]),
}


# The page of a thread


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened in a thread: something was said, decided, or moved away.

    `came`: from where a comment was moved to its place.
    """

    comment: Comment | None = None
    came: Moved | None = None
    decision: Outcome | None = None
    moved: Moved | None = None


def thread_of(request: HttpRequest, slug: str, number: int) -> Thread:
    threads = Thread.objects.visible_to(request.user).with_bylines()
    return get_object_or_404(threads, debate__slug=slug, number=number)


def show(request: HtmxRequest, thread: Thread, refused: DecisionForm | None = None) -> HttpResponse:
    last = thread.last_number()
    page, pages = page_of(request, last), -(-last // Thread.TURNS_PER_PAGE)
    turns = list(thread.comments.with_parts().in_order().page(page))
    first = turns[0] if page == 1 and turns else thread.comments.with_parts().in_order().first()
    gone, came, decisions = moved_from(thread, page), moved_to(turns), decisions_since(thread, page)
    context = {
        **may(thread.debate, request.user),
        **beside(thread, request.user),
        "thread": thread,
        "first": first,
        "last": turns[-1] if turns and page >= pages else None,
        "entries": list(entries(turns, came, gone, decisions, is_last=page >= pages)),
        "page": page,
        "pages": pages,
        "total": thread.comment_count,
        "previous": f"?page={page - 1}" if page > 1 else "",
        "next": f"?page={page + 1}" if page < pages else "",
        "decision_forms": decision_forms(thread, request.user, refused),
        "answer_form": AnswerForm(debate=thread.debate),
        "targets": targets(thread.debate, [turn.html for turn in turns]),
    }
    part = "#thread" if request.htmx else ""
    template = f"reviews/thread_detail.html{part}"
    return render(request, template, context, status=422 if refused else 200)


def beside(thread: Thread, person: Person) -> dict[str, object]:
    """What was moved from a thread, what the reader has seen of it, and whether it is theirs."""
    moves = thread.moves_from.in_force().select_related("by", "new")
    return {
        "moves": list(moves),
        "attention": Attention.to(thread, person),
        "is_raiser": thread.raised_by.is_user(person),
    }


def moved_from(thread: Thread, page: int) -> list[Moved]:
    """The places on a page of a thread whose comments were moved away."""
    size = Thread.TURNS_PER_PAGE
    rows = Moved.objects.filter(move__in=thread.moves_from.in_force())
    on_page = rows.filter(old_number__gt=(page - 1) * size, old_number__lte=page * size)
    return list(
        on_page.select_related(
            "move__by", "move__old", "move__new", "comment__thread", "comment__debate"
        )
    )


def moved_to(turns: Sequence[Comment]) -> dict[int, Moved]:
    """From where comments came, by their ids, the last move of each."""
    rows = Moved.objects.filter(comment__in=turns, move__undone_at=None)
    return {row.comment_id: row for row in rows.select_related("move__old", "move__new")}


def page_of(request: HtmxRequest, last: int) -> int:
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) < 10**8):
        raise Http404("There is no such page.")
    page = int(asked[:9])
    if page > 1 and (page - 1) * Thread.TURNS_PER_PAGE >= last:
        raise Http404("There is no such page.")
    return page


def decisions_since(thread: Thread, page: int) -> list[Outcome]:
    """Those made since the last comment of the page before."""
    decisions = thread.outcomes.select_related("by")
    before = thread.comments.filter(number=(page - 1) * Thread.TURNS_PER_PAGE).first()
    return list(decisions.filter(at__gte=before.at) if before else decisions)


def entries(
    turns: Sequence[Comment],
    came: Mapping[int, Moved],
    gone: Sequence[Moved],
    decisions: Sequence[Outcome],
    *,
    is_last: bool,
) -> Iterator[Entry]:
    """What was said on a page of the thread, or stood there, with what was decided meanwhile.

    A decision stands after the last comment that is not later than it; what was decided after the
    last comment of a page stands on the next.
    """
    waiting = deque(decisions)
    said = [(turn.number or 0, Entry(comment=turn, came=came.get(turn.pk))) for turn in turns]
    left = [(each.old_number, Entry(moved=each)) for each in gone]
    for _, entry in sorted([*said, *left], key=lambda pair: pair[0]):
        while waiting and entry.comment and waiting[0].at < entry.comment.at:
            yield Entry(decision=waiting.popleft())
        yield entry
    if is_last:
        yield from (Entry(decision=decision) for decision in waiting)


def decision_forms(
    thread: Thread, person: Person, refused: DecisionForm | None
) -> dict[str, DecisionForm]:
    """The forms of what `person` may decide now, by kind."""
    closed = bool(thread.outcome)
    allowed = {
        Outcome.Kind.OUTCOME: thread.can_close(person),
        Outcome.Kind.SATISFACTION: closed and thread.raised_by.is_user(person),
        Outcome.Kind.DISPUTE: closed and thread.debate.can_contribute(person),
        Outcome.Kind.REOPEN: thread.decided and thread.can_reopen(person),
    }
    forms = {
        str(kind): DecisionForm(initial={"kind": kind}, auto_id=f"id_{kind}_%s")
        for kind, may_decide in allowed.items()
        if may_decide
    }
    if refused is not None:
        forms[refused.data.get("kind", "")] = refused
    return forms
