"""Letting guests in: a way in by mail, and what a proven address may then do (R-BIC-12, 13).

Whoever asks gets the same answer; what the address is, only its holder learns, after the proof.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.cases.correspondence import sender_of
from charterdesk.charters.queries import live_charters
from charterdesk.customers.commands import keep_proven
from charterdesk.customers.models import WayIn
from charterdesk.customers.ways_in import Proven, ask_way_in
from charterdesk.intake.ways import is_known
from charterdesk.notifications.admission import WAY_IN
from charterdesk.notifications.models import Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.portal.sessions import let_in, remember_proven


def send_way_in(
    *, address: str, network_address: str, to: str, language: str, zone: str, at: datetime
) -> Refusal | None:
    """Queue the mail with the link and the code, if one is to be sent; nobody is told which."""
    if is_known(address, at):
        # One of our own addresses: a mail to it would only come back in.
        return None
    made = ask_way_in(address=address, network_address=network_address, to=to, at=at)
    if not isinstance(made, WayIn):
        return made
    sender = _sender(made, at)
    scope, key = f"way in/{made.pk}", WAY_IN
    Notice.objects.create(
        scope=scope, key=key, kind=Notice.Kind.NOTICE, about=WAY_IN, address=made.address,
        language=language, zone=zone, means=["mail"], sender=sender,
        words={"charter": settings.BRAND, "way_in": made.pk},
        message_id=message_id_of(scope, key, sender), due_at=at, queued_at=at, send_at=at,
    )  # fmt: skip
    return None


def admit(session: SessionBase, proven: Proven, at: datetime) -> str:
    """Let the holder of the address in, as far as that goes; the page to go on with."""
    contact = proven.contact
    if contact is None and anybody_may_ask(at):
        contact = granted(keep_proven(address=proven.address, at=at))
    if contact is None:
        remember_proven(session, proven.address)
        return reverse("portal:unknown")
    let_in(session, contact, proven.address)
    return safe_way(proven.to) or reverse("portal:home")


def anybody_may_ask(at: datetime) -> bool:
    """Whether some live charter takes in cases of addresses that nobody registered."""
    return any(not charter.askers.registered_only for charter in live_charters(at))


def safe_way(to: str) -> str:
    """`to` where it is a page of this site, else nothing."""
    inside = to.startswith("/") and url_has_allowed_host_and_scheme(to, allowed_hosts=None)
    return to if inside else ""


def _sender(way: WayIn, at: datetime) -> str:
    """The address of the contact's own charter, else of the first that has one."""
    organisation = way.contact.organisation if way.contact else None
    own = organisation.charter if organisation else ""
    charters = sorted(live_charters(at), key=lambda charter: charter.name != own)
    return next((found for one in charters if (found := sender_of(one, ""))), "")
