"""The status page and its feed: for anybody, without a session or a cookie, cached for a moment.

The language is that of `?in=`, else the browser's, so that a shared cache can keep the answers.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from charterdesk.incidents.queries.public import Shared, shared_incident, shared_incidents
from charterdesk.kit.wallclock import now
from charterdesk.portal.status_page import StatusPage, state_word, status_page

FRESH_FOR = 30
View = Callable[[HttpRequest, datetime, int], HttpResponse]


def _public(view: View) -> Callable[..., HttpResponse]:
    """A page for anybody, in the language that the address or the browser names."""

    @wraps(view)
    def answer(request: HttpRequest, pk: int = 0) -> HttpResponse:
        with translation.override(_language(request)):
            answered = view(request, now(), pk)
            answered.headers["Content-Language"] = translation.get_language() or ""
        patch_vary_headers(answered, ["Accept-Language"])
        return answered

    return require_safe(cache_control(public=True, max_age=FRESH_FOR)(answer))


@_public
def status(request: HttpRequest, at: datetime, pk: int) -> HttpResponse:
    """What goes on, and what went on in the last ninety days."""
    page = status_page(shared_incidents(at), at, _tongues(request))
    return _drawn(page)


@_public
def status_one(request: HttpRequest, at: datetime, pk: int) -> HttpResponse:
    """One incident."""
    row = shared_incident(pk)
    if row is None:
        raise Http404
    shared = Shared((), (row,)) if row.resolved_at else Shared((row,), ())
    page = status_page(shared, at, _tongues(request), alone=True)
    return _drawn(page)


@_public
def status_feed(request: HttpRequest, at: datetime, pk: int) -> HttpResponse:
    """Every update as an entry, for readers of feeds."""
    here = f"{settings.SITE}{reverse('portal:status')}"
    feed = Atom1Feed(
        title=_("Status"), link=here, description="", language=translation.get_language(),
        feed_url=f"{settings.SITE}{reverse('portal:status_feed')}", feed_guid=here,
    )  # fmt: skip
    shared = shared_incidents(at)
    for row in (*shared.going, *shared.past):
        link = f"{settings.SITE}{reverse('portal:status_one', args=[row.pk])}"
        for said in row.updates.all():
            feed.add_item(
                title=f"{state_word(said.state)}: {row.title}", link=link, description=said.text,
                unique_id=f"{link}#{said.pk}", pubdate=said.at, updateddate=said.at,
            )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml")


def _drawn(page: StatusPage) -> HttpResponse:
    """Drawn without the request: no theme, no token of one reader reaches the next by a cache."""
    return HttpResponse(render_to_string("portal/status.html", {"page": page}))


def _language(request: HttpRequest) -> str:
    spoken = dict(settings.LANGUAGES)
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200])
    wishes = (request.GET.get("in", ""), *(code.partition("-")[0] for code, _q in accepted))
    return next((one for one in wishes if one in spoken), settings.LANGUAGE_CODE)


def _tongues(request: HttpRequest) -> tuple[tuple[str, str, str], ...]:
    """The other languages, each with this page in it."""
    here = translation.get_language()
    return tuple(
        (code, name, f"{request.path}?in={code}") for code, name in settings.LANGUAGES
        if code != here
    )  # fmt: skip
