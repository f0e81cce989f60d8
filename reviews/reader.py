"""A revision as its page shows it: its blocks in rows, the notes beside them, and what has no place.

A *note* is a comment on the document: one that quotes a passage of any revision of it, or answers
the document or a section as a whole. None ever disappears: those without a place in the revision
shown are listed after the text, under the reason.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import chain

from arguments import anchoring, references
from arguments.models import Citation, Claim, Person, Revision, Section
from arguments.text import Block, Mark, marked
from reviews import margin
from reviews.models import Comment, Quotation, Thread
from reviews.references import Targets

OPEN, ALL, NONE = "open", "all", "none"
SHOWN = (OPEN, ALL, NONE)

EXCERPT = 240


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a quotation stands in the revision shown, and in what state."""

    quotation: Quotation
    state: str
    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, quotation: Quotation, revision: Revision) -> "Spot | None":
        """None if the passage is not in that revision."""
        if quotation.source_revision_id == revision.pk:
            start, end = quotation.start, quotation.end
            return cls(quotation, Quotation.State.EXACT, start, end, quotation.exact)
        for anchor in quotation.anchors.all():
            if anchor.revision_id == revision.pk and anchor.start is not None:
                return cls(quotation, anchor.state, anchor.start, anchor.end, anchor.exact)
        return None


@dataclass(slots=True)
class Note:
    """A comment on the document, with those of its quotations that the revision holds or lacks."""

    comment: Comment
    spots: Sequence[Spot]
    lost: Sequence[Quotation]
    mine: bool
    number: int = 0

    @property
    def anchor(self) -> str:
        if self.comment.draft:
            return f"draft-{self.comment.position}"
        return f"n{self.comment.label.replace('.', '-')}"

    @property
    def state(self) -> str:
        return "draft" if self.comment.thread is None else self.comment.thread.state

    @property
    def settled(self) -> bool:
        return self.state == Thread.State.RESOLVED

    @property
    def answer_count(self) -> int:
        """How many comments follow in the thread, if this one began it."""
        return self.comment.thread.comment_count - 1 if self.comment.number == 1 else 0

    @property
    def name(self) -> str:
        """What it is called aloud."""
        return f"Note {self.number} by {self.comment.by.name}, {self.state}"

    @property
    def excerpt(self) -> str:
        """The first words as HTML: the first paragraph, or its beginning as plain text."""
        if self.comment.removed_at:
            return ""
        first, _, _ = self.comment.text.partition("\n\n")
        if len(first) <= EXCERPT and self.comment.html.startswith("<p>"):
            return self.comment.html[: self.comment.html.index("</p>") + len("</p>")]
        cut = first[:EXCERPT].rsplit(" ", 1)[0] + "…" if len(first) > EXCERPT else first
        return f"<p>{escape(cut)}</p>"

    def mark(self, position: int, spot: Spot) -> Mark:
        kind = "mine" if self.state == "draft" else "settled" if self.settled else "open"
        return Mark(
            spot.start,
            spot.end,
            key=f"q{self.anchor}-{position}",
            classes=f"mark-{kind}",
            label=str(self.number),
            href=f"#{self.anchor}",
            name=self.name,
        )

    @property
    def back(self) -> str:
        """The id of the first of its marks."""
        return f"q{self.anchor}-0"


@dataclass(slots=True)
class Row:
    """One block of the text, with what stands beside and below it."""

    number: int
    block: Block
    id: str
    html: str = ""
    notes: Sequence[Note] = ()
    place: margin.Place | None = None
    claims: Sequence[Claim] = ()
    hidden: bool = False


@dataclass(slots=True)
class Entry:
    """A section in the list of contents: how many of its notes are not settled, and its parts."""

    section: Section
    count: int = 0
    parts: list["Entry"] = field(default_factory=list)


class Reader:
    """What the page of `revision` shows. Asks nothing of the database."""

    def __init__(
        self,
        revision: Revision,
        *,
        sections: Sequence[Section],
        comments: Iterable[Comment],
        citations: Iterable[Citation],
        person: Person,
        show: str,
    ) -> None:
        self.revision = revision
        self.sections = sections
        self.show = show
        self.blocks = revision.rendered_blocks()
        self._starts = [block.start for block in self.blocks]
        self.notes = [self._note(comment, person) for comment in comments]
        self._number_notes()
        self._place_claims(citations)

    # Notes

    def _note(self, comment: Comment, person: Person) -> Note:
        document = self.revision.document_id
        quoted = [
            quotation
            for quotation in comment.quotations.all()
            if quotation.source_revision and quotation.source_revision.document_id == document
        ]
        placed = [(quotation, Spot.of(quotation, self.revision)) for quotation in quoted]
        spots = [spot for _, spot in placed if spot]
        lost = [quotation for quotation, spot in placed if not spot]
        return Note(comment, spots, lost, comment.by.is_user(person))

    def _number_notes(self) -> None:
        """By their place in the text; those without one after it."""
        end = len(self.revision.text) + 1
        self.notes.sort(key=lambda note: note.spots[0].start if note.spots else end)
        for number, note in enumerate(self.notes, 1):
            note.number = number

    @property
    def shown(self) -> list[Note]:
        if self.show == NONE:
            return []
        return [note for note in self.notes if self.show == ALL or not note.settled]

    @property
    def hidden_count(self) -> int:
        return len(self.notes) - len(self.shown)

    @property
    def placed(self) -> list[Note]:
        return [note for note in self.shown if note.spots]

    @property
    def open_notes(self) -> list[Note]:
        return [note for note in self.shown if not note.settled and note.state != "draft"]

    @property
    def drafts(self) -> list[Note]:
        return [note for note in self.notes if note.state == "draft"]

    @property
    def on_the_whole(self) -> list[Note]:
        return [n for n in self._unplaced() if not n.lost and n.comment.section_id is None]

    @property
    def on_sections(self) -> list[Note]:
        return [n for n in self._unplaced() if not n.lost and n.comment.section_id is not None]

    @property
    def on_lost_passages(self) -> list[Note]:
        return [note for note in self._unplaced() if note.lost and not self._is_later(note)]

    @property
    def on_later_revisions(self) -> list[Note]:
        return [note for note in self._unplaced() if note.lost and self._is_later(note)]

    def _unplaced(self) -> list[Note]:
        return [note for note in self.shown if not note.spots]

    def _is_later(self, note: Note) -> bool:
        numbers = [q.source_revision.number for q in note.lost if q.source_revision]
        return min(numbers) > self.revision.number

    @property
    def threads(self) -> list[Thread]:
        """Those of the notes, each once."""
        held = (note.comment.thread for note in self.notes)
        return list({thread.pk: thread for thread in held if thread}.values())

    # Claims

    def _place_claims(self, citations: Iterable[Citation]) -> None:
        self.claims_by_block: dict[int, dict[int, Claim]] = defaultdict(dict)
        gone: dict[int, Claim] = {}
        for citation in citations:
            start = self._start_of(citation)
            held = gone if start is None else self.claims_by_block[self._block_at(start)]
            held[citation.claim_id] = citation.claim
        stated = set(chain.from_iterable(self.claims_by_block.values()))
        self.claims_gone = [claim for pk, claim in gone.items() if pk not in stated]

    def _start_of(self, citation: Citation) -> int | None:
        """Where its words begin in this revision; None when they are not there, word for word."""
        if citation.revision_id == self.revision.pk:
            return citation.start
        try:
            found = anchoring.find(
                self.revision.text,
                citation.exact,
                citation.prefix,
                citation.suffix,
                citation.start,
            )
        except (anchoring.Ambiguous, anchoring.NotFound):
            return None
        return found.start

    # The text

    def fragments(self) -> Iterable[str]:
        """All HTML of users that the page shows."""
        return chain((block.html for block in self.blocks), (note.excerpt for note in self.shown))

    def grids(self, targets: Targets) -> list[list[Row]]:
        """The text in grids of rows, with marks, and references to `targets` as links."""
        marks = self._marks_by_block()
        notes: dict[int, list[Note]] = defaultdict(list)
        for note in self.placed:
            notes[self._block_at(note.spots[0].start)].append(note)
        anchors = {section.start: section.anchor for section in self.sections}
        rows = [
            Row(
                number=index % margin.ROWS + 1,
                block=block,
                id=anchors.get(block.start, "") if block.kind == "heading" else "",
                html=references.link(marked(block, marks[index]), targets),
                notes=notes[index],
                claims=list(self.claims_by_block.get(index, {}).values()),
            )
            for index, block in enumerate(self.blocks)
        ]
        return [
            self._beside(rows[at : at + margin.ROWS]) for at in range(0, len(rows), margin.ROWS)
        ]

    def _beside(self, rows: list[Row]) -> list[Row]:
        """Give the notes of one grid their places."""
        heights = [margin.block_height(row.block, self.text_of(row.block)) for row in rows]
        stacks = {
            index: sum(margin.note_height(note.comment.text[:EXCERPT]) for note in row.notes)
            for index, row in enumerate(rows)
            if row.notes
        }
        for index, place in margin.places(heights, stacks).items():
            rows[index].place = place
        return rows

    def _marks_by_block(self) -> Mapping[int, list[Mark]]:
        found: dict[int, list[Mark]] = defaultdict(list)
        for note in self.placed:
            for position, spot in enumerate(note.spots):
                mark = note.mark(position, spot)
                for index in range(self._block_at(spot.start), self._block_at(spot.end - 1) + 1):
                    found[index].append(mark)
        return found

    def _block_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def text_of(self, block: Block) -> str:
        return self.revision.text[block.start : block.end]

    # Contents

    def contents(self) -> list[Entry]:
        """The sections in two levels, each with the number of its notes that are not settled."""
        entries = [Entry(section) for section in self.sections]
        starts = [section.start for section in self.sections]
        for note in self.placed:
            at = bisect_right(starts, note.spots[0].start) - 1
            if at >= 0 and not note.settled and note.state != "draft":
                entries[at].count += 1
        top = min((section.level for section in self.sections), default=0)
        found: list[Entry] = []
        for entry in entries:
            parents = found if entry.section.level == top or not found else found[-1].parts
            parents.append(entry)
        return found
