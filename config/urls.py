"""Every address of the site."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from config.health import health

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/", SpectacularSwaggerSplitView.as_view(), name="api"),
    path("healthz", health, name="health"),
]
