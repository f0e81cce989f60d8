"""Every address of the site: how to build it, what may be sent there, and who may send it.

The tests of permissions, of queries and of what all answers have in common go through this table;
`test_routes.py` fails for an address that is not in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.urls import reverse

from tests.worlds import Seat

Build: TypeAlias = Callable[[Seat], Any]

# Who may: a row of docs/permissions.md,
CONTRIBUTE = "contribute"  # the row of an open debate, or of one by invitation
START = "start a debate"
DOCUMENTS = "put up a document or a revision"
SETTLE = "set any status of a claim or link"
CONCEDE = "set a claim or link to conceded or revised"
CHALLENGE = "set a claim or link to challenged"
TIDY = "add a topic, name a passage that states a claim"
CLOSE = "close a thread raised by another"
DISPUTE = "dispute an outcome"
REMOVE = "remove another person's comment, with a reason"
MANAGE = "change the debate, give roles"
# or what the table has no row for: who sees the debate, everybody, who is signed in;
SEE, ANYBODY, ACCOUNT = "see", "anybody", "account"
# whose it is, an editor, nobody who is asked;
OWN, EDIT, NOBODY = "own", "edit", "nobody"
# whose draft it is, or whose removed words, since for all others these are not there; the same,
# to write in a draft; an editor, of what is not there for others.
DRAFT, FINISH, UNSEEN = "draft", "finish", "unseen"


@dataclass(frozen=True)
class Case:
    """One request, which is a good one wherever it is allowed."""

    route: str
    who: str
    args: Build
    method: str = "GET"
    data: Build | None = None
    query: Mapping[str, str] | None = None

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api_")

    @property
    def is_safe(self) -> bool:
        return self.method == "GET"

    def url(self, seat: Seat) -> str:
        return reverse(self.route, args=self.args(seat))

    def __str__(self) -> str:
        return f"{self.method} {self.route} ({self.who}) {self.query or ''}".strip()


def get(route: str, who: str, args: Build, **query: str) -> Case:
    return Case(route, who, args, query=query)


def post(route: str, who: str, args: Build, data: Build | None = None) -> Case:
    return Case(route, who, args, "POST", data)


def put(route: str, who: str, args: Build, data: Build | None = None) -> Case:
    return Case(route, who, args, "PUT", data)


def patch(route: str, who: str, args: Build, data: Build) -> Case:
    return Case(route, who, args, "PATCH", data)


def delete(route: str, who: str, args: Build) -> Case:
    return Case(route, who, args, "DELETE")


# How addresses are built


def nothing(seat: Seat) -> Sequence[Any]:
    return []


def debate(seat: Seat) -> Sequence[Any]:
    return [seat.slug]


def document(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.world.document.number]


def revision(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.world.document.number, 1]


def claim(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.theirs.claim.number]


def my_claim(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.claim.number]


def imported(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.world.imported.number]


def link(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.theirs.link.number]


def my_link(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.link.number]


def comment(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.theirs.comment.uuid]


def my_comment(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.comment.uuid]


def removed(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.theirs.removed.uuid]


def my_removed(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.removed.uuid]


def note(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.note.uuid]


def thread(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.theirs.thread.number]


def my_thread(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.thread.number]


def closed(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.theirs.closed.number]


def my_closed(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.closed.number]


def review(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.world.review.number]


def draft(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.draft.number]


def promise(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.theirs.promise.number]


def my_promise(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.promise.number]


def kept(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.theirs.kept.number]


def my_kept(seat: Seat) -> Sequence[Any]:
    return [seat.slug, seat.mine.kept.number]


def by_uuid(thing: Callable[[Seat], Any]) -> Build:
    return lambda seat: [thing(seat).uuid]


CLAIM = by_uuid(lambda seat: seat.theirs.claim)
MY_CLAIM = by_uuid(lambda seat: seat.mine.claim)
LINK = by_uuid(lambda seat: seat.theirs.link)
MY_LINK = by_uuid(lambda seat: seat.mine.link)
DOCUMENT = by_uuid(lambda seat: seat.world.document)
COMMENT = by_uuid(lambda seat: seat.theirs.comment)
MY_COMMENT = by_uuid(lambda seat: seat.mine.comment)
REMOVED = by_uuid(lambda seat: seat.theirs.removed)
MY_REMOVED = by_uuid(lambda seat: seat.mine.removed)
NOTE = by_uuid(lambda seat: seat.mine.note)
THREAD = by_uuid(lambda seat: seat.theirs.thread)
MY_THREAD = by_uuid(lambda seat: seat.mine.thread)
CLOSED = by_uuid(lambda seat: seat.theirs.closed)
MY_CLOSED = by_uuid(lambda seat: seat.mine.closed)
REVIEW = by_uuid(lambda seat: seat.world.review)
DRAFT_OF_MINE = by_uuid(lambda seat: seat.mine.draft)
PROMISE = by_uuid(lambda seat: seat.theirs.promise)
MY_PROMISE = by_uuid(lambda seat: seat.mine.promise)
KEPT = by_uuid(lambda seat: seat.theirs.kept)
MY_KEPT = by_uuid(lambda seat: seat.mine.kept)

# What is sent


def sending(**fields: Any) -> Build:
    return lambda seat: fields


DEBATE = {"title": "Another", "summary": "New.", "visibility": "public", "joining": "open"}
WORDING = {"title": "It is otherwise", "kind": "claim", "voice": "asserted"}
OBJECTION = {**WORDING, "against": "claim", "bears": "supports"}
NEW_COMMENT = {"source": "Is it *so*?", "acts": ["ask"]}


def status(word: str) -> Build:
    return sending(status=word, reason="So it is.")


def rewording(seat: Seat) -> dict[str, Any]:
    return {**WORDING, "seen": seat.mine.claim.version, "reason": "Plainer."}


def correction(seat: Seat) -> dict[str, Any]:
    return {**WORDING, "seen": seat.world.imported.version, "reason": "A slip."}


def rewritten(seat: Seat) -> dict[str, Any]:
    return {"source": "It is so.", "seen": seat.mine.comment.version}


def role(seat: Seat) -> dict[str, Any]:
    wanda = seat.world.people.users["wanda"]
    return {"who": wanda.email, "username": wanda.username, "role": "author", "reason": "Asked."}


def decision(kind: str, **fields: str) -> Build:
    return sending(kind=kind, line="So be it.", **fields)


CLOSING = decision("outcome", outcome="rejected")
SATISFIED = decision("satisfaction", satisfaction="satisfied")
DISPUTING = decision("dispute")
REOPENING = decision("reopen")
PROMISING = sending(text="To say it plainly", strength="firm")
DONE = sending(state="done", reason="See the text.")
OPENING = sending(
    opening="On the whole.", recommendation="satisfied", confidence="80", do="publish"
)

PAGES = [
    get("debate_list", ANYBODY, nothing),
    get("debate_list", ANYBODY, nothing, show="mine", sort="latest"),
    get("debate_create", START, nothing),
    post("debate_create", START, nothing, sending(**DEBATE, slug="another")),
    get("debate_detail", SEE, debate),
    get("debate_edit", MANAGE, debate),
    post("debate_edit", MANAGE, debate, sending(**DEBATE)),
    get("participant_list", SEE, debate),
    post("participant_list", MANAGE, debate, role),
    post("preview", ANYBODY, nothing, sending(source="So *it* is.")),
    get("token_list", ACCOUNT, nothing),
    post("token_list", ACCOUNT, nothing, sending(name="script", scope="write", days="30")),
    post("token_revocation", ACCOUNT, lambda seat: [seat.token.pk]),
    get("debate_export", SEE, debate),
    get("debate_export", SEE, debate, what="debate", form="json"),
    get("debate_export_file", SEE, lambda seat: [seat.slug, "json"]),
    get("debate_export_file", SEE, lambda seat: [seat.slug, "markdown"]),
    # Claims and links
    get("claim_list", SEE, debate),
    get("claim_list", SEE, debate, text="silent", role="argument", status="open"),
    get("claim_create", CONTRIBUTE, debate),
    post("claim_create", CONTRIBUTE, debate, sending(**WORDING)),
    get("claim_detail", SEE, claim),
    get("claim_history", SEE, claim),
    get("claim_edit", OWN, my_claim),
    post("claim_edit", OWN, my_claim, rewording),
    get("claim_edit", NOBODY, claim),
    post("claim_edit", NOBODY, claim, rewording),
    get("claim_edit", EDIT, imported),
    post("claim_edit", EDIT, imported, correction),
    get("claim_status", CHALLENGE, claim),
    post("claim_status", CHALLENGE, claim, status("challenged")),
    post("claim_status", CONCEDE, claim, status("conceded")),
    post("claim_status", CONCEDE, claim, status("revised")),
    post("claim_status", SETTLE, claim, status("settled")),
    post("claim_status", SETTLE, claim, status("withdrawn")),
    post("claim_status", SETTLE, my_claim, status("settled")),
    post("claim_status", OWN, my_claim, status("withdrawn")),
    get("claim_objection", CONTRIBUTE, claim),
    post("claim_objection", CONTRIBUTE, claim, sending(**OBJECTION)),
    get("claim_support", CONTRIBUTE, claim),
    post("claim_support", CONTRIBUTE, claim, sending(**OBJECTION)),
    get("claim_comment", CONTRIBUTE, claim),
    post("claim_comment", CONTRIBUTE, claim, sending(**NEW_COMMENT)),
    get("claim_stance", CONTRIBUTE, claim),
    post("claim_stance", CONTRIBUTE, claim, sending(position="disagree", confidence="40")),
    get("link_detail", SEE, link),
    get("link_objection", CONTRIBUTE, link),
    post("link_objection", CONTRIBUTE, link, sending(**OBJECTION)),
    get("link_status", CHALLENGE, link),
    post("link_status", CHALLENGE, link, status("challenged")),
    post("link_status", CONCEDE, link, status("conceded")),
    post("link_status", SETTLE, link, status("settled")),
    post("link_status", OWN, my_link, status("withdrawn")),
    get("link_comment", CONTRIBUTE, link),
    post("link_comment", CONTRIBUTE, link, sending(**NEW_COMMENT)),
    # Documents
    get("document_create", DOCUMENTS, debate),
    post("document_create", DOCUMENTS, debate, sending(title="A text", source="Some words.")),
    get("document_detail", SEE, document),
    get("document_detail", SEE, document, show="none"),
    get("revision_create", DOCUMENTS, document),
    post("revision_create", DOCUMENTS, document, sending(source="Other words.", seen="2")),
    get("revision_detail", SEE, revision),
    get("passage_comment", CONTRIBUTE, revision),
    get("passage_comment", CONTRIBUTE, revision, start="10", end="40"),
    post("passage_comment", CONTRIBUTE, revision, sending(**NEW_COMMENT, newest="2")),
    # Comments, threads, reviews, promises
    get("debate_comment", CONTRIBUTE, debate),
    post("debate_comment", CONTRIBUTE, debate, sending(**NEW_COMMENT)),
    post("debate_comment", CONTRIBUTE, debate, sending(**NEW_COMMENT, do="draft")),
    get("comment_answer", CONTRIBUTE, comment),
    post("comment_answer", CONTRIBUTE, comment, sending(source="It is.", acts=["answer"])),
    get("comment_history", SEE, comment),
    get("comment_history", DRAFT, my_removed),
    get("comment_history", UNSEEN, removed),
    get("comment_edit", OWN, my_comment),
    post("comment_edit", OWN, my_comment, rewritten),
    get("comment_edit", NOBODY, comment),
    post("comment_edit", NOBODY, comment, rewritten),
    get("comment_edit", FINISH, note),
    post("comment_edit", FINISH, note, sending(source="It is so.", seen=1)),
    get("comment_history", DRAFT, note),
    get("comment_removal", OWN, my_comment),
    post("comment_removal", OWN, my_comment, sending(do="remove", reason="Beside it.")),
    post("comment_removal", REMOVE, comment, sending(do="remove", reason="Beside it.")),
    post("comment_removal", OWN, my_removed, sending(do="restore")),
    post("comment_removal", EDIT, removed, sending(do="restore")),
    post("comment_removal", FINISH, note, sending(do="remove")),
    get("thread_list", SEE, debate),
    get("thread_list", SEE, debate, words="silent", state="unsettled"),
    get("thread_list", SEE, debate, waiting="me"),
    get("thread_detail", SEE, thread),
    get("thread_detail", SEE, closed),
    get("thread_export_file", SEE, lambda seat: [*thread(seat), "json"]),
    get("thread_export_file", SEE, lambda seat: [*thread(seat), "markdown"]),
    get("thread_outcome", SEE, thread),
    post("thread_outcome", CLOSE, thread, CLOSING),
    post("thread_outcome", OWN, my_thread, CLOSING),
    post("thread_outcome", OWN, my_closed, SATISFIED),
    post("thread_outcome", NOBODY, closed, SATISFIED),
    post("thread_outcome", DISPUTE, closed, DISPUTING),
    post("thread_outcome", OWN, my_closed, REOPENING),
    get("review_list", SEE, debate),
    get("review_detail", SEE, review),
    get("review_detail", DRAFT, draft),
    get("review_publication", FINISH, draft),
    post("review_publication", FINISH, draft, OPENING),
    post("review_publication", FINISH, draft, sending(opening="So far.", do="keep")),
    get("review_publication", NOBODY, review),
    post("review_publication", NOBODY, review, OPENING),
    get("review_discard", DRAFT, draft),
    post("review_discard", DRAFT, draft),
    post("review_discard", NOBODY, review),
    get("commitment_list", SEE, debate),
    get("commitment_list", SEE, debate, state="pending"),
    post("commitment_list", CONTRIBUTE, debate, PROMISING),
    get("commitment_state", SEE, promise),
    post("commitment_state", OWN, my_promise, DONE),
    post("commitment_state", NOBODY, promise, DONE),
    post("commitment_state", OWN, my_kept, sending(do="confirm")),
    post("commitment_state", EDIT, kept, sending(do="confirm")),
]


def version(seat: Seat) -> dict[str, Any]:
    return {"title": "It is otherwise", "version": seat.mine.claim.version}


def reworded(seat: Seat) -> dict[str, Any]:
    return {"source": "It is so.", "version": seat.mine.comment.version}


def new_link(seat: Seat) -> dict[str, Any]:
    premises = [str(seat.world.imported.uuid)]
    target = {"claim": str(seat.theirs.claim.uuid)}
    return {"relation": "attacks", "premises": premises, "target": target}


def new_undercut(seat: Seat) -> dict[str, Any]:
    premises = [str(seat.theirs.claim.uuid)]
    target = {"link": str(seat.world.undercut.uuid)}
    return {"relation": "attacks", "premises": premises, "target": target}


def passage(seat: Seat) -> dict[str, Any]:
    return {"document": str(seat.world.document.uuid), "revision": 1, "start": 5, "end": 20}


def new_comment(seat: Seat) -> dict[str, Any]:
    """On its own, quoting somebody else's, and saying something about a claim."""
    source = {"comment": str(seat.theirs.comment.uuid)}
    return {
        "source": "Is it *so*?",
        "target": {"comment": str(seat.theirs.comment.uuid)},
        "acts": [{"act": "ask", "claim": str(seat.theirs.claim.uuid)}],
        "quotations": [{"source": source, "start": 0, "end": 3}],
    }


def new_promise(seat: Seat) -> dict[str, Any]:
    thread, claim = seat.theirs.thread.uuid, seat.theirs.claim.uuid
    return {"text": "To say it plainly", "thread": str(thread), "claim": str(claim)}


API = [
    get("api_debate_list", ANYBODY, nothing),
    get("api_debate_list", ANYBODY, nothing, mine="true"),
    post("api_debate_list", START, nothing, sending(**DEBATE, slug="another")),
    get("api_debate", SEE, debate),
    patch("api_debate", MANAGE, debate, sending(title="Another")),
    get("api_graph", SEE, debate),
    get("api_debate_export", SEE, debate),
    get("api_debate_export", SEE, debate, **{"as": "markdown"}),
    get("api_participant_list", SEE, debate),
    post(
        "api_participant_list",
        MANAGE,
        debate,
        lambda seat: {name: role(seat)[name] for name in ("username", "role", "reason")},
    ),
    get("api_topic_list", SEE, debate),
    post("api_topic_list", TIDY, debate, sending(title="Another topic")),
    get("api_claim_list", SEE, debate),
    get("api_claim_list", SEE, debate, text="silent", role="argument", status="open"),
    post("api_claim_list", CONTRIBUTE, debate, sending(**WORDING)),
    get("api_claim", SEE, CLAIM),
    patch("api_claim", OWN, MY_CLAIM, version),
    patch("api_claim", NOBODY, CLAIM, version),
    put("api_claim_status", CHALLENGE, CLAIM, status("challenged")),
    put("api_claim_status", CONCEDE, CLAIM, status("conceded")),
    put("api_claim_status", SETTLE, CLAIM, status("settled")),
    put("api_claim_status", SETTLE, MY_CLAIM, status("settled")),
    put("api_claim_status", OWN, MY_CLAIM, status("withdrawn")),
    get("api_claim_status_changes", SEE, CLAIM),
    get("api_claim_versions", SEE, CLAIM),
    get("api_claim_citations", SEE, CLAIM),
    post("api_claim_citations", OWN, MY_CLAIM, passage),
    post("api_claim_citations", TIDY, CLAIM, passage),
    get("api_link_list", SEE, debate),
    get("api_link_list", SEE, debate, relation="supports", status="challenged"),
    post("api_link_list", CONTRIBUTE, debate, new_link),
    post("api_link_list", CONTRIBUTE, debate, new_undercut),
    get("api_link", SEE, LINK),
    put("api_link_status", CHALLENGE, LINK, status("challenged")),
    put("api_link_status", CONCEDE, LINK, status("conceded")),
    put("api_link_status", SETTLE, LINK, status("settled")),
    put("api_link_status", OWN, MY_LINK, status("withdrawn")),
    get("api_link_status_changes", SEE, LINK),
    get("api_document_list", SEE, debate),
    post("api_document_list", DOCUMENTS, debate, sending(title="A text", source="Some words.")),
    get("api_document", SEE, DOCUMENT),
    get("api_revision_list", SEE, DOCUMENT),
    post("api_revision_list", DOCUMENTS, DOCUMENT, sending(source="Other words.")),
    get("api_revision", SEE, lambda seat: [seat.world.document.uuid, 1]),
    get("api_review_list", SEE, debate),
    post("api_review_list", CONTRIBUTE, debate, sending()),
    get("api_review", SEE, REVIEW),
    get("api_review", DRAFT, DRAFT_OF_MINE),
    delete("api_review", DRAFT, DRAFT_OF_MINE),
    delete("api_review", NOBODY, REVIEW),
    get("api_review_export", SEE, REVIEW),
    get("api_review_export", DRAFT, DRAFT_OF_MINE, **{"as": "markdown"}),
    get("api_review_comments", SEE, REVIEW),
    get("api_review_comments", DRAFT, DRAFT_OF_MINE),
    put("api_review_publication", FINISH, DRAFT_OF_MINE, sending(confidence=80)),
    put("api_review_publication", NOBODY, REVIEW, sending(confidence=80)),
    get("api_comment_list", SEE, debate),
    get("api_comment_list", SEE, debate, text="silent"),
    post("api_comment_list", CONTRIBUTE, debate, new_comment),
    get("api_comment", SEE, COMMENT),
    get("api_comment", DRAFT, NOTE),
    patch("api_comment", OWN, MY_COMMENT, reworded),
    patch("api_comment", NOBODY, COMMENT, reworded),
    patch("api_comment", FINISH, NOTE, sending(source="It is so.", version=1)),
    delete("api_comment", OWN, MY_COMMENT),
    put("api_comment_removal", OWN, MY_COMMENT, sending(reason="Beside it.")),
    put("api_comment_removal", REMOVE, COMMENT, sending(reason="Beside it.")),
    delete("api_comment_removal", OWN, MY_REMOVED),
    delete("api_comment_removal", EDIT, REMOVED),
    get("api_comment_versions", SEE, COMMENT),
    get("api_comment_versions", DRAFT, MY_REMOVED),
    get("api_comment_versions", UNSEEN, REMOVED),
    get("api_comment_versions", DRAFT, NOTE),
    get("api_thread_list", SEE, debate),
    get("api_thread_list", SEE, debate, state="resolved"),
    get("api_thread", SEE, THREAD),
    get("api_thread_export", SEE, THREAD),
    get("api_thread_export", SEE, THREAD, **{"as": "markdown"}),
    get("api_thread_outcomes", SEE, CLOSED),
    post("api_thread_outcomes", CLOSE, THREAD, CLOSING),
    post("api_thread_outcomes", OWN, MY_THREAD, CLOSING),
    post("api_thread_outcomes", OWN, MY_CLOSED, SATISFIED),
    post("api_thread_outcomes", NOBODY, CLOSED, SATISFIED),
    post("api_thread_outcomes", DISPUTE, CLOSED, DISPUTING),
    post("api_thread_outcomes", OWN, MY_CLOSED, REOPENING),
    get("api_stance_list", SEE, debate),
    get("api_stance_list", SEE, debate, current="true", position="partly"),
    get("api_claim_stances", SEE, CLAIM),
    post("api_claim_stances", CONTRIBUTE, CLAIM, sending(position="disagree", confidence=40)),
    get("api_commitment_list", SEE, debate),
    get("api_commitment_list", SEE, debate, state="done"),
    post("api_commitment_list", CONTRIBUTE, debate, new_promise),
    get("api_commitment", SEE, PROMISE),
    put("api_commitment_state", OWN, MY_PROMISE, DONE),
    put("api_commitment_state", NOBODY, PROMISE, DONE),
    put("api_commitment_confirmation", OWN, MY_KEPT),
    put("api_commitment_confirmation", EDIT, KEPT),
    get("api_commitment_changes", SEE, KEPT),
]

ACCOUNTS = [
    get("account_login", ANYBODY, nothing),
    get("account_signup", ANYBODY, nothing),
    get("account_logout", ANYBODY, nothing),
    post("account_logout", ANYBODY, nothing),
    get("account_inactive", ANYBODY, nothing),
    get("account_confirm_login_code", ACCOUNT, nothing),
    get("account_email_verification_sent", ANYBODY, nothing),
    get("account_confirm_email", ANYBODY, lambda seat: ["no:such-key"]),
    get("account_reset_password", ANYBODY, nothing),
    post("account_reset_password", ANYBODY, nothing, sending(email="nobody@example.net")),
    get("account_reset_password_done", ANYBODY, nothing),
    get("account_reset_password_from_key", ANYBODY, lambda seat: ["1", "no-such-key"]),
    get("account_reset_password_from_key_done", ANYBODY, nothing),
    get("account_reauthenticate", ACCOUNT, nothing),
    get("account_email", ACCOUNT, nothing),
    get("account_change_password", ACCOUNT, nothing),
    get("account_set_password", ACCOUNT, nothing),
    get("api", ANYBODY, nothing),
    get("schema", ANYBODY, nothing),
    get("health", ANYBODY, nothing),
]
CASES = [*PAGES, *API, *ACCOUNTS]
