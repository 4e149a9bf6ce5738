"""The addresses of the site: each face brings its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("assets/", include("charterdesk.look.urls")),
    path("", include("charterdesk.accounts.urls")),
]
if find_spec("charterdesk.desk.urls"):
    urlpatterns.append(path("", include("charterdesk.desk.urls")))
