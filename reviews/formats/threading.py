"""Threads of comments that say only what they answer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .document import Comment, Target, Thread


def threaded(comments: Sequence[Comment]) -> list[Comment]:
    """The comments by threads, in the order of reading: each after what it answers.

    One that answers nothing that is here begins a thread, and so does the first of a circle.
    """
    known = {each.key for each in comments}
    answers: dict[str, list[Comment]] = defaultdict(list)
    roots = []
    for each in comments:
        if each.target.comment in known:
            answers[each.target.comment or ""].append(each)
        else:
            roots.append(each if each.target.comment is None else replace(each, target=Target()))
    placed: list[Comment] = []
    seen: set[str] = set()
    thread = 0
    for root in (*roots, *comments):  # what is in a circle is reached from no root
        if root.key in seen:
            continue
        thread, number = thread + 1, 0
        begun = root if root.target.comment is None else replace(root, target=Target())
        waiting = [begun]
        while waiting:
            here = waiting.pop()
            if here.key not in seen:
                seen.add(here.key)
                number += 1
                placed.append(replace(here, thread=thread, number=number))
                waiting += reversed(answers[here.key])
    return placed


def threads_of(comments: Iterable[Comment]) -> Iterator[Thread]:
    """The threads in which `threaded` has put them."""
    for each in comments:
        if each.thread and each.number == 1:
            yield Thread(number=each.thread, raised_by=each.by)
