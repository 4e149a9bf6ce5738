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

from charterdesk.accounts.detour import PORTAL, keep_form
from charterdesk.cases.queries.guests import Guest, guest_case
from charterdesk.customers.models import Contact
from charterdesk.kit.told import told_to
from charterdesk.kit.wallclock import now
from charterdesk.look.values import Toast
from charterdesk.portal.sessions import guest_in, guest_with_pass
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
        toasts = tuple(
            Toast(str(one), drop_draft=one.extra_tags or "") for one in told_to(self.request)
        )
        shell = shell_of(self.request, self.guest, self.at, toasts)
        drawn = {"page": page, "shell": shell}
        return render(self.request, f"{template}.html", drawn, status=status)

    def go(self, url: str, done: str = "", drop_draft: str = "") -> HttpResponseRedirect:
        """On to another page, where what was done is told.

        `drop_draft` names what the browser keeps and need not any more.
        """
        if done:
            messages.success(self.request, done, extra_tags=drop_draft)
        return HttpResponseRedirect(url)


View = Callable[Concatenate[Visit, P], HttpResponseBase]
Answer = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def anybody(*methods: str) -> Callable[[View[P]], Answer[P]]:
    """A view for guests and strangers, in their language; GET where no method is said."""
    return _visited(methods, strangers=True)


def guests(*methods: str) -> Callable[[View[P]], Answer[P]]:
    """A view for guests; strangers are led to the way in and back here."""
    return _visited(methods, strangers=False)


def _visited(methods: tuple[str, ...], *, strangers: bool) -> Callable[[View[P]], Answer[P]]:
    allowed = [*(methods or ("GET",)), *(("HEAD",) if not methods or "GET" in methods else ())]

    def decorate(view: View[P]) -> Answer[P]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            at = now()
            guest = guest_here(request, str(kwargs.get("number", "")), at)
            if guest is None and not strangers:
                return _to_the_way_in(request, at)
            visit = Visit(request, guest, at)
            with translation.override(visit.language):
                answered = view(visit, *args, **kwargs)
                answered.headers.setdefault("Content-Language", visit.language)
            return answered

        return never_cache(require_http_methods(allowed)(answer))

    return decorate


def guest_here(request: HttpRequest, number: str, at: datetime) -> Guest | None:
    """Who is signed in; on the pages of a case whose link was followed, whom that shows it."""
    guest = guest_in(request.session)
    if not number or (guest is not None and guest_case(guest, number) is not None):
        return guest
    return guest_with_pass(request.session, number, at) or guest


def _to_the_way_in(request: HttpRequest, at: datetime) -> HttpResponseRedirect:
    """The page is come back to after the sign-in; of a form, what was sent, while it can be."""
    to = request.get_full_path()
    if request.method == "POST" and keep_form(request, PORTAL, to, at):
        to = reverse("portal:go_on")
    return HttpResponseRedirect(f"{reverse('portal:enter')}?{urlencode({'next': to})}")
