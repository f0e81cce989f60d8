"""The neutral document: a debate as plain data, between the database and every format.

Frozen records, no ORM. Things are named by what people call them: a person by a key, a claim, link,
review, thread or commitment by its number in the debate, a revision by document and number, a
comment by its key (its UUID when it has one). `docs/formats.md` describes the fields one by one.

Words with a fixed vocabulary are strings, checked by the table in `words.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

FORMAT = "crux"
VERSION = 1

#: A quotation's state while its source is only a name.
UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input: where (a JSON pointer, or a line) and what."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class FormatError(ValueError):
    """An input that cannot be read, with everything that is wrong with it."""

    SHOWN = 20

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[: self.SHOWN]]
        if len(self.problems) > self.SHOWN:
            lines.append(f"and {len(self.problems) - self.SHOWN} more problems")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Debate:
    slug: str
    title: str
    uuid: UUID | None = None
    summary: str = ""
    visibility: str = "public"
    joining: str = "open"
    closing: str = "raiser"
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a part in the debate. `username` only where tied to an account."""

    key: str
    name: str
    role: str = "reviewer"
    username: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    key: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One wording of a text. Without `by`, it is by whoever put the text up."""

    number: int
    source: str
    by: str = ""
    at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text under review (a "document" of the debate)."""

    number: int
    title: str
    by: str
    uuid: UUID | None = None
    at: datetime | None = None
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimVersion:
    number: int
    title: str
    body: str = ""
    kind: str = "claim"
    voice: str = "asserted"
    attributed_to: str = ""
    by: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    status: str
    by: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a claim or link stands, as the site that wrote the file computed it; for the reader.

    `word` as reviewed, `as_argued` counting also the objections that were settled. Never imported:
    it follows from the links.
    """

    word: str
    label: str = ""
    as_argued: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A passage in which a claim is stated; offsets in code points of the revision's plain text."""

    document: int
    revision: int
    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """`merged_into`: the claim that says the same and stands for it; it is withdrawn itself."""

    number: int
    title: str
    by: str
    uuid: UUID | None = None
    body: str = ""
    kind: str = "claim"
    voice: str = "asserted"
    attributed_to: str = ""
    topic: str = ""
    status: str = "open"
    standing: Standing | None = None
    merged_into: int | None = None
    at: datetime | None = None
    versions: tuple[ClaimVersion, ...] = ()
    status_changes: tuple[StatusChange, ...] = ()
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkTarget:
    """What a link bears on: exactly one claim or link, by number."""

    claim: int | None = None
    link: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step from premises, which work jointly, to a target."""

    number: int
    relation: str
    premises: tuple[int, ...]
    target: LinkTarget
    by: str
    uuid: UUID | None = None
    note: str = ""
    status: str = "open"
    standing: Standing | None = None
    at: datetime | None = None
    status_changes: tuple[StatusChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One submission of one person. `confidence` in percent; `url`: where it was published, when
    that was elsewhere."""

    number: int
    by: str
    uuid: UUID | None = None
    document: int | None = None
    revision: int | None = None
    answers: int | None = None
    recommendation: str = ""
    confidence: int | None = None
    partial: bool = False
    state: str = "published"
    at: datetime | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a comment answers: at most one of these; nothing is the debate as a whole.

    `section` is the title of a section of `document`.
    """

    document: int | None = None
    section: str | None = None
    claim: int | None = None
    link: int | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationSource:
    """Where a passage stands: a revision, a comment, the body of a claim, or (unresolved) a name,
    maybe an empty one. `version` is the comment's or claim's when it was quoted.
    """

    document: int | None = None
    revision: int | None = None
    comment: str | None = None
    claim: int | None = None
    version: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a quoted passage was found in a later text of its source: a revision of the same
    document, or a version of the same comment or claim."""

    state: str
    revision: int | None = None
    version: int | None = None
    exact: str = ""
    start: int | None = None
    end: int | None = None
    at: datetime | None = None
    checked_by: str = ""
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quoted passage of a revision, of a comment or of a claim's body.

    It stands after the `after`-th paragraph (top-level block) of the comment's text, 0 being before
    the text. Paragraphs quoted together have the same `block`: 1, 2, ... in the comment, and 0 for
    one that goes on in the block with which the comment before it ended.
    `exact` is plain text; `markdown` is how it was quoted, where that says more; `imported`, how an
    import brought it, where that was corrected since. `start` and `end` are code points of the
    source's plain text. Not `verbatim`: what stands there differs from `exact`, in signs such as
    the kind of quotation marks. `anchors`: where the passage went in later texts.
    """

    exact: str
    position: int = 0
    after: int = 0
    block: int = 1
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    verbatim: bool = True
    purpose: str = "answered"
    state: str = UNRESOLVED
    source: QuotationSource = QuotationSource(name="")
    markdown: str = ""
    imported: str = ""
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing a comment does, and the claim or link which it concerns."""

    act: str
    claim: int | None = None
    link: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentVersion:
    number: int
    source: str = ""
    by: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A comment was taken away: who, when, why. What was answered to it stays."""

    by: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionName:
    """A revision, by its number and that of its document."""

    document: int | None = None
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """One unit of review. `review` is None for one posted on its own.

    `position` orders the comments of a review; `number` those of a thread. One that answers a claim
    may say which wording its writer read: the `claim_version` of that claim, or of the claim
    `made_on` which was merged into it since. `taken_up_in`: the revision that does what the comment
    says was done.
    """

    key: str
    by: str
    review: int | None = None
    position: int = 0
    opening: bool = False
    thread: int | None = None
    number: int | None = None
    at: datetime | None = None
    heading: str = ""
    source: str = ""
    target: Target = Target()
    apart: bool = False
    claim_version: int | None = None
    made_on: int | None = None
    taken_up_in: RevisionName | None = None
    quotations: tuple[Quotation, ...] = ()
    acts: tuple[Act, ...] = ()
    qualifiers: tuple[str, ...] = ()
    versions: tuple[CommentVersion, ...] = ()
    removed: Removal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One decision about a thread; which of the words it has depends on its `kind`."""

    kind: str = "outcome"
    outcome: str = ""
    satisfaction: str = ""
    line: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedComment:
    """One comment that was moved: the numbers it had before and after."""

    comment: str
    old: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Comments that went from a thread to the one with the number `to`."""

    to: int
    comments: tuple[MovedComment, ...]
    by: str = ""
    at: datetime | None = None
    reason: str = ""
    undone_by: str = ""
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    number: int
    title: str = ""
    raised_by: str = ""
    uuid: UUID | None = None
    at: datetime | None = None
    outcomes: tuple[Outcome, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """A person's position on a claim, as it was worded then. `confidence` in percent.

    `made_on`: the claim on which it was taken and whose version is meant, where that was merged.
    """

    claim: int
    by: str
    position: str
    claim_version: int = 1
    made_on: int | None = None
    confidence: int | None = None
    reason: str = ""
    comment: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CruxWord:
    """What a person said at one moment of whether the disagreement turns on a claim or a link."""

    by: str
    hold: str
    claim: int | None = None
    link: int | None = None
    line: str = ""
    comment: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentChange:
    state: str
    strength: str = ""
    by: str = ""
    at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A promised change. `done_in` is the number of the revision of `document` that made it."""

    number: int
    by: str
    text: str
    uuid: UUID | None = None
    strength: str = "firm"
    state: str = "pending"
    comment: str = ""
    thread: int | None = None
    claim: int | None = None
    document: int | None = None
    done_in: int | None = None
    due: date | None = None
    reason: str = ""
    checked_by: str = ""
    at: datetime | None = None
    changes: tuple[CommitmentChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole debate, or the part of one that a format can carry (then `debate` may be None).

    An `excerpt`, such as one thread, names things which stand elsewhere in the debate.
    """

    debate: Debate | None = None
    excerpt: bool = False
    people: tuple[Person, ...] = ()
    topics: tuple[Topic, ...] = ()
    documents: tuple[Text, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    reviews: tuple[Review, ...] = ()
    comments: tuple[Comment, ...] = ()
    threads: tuple[Thread, ...] = ()
    stances: tuple[Stance, ...] = ()
    crux_words: tuple[CruxWord, ...] = ()
    commitments: tuple[Commitment, ...] = ()


#: The lists of a document, in the order in which they are written.
SECTIONS = (
    "people",
    "topics",
    "documents",
    "claims",
    "links",
    "reviews",
    "comments",
    "threads",
    "stances",
    "crux_words",
    "commitments",
)

#: Records that only name one thing: fields that are None are left out of them when written.
NAMING = (LinkTarget, Target, RevisionName, QuotationSource, Act, CruxWord)
