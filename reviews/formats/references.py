"""What must hold between the records of a neutral document: names exist, once, without circles."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from .byline import is_web_address
from .document import (
    UNRESOLVED,
    Claim,
    Comment,
    Commitment,
    CruxWord,
    Document,
    Link,
    Problem,
    Quotation,
    Review,
    RevisionName,
    Stance,
    Text,
    Thread,
)

Found = Iterator[Problem]

#: What has a number in the debate, by the name under which others refer to it.
NUMBERED = {
    "document": "documents",
    "claim": "claims",
    "link": "links",
    "review": "reviews",
    "thread": "threads",
    "commitment": "commitments",
}
#: What has a key.
KEYED = {"person": "people", "topic": "topics", "comment": "comments"}

#: More paragraphs or quotations than this are not counted in one comment.
MOST_IN_A_COMMENT = 9_999


def check(document: Document) -> list[Problem]:
    """Everything that is wrong between the records, by JSON pointer."""
    return list(_Check(document).problems())


def circles(following: Mapping[Hashable, Hashable]) -> list[Hashable]:
    """One member of each circle in a graph in which everything has at most one follower."""
    found: list[Hashable] = []
    seen_in: dict[Hashable, Hashable] = {}
    for start in following:
        node = start
        while node in following and node not in seen_in:
            seen_in[node] = start
            node = following[node]
        if seen_in.get(node) == start and node in following:
            found.append(node)
    return found


class _Check:
    """One pass over a document, with what can be referred to in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.known: dict[str, set[Hashable]] = {
            kind: {record.number for record in getattr(document, section)}
            for kind, section in NUMBERED.items()
        }
        for kind, section in KEYED.items():
            self.known[kind] = {record.key for record in getattr(document, section)}
        self.known["revision"] = {
            (text.number, revision.number)
            for text in document.documents
            for revision in text.revisions
        }

    def problems(self) -> Found:
        yield from self._identities()
        yield from self._people()
        for section, check_one in (
            ("documents", self._text),
            ("claims", self._claim),
            ("links", self._link),
            ("reviews", self._review),
            ("comments", self._comment),
            ("threads", self._thread),
            ("stances", self._stance),
            ("crux_words", self._crux_word),
            ("commitments", self._commitment),
        ):
            for index, record in enumerate(getattr(self.document, section)):
                yield from check_one(record, f"/{section}/{index}")
        yield from self._circles()

    # Single rules

    def refer(self, kind: str, name: Hashable, place: str) -> Found:
        """Something named must exist, outside of an excerpt; nothing named is fine."""
        elsewhere = self.document.excerpt and kind != "person"
        if name is not None and name != "" and not elsewhere and name not in self.known[kind]:
            shown = " ".join(str(part) for part in name) if isinstance(name, tuple) else name
            yield Problem(place, f"there is no {kind} {shown!a}")

    def author(self, record: Any, place: str) -> Found:
        if not record.by:
            yield Problem(f"{place}/by", "is empty")
        yield from self.refer("person", record.by, f"{place}/by")

    def by(self, records: Iterable[Any], place: str, field: str = "by") -> Found:
        for index, record in enumerate(records):
            yield from self.refer("person", getattr(record, field), f"{place}/{index}/{field}")

    def one_of(self, record: Any, names: Sequence[str], place: str, *, least: int) -> Found:
        """At most one of these fields is given, and at least `least`."""
        given = [name for name in names if getattr(record, name) is not None]
        if len(given) > 1:
            yield Problem(place, f"must name one thing, not {' and '.join(given)}")
        elif len(given) < least:
            yield Problem(place, f"must name one of: {', '.join(names)}")

    def span(self, record: Any, place: str) -> Found:
        start, end = record.start, record.end
        if (start is None) != (end is None):
            yield Problem(place, "start and end go together")
        elif start is not None and start >= end:
            yield Problem(f"{place}/end", "must be after start")
        if not record.exact.strip():
            yield Problem(f"{place}/exact", "is empty")

    def revision(self, record: Any, place: str) -> Found:
        """`document` and `revision` of a record: the second only with, and in, the first."""
        yield from self.refer("document", record.document, f"{place}/document")
        if record.revision is not None and record.document is None:
            yield Problem(f"{place}/revision", "needs a document")
        elif record.revision is not None and record.document in self.known["document"]:
            pair = (record.document, record.revision)
            yield from self.refer("revision", pair, f"{place}/revision")

    # The records

    def _identities(self) -> Found:
        document = self.document
        for section in NUMBERED.values():
            records = getattr(document, section)
            yield from _once([each.number for each in records], f"/{section}/", "/number")
            for index, record in enumerate(records):
                if record.number == 0:
                    yield Problem(f"/{section}/{index}/number", "must be at least 1")
        for section in KEYED.values():
            keys = [each.key for each in getattr(document, section)]
            yield from _once(keys, f"/{section}/", "/key")
            for index in (index for index, key in enumerate(keys) if not key):
                yield Problem(f"/{section}/{index}/key", "is empty")
        yield from self._uuids()
        for whole, place in (("review", "position"), ("thread", "number")):
            pairs = [(getattr(each, whole), getattr(each, place)) for each in document.comments]
            names = [None if None in pair else pair for pair in pairs]
            yield from _once(names, "/comments/", f"/{place}")

    def _uuids(self) -> Found:
        holders = [
            (f"/{section}/{index}/uuid", record.uuid)
            for section in NUMBERED.values()
            for index, record in enumerate(getattr(self.document, section))
            if record.uuid
        ]
        counts = Counter(uuid for _, uuid in holders)
        yield from (
            Problem(place, "is used more than once") for place, uuid in holders if counts[uuid] > 1
        )

    def _people(self) -> Found:
        for index, person in enumerate(self.document.people):
            if not person.name.strip():
                yield Problem(f"/people/{index}/name", "is empty")
            elif "\n" in person.name:
                yield Problem(f"/people/{index}/name", "must be one line")
        usernames = [person.username or None for person in self.document.people]
        yield from _once(usernames, "/people/", "/username")

    def _text(self, text: Text, place: str) -> Found:
        yield from self.author(text, place)
        yield from self.by(text.revisions, f"{place}/revisions")
        yield from _once([each.number for each in text.revisions], f"{place}/revisions/", "/number")

    def _claim(self, claim: Claim, place: str) -> Found:
        yield from self.author(claim, place)
        yield from self.refer("topic", claim.topic, f"{place}/topic")
        yield from self.refer("claim", claim.merged_into, f"{place}/merged_into")
        if claim.merged_into is not None and claim.status != "withdrawn":
            yield Problem(f"{place}/status", "a merged claim is withdrawn")
        yield from self.by(claim.versions, f"{place}/versions")
        yield from _once([each.number for each in claim.versions], f"{place}/versions/", "/number")
        yield from self.by(claim.status_changes, f"{place}/status_changes")
        for index, citation in enumerate(claim.citations):
            yield from self.revision(citation, f"{place}/citations/{index}")
            yield from self.span(citation, f"{place}/citations/{index}")

    def _link(self, link: Link, place: str) -> Found:
        yield from self.author(link, place)
        yield from self.by(link.status_changes, f"{place}/status_changes")
        if not link.premises:
            yield Problem(f"{place}/premises", "is empty")
        yield from _once(link.premises, f"{place}/premises/")
        for index, premise in enumerate(link.premises):
            yield from self.refer("claim", premise, f"{place}/premises/{index}")
        target = f"{place}/target"
        yield from self.one_of(link.target, ("claim", "link"), target, least=1)
        yield from self.refer("claim", link.target.claim, f"{target}/claim")
        yield from self.refer("link", link.target.link, f"{target}/link")
        if link.target.link is not None and link.relation != "attacks":
            yield Problem(f"{place}/relation", "a link can only be attacked")

    def confidence(self, record: Any, place: str) -> Found:
        if record.confidence is not None and record.confidence > 100:
            yield Problem(f"{place}/confidence", "must be from 0 to 100")

    def _review(self, review: Review, place: str) -> Found:
        yield from self.confidence(review, place)
        yield from self.author(review, place)
        yield from self.revision(review, place)
        yield from self.refer("review", review.answers, f"{place}/answers")
        if review.url and not is_web_address(review.url):
            yield Problem(f"{place}/url", "must be an http or https address")

    def _comment(self, comment: Comment, place: str) -> Found:
        for kind in ("review", "thread"):
            yield from self.refer(kind, getattr(comment, kind), f"{place}/{kind}")
        yield from self.author(comment, place)
        yield from self.by(comment.versions, f"{place}/versions")
        numbers = [each.number for each in comment.versions]
        yield from _once(numbers, f"{place}/versions/", "/number")
        if comment.removed:
            yield from self.refer("person", comment.removed.by, f"{place}/removed/by")
        if "\n" in comment.heading:
            yield Problem(f"{place}/heading", "must be one line")
        yield from self._target(comment, f"{place}/target")
        yield from self.refer("claim", comment.made_on, f"{place}/made_on")
        if comment.taken_up_in:
            yield from self._taken_up(comment.taken_up_in, f"{place}/taken_up_in")
        acts = [(act.act, act.claim, act.link) for act in comment.acts]
        yield from _once(acts, f"{place}/acts/")
        for index, act in enumerate(comment.acts):
            here = f"{place}/acts/{index}"
            yield from self.one_of(act, ("claim", "link"), here, least=0)
            yield from self.refer("claim", act.claim, f"{here}/claim")
            yield from self.refer("link", act.link, f"{here}/link")
        positions = [each.position for each in comment.quotations]
        yield from _once(positions, f"{place}/quotations/", "/position")
        for index, quotation in enumerate(comment.quotations):
            yield from self._quotation(quotation, comment, f"{place}/quotations/{index}")

    def _taken_up(self, named: RevisionName, place: str) -> Found:
        yield from self.revision(named, place)
        if named.document is None or named.revision is None:
            yield Problem(place, "must name a document and a revision")

    def _target(self, comment: Comment, place: str) -> Found:
        target = comment.target
        kinds = ("document", "claim", "link", "comment")
        yield from self.one_of(target, kinds, place, least=0)
        for kind in kinds:
            yield from self.refer(kind, getattr(target, kind), f"{place}/{kind}")
        if target.section is not None and target.document is None:
            yield Problem(f"{place}/section", "needs a document")

    def _quotation(self, quotation: Quotation, comment: Comment, place: str) -> Found:
        yield from self.span(quotation, place)
        for field in ("position", "after", "block"):
            if getattr(quotation, field) > MOST_IN_A_COMMENT:
                yield Problem(f"{place}/{field}", f"must be at most {MOST_IN_A_COMMENT}")
        source, here = quotation.source, f"{place}/source"
        yield from self.one_of(source, ("document", "comment", "claim", "name"), here, least=0)
        yield from self.revision(source, here)
        yield from self.refer("comment", source.comment, f"{here}/comment")
        yield from self.refer("claim", source.claim, f"{here}/claim")
        if source.comment == comment.key:
            yield Problem(f"{here}/comment", "a comment cannot quote itself")
        named = source.document is None and source.comment is None and source.claim is None
        if named != (quotation.state == UNRESOLVED):
            yield Problem(f"{place}/state", f"{UNRESOLVED} goes with a source that is only a name")
        if source.document is not None and source.revision is None:
            yield Problem(f"{here}/revision", "is missing")
        for index, anchor in enumerate(quotation.anchors):
            yield from self.refer(
                "person", anchor.checked_by, f"{place}/anchors/{index}/checked_by"
            )

    def _thread(self, thread: Thread, place: str) -> Found:
        yield from self.refer("person", thread.raised_by, f"{place}/raised_by")
        yield from self.by(thread.outcomes, f"{place}/outcomes")
        for index, move in enumerate(thread.moves):
            here = f"{place}/moves/{index}"
            yield from self.refer("thread", move.to, f"{here}/to")
            for field in ("by", "undone_by"):
                yield from self.refer("person", getattr(move, field), f"{here}/{field}")
            for which, moved in enumerate(move.comments):
                yield from self.refer("comment", moved.comment, f"{here}/comments/{which}/comment")

    def _stance(self, stance: Stance, place: str) -> Found:
        yield from self.author(stance, place)
        yield from self.refer("claim", stance.claim, f"{place}/claim")
        yield from self.refer("claim", stance.made_on, f"{place}/made_on")
        yield from self.refer("comment", stance.comment, f"{place}/comment")
        yield from self.confidence(stance, place)

    def _crux_word(self, word: CruxWord, place: str) -> Found:
        yield from self.author(word, place)
        yield from self.one_of(word, ("claim", "link"), place, least=1)
        for kind in ("claim", "link", "comment"):
            yield from self.refer(kind, getattr(word, kind), f"{place}/{kind}")

    def _commitment(self, commitment: Commitment, place: str) -> Found:
        yield from self.author(commitment, place)
        yield from self.refer("person", commitment.checked_by, f"{place}/checked_by")
        for kind in ("comment", "thread", "claim", "document"):
            yield from self.refer(kind, getattr(commitment, kind), f"{place}/{kind}")
        if commitment.done_in is not None:
            pair = (commitment.document, commitment.done_in)
            yield from self.refer("revision", pair, f"{place}/done_in")
        yield from self.by(commitment.changes, f"{place}/changes")

    def _circles(self) -> Found:
        document = self.document
        for section, name, follower in (
            ("claims", "number", lambda claim: claim.merged_into),
            ("links", "number", lambda link: link.target.link),
            ("reviews", "number", lambda review: review.answers),
            ("comments", "key", lambda comment: comment.target.comment),
        ):
            records = getattr(document, section)
            places = {getattr(each, name): index for index, each in enumerate(records)}
            following = {
                getattr(each, name): follower(each)
                for each in records
                if follower(each) is not None
            }
            for member in circles(following):
                yield Problem(f"/{section}/{places[member]}", "leads back to itself")


def _once(names: Sequence[Hashable], before: str, after: str = "") -> Found:
    """Each name but None is used once; the second and later uses are problems."""
    seen: set[Hashable] = set()
    for index, name in enumerate(names):
        if name is None:
            continue
        if name in seen:
            yield Problem(f"{before}{index}{after}", "is used more than once")
        seen.add(name)
