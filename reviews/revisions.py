"""Two revisions of a document side by side: what changed, by words, and what was said of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from rapidfuzz.distance import Levenshtein

from arguments.differences import Piece, differences
from arguments.models import Person, Revision
from arguments.passages import beginning
from reviews.models import Comment, Commitment, Quotation, Thread

#: What divides the blocks of a plain text.
GAP = "\n\n"
#: Up to how many characters of a change name it.
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Noted:
    """A comment on words of the old revision, and what became of these words in the new one."""

    comment: Comment
    start: int
    end: int
    state: str


@dataclass(frozen=True, slots=True)
class Same:
    """Paragraphs that are in both: the first, the last, and how many stand between these."""

    first: str
    last: str
    between: int


@dataclass(frozen=True, slots=True)
class Changed:
    """Paragraphs that differ: their first words, their pieces, and the notes on the old words.

    `points`: the points dealt with that quote these words; none where nobody asked for the change.
    """

    number: int
    words: str
    pieces: Sequence[Piece]
    notes: Sequence[Noted]
    points: Sequence[Thread]


class Comparison:
    """What changed from `old` to `new`, for `person`. Six queries."""

    def __init__(self, old: Revision, new: Revision, person: Person) -> None:
        self.old, self.new, self.person = old, new, person

    @cached_property
    def notes(self) -> Sequence[Noted]:
        """The published comments on words of the old revision."""
        quoted = Quotation.objects.visible_to(self.person).of_document(self.old.document)
        published = quoted.filter(comment__thread__isnull=False, comment__removed_at=None)
        rows = published.with_sources().select_related(
            "comment__thread", "comment__debate", "comment__by"
        )
        found = (noted(row, self.old, self.new) for row in rows)
        return sorted((note for note in found if note), key=lambda note: note.start)

    def between(self, revision: str) -> dict[str, Any]:
        """Of the field `revision`, that it is after the old one, up to the new one."""
        return {
            f"{revision}__document": self.old.document,
            f"{revision}__number__gt": self.old.number,
            f"{revision}__number__lte": self.new.number,
        }

    @cached_property
    def taken_up(self) -> Sequence[Comment]:
        """The answers that say what revisions after the old one, up to the new one, take up."""
        rows = (
            Comment.objects.visible_to(self.person)
            .published()
            .filter(removed_at=None, **self.between("taken_up_in"))
        )
        return list(rows.select_related("thread", "debate", "by").order_by("thread__number"))

    @cached_property
    def kept(self) -> Sequence[Commitment]:
        """The promises that were kept by revisions after the old one, up to the new one."""
        rows = Commitment.objects.visible_to(self.person).filter(**self.between("done_in"))
        return list(rows.select_related("debate", "thread").order_by("number"))

    @cached_property
    def dealt_with(self) -> dict[int, Thread]:
        """The points that were taken up, or about which a promise was kept, by id."""
        records: list[Comment | Commitment] = [*self.taken_up, *self.kept]
        threads = [each.thread for each in records if each.thread]
        return {thread.pk: thread for thread in sorted(threads, key=lambda each: each.number)}

    @cached_property
    def runs(self) -> Sequence[Same | Changed]:
        return list(self._runs())

    @cached_property
    def changes(self) -> Sequence[Changed]:
        return [run for run in self.runs if isinstance(run, Changed)]

    @cached_property
    def unlinked(self) -> Sequence[Changed]:
        """The changes that no point dealt with asks for, by what it quotes."""
        return [change for change in self.changes if not change.points]

    def _runs(self) -> Iterator[Same | Changed]:
        before, after = self.old.text.split(GAP), self.new.text.split(GAP)
        starts = [0, *accumulate(len(each) + len(GAP) for each in before)]
        number = 0
        for equal, (a, b), (c, d) in steps(before, after):
            if equal:
                yield Same(before[a], before[b - 1] if b - a > 1 else "", max(b - a - 2, 0))
                continue
            number += 1
            gone, come = GAP.join(before[a:b]), GAP.join(after[c:d])
            start, end = starts[a], starts[b]
            within = [note for note in self.notes if note.start < end and start < note.end]
            yield Changed(
                number,
                beginning(come or gone, LONGEST_NAME),
                differences(gone, come),
                within,
                self.points_of(within),
            )

    def points_of(self, notes: Iterable[Noted]) -> list[Thread]:
        """Which of the points dealt with are raised by `notes`."""
        raised = {note.comment.thread_id for note in notes}
        return [thread for number, thread in self.dealt_with.items() if number in raised]


Span = tuple[int, int]


def steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[bool, Span, Span]]:
    """Runs of equal and of differing paragraphs, by their places in both texts."""
    begun: tuple[int, int] | None = None
    for step in Levenshtein.opcodes(before, after):
        if step.tag != "equal":
            begun = begun or (step.src_start, step.dest_start)
            continue
        if begun:
            yield False, (begun[0], step.src_start), (begun[1], step.dest_start)
            begun = None
        yield True, (step.src_start, step.src_end), (step.dest_start, step.dest_end)
    if begun:
        yield False, (begun[0], len(before)), (begun[1], len(after))


def noted(quotation: Quotation, old: Revision, new: Revision) -> Noted | None:
    """Where a quotation stands in `old`, if it does, and in what state it is in `new`."""
    anchors = {each.revision_id: each for each in quotation.anchors.all()}
    here = quotation if quotation.source_revision_id == old.pk else anchors.get(old.pk)
    there = anchors.get(new.pk)
    if here is None or here.start is None or here.end is None or there is None:
        return None
    return Noted(quotation.comment, here.start, here.end, there.state)
