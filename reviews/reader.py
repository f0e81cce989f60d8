"""A revision as its page shows it: blocks in rows, notes beside them, and what has no place.

A *note* is a comment on the document: one that quotes a passage of any revision of it, or answers
the document or a section as a whole. None ever disappears: those without a place in the revision
shown are listed after the text, under the reason.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise
from typing import NamedTuple

from arguments import anchoring, passages, references
from arguments.models import Citation, Claim, Person, Revision, Section
from arguments.standing import Column
from arguments.text import Block, Mark, marked
from reviews import margin
from reviews.acts import Act
from reviews.models import Comment, CommentAct, Quotation, Thread
from reviews.references import Targets

#: Why a note stands nowhere in the text, and what to do about it.
ON_WHOLE, ON_SECTIONS = "Notes on the whole text", "Notes on sections"
GONE, LATER = "Passages that are gone", "Notes on later revisions"
UNPLACED = {
    ON_WHOLE: "",
    ON_SECTIONS: "",
    GONE: "These words are not in this revision any more. Here is what they were.",
    LATER: "These words are not in this revision yet.",
}

OPEN, ALL, NONE = "open", "all", "none"
SHOWN = (OPEN, ALL, NONE)

#: How many letters of a comment its note shows, and of a settled one. Where the notes would fill
#: more than this share of the margin they show less, and settled ones fold into one line.
ROOMY, CROWDED, FOLDED = (240, 120), (110, 0), 0
FULL = 0.6
#: A short text has this much room beside and below it at least, in pixels.
SCREEN = 1_500
#: The line below a paragraph that names the claims stated in it, in pixels.
STATED = 24


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
            exact = str(Quotation.State.EXACT)
            places = [(exact, quotation.start, quotation.end, quotation.exact)]
        else:
            carried = [each for each in quotation.anchors.all() if each.revision_id == revision.pk]
            places = [(each.state, each.start, each.end, each.exact) for each in carried]
        for state, start, end, words in places:
            if start is not None and end is not None:
                return cls(quotation, state, start, end, words)
        return None


@dataclass(slots=True)
class Note:
    """A comment on the document, with those of its quotations that the revision holds or lacks."""

    comment: Comment
    spots: Sequence[Spot]
    lost: Sequence[Quotation]
    mine: bool
    number: int = 0
    next_open: str = ""
    limit: int = ROOMY[0]

    @property
    def anchor(self) -> str:
        return self.comment.note

    @property
    def state(self) -> str:
        return "draft" if self.comment.thread is None else self.comment.thread.state

    @property
    def settled(self) -> bool:
        return self.state == Thread.State.RESOLVED

    @property
    def is_open(self) -> bool:
        return not self.settled and self.comment.thread is not None

    @property
    def url(self) -> str:
        return self.comment.get_absolute_url()

    @property
    def answer_count(self) -> int:
        """How many comments follow in the thread, if this one began it."""
        thread = self.comment.thread
        return thread.comment_count - 1 if thread and self.comment.number == 1 else 0

    @property
    def name(self) -> str:
        """What it is called aloud."""
        return f"Note {self.number} by {self.comment.by.name}, {self.state}"

    @property
    def excerpt(self) -> str:
        """The first words as HTML: the first paragraph, or its beginning as plain text."""
        if self.comment.removed_at:
            return ""
        first = self._first_paragraph
        if len(first) <= self.limit and self.comment.html.startswith("<p>"):
            return self.comment.html[: self.comment.html.index("</p>") + len("</p>")]
        return f"<p>{passages.shown(passages.beginning(first, self.limit))}</p>"

    @property
    def folded(self) -> bool:
        return self.limit == FOLDED

    @property
    def height(self) -> int:
        """In the margin, about."""
        if self.folded:
            return margin.FOLDED_NOTE
        shown = min(len(self._first_paragraph), self.limit)
        return margin.note_height(shown, signs=len(self.objections) + len(self.warnings))

    @property
    def objections(self) -> list[CommentAct]:
        """What it objects to, which is shown at once."""
        return [act for act in self.comment.acts.all() if act.act in {Act.REBUT, Act.UNDERCUT}]

    @property
    def warnings(self) -> list[tuple[str, str]]:
        """What became of its words, where they are not as they were: a state, and what to say."""
        states = [spot.state for spot in self.spots if spot.state != Quotation.State.EXACT]
        lost = [(str(Quotation.State.LOST), "Words gone")] if self.lost and self.spots else []
        return [(state, f"Words {state}") for state in states] + lost

    @property
    def _first_paragraph(self) -> str:
        return self.comment.text.partition("\n\n")[0]

    def mark(self, spot: Spot) -> Mark:
        kind = "mine" if self.state == "draft" else "settled" if self.settled else "open"
        return Mark(
            spot.start,
            spot.end,
            key=f"q{self.anchor}-{spot.quotation.position}",
            classes=f"mark-{kind}",
            label=str(self.number),
            href=f"#{self.anchor}",
            name=f"Note {self.number}",
        )

    @property
    def back(self) -> str:
        """The id of the first of its marks."""
        return f"q{self.anchor}-{self.spots[0].quotation.position}"


class Stated(NamedTuple):
    """A claim that is stated in the text, and the word for where it stands."""

    claim: Claim
    word: str


@dataclass(slots=True)
class Row:
    """One block of the text, with what stands beside and below it."""

    block: Block
    id: str
    html: str
    notes: Sequence[Note] = ()
    claims: Sequence["Stated"] = ()
    name: str = ""
    section: str = ""
    place: margin.Place | None = None
    groups: list[tuple[margin.Place, Sequence[Note]]] = field(default_factory=list)

    def laid(self, found: margin.Laid) -> "Row":
        """Itself, at its place in the grid."""
        notes = iter(self.notes)
        self.place = found.place
        self.groups = [(group.place, list(islice(notes, group.count))) for group in found.groups]
        return self


@dataclass(slots=True)
class Entry:
    """A section in the list of contents: how many of its notes are not settled, and its parts."""

    section: Section
    count: int = 0
    parts: list["Entry"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Points:
    """How many of the threads about a text are in which state."""

    open: int
    answered: int
    resolved: int
    for_reader: int

    @classmethod
    def of(cls, threads: Iterable[Thread], person: Person) -> "Points":
        states = Counter(thread.state for thread in threads)
        answered, resolved = states[Thread.State.ANSWERED], states[Thread.State.RESOLVED]
        waiting = [thread.waiting_for for thread in threads if thread.waiting_for]
        return cls(
            open=states.total() - answered - resolved,
            answered=answered,
            resolved=resolved,
            for_reader=sum(participant.is_user(person) for participant in waiting),
        )

    @property
    def total(self) -> int:
        return self.open + self.answered + self.resolved


class Reader:
    """What the page of `revision` shows. Asks nothing of the database."""

    def __init__(
        self,
        revision: Revision,
        *,
        sections: Sequence[Section],
        comments: Iterable[Comment],
        citations: Iterable[Citation],
        standing: Column,
        person: Person,
        show: str,
    ) -> None:
        self.revision = revision
        self.sections = sections
        self.person = person
        self.show = show
        self.blocks = revision.rendered_blocks()
        self._starts = [block.start for block in self.blocks]
        self._anchors = {section.start: section.anchor for section in sections}
        self.notes = [self._note(comment, person) for comment in comments]
        self._number_notes()
        self._shorten_notes()
        self._place_claims(citations, standing)

    # Notes

    def _note(self, comment: Comment, person: Person) -> Note:
        document, comment.debate = self.revision.document_id, self.revision.document.debate
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
        for note, following in pairwise(self.open_notes):
            note.next_open = following.anchor

    def _shorten_notes(self) -> None:
        """Settled ones say less, and all of them where the margin could not hold them."""
        for lengths in (ROOMY, CROWDED):
            for note in self.notes:
                note.limit = lengths[note.settled]
            text = sum(margin.block_height(block, self.text_of(block)) for block in self.blocks)
            if sum(note.height for note in self.placed) <= FULL * max(text, SCREEN):
                return

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
        return [note for note in self.shown if note.is_open]

    @property
    def unplaced(self) -> list[tuple[str, str, list[Note]]]:
        """The notes shown that stand nowhere in the text, by reason: a title, a hint, the notes."""
        found: dict[str, list[Note]] = {}
        for note in self.shown:
            if not note.spots:
                found.setdefault(self._why_unplaced(note), []).append(note)
        return [(reason, UNPLACED[reason], found[reason]) for reason in UNPLACED if reason in found]

    def _why_unplaced(self, note: Note) -> str:
        if note.lost:
            quoted = min(q.source_revision.number for q in note.lost if q.source_revision)
            return LATER if quoted > self.revision.number else GONE
        return ON_WHOLE if note.comment.section_id is None else ON_SECTIONS

    @property
    def points(self) -> Points:
        threads = {n.comment.thread_id: n.comment.thread for n in self.notes if n.comment.thread}
        return Points.of(list(threads.values()), self.person)

    # Claims

    def _place_claims(self, citations: Iterable[Citation], standing: Column) -> None:
        self.claims_by_block: dict[int, dict[int, Stated]] = defaultdict(dict)
        gone: dict[int, Stated] = {}
        for citation in citations:
            start = self._start_of(citation)
            held = gone if start is None else self.claims_by_block[self._block_at(start)]
            word = standing.claim(citation.claim_id).word
            held[citation.claim_id] = Stated(citation.claim, word)
        stated = set(chain.from_iterable(self.claims_by_block.values()))
        self.claims_gone = [each for pk, each in gone.items() if pk not in stated]

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
        rows = [
            Row(
                block=block,
                id=self._section_at(block) or f"b{index + 1}",
                html=references.link(marked(block, marks[index]), targets),
                notes=notes[index],
                claims=list(self.claims_by_block.get(index, {}).values()),
                name=self.text_of(block)[:24],
                section=self._section_at(block),
            )
            for index, block in enumerate(self.blocks)
            if index or marks[index] or not self._repeats_title(block)
        ]
        return self._laid_out(rows)

    def _laid_out(self, rows: Sequence[Row]) -> list[list[Row]]:
        """The rows in grids, each with its place, and their notes with theirs."""
        blocks = [
            margin.Beside(
                margin.block_height(row.block, self.text_of(row.block)) + STATED * bool(row.claims),
                [note.height for note in row.notes],
            )
            for row in rows
        ]
        waiting = iter(rows)
        return [[next(waiting).laid(place) for place in grid] for grid in margin.grids(blocks)]

    def _marks_by_block(self) -> Mapping[int, list[Mark]]:
        found: dict[int, list[Mark]] = defaultdict(list)
        for note in self.placed:
            for spot in note.spots:
                mark = note.mark(spot)
                for index in range(self._block_at(spot.start), self._block_at(spot.end - 1) + 1):
                    found[index].append(mark)
        return found

    def _section_at(self, block: Block) -> str:
        """The anchor of the section that the block is the heading of; "" for other blocks."""
        return self._anchors.get(block.start, "") if block.kind == "heading" else ""

    def _repeats_title(self, block: Block) -> bool:
        return block.kind == "heading" and self.text_of(block) == self.revision.document.title

    def _block_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def text_of(self, block: Block) -> str:
        return self.revision.text[block.start : block.end]

    # Contents

    def contents(self) -> list[Entry]:
        """The sections in two levels, each with the number of its notes that are not settled."""
        title = self.revision.document.title
        sections = [each for each in self.sections if each.start or each.title != title]
        entries = [Entry(section) for section in sections]
        places = {section.anchor: at for at, section in enumerate(sections)}
        starts = [section.start for section in sections]
        for note in self.open_notes:
            if note.spots:
                at = bisect_right(starts, note.spots[0].start) - 1
            else:
                section = note.comment.section
                at = places.get(section.anchor, -1) if section and not note.lost else -1
            if at >= 0:
                entries[at].count += 1
        top = min((section.level for section in sections), default=0)
        found: list[Entry] = []
        for entry in entries:
            parents = found if entry.section.level == top or not found else found[-1].parts
            parents.append(entry)
        return found
