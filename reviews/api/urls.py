"""Addresses of documents and reviews in the API."""

from django.urls import path

from arguments import converters  # noqa: F401  (registers `number`)
from reviews.api import (
    claims,
    comments,
    commitments,
    cruxes,
    dispositions,
    documents,
    exports,
    imports,
    merges,
    moves,
    reviews,
    stances,
    standing,
    threads,
    worklist,
)

urlpatterns = [
    path("imports/", imports.ImportList.as_view(), name="api_import_list"),
    path("worklist/", worklist.WorklistDetail.as_view(), name="api_worklist"),
    path(
        "debates/<slug:slug>/documents/", documents.DocumentList.as_view(), name="api_document_list"
    ),
    path("documents/<uuid:uuid>/", documents.DocumentDetail.as_view(), name="api_document"),
    path(
        "documents/<uuid:uuid>/revisions/",
        documents.RevisionList.as_view(),
        name="api_revision_list",
    ),
    path(
        "documents/<uuid:uuid>/revisions/<number:number>/",
        documents.RevisionDetail.as_view(),
        name="api_revision",
    ),
    path("debates/<slug:slug>/reviews/", reviews.ReviewList.as_view(), name="api_review_list"),
    path("reviews/<uuid:uuid>/", reviews.ReviewDetail.as_view(), name="api_review"),
    path(
        "reviews/<uuid:uuid>/comments/",
        reviews.ReviewComments.as_view(),
        name="api_review_comments",
    ),
    path(
        "reviews/<uuid:uuid>/publication/",
        reviews.ReviewPublication.as_view(),
        name="api_review_publication",
    ),
    path("debates/<slug:slug>/comments/", comments.CommentList.as_view(), name="api_comment_list"),
    path("comments/<uuid:uuid>/", comments.CommentDetail.as_view(), name="api_comment"),
    path(
        "comments/<uuid:uuid>/removal/",
        comments.CommentRemoval.as_view(),
        name="api_comment_removal",
    ),
    path("comments/<uuid:uuid>/thread/", moves.CommentMove.as_view(), name="api_comment_move"),
    path("threads/<uuid:uuid>/merge/", moves.ThreadMerge.as_view(), name="api_thread_merge"),
    path(
        "comments/<uuid:uuid>/recheck/",
        worklist.CommentRecheck.as_view(),
        name="api_comment_recheck",
    ),
    path(
        "comments/<uuid:uuid>/versions/",
        comments.CommentVersions.as_view(),
        name="api_comment_versions",
    ),
    path("debates/<slug:slug>/threads/", threads.ThreadList.as_view(), name="api_thread_list"),
    path("threads/<uuid:uuid>/", threads.ThreadDetail.as_view(), name="api_thread"),
    path(
        "threads/<uuid:uuid>/outcomes/",
        threads.ThreadOutcomes.as_view(),
        name="api_thread_outcomes",
    ),
    path(
        "debates/<slug:slug>/dispositions/",
        dispositions.DispositionList.as_view(),
        name="api_disposition_list",
    ),
    path("debates/<slug:slug>/export/", exports.DebateExport.as_view(), name="api_debate_export"),
    path(
        "debates/<slug:slug>/export/losses/",
        exports.DebateExportLosses.as_view(),
        name="api_debate_export_losses",
    ),
    path("threads/<uuid:uuid>/export/", exports.ThreadExport.as_view(), name="api_thread_export"),
    path(
        "threads/<uuid:uuid>/export/losses/",
        exports.ThreadExportLosses.as_view(),
        name="api_thread_export_losses",
    ),
    path(
        "reviews/<uuid:uuid>/export/losses/",
        exports.ReviewExportLosses.as_view(),
        name="api_review_export_losses",
    ),
    path("reviews/<uuid:uuid>/letter/", exports.ReviewLetter.as_view(), name="api_review_letter"),
    path("reviews/<uuid:uuid>/export/", exports.ReviewExport.as_view(), name="api_review_export"),
    path(
        "debates/<slug:slug>/standing/",
        standing.DebateStanding.as_view(),
        name="api_debate_standing",
    ),
    path("claims/<uuid:uuid>/", claims.ClaimDetail.as_view(), name="api_claim"),
    path("debates/<slug:slug>/merges/", merges.MergeList.as_view(), name="api_merge_list"),
    path("claims/<uuid:uuid>/merge/", merges.ClaimMerge.as_view(), name="api_claim_merge"),
    path("debates/<slug:slug>/stances/", stances.StanceList.as_view(), name="api_stance_list"),
    path("claims/<uuid:uuid>/stances/", stances.ClaimStances.as_view(), name="api_claim_stances"),
    path("debates/<slug:slug>/cruxes/", cruxes.CruxWordList.as_view(), name="api_crux_list"),
    path("claims/<uuid:uuid>/cruxes/", cruxes.ClaimCrux.as_view(), name="api_claim_crux"),
    path("links/<uuid:uuid>/cruxes/", cruxes.LinkCrux.as_view(), name="api_link_crux"),
    path(
        "debates/<slug:slug>/commitments/",
        commitments.CommitmentList.as_view(),
        name="api_commitment_list",
    ),
    path("commitments/<uuid:uuid>/", commitments.CommitmentDetail.as_view(), name="api_commitment"),
    path(
        "commitments/<uuid:uuid>/state/",
        commitments.CommitmentState.as_view(),
        name="api_commitment_state",
    ),
    path(
        "commitments/<uuid:uuid>/due/",
        commitments.CommitmentDue.as_view(),
        name="api_commitment_due",
    ),
    path(
        "commitments/<uuid:uuid>/confirmation/",
        commitments.CommitmentConfirmation.as_view(),
        name="api_commitment_confirmation",
    ),
    path(
        "commitments/<uuid:uuid>/changes/",
        commitments.CommitmentChanges.as_view(),
        name="api_commitment_changes",
    ),
]
