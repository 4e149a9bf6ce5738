"""The addresses of the site: each face brings its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("assets/", include("charterdesk.look.urls")),
    path("", include("charterdesk.accounts.urls")),
]
for face in ("studio", "portal", "desk"):
    if find_spec(f"charterdesk.{face}.urls"):
        urlpatterns.append(path("", include(f"charterdesk.{face}.urls")))
