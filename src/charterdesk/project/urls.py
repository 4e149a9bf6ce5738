"""The addresses of the site: each face brings its own."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(module))
    for prefix, module in (
        ("assets/", "charterdesk.look.urls"),
        ("", "charterdesk.accounts.urls"),
        ("", "charterdesk.desk.urls"),
    )
    if find_spec(module.rpartition(".")[0]) and find_spec(module)
]
