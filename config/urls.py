"""Every address of the site."""

from csp.decorators import csp_update
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config.api import unknown_address
from config.health import health

handler403 = "config.errors.forbidden"

# Swagger's own style sheet holds its icons as data: addresses.
api_page = csp_update({"img-src": ["data:"]})(
    SpectacularSwaggerSplitView.as_view(template_name="api.html")
)

urlpatterns = [
    # First, so that "debates/new/" is not taken for a debate of that name.
    path("", include("arguments.urls")),
    path("", include("reviews.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/", api_page, name="api"),
    path("api/v1/schema/", SpectacularAPIView.as_view(api_version="1"), name="schema"),
    path("api/v1/", include("arguments.api.urls")),
    path("api/v1/", include("reviews.api.urls")),
    path("api/<path:rest>", unknown_address),
    path("healthz", health, name="health"),
]
