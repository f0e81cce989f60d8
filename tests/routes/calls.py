"""The calls of the API."""

from typing import Any

from tests.worlds import Seat

from .cases import (
    ACCOUNT,
    ANYBODY,
    CHALLENGE,
    CLOSE,
    CLOSING,
    CONCEDE,
    CONTRIBUTE,
    DEBATE,
    DISPUTE,
    DISPUTING,
    DOCUMENTS,
    DONE,
    DRAFT,
    EDIT,
    FINISH,
    MANAGE,
    MERGE,
    NOBODY,
    OWN,
    REMOVE,
    REOPENING,
    SATISFIED,
    SEE,
    SETTLE,
    START,
    TIDY,
    UNSEEN,
    WORDING,
    delete,
    get,
    nothing,
    of_debate,
    patch,
    post,
    put,
    role,
    sending,
    status,
    uuid_of,
)


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


def into_the_imported(seat: Seat) -> dict[str, Any]:
    return {"into": str(seat.world.imported.uuid), "reason": "The same."}


def into_the_closed(seat: Seat) -> dict[str, Any]:
    return {"into": str(seat.theirs.closed.uuid), "reason": "The same point."}


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
    post("api_import_list", START, nothing, sending(text="[a]: It is so.", slug="brought")),
    get("api_debate", SEE, of_debate),
    patch("api_debate", MANAGE, of_debate, sending(title="Another")),
    get("api_graph", SEE, of_debate),
    get("api_debate_standing", SEE, of_debate),
    get("api_standing_change_list", SEE, of_debate),
    get("api_debate_export", SEE, of_debate),
    get("api_debate_export", SEE, of_debate, **{"as": "markdown"}),
    get("api_debate_export_losses", SEE, of_debate, **{"as": "graphml"}),
    get("api_participant_list", SEE, of_debate),
    post(
        "api_participant_list",
        MANAGE,
        of_debate,
        lambda seat: {name: role(seat)[name] for name in ("username", "role", "reason")},
    ),
    get("api_topic_list", SEE, of_debate),
    post("api_topic_list", TIDY, of_debate, sending(title="Another topic")),
    get("api_claim_list", SEE, of_debate),
    get("api_claim_list", SEE, of_debate, text="silent", role="argument", status="open"),
    post("api_claim_list", CONTRIBUTE, of_debate, sending(**WORDING)),
    get("api_claim", SEE, uuid_of("theirs.claim")),
    get("api_claim_standing", SEE, uuid_of("theirs.claim")),
    patch("api_claim", OWN, uuid_of("mine.claim"), version),
    patch("api_claim", NOBODY, uuid_of("theirs.claim"), version),
    put("api_claim_merge", MERGE, uuid_of("theirs.claim"), into_the_imported),
    delete("api_claim_merge", MERGE, uuid_of("world.twin")),
    get("api_merge_list", SEE, of_debate),
    put("api_claim_status", CHALLENGE, uuid_of("theirs.claim"), status("challenged")),
    put("api_claim_status", CONCEDE, uuid_of("theirs.claim"), status("conceded")),
    put("api_claim_status", SETTLE, uuid_of("theirs.claim"), status("settled")),
    put("api_claim_status", SETTLE, uuid_of("mine.claim"), status("settled")),
    put("api_claim_status", OWN, uuid_of("mine.claim"), status("withdrawn")),
    get("api_claim_status_changes", SEE, uuid_of("theirs.claim")),
    get("api_claim_versions", SEE, uuid_of("theirs.claim")),
    get("api_claim_citations", SEE, uuid_of("theirs.claim")),
    post("api_claim_citations", OWN, uuid_of("mine.claim"), passage),
    post("api_claim_citations", TIDY, uuid_of("theirs.claim"), passage),
    get("api_link_list", SEE, of_debate),
    get("api_link_list", SEE, of_debate, relation="supports", status="challenged"),
    post("api_link_list", CONTRIBUTE, of_debate, new_link),
    post("api_link_list", CONTRIBUTE, of_debate, new_undercut),
    get("api_link", SEE, uuid_of("theirs.link")),
    get("api_link_standing", SEE, uuid_of("theirs.link")),
    put("api_link_status", CHALLENGE, uuid_of("theirs.link"), status("challenged")),
    put("api_link_status", CONCEDE, uuid_of("theirs.link"), status("conceded")),
    put("api_link_status", SETTLE, uuid_of("theirs.link"), status("settled")),
    put("api_link_status", OWN, uuid_of("mine.link"), status("withdrawn")),
    get("api_link_status_changes", SEE, uuid_of("theirs.link")),
    get("api_document_list", SEE, of_debate),
    post("api_document_list", DOCUMENTS, of_debate, sending(title="A text", source="Some words.")),
    get("api_document", SEE, uuid_of("world.document")),
    get("api_revision_list", SEE, uuid_of("world.document")),
    post("api_revision_list", DOCUMENTS, uuid_of("world.document"), sending(source="Other words.")),
    get("api_revision", SEE, uuid_of("world.document", 1)),
    get("api_review_list", SEE, of_debate),
    post("api_review_list", CONTRIBUTE, of_debate, sending()),
    get("api_review", SEE, uuid_of("world.review")),
    get("api_review", DRAFT, uuid_of("mine.draft")),
    delete("api_review", DRAFT, uuid_of("mine.draft")),
    delete("api_review", NOBODY, uuid_of("world.review")),
    get("api_review_export", SEE, uuid_of("world.review")),
    get("api_review_export_losses", SEE, uuid_of("world.review"), **{"as": "dot"}),
    get("api_review_export", DRAFT, uuid_of("mine.draft"), **{"as": "markdown"}),
    get("api_review_letter", SEE, uuid_of("world.review")),
    get("api_review_comments", SEE, uuid_of("world.review")),
    get("api_review_comments", DRAFT, uuid_of("mine.draft")),
    put("api_review_publication", FINISH, uuid_of("mine.draft"), sending(confidence=80)),
    put("api_review_publication", NOBODY, uuid_of("world.review"), sending(confidence=80)),
    get("api_comment_list", SEE, of_debate),
    get("api_comment_list", SEE, of_debate, text="silent"),
    post("api_comment_list", CONTRIBUTE, of_debate, new_comment),
    get("api_comment", SEE, uuid_of("theirs.comment")),
    get("api_comment", DRAFT, uuid_of("mine.note")),
    patch("api_comment", OWN, uuid_of("mine.comment"), reworded),
    patch("api_comment", NOBODY, uuid_of("theirs.comment"), reworded),
    patch(
        "api_comment",
        EDIT,
        uuid_of("world.imported_comment"),
        sending(source="It is so.", version=1),
    ),
    patch("api_comment", FINISH, uuid_of("mine.note"), sending(source="It is so.", version=1)),
    delete("api_comment", OWN, uuid_of("mine.comment")),
    put("api_comment_removal", OWN, uuid_of("mine.comment"), sending(reason="Beside it.")),
    put("api_comment_removal", REMOVE, uuid_of("theirs.comment"), sending(reason="Beside it.")),
    delete("api_comment_removal", OWN, uuid_of("mine.removed")),
    delete("api_comment_removal", EDIT, uuid_of("theirs.removed")),
    get("api_comment_versions", SEE, uuid_of("theirs.comment")),
    get("api_comment_versions", DRAFT, uuid_of("mine.removed")),
    get("api_comment_versions", UNSEEN, uuid_of("theirs.removed")),
    get("api_comment_versions", DRAFT, uuid_of("mine.note")),
    get("api_thread_list", SEE, of_debate),
    get("api_thread_list", SEE, of_debate, state="resolved"),
    get("api_thread", SEE, uuid_of("theirs.thread")),
    get("api_thread_export", SEE, uuid_of("theirs.thread")),
    get("api_thread_export_losses", SEE, uuid_of("theirs.thread"), **{"as": "dot"}),
    get("api_thread_export", SEE, uuid_of("theirs.thread"), **{"as": "markdown"}),
    get("api_thread_outcomes", SEE, uuid_of("theirs.closed")),
    post("api_thread_outcomes", CLOSE, uuid_of("theirs.thread"), CLOSING),
    post("api_thread_outcomes", OWN, uuid_of("mine.thread"), CLOSING),
    post("api_thread_outcomes", OWN, uuid_of("mine.closed"), SATISFIED),
    post("api_thread_outcomes", NOBODY, uuid_of("theirs.closed"), SATISFIED),
    post("api_thread_outcomes", DISPUTE, uuid_of("theirs.closed"), DISPUTING),
    post("api_thread_outcomes", OWN, uuid_of("mine.closed"), REOPENING),
    get("api_stance_list", SEE, of_debate),
    get("api_stance_list", SEE, of_debate, current="true", position="partly"),
    get("api_claim_stances", SEE, uuid_of("theirs.claim")),
    post(
        "api_claim_stances",
        CONTRIBUTE,
        uuid_of("theirs.claim"),
        sending(position="disagree", confidence=40),
    ),
    get("api_crux_list", SEE, of_debate),
    post("api_claim_crux", CONTRIBUTE, uuid_of("theirs.claim"), sending(hold="holds")),
    post("api_link_crux", CONTRIBUTE, uuid_of("theirs.link"), sending(hold="denies")),
    get("api_disposition_list", SEE, of_debate),
    get("api_disposition_list", SEE, of_debate, disposition="unanswered"),
    get("api_worklist", ACCOUNT, nothing),
    put("api_comment_move", MERGE, uuid_of("theirs.comment"), into_the_closed),
    delete("api_comment_move", MERGE, lambda seat: [seat.world.move.places.get().comment.uuid]),
    put("api_thread_merge", MERGE, uuid_of("theirs.thread"), into_the_closed),
    put("api_comment_recheck", OWN, uuid_of("mine.comment"), sending(places=[])),
    put("api_comment_recheck", EDIT, uuid_of("theirs.comment"), sending(places=[])),
    get("api_commitment_list", SEE, of_debate),
    get("api_commitment_list", SEE, of_debate, state="done"),
    post("api_commitment_list", CONTRIBUTE, of_debate, new_promise),
    get("api_commitment", SEE, uuid_of("theirs.promise")),
    put("api_commitment_state", OWN, uuid_of("mine.promise"), DONE),
    put("api_commitment_state", NOBODY, uuid_of("theirs.promise"), DONE),
    put("api_commitment_due", OWN, uuid_of("mine.promise"), sending(due="2027-01-31")),
    put("api_commitment_due", NOBODY, uuid_of("theirs.promise"), sending(due="2027-01-31")),
    put("api_commitment_confirmation", OWN, uuid_of("mine.kept")),
    put("api_commitment_confirmation", EDIT, uuid_of("theirs.kept")),
    get("api_commitment_changes", SEE, uuid_of("theirs.kept")),
]
