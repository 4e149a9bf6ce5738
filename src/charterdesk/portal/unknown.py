"""Somebody proved an address that may not ask: a polite page, and a message that is kept.

The message goes the way of a mail, so that nothing of it is lost, the account manager is told,
and registering the address opens the case of it (R-BIC-13).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.charters.queries import live_charters
from charterdesk.intake.page_mail import PageMail, hold_from_page
from charterdesk.intake.ways import plain_channel
from charterdesk.look.values import Option
from charterdesk.portal.asking import Visit, anybody
from charterdesk.portal.sessions import proven_in

MOST_TEXT = 100_000
MOST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class UnknownPage:
    """What to do, and the form; after it `kept` says that the message is there."""

    address: str
    services: tuple[Option, ...] = ()
    subject: str = ""
    text: str = ""
    days: int = 0
    refusal: str = ""
    kept: bool = False


@anybody("GET", "POST")
def unknown(visit: Visit) -> HttpResponse:
    """What an unregistered person can do here: leave a message that is kept."""
    address = address_of(visit)
    if not address:
        return visit.go(reverse("portal:enter"))
    page = _page(visit, address)
    if not visit.is_post:
        return visit.draw("portal/unknown", page)
    if page.refusal:
        return visit.draw("portal/unknown", page, status=422)
    charter = visit.request.POST.get("service", "") or page.services[0].value
    mail = PageMail(
        address=address, charter=charter, subject=page.subject, text=page.text,
        network_address=str(visit.request.META.get("REMOTE_ADDR", "")),
    )  # fmt: skip
    refusal = hold_from_page(mail=mail, at=visit.at)
    shown = _page(visit, address, refusal.text if refusal else "", kept=refusal is None)
    return visit.draw("portal/unknown", shown, status=422 if refusal else 200)


def address_of(visit: Visit) -> str:
    """The proven address of somebody whom no customer has registered; "" for others."""
    guest = visit.guest
    if guest is not None and not guest.only and not guest.contact.is_registered:
        return guest.address
    return proven_in(visit.request.session)


def _page(visit: Visit, address: str, refusal: str = "", *, kept: bool = False) -> UnknownPage:
    """The page with what was typed; what is missing is its refusal."""
    given = visit.request.POST
    text, subject = given.get("text", "")[:MOST_TEXT], given.get("subject", "")[:MOST_SUBJECT]
    if visit.is_post and not text.strip():
        refusal = _("Write what it is about: an empty message helps nobody.")
    holding = [one for one in live_charters(visit.at) if plain_channel(one)]
    chosen = given.get("service", "")
    return UnknownPage(
        address=address,
        services=tuple(
            Option(one.name, one.title or one.name, chosen=one.name == chosen) for one in holding
        ),
        subject=subject, text=text, refusal=refusal, kept=kept,
        days=max((one.askers.hold or timedelta()).days for one in holding) if holding else 0,
    )  # fmt: skip
