"""The pages of debates, claims and links. Addresses are nouns; a change of state is one too."""

from typing import TypeAlias

from django.urls import URLPattern, URLResolver, include, path

from arguments import converters  # noqa: F401  (registers <number:…>)
from arguments.views import claims, debates, links, participants, previews, tokens, unsent

Routes: TypeAlias = list[URLPattern | URLResolver]

claims_of_debate = [
    path("", claims.claim_list, name="claim_list"),
    path("new/", claims.claim_create, name="claim_create"),
    path("suggestions/", claims.claim_suggestion_list, name="claim_suggestion_list"),
    path("<number:number>/history/", claims.claim_history, name="claim_history"),
    path("<number:number>/comparison/", claims.claim_compare, name="claim_compare"),
    path("<number:number>/status/", claims.claim_status, name="claim_status"),
    path("<number:number>/objections/new/", links.claim_objection, name="claim_objection"),
    path("<number:number>/supports/new/", links.claim_support, name="claim_support"),
]
links_of_debate = [
    path("new/", links.link_create, name="link_create"),
    path("<number:number>/objections/new/", links.link_objection, name="link_objection"),
    path("<number:number>/status/", links.link_status, name="link_status"),
]
of_debate: Routes = [
    path("edit/", debates.debate_edit, name="debate_edit"),
    path("participants/", participants.participant_list, name="participant_list"),
    path("claims/", include(claims_of_debate)),
    path("links/", include(links_of_debate)),
]
urlpatterns: Routes = [
    path("debates/new/", debates.debate_create, name="debate_create"),
    path("debates/<slug:slug>/", include(of_debate)),
    path("preview/", previews.preview, name="preview"),
    path("unsent/", unsent.unsent, name="unsent"),
    path("settings/tokens/", tokens.token_list, name="token_list"),
    path(
        "settings/tokens/<number:pk>/revocation/", tokens.token_revocation, name="token_revocation"
    ),
]
