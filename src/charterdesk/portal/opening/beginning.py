"""The first page of an inquiry, and who it is for: signed in, or only just signed out.

A page that was drawn for a contact carries a sealed key. What is typed on it is kept for that
contact even if their session has ended meanwhile: they sign in, and go on where they were.
"""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_urlsafe
from urllib.parse import urlencode

from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.cases.queries.guests import Guest, guest_case
from charterdesk.customers.belongings import belongings_of
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import active_contact
from charterdesk.intake.inquiries import begin_inquiry, unfinished
from charterdesk.intake.inquiry import Inquiry
from charterdesk.intake.offers import Offer, offers_for
from charterdesk.portal.asking import Visit, anybody
from charterdesk.portal.opening.forms import PHONE, WhatForm
from charterdesk.portal.opening.pages import answers_url, first_page, helpful, step_url
from charterdesk.portal.opening.steps import step_after
from charterdesk.portal.opening.values import NobodyPage, OfferChoice, OffersPage
from charterdesk.portal.unknown import address_of

SALT = "charterdesk.portal.opening"
GOOD_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Beginning:
    """Who begins an inquiry under what; `follows` is the ended case that it goes on from."""

    guest: Guest
    offer: Offer
    key: str
    follows: Case | None = None


@anybody("GET", "POST")
def start(visit: Visit) -> HttpResponse:
    """The first question; with POST its answer is kept, and the next one asked."""
    if visit.is_post:
        return _begun(visit)
    guest = whole_guest(visit)
    if guest is None:
        return to_the_way_in(visit.request.get_full_path())
    offers = offers_for(guest, visit.at)
    offer = _chosen(offers, visit.request.GET.get("offer", ""))
    if offer is None:
        return _asked_which(visit, offers)
    given = {"subject": visit.request.GET.get("subject", "")[:200]}
    key = _sealed(guest.contact, offer, visit.request.GET.get("follows", ""))
    have = belongings_of(guest.contact, visit.at)
    return _drawn(visit, WhatForm(offer.charter, given, have=have), key, guest)


def whole_guest(visit: Visit) -> Guest | None:
    """The guest who is signed in; whoever came by the link of one case is not."""
    return visit.guest if visit.guest and not visit.guest.only else None


def to_the_way_in(url: str) -> HttpResponse:
    """To the sign-in, and from there on to `url`."""
    return HttpResponseRedirect(f"{reverse('portal:enter')}?{urlencode({'next': url})}")


def _begun(visit: Visit) -> HttpResponse:
    guest, sealed = whole_guest(visit), visit.request.POST.get("key", "")
    beginning = _opened(guest, sealed, visit)
    if beginning is None:
        return to_the_way_in(reverse("portal:open"))
    have = belongings_of(beginning.guest.contact, visit.at)
    form = WhatForm(beginning.offer.charter, {}, visit.request.POST, have=have)
    if not form.is_valid():
        if guest is None:
            return to_the_way_in(reverse("portal:open"))
        return _drawn(visit, form, sealed, guest, status=422)
    inquiry = _kept(beginning, form, visit)
    url = _next_url(visit, inquiry, beginning.offer)
    return visit.go(url) if guest else to_the_way_in(url)


def _kept(beginning: Beginning, form: WhatForm, visit: Visit) -> Inquiry:
    answers = {
        **form.answered(), "offer": beginning.offer.key, "answered": ["what"],
        PHONE: beginning.guest.contact.phone,
    }  # fmt: skip
    return begin_inquiry(
        contact=beginning.guest.contact, key=beginning.key, answers=answers, at=visit.at,
        follows=beginning.follows,
    )  # fmt: skip


def _next_url(visit: Visit, inquiry: Inquiry, offer: Offer) -> str:
    """Articles that may answer it come first, unless they stood beside the line already."""
    shown = visit.request.POST.get("seen") == "yes"
    if not shown and helpful(visit, str(inquiry.answers.get("subject", ""))):
        return answers_url(inquiry.key)
    return step_url(inquiry.key, step_after("what", offer.charter, inquiry.answers))


def _drawn(visit: Visit, form: WhatForm, key: str, guest: Guest, status: int = 200) -> HttpResponse:
    page = first_page(visit, form, key, unfinished(guest.contact))
    return visit.draw("portal/open", page, status)


def _asked_which(visit: Visit, offers: tuple[Offer, ...]) -> HttpResponse:
    if not offers:
        sentence = _(
            "There is no charter here that you can ask under. Write to your account manager."
        )
        return visit.draw("portal/open_nobody", NobodyPage(sentence, _message_url(visit)), 403)
    choices = tuple(OfferChoice(one.key, _title(one), _contract(one)) for one in offers)
    page = OffersPage(reverse("portal:open"), choices, _message_url(visit))
    return visit.draw("portal/open_offers", page)


def _message_url(visit: Visit) -> str:
    """Where somebody who is not registered leaves a message for who registers them."""
    return reverse("portal:unknown") if address_of(visit) else ""


def _title(offer: Offer) -> str:
    return offer.charter.title or offer.charter.name


def _contract(offer: Offer) -> str:
    return str(offer.arrival.contract or "")


def _chosen(offers: tuple[Offer, ...], key: str) -> Offer | None:
    """The offer of that key, or the only one."""
    if len(offers) == 1:
        return offers[0]
    return next((one for one in offers if one.key == key), None)


def _sealed(contact: Contact, offer: Offer, follows: str) -> str:
    number = follows[:40] if follows.isprintable() else ""
    said = [contact.pk, token_urlsafe(24), offer.key, number]
    return signing.dumps(said, salt=SALT)


def _opened(guest: Guest | None, sealed: str, visit: Visit) -> Beginning | None:
    """What the page was drawn for; None for a key that is not ours, or another contact's."""
    try:
        pk, key, offer_key, follows = signing.loads(sealed, salt=SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    contact = active_contact(pk)
    if contact is None or (guest is not None and guest.contact.pk != contact.pk):
        return None
    mine = guest or Guest(contact)
    offer = _chosen(offers_for(mine, visit.at), offer_key)
    if offer is None:
        return None
    return Beginning(mine, offer, key, guest_case(mine, follows) if follows else None)
