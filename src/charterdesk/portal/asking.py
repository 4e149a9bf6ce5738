"""What every page of the customers' side begins with: which guest, when, and how it is answered.

The clock is read once for a request; commands, queries and the page's clocks share the moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from charterdesk.cases.queries.guests import Guest
from charterdesk.customers.models import Contact
from charterdesk.kit.wallclock import now
from charterdesk.portal.sessions import guest_in
from charterdesk.portal.shell import language_of, shell_of, zone_of

P = ParamSpec("P")


@dataclass(frozen=True)
class Visit:
    """One request on the customers' side; `guest` is None where nobody is signed in."""

    request: HttpRequest
    guest: Guest | None
    at: datetime

    @property
    def is_post(self) -> bool:
        """Whether something is to be done."""
        return self.request.method == "POST"

    @property
    def host(self) -> Guest:
        """The guest of a page that only guests see."""
        assert self.guest is not None
        return self.guest

    @property
    def contact(self) -> Contact:
        """The contact of a page that only guests see."""
        return self.host.contact

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which times are shown: the contact's, else the organisation's, else UTC."""
        return zone_of(self.guest)

    @cached_property
    def language(self) -> str:
        """The language that was chosen here, else the contact's, else the browser's."""
        return language_of(self.request, self.guest)

    def draw(self, template: str, page: object, status: int = 200) -> HttpResponse:
        """The page in the portal's shell; `template` is `portal/page`."""
        toasts = tuple(str(one) for one in messages.get_messages(self.request))
        shell = shell_of(self.request, self.guest, self.at, toasts)
        drawn = {"page": page, "shell": shell}
        return render(self.request, f"{template}.html", drawn, status=status)

    def go(self, url: str, done: str = "") -> HttpResponseRedirect:
        """On to another page, where what was done is told."""
        if done:
            messages.success(self.request, done)
        return HttpResponseRedirect(url)


View = Callable[Concatenate[Visit, P], HttpResponseBase]
Decorator = Callable[[View[P]], Callable[Concatenate[HttpRequest, P], HttpResponseBase]]


def anybody(*methods: str) -> Decorator[P]:
    """A view for guests and strangers, in their language; GET where no method is said."""
    return _visited(methods, strangers=True)


def guests(*methods: str) -> Decorator[P]:
    """A view for guests; strangers are led to the way in and back here."""
    return _visited(methods, strangers=False)


def _visited(methods: tuple[str, ...], *, strangers: bool) -> Decorator[P]:
    allowed = [*(methods or ("GET",)), *(("HEAD",) if not methods or "GET" in methods else ())]

    def decorate(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            guest = guest_in(request.session)
            if guest is None and not strangers:
                return _to_the_way_in(request)
            visit = Visit(request, guest, now())
            with translation.override(visit.language):
                answered = view(visit, *args, **kwargs)
                answered.headers.setdefault("Content-Language", visit.language)
            return answered

        return never_cache(require_http_methods(allowed)(answer))

    return decorate


def _to_the_way_in(request: HttpRequest) -> HttpResponseRedirect:
    """The page to go on with; for a form that was sent, the page that it stands on."""
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('portal:enter')}?{query}")
