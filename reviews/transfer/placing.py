"""Where the reviews of a thread belong in a debate: what they answer, and in which threads."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from reviews.formats import document as neutral
from reviews.formats.document import UNRESOLVED

from .known import Here

Key = TypeVar("Key", bound=Hashable)

#: The name of the source of a quotation that was found nowhere.
UNDER_REVIEW = "the text under review"
EARLIER = "an earlier text"
CITED = "a text cited there"


def aimed_reviews(
    reviews: Sequence[neutral.Review], comments: Sequence[neutral.Comment], here: Here
) -> list[neutral.Review]:
    """Each with the review, or else the revision, from which most of its quotations are."""
    review_of = {each.key: each.review for each in comments}
    sources: dict[int | None, Counter[tuple[str, int, int]]] = defaultdict(Counter)
    for comment in comments:
        for quotation in comment.quotations:
            source, quoted = quotation.source, review_of.get(quotation.source.comment or "")
            if quoted:
                sources[comment.review]["review", quoted, 0] += 1
            elif source.document and source.revision:
                sources[comment.review]["document", source.document, source.revision] += 1
    answers: dict[int, int | None] = {each.number: each.answers for each in here.reviews}
    aimed = []
    for review in reviews:
        most = sources[review.number].most_common(1)
        kind, number, revision = most[0][0] if most else ("", 0, 0)
        if kind == "document":
            review = replace(review, document=number, revision=revision)
        elif kind == "review" and not leads_to(review.number, number, answers):
            review = replace(review, answers=number)
        answers[review.number] = review.answers
        aimed.append(review)
    return aimed


def leads_to(goal: Key, start: Key | None, answers: Mapping[Key, Key | None]) -> bool:
    """Whether following `answers`, in which there is no circle, from `start` comes to `goal`."""
    while start is not None and start != goal:
        start = answers.get(start)
    return start == goal


def aimed_comments(
    comments: Sequence[neutral.Comment],
    reviews: Sequence[neutral.Review],
    here: Here,
    sections: Collection[tuple[int, int, str]],
) -> Iterator[neutral.Comment]:
    """A comment that quotes nothing answers what its review does: the section that it has as its
    heading, or the document; as the opening of an answer, the opening of what that answers."""
    review_of = {review.number: review for review in (*here.reviews, *reviews)}
    everything = [*here.comments, *comments]
    openings = {each.review: each.key for each in everything if each.opening}
    answers = {each.key: each.target.comment for each in everything}
    for comment in comments:
        review = review_of.get(comment.review or 0)
        if review and comment.target == neutral.Target() and not asks_elsewhere(comment):
            opening = openings.get(review.answers)
            if review.document and review.revision:
                named = (review.document, review.revision, comment.heading) in sections
                section = comment.heading if named else None
                target = neutral.Target(document=review.document, section=section)
                comment = replace(comment, target=target)
            elif comment.opening and opening and not leads_to(comment.key, opening, answers):
                answers[comment.key] = opening
                comment = replace(comment, target=neutral.Target(comment=opening))
        yield comment


def asks_elsewhere(comment: neutral.Comment) -> bool:
    """Whether it answers a passage of which nobody knows where it stands."""
    return any(
        quotation.purpose == "answered" and quotation.state == UNRESOLVED
        for quotation in comment.quotations
    )


def named_sources(
    comment: neutral.Comment, review: neutral.Review | None, source: str
) -> neutral.Comment:
    """With a name for what is quoted from a text that is not here: `source`, if it is answered."""
    answered = EARLIER if review and review.answers else source or UNDER_REVIEW

    def named(quotation: neutral.Quotation) -> neutral.Quotation:
        if quotation.state != UNRESOLVED or quotation.source.name:
            return quotation
        name = answered if quotation.purpose == "answered" else CITED
        return replace(quotation, source=neutral.QuotationSource(name=name))

    return replace(comment, quotations=tuple(map(named, comment.quotations)))


def threaded(
    comments: Sequence[neutral.Comment], here: Here, *, last: int
) -> tuple[list[neutral.Comment], list[neutral.Thread]]:
    """New comments in the threads of what they answer, after what is said there; else in new ones.

    `last` is the number which the last thread of the debate was given.
    """
    by_key = {each.key: each for each in comments}
    thread_of = {each.key: each.thread for each in here.comments}
    lengths: Counter[int | None] = Counter()
    for each in here.comments:
        lengths[each.thread] = max(lengths[each.thread], each.number or 0)
    threads: list[neutral.Thread] = []
    for each in answered_first(comments):
        thread = thread_of.get(each.target.comment or "")
        if thread is None:
            thread = last + len(threads) + 1
            threads.append(neutral.Thread(number=thread, title=each.heading, raised_by=each.by))
        lengths[thread] += 1
        thread_of[each.key] = thread
        by_key[each.key] = replace(each, thread=thread, number=lengths[thread])
    return list(by_key.values()), threads


def answered_first(comments: Sequence[neutral.Comment]) -> Iterator[neutral.Comment]:
    """In order, of time where all have one, but what is answered before its answers."""
    by_key = {each.key: each for each in comments}
    given: set[str] = set()
    in_order = list(comments)
    if all(each.at for each in comments):
        in_order.sort(key=lambda each: each.at or datetime.min)
    for comment in in_order:
        chain: list[neutral.Comment] = []
        step: neutral.Comment | None = comment
        while step is not None and step.key not in given:
            given.add(step.key)
            chain.append(step)
            step = by_key.get(step.target.comment or "")
        yield from reversed(chain)
