"""Which parts of a thread are in a debate already, so that importing twice adds nothing."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import count
from typing import TypeAlias
from uuid import uuid4

import orjson

from arguments.models import Debate, User
from reviews.formats import document as neutral
from reviews.models import CommentVersion, Quotation

from .reading import of_debate

#: What tells a comment from another: its heading, its words, and what it quotes.
Words: TypeAlias = tuple[str, str, tuple[str, ...]]

#: Stands for the words of a review that holds no comment.
NOTHING: Words = ("", "", ())


@dataclass(frozen=True, slots=True)
class Here:
    """What a debate holds before an import: its published reviews and comments.

    `words` of a comment are those first written, so that no correction or removal makes it new.
    """

    names: Mapping[str, str]
    reviews: tuple[neutral.Review, ...]
    comments: tuple[neutral.Comment, ...]
    words: Mapping[str, Words]

    @classmethod
    def of(cls, debate: Debate, person: User) -> "Here":
        reading = of_debate(debate, person)
        return cls(
            {each.key: each.name for each in reading.people.values()},
            tuple(reading.read_reviews()),
            tuple(reading.read_comments()),
            words_here(debate),
        )


@dataclass(frozen=True, slots=True)
class Arrival:
    """One review of a file, by its number in the debate. `comments`: all that it then holds."""

    review: neutral.Review
    known: bool
    comments: tuple[neutral.Comment, ...]
    digest: str


def words_here(debate: Debate) -> dict[str, Words]:
    quoted: dict[str, list[str]] = defaultdict(list)
    quotations = Quotation.objects.filter(comment__debate=debate)
    for uuid, exact, imported in quotations.order_by("comment_id", "position").values_list(
        "comment__uuid", "exact", "imported"
    ):
        quoted[str(uuid)].append(imported or exact)
    first = CommentVersion.objects.filter(comment__debate=debate, number=1)
    first = first.exclude(comment__thread=None)
    return {
        str(uuid): plain(heading, source, quoted[str(uuid)])
        for uuid, heading, source in first.values_list(
            "comment__uuid", "comment__heading", "source"
        )
    }


def words_of(comment: neutral.Comment) -> Words:
    quoted = [each.imported or each.exact for each in comment.quotations]
    return plain(comment.heading, comment.source, quoted)


def plain(heading: str, source: str, quoted: Sequence[str]) -> Words:
    heading, source, *exacts = (" ".join(text.split()) for text in (heading, source, *quoted))
    return heading, source, tuple(exacts)


def arrivals(document: neutral.Document, here: Here, *, last: int) -> Iterator[Arrival]:
    """The reviews of a document fresh from a thread, each as the one it is here or will be.

    `last` is the number which the last review of the debate was given.
    """
    names = {person.key: person.name for person in document.people}
    finder = Finder(here)
    free = count(last + 1)
    times: Counter[tuple[str, tuple[Words, ...]]] = Counter()
    for review in document.reviews:
        comments = [each for each in document.comments if each.review == review.number]
        comments.sort(key=lambda each: each.position)
        name, words = names[review.by], tuple(words_of(each) for each in comments)
        found = finder.take(name, words)
        number = found or next(free)
        times[name, words] += 1
        yield Arrival(
            review=replace(review, number=number),
            known=found is not None,
            comments=tuple(merged(finder.held[number], comments, number, here)),
            digest=digest_of(name, words, times[name, words]),
        )


def single_arrivals(document: neutral.Document, here: Here) -> list[neutral.Comment]:
    """The comments posted on their own which are not here yet."""
    names = {person.key: person.name for person in document.people}
    alone = [each for each in here.comments if each.review is None]
    known = Counter((here.names[each.by], here.words[each.key]) for each in alone)
    new = []
    for comment in (each for each in document.comments if each.review is None):
        who_and_what = (names[comment.by], words_of(comment))
        if known[who_and_what]:
            known[who_and_what] -= 1
        else:
            new.append(afresh(comment))
    return new


class Finder:
    """Finds the review here that a review of a file is: by the same name, with the same comments.

    Of a review that has changed since, more than half must still be there; what differs is new.
    """

    def __init__(self, here: Here) -> None:
        self.taken: set[int] = set()
        self.held: dict[int, list[neutral.Comment]] = defaultdict(list)
        self.having: dict[tuple[str, Words], set[int]] = defaultdict(set)
        for comment in sorted(here.comments, key=lambda comment: comment.position):
            if comment.review:
                self.held[comment.review].append(comment)
                name_and_words = (here.names[comment.by], here.words[comment.key])
                self.having[name_and_words].add(comment.review)
        for review in here.reviews:
            if all(comment.removed for comment in self.held[review.number]):
                self.having[here.names[review.by], NOTHING].add(review.number)

    def take(self, name: str, words: Sequence[Words]) -> int | None:
        """The number of that review, which then is no other's; None if it is not here."""
        shared = Counter(
            number
            for each in set(words) or {NOTHING}
            for number in self.having[name, each] - self.taken
        )
        for number in sorted(shared, key=lambda number: (-shared[number], number)):
            if 2 * shared[number] > len(self.held[number]) or not words:
                self.taken.add(number)
                return number
        return None


def merged(
    held: Sequence[neutral.Comment], arrived: Sequence[neutral.Comment], review: int, here: Here
) -> Iterator[neutral.Comment]:
    """All that is held, with what is new at its place in between, numbered in that order."""
    opened = any(each.opening for each in held)
    in_order: list[neutral.Comment] = []
    steps = SequenceMatcher(
        None, [here.words[each.key] for each in held], [words_of(each) for each in arrived], False
    )
    for step, a, b, c, d in steps.get_opcodes():
        in_order += held[a:b]
        if step != "equal":
            in_order += [
                replace(afresh(each), review=review, opening=each.opening and not opened)
                for each in arrived[c:d]
            ]
    first = 0 if in_order and in_order[0].opening else 1
    for position, each in enumerate(in_order, start=first):
        yield replace(each, position=position)


def afresh(comment: neutral.Comment) -> neutral.Comment:
    """Under a key that nothing else has."""
    return replace(comment, key=str(uuid4()))


def digest_of(name: str, words: Sequence[Words], time: int) -> str:
    """Of a review as it is in a file; `time`: it is in the file for the first, second, … time."""
    return hashlib.sha256(orjson.dumps([name, words, time])).hexdigest()
