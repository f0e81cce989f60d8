"""The pages of a debate that show what was said: its addresses are nouns."""

from django.urls import URLPattern, URLResolver, include, path

from arguments import converters  # noqa: F401  (registers <number:…>)
from reviews import converters as formats  # noqa: F401  (registers <format:…>)
from reviews.views import (
    attention,
    claims,
    comments,
    commitments,
    cruxes,
    debates,
    dispositions,
    documents,
    exports,
    imports,
    links,
    maps,
    merges,
    moves,
    recheck,
    reviews,
    revisions,
    standing,
    threads,
    worklist,
)

documents_of_debate = [
    path("new/", documents.document_create, name="document_create"),
    path("<number:number>/", documents.document_detail, name="document_detail"),
    path("<number:number>/revisions/new/", documents.revision_create, name="revision_create"),
    path("<number:number>/compare/", revisions.revision_compare, name="revision_compare"),
    path("<number:number>/ledger/", revisions.revision_ledger, name="revision_ledger"),
    path(
        "<number:number>/revisions/<number:revision_number>/",
        documents.revision_detail,
        name="revision_detail",
    ),
    path(
        "<number:number>/revisions/<number:revision_number>/comments/new/",
        comments.passage_comment,
        name="passage_comment",
    ),
]
comments_of_debate = [
    path("new/", comments.debate_comment, name="debate_comment"),
    path("<uuid:uuid>/answers/new/", comments.comment_answer, name="comment_answer"),
    path("<uuid:uuid>/edit/", comments.comment_edit, name="comment_edit"),
    path("<uuid:uuid>/history/", comments.comment_history, name="comment_history"),
    path("<uuid:uuid>/removal/", comments.comment_removal, name="comment_removal"),
    path("<uuid:uuid>/move/", moves.comment_move, name="comment_move"),
    path("<uuid:uuid>/recheck/", recheck.comment_recheck, name="comment_recheck"),
]
threads_of_debate = [
    path("", threads.thread_list, name="thread_list"),
    path("next/", threads.thread_next, name="thread_next"),
    path("<number:number>/", threads.thread_detail, name="thread_detail"),
    path("<number:number>/outcomes/", threads.thread_outcome, name="thread_outcome"),
    path("<number:number>/attention/", attention.thread_attention, name="thread_attention"),
    path("<number:number>/merge/", moves.thread_merge, name="thread_merge"),
    path("moves/<number:pk>/undo/", moves.move_undo, name="move_undo"),
    path("<number:number>/revision/", revisions.thread_revision, name="thread_revision"),
    path(
        "<number:number>/export.<format:form>",
        exports.thread_export_file,
        name="thread_export_file",
    ),
]
reviews_of_debate = [
    path("", reviews.review_list, name="review_list"),
    path("paste/", reviews.review_paste, name="review_paste"),
    path("<number:number>/", reviews.review_detail, name="review_detail"),
    path("<number:number>/publication/", reviews.review_publication, name="review_publication"),
    path("<number:number>/letter.md", reviews.review_letter_file, name="review_letter_file"),
    path("<number:number>/discard/", reviews.review_discard, name="review_discard"),
]
commitments_of_debate = [
    path("", commitments.commitment_list, name="commitment_list"),
    path("<number:number>/state/", commitments.commitment_state, name="commitment_state"),
    path("<number:number>/due/", commitments.commitment_due, name="commitment_due"),
]
claims_of_debate = [
    path("<number:number>/", claims.claim_detail, name="claim_detail"),
    path("<number:number>/edit/", claims.claim_edit, name="claim_edit"),
    path("<number:number>/standing/", standing.claim_standing, name="claim_standing"),
    path("<number:number>/neighbourhood/", maps.claim_neighbourhood, name="claim_neighbourhood"),
    path(
        "<number:number>/neighbourhood.svg",
        maps.claim_neighbourhood_file,
        name="claim_neighbourhood_file",
    ),
    path("<number:number>/merge/", merges.claim_merge, name="claim_merge"),
    path("<number:number>/separation/", merges.claim_separation, name="claim_separation"),
    path("<number:number>/comments/new/", comments.claim_comment, name="claim_comment"),
    path("<number:number>/stances/", claims.claim_stance, name="claim_stance"),
    path("<number:number>/crux/", cruxes.claim_crux, name="claim_crux"),
    path("<number:number>/attention/", attention.claim_attention, name="claim_attention"),
]
links_of_debate = [
    path("<number:number>/", links.link_detail, name="link_detail"),
    path("<number:number>/standing/", standing.link_standing, name="link_standing"),
    path("<number:number>/comments/new/", comments.link_comment, name="link_comment"),
    path("<number:number>/crux/", cruxes.link_crux, name="link_crux"),
]
of_debate: list[URLPattern | URLResolver] = [
    path("", debates.debate_detail, name="debate_detail"),
    path("standing/", standing.debate_standing, name="debate_standing"),
    path("map/", maps.debate_map, name="debate_map"),
    path("outline/", maps.claim_outline, name="claim_outline"),
    path("claims/", include(claims_of_debate)),
    path("links/", include(links_of_debate)),
    path("documents/", include(documents_of_debate)),
    path("comments/", include(comments_of_debate)),
    path("threads/", include(threads_of_debate)),
    path("reviews/", include(reviews_of_debate)),
    path("commitments/", include(commitments_of_debate)),
    path("attention/", attention.debate_attention, name="debate_attention"),
    path("cruxes/", cruxes.crux_list, name="crux_list"),
    path("dispositions/", dispositions.disposition_list, name="disposition_list"),
    path("dispositions.<table:form>", dispositions.disposition_file, name="disposition_file"),
    path("export/", exports.debate_export, name="debate_export"),
    path("export.<format:form>", exports.debate_export_file, name="debate_export_file"),
]
urlpatterns = [
    path("", debates.debate_list, name="debate_list"),
    path("worklist/", worklist.worklist, name="worklist"),
    path("imports/", imports.import_list, name="import_list"),
    path("imports/<number:pk>/", imports.import_detail, name="import_detail"),
    path("debates/<slug:slug>/", include(of_debate)),
]
