"""Coming in and going out: an address, then a link or a code from the mail. No password.

A link only ever opens a page; its button lets in, as scanners open links too (trust.md rule 8).
"""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.accounts.detour import PORTAL, remember_last
from charterdesk.accounts.refusal import Refusal
from charterdesk.customers.ways_in import (
    SPENT,
    Proven,
    enter_by_code,
    enter_by_link,
    way_of_token,
)
from charterdesk.portal.admission import admit, safe_way, send_way_in
from charterdesk.portal.asking import Visit, anybody
from charterdesk.portal.entering_pages import EnterPage, LinkPage, SentPage
from charterdesk.portal.sessions import guest_in, let_out

A_YEAR = 365 * 24 * 3600


@anybody("GET", "POST")
def enter(visit: Visit) -> HttpResponse:
    """The question for the address; then the same answer, whatever address it is."""
    if not visit.is_post:
        return _asked(visit, EnterPage(to=safe_way(visit.request.GET.get("next", ""))))
    address = visit.request.POST.get("address", "").strip()[:254]
    to = safe_way(visit.request.POST.get("next", ""))
    refusal = send_way_in(
        address=address, network_address=_network(visit), to=to, language=visit.language,
        zone=visit.zone.key, at=visit.at,
    )  # fmt: skip
    if refusal is not None:
        return _asked(visit, EnterPage(address, to, refusal.text))
    return visit.draw("portal/sent", SentPage(address, to))


@anybody("GET", "POST")
def code(visit: Visit) -> HttpResponse:
    """The code from the mail."""
    if not visit.is_post:
        return visit.go(reverse("portal:enter"))
    given = visit.request.POST
    address, to = given.get("address", "")[:254], safe_way(given.get("next", ""))
    entered = enter_by_code(
        address=address, code=given.get("code", "")[:40], network_address=_network(visit),
        at=visit.at,
    )  # fmt: skip
    if isinstance(entered, Refusal):
        return visit.draw("portal/sent", SentPage(address, to, entered.text), status=422)
    return _let_in(visit, entered)


@anybody("GET", "POST")
def link(visit: Visit, token: str) -> HttpResponse:
    """The link from the mail: GET shows whom it is for, POST uses it up."""
    if visit.is_post:
        entered = enter_by_link(token=token, at=visit.at)
        if not isinstance(entered, Refusal):
            return _let_in(visit, entered)
        return visit.draw("portal/link", LinkPage(refusal=entered.text), status=410)
    way = way_of_token(token, visit.at)
    if way is None:
        return visit.draw("portal/link", LinkPage(refusal=_(SPENT)), status=410)
    return visit.draw("portal/link", LinkPage(address=way.address, action=visit.request.path))


@anybody("POST")
def leave(visit: Visit) -> HttpResponse:
    """End what this browser is on the customers' side."""
    let_out(visit.request.session)
    return visit.go(reverse("portal:home"), _("You are signed out."))


@anybody("POST")
def tongue(visit: Visit) -> HttpResponse:
    """Show the pages in another language in this browser, and go on where one was."""
    wanted = visit.request.POST.get("language", "")
    answer = HttpResponseRedirect(safe_way(visit.request.POST.get("next", "")) or "/")
    if wanted in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=A_YEAR, httponly=True, samesite="Lax",
            secure=visit.request.is_secure(),
        )  # fmt: skip
    return answer


def _let_in(visit: Visit, entered: Proven) -> HttpResponse:
    answer = visit.go(admit(visit.request.session, entered, visit.at))
    guest = guest_in(visit.request.session)
    return remember_last(answer, PORTAL, guest.contact.pk) if guest else answer


def _asked(visit: Visit, page: EnterPage) -> HttpResponse:
    return visit.draw("portal/enter", page, status=422 if page.refusal else 200)


def _network(visit: Visit) -> str:
    return str(visit.request.META.get("REMOTE_ADDR", ""))
