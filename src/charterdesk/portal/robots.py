"""What search engines may read: published charters, open articles, the status, the first page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

CLOSED = ("/desk/", "/manage/", "/studio/", "/sign-in/", "/in/", "/t/", "/cases/", "/open/")


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """The rules; pages of people ask for a sign-in all the same."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask for it by its old name, as they do for a picture or a text."""
    return HttpResponseRedirect(static("look/favicon.svg"))
