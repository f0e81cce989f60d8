"""Addresses of the argument graph in the API."""

from django.urls import path

from arguments.api import claims, debates, graph, links, standing

urlpatterns = [
    path("debates/", debates.DebateList.as_view(), name="api_debate_list"),
    path("debates/<slug:slug>/", debates.DebateDetail.as_view(), name="api_debate"),
    path("debates/<slug:slug>/graph/", graph.GraphView.as_view(), name="api_graph"),
    path(
        "debates/<slug:slug>/participants/",
        debates.ParticipantList.as_view(),
        name="api_participant_list",
    ),
    path("debates/<slug:slug>/topics/", debates.TopicList.as_view(), name="api_topic_list"),
    path("debates/<slug:slug>/claims/", claims.ClaimList.as_view(), name="api_claim_list"),
    path("claims/<uuid:uuid>/standing/", claims.ClaimStanding.as_view(), name="api_claim_standing"),
    path("claims/<uuid:uuid>/status/", claims.ClaimStatus.as_view(), name="api_claim_status"),
    path(
        "claims/<uuid:uuid>/status-changes/",
        claims.ClaimStatusChanges.as_view(),
        name="api_claim_status_changes",
    ),
    path("claims/<uuid:uuid>/versions/", claims.ClaimVersions.as_view(), name="api_claim_versions"),
    path(
        "claims/<uuid:uuid>/citations/",
        claims.ClaimCitations.as_view(),
        name="api_claim_citations",
    ),
    path(
        "debates/<slug:slug>/standing-changes/",
        standing.StandingChangeList.as_view(),
        name="api_standing_change_list",
    ),
    path("debates/<slug:slug>/links/", links.LinkList.as_view(), name="api_link_list"),
    path("links/<uuid:uuid>/", links.LinkDetail.as_view(), name="api_link"),
    path("links/<uuid:uuid>/standing/", links.LinkStanding.as_view(), name="api_link_standing"),
    path("links/<uuid:uuid>/status/", links.LinkStatus.as_view(), name="api_link_status"),
    path(
        "links/<uuid:uuid>/status-changes/",
        links.LinkStatusChanges.as_view(),
        name="api_link_status_changes",
    ),
]
