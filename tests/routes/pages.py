"""The pages of debates, and those of accounts."""

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
    READ,
    REMOVE,
    REOPENING,
    SATISFIED,
    SEE,
    SETTLE,
    START,
    UNSEEN,
    WORDING,
    Build,
    get,
    nothing,
    number_of,
    of_debate,
    page_of,
    post,
    role,
    sending,
    status,
)

OBJECTION = {**WORDING, "against": "claim", "bears": "supports"}
NEW_COMMENT = {"source": "Is it *so*?", "acts": ["ask"]}


def rewording(seat: Seat) -> dict[str, Any]:
    return {**WORDING, "seen": seat.mine.claim.version, "reason": "Plainer."}


def correction(seat: Seat) -> dict[str, Any]:
    return {**WORDING, "seen": seat.world.imported.version, "reason": "A slip."}


def nothing_said(_: Seat) -> dict[str, Any]:
    return {}


def in_table(form: str) -> Build:
    return lambda seat: [seat.slug, form]


def linking(seat: Seat) -> dict[str, Any]:
    premise, target = seat.mine.claim.label, seat.theirs.claim.label
    return {"premises": premise, "relation": "clarifies", "target": target}


def rewritten(seat: Seat) -> dict[str, Any]:
    return {"source": "It is so.", "seen": seat.mine.comment.version}


def into_the_imported(seat: Seat) -> dict[str, Any]:
    return {"into": seat.world.imported.label, "reason": "The same."}


def into_the_closed(seat: Seat) -> dict[str, Any]:
    return {"into": seat.theirs.closed.label, "reason": "The same point."}


def taking_up(seat: Seat) -> dict[str, Any]:
    return {"revision": seat.world.document.latest.pk, "line": "It says so now."}


PROMISING = sending(text="To say it plainly", strength="firm")
OPENING = sending(
    opening="On the whole.", recommendation="satisfied", confidence="80", do="publish"
)

PAGES = [
    get("debate_list", ANYBODY, nothing),
    get("debate_list", ANYBODY, nothing, show="mine", sort="latest"),
    get("debate_create", START, nothing),
    post("debate_create", START, nothing, sending(**DEBATE, slug="another")),
    get("debate_detail", SEE, of_debate),
    get("debate_standing", SEE, of_debate),
    get("debate_map", SEE, of_debate),
    get("debate_map", SEE, of_debate, show="open", role="argument"),
    get("claim_outline", SEE, of_debate),
    get("claim_outline", SEE, of_debate, show="open"),
    get("debate_edit", MANAGE, of_debate),
    post("debate_edit", MANAGE, of_debate, sending(**DEBATE)),
    get("participant_list", SEE, of_debate),
    post("participant_list", MANAGE, of_debate, role),
    post("preview", ANYBODY, nothing, sending(source="So *it* is.")),
    get("token_list", ACCOUNT, nothing),
    post("token_list", ACCOUNT, nothing, sending(name="script", scope="write", days="30")),
    post("token_revocation", ACCOUNT, lambda seat: [seat.token.pk]),
    get("debate_export", SEE, of_debate),
    get("debate_export", SEE, of_debate, what="debate", form="json"),
    get("debate_export", SEE, of_debate, what="debate", form="dot", do="losses"),
    get("debate_export_file", SEE, lambda seat: [seat.slug, "json"]),
    get("debate_export_file", SEE, lambda seat: [seat.slug, "graphml"]),
    get("debate_export_file", SEE, lambda seat: [seat.slug, "markdown"]),
    # Claims and links
    get("claim_list", SEE, of_debate),
    get("claim_list", SEE, of_debate, text="silent", role="argument", status="open"),
    get("claim_create", CONTRIBUTE, of_debate),
    post("claim_create", CONTRIBUTE, of_debate, sending(**WORDING)),
    get("claim_detail", SEE, number_of("theirs.claim")),
    get("claim_standing", SEE, number_of("theirs.claim")),
    get("claim_suggestion_list", SEE, of_debate, title="It is silent"),
    get("claim_compare", SEE, number_of("theirs.claim")),
    get("claim_history", SEE, number_of("theirs.claim")),
    get("claim_edit", OWN, number_of("mine.claim")),
    post("claim_edit", OWN, number_of("mine.claim"), rewording),
    get("claim_edit", NOBODY, number_of("theirs.claim")),
    post("claim_edit", NOBODY, number_of("theirs.claim"), rewording),
    get("claim_edit", EDIT, number_of("world.imported")),
    post("claim_edit", EDIT, number_of("world.imported"), correction),
    get("claim_neighbourhood", SEE, number_of("theirs.claim")),
    get("claim_neighbourhood_file", SEE, number_of("theirs.claim")),
    get("claim_merge", MERGE, number_of("theirs.claim")),
    post("claim_merge", MERGE, number_of("theirs.claim"), into_the_imported),
    get("claim_separation", MERGE, number_of("world.twin")),
    post("claim_separation", MERGE, number_of("world.twin")),
    get("claim_detail", SEE, number_of("world.twin")),
    get("claim_status", CHALLENGE, number_of("theirs.claim")),
    post("claim_status", CHALLENGE, number_of("theirs.claim"), status("challenged")),
    post("claim_status", CONCEDE, number_of("theirs.claim"), status("conceded")),
    post("claim_status", CONCEDE, number_of("theirs.claim"), status("revised")),
    post("claim_status", SETTLE, number_of("theirs.claim"), status("settled")),
    post("claim_status", SETTLE, number_of("theirs.claim"), status("withdrawn")),
    post("claim_status", SETTLE, number_of("mine.claim"), status("settled")),
    post("claim_status", OWN, number_of("mine.claim"), status("withdrawn")),
    get("claim_objection", CONTRIBUTE, number_of("theirs.claim")),
    post("claim_objection", CONTRIBUTE, number_of("theirs.claim"), sending(**OBJECTION)),
    get("claim_support", CONTRIBUTE, number_of("theirs.claim")),
    post("claim_support", CONTRIBUTE, number_of("theirs.claim"), sending(**OBJECTION)),
    get("claim_comment", CONTRIBUTE, number_of("theirs.claim")),
    post("claim_comment", CONTRIBUTE, number_of("theirs.claim"), sending(**NEW_COMMENT)),
    get("claim_stance", CONTRIBUTE, number_of("theirs.claim")),
    post(
        "claim_stance",
        CONTRIBUTE,
        number_of("theirs.claim"),
        sending(position="disagree", confidence="40"),
    ),
    get("crux_list", SEE, of_debate),
    post("debate_attention", READ, of_debate),
    post("debate_attention", READ, of_debate, sending(do="all")),
    post("claim_attention", READ, number_of("theirs.claim")),
    post("claim_attention", READ, number_of("theirs.claim"), sending(do="watch")),
    post("thread_attention", READ, number_of("theirs.thread")),
    get("claim_crux", CONTRIBUTE, number_of("theirs.claim")),
    post("claim_crux", CONTRIBUTE, number_of("theirs.claim"), sending(hold="holds")),
    get("link_crux", CONTRIBUTE, number_of("theirs.link")),
    post("link_crux", CONTRIBUTE, number_of("theirs.link"), sending(hold="denies")),
    get("link_create", CONTRIBUTE, of_debate),
    post("link_create", CONTRIBUTE, of_debate, linking),
    get("link_detail", SEE, number_of("theirs.link")),
    get("link_standing", SEE, number_of("theirs.link")),
    get("link_objection", CONTRIBUTE, number_of("theirs.link")),
    post("link_objection", CONTRIBUTE, number_of("theirs.link"), sending(**OBJECTION)),
    get("link_status", CHALLENGE, number_of("theirs.link")),
    post("link_status", CHALLENGE, number_of("theirs.link"), status("challenged")),
    post("link_status", CONCEDE, number_of("theirs.link"), status("conceded")),
    post("link_status", SETTLE, number_of("theirs.link"), status("settled")),
    post("link_status", OWN, number_of("mine.link"), status("withdrawn")),
    get("link_comment", CONTRIBUTE, number_of("theirs.link")),
    post("link_comment", CONTRIBUTE, number_of("theirs.link"), sending(**NEW_COMMENT)),
    # Documents
    get("document_create", DOCUMENTS, of_debate),
    post("document_create", DOCUMENTS, of_debate, sending(title="A text", source="Some words.")),
    get("document_detail", SEE, number_of("world.document")),
    get("document_detail", SEE, number_of("world.document"), show="none"),
    get("revision_create", DOCUMENTS, number_of("world.document")),
    post(
        "revision_create",
        DOCUMENTS,
        number_of("world.document"),
        sending(source="Other words.", seen="2"),
    ),
    get("revision_compare", SEE, number_of("world.document")),
    get("revision_ledger", SEE, number_of("world.document")),
    get("thread_revision", DOCUMENTS, number_of("theirs.thread")),
    post("thread_revision", DOCUMENTS, number_of("theirs.thread"), taking_up),
    get("revision_detail", SEE, number_of("world.document", 1)),
    get("passage_comment", CONTRIBUTE, number_of("world.document", 1)),
    get("passage_comment", CONTRIBUTE, number_of("world.document", 1), start="10", end="40"),
    post(
        "passage_comment",
        CONTRIBUTE,
        number_of("world.document", 1),
        sending(**NEW_COMMENT, newest="2"),
    ),
    # Comments, threads, reviews, promises
    get("debate_comment", CONTRIBUTE, of_debate),
    post("debate_comment", CONTRIBUTE, of_debate, sending(**NEW_COMMENT)),
    post("debate_comment", CONTRIBUTE, of_debate, sending(**NEW_COMMENT, do="draft")),
    get("comment_answer", CONTRIBUTE, page_of("theirs.comment")),
    post(
        "comment_answer",
        CONTRIBUTE,
        page_of("theirs.comment"),
        sending(source="It is.", acts=["answer"]),
    ),
    get("comment_history", SEE, page_of("theirs.comment")),
    get("comment_history", DRAFT, page_of("mine.removed")),
    get("comment_history", UNSEEN, page_of("theirs.removed")),
    get("comment_edit", OWN, page_of("mine.comment")),
    post("comment_edit", OWN, page_of("mine.comment"), rewritten),
    get("comment_edit", NOBODY, page_of("theirs.comment")),
    post("comment_edit", NOBODY, page_of("theirs.comment"), rewritten),
    get("comment_edit", EDIT, page_of("world.imported_comment")),
    post(
        "comment_edit", EDIT, page_of("world.imported_comment"), sending(source="It is so.", seen=1)
    ),
    get("comment_edit", FINISH, page_of("mine.note")),
    post("comment_edit", FINISH, page_of("mine.note"), sending(source="It is so.", seen=1)),
    get("comment_history", DRAFT, page_of("mine.note")),
    get("comment_removal", OWN, page_of("mine.comment")),
    post(
        "comment_removal", OWN, page_of("mine.comment"), sending(do="remove", reason="Beside it.")
    ),
    post(
        "comment_removal",
        REMOVE,
        page_of("theirs.comment"),
        sending(do="remove", reason="Beside it."),
    ),
    post("comment_removal", OWN, page_of("mine.removed"), sending(do="restore")),
    post("comment_removal", EDIT, page_of("theirs.removed"), sending(do="restore")),
    post("comment_removal", FINISH, page_of("mine.note"), sending(do="remove")),
    get("comment_move", MERGE, page_of("theirs.comment")),
    post("comment_move", MERGE, page_of("theirs.comment"), into_the_closed),
    get("thread_merge", MERGE, number_of("theirs.thread")),
    post("thread_merge", MERGE, number_of("theirs.thread"), into_the_closed),
    post("move_undo", MERGE, lambda seat: [seat.slug, seat.world.move.pk]),
    get("comment_recheck", OWN, page_of("mine.comment")),
    post("comment_recheck", OWN, page_of("mine.comment"), nothing_said),
    get("comment_recheck", EDIT, page_of("theirs.comment")),
    post("comment_recheck", EDIT, page_of("theirs.comment"), nothing_said),
    get("thread_next", SEE, of_debate),
    get("thread_list", SEE, of_debate),
    get("thread_list", SEE, of_debate, words="silent", state="unsettled"),
    get("thread_list", SEE, of_debate, waiting="me"),
    get("thread_detail", SEE, number_of("theirs.thread")),
    get("thread_detail", SEE, number_of("theirs.closed")),
    get("thread_export_file", SEE, number_of("theirs.thread", "json")),
    get("thread_export_file", SEE, number_of("theirs.thread", "markdown")),
    get("thread_outcome", SEE, number_of("theirs.thread")),
    post("thread_outcome", CLOSE, number_of("theirs.thread"), CLOSING),
    post("thread_outcome", OWN, number_of("mine.thread"), CLOSING),
    post("thread_outcome", OWN, number_of("mine.closed"), SATISFIED),
    post("thread_outcome", NOBODY, number_of("theirs.closed"), SATISFIED),
    post("thread_outcome", DISPUTE, number_of("theirs.closed"), DISPUTING),
    post("thread_outcome", OWN, number_of("mine.closed"), REOPENING),
    get("review_list", SEE, of_debate),
    get("review_detail", SEE, number_of("world.review")),
    get("review_paste", CONTRIBUTE, of_debate),
    post("review_paste", CONTRIBUTE, of_debate, sending(text="> It is.\n\nIs it?", do="preview")),
    get("review_letter_file", SEE, number_of("world.review")),
    get("review_list", SEE, of_debate, order="time"),
    get("review_detail", DRAFT, number_of("mine.draft")),
    get("review_publication", FINISH, number_of("mine.draft")),
    post("review_publication", FINISH, number_of("mine.draft"), OPENING),
    post(
        "review_publication", FINISH, number_of("mine.draft"), sending(opening="So far.", do="keep")
    ),
    get("review_publication", NOBODY, number_of("world.review")),
    post("review_publication", NOBODY, number_of("world.review"), OPENING),
    get("review_discard", DRAFT, number_of("mine.draft")),
    post("review_discard", DRAFT, number_of("mine.draft")),
    post("review_discard", NOBODY, number_of("world.review")),
    get("disposition_list", SEE, of_debate),
    get("disposition_list", SEE, of_debate, disposition="unanswered", words="silent"),
    get("disposition_file", SEE, in_table("csv")),
    get("disposition_file", SEE, in_table("markdown")),
    get("commitment_list", SEE, of_debate),
    get("commitment_list", SEE, of_debate, state="pending"),
    post("commitment_list", CONTRIBUTE, of_debate, PROMISING),
    get("commitment_state", SEE, number_of("theirs.promise")),
    post("commitment_state", OWN, number_of("mine.promise"), DONE),
    post("commitment_state", NOBODY, number_of("theirs.promise"), DONE),
    get("commitment_due", OWN, number_of("mine.promise")),
    post("commitment_due", OWN, number_of("mine.promise"), sending(due="2027-01-31")),
    get("commitment_due", NOBODY, number_of("theirs.promise")),
    post("commitment_due", NOBODY, number_of("theirs.promise"), sending(due="2027-01-31")),
    post("commitment_state", OWN, number_of("mine.kept"), sending(do="confirm")),
    post("commitment_state", EDIT, number_of("theirs.kept"), sending(do="confirm")),
]


ACCOUNTS = [
    get("worklist", ACCOUNT, nothing),
    get("import_list", ACCOUNT, nothing),
    post("import_list", ACCOUNT, nothing, sending(text="[a]: It is so.", form="argdown")),
    get("import_detail", ACCOUNT, lambda seat: [seat.held.pk]),
    post("import_detail", ACCOUNT, lambda seat: [seat.held.pk], sending(slug="brought", me="")),
    get("unsent", ACCOUNT, nothing, place="/debates/new/"),
    post("unsent", ACCOUNT, nothing, sending(place="/debates/new/", window="w", fields="{}")),
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
