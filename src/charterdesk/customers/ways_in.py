"""Coming in without a password: a link and a code in one mail prove who holds an address.

Neither is stored: both are sealed with the desk's own secret, the link with 144 bits. Each lets
in once; codes are bounded by tries, and of many asked for one waits (trust.md rule 8).
"""

import base64
import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.throttle import network_of, take_turn
from charterdesk.customers.models import Address, Contact, WayIn
from charterdesk.customers.queries import address_key
from charterdesk.kit.mail_addresses import is_mail_address

LASTS = timedelta(minutes=30)
# A mail asked for again within this time is the one that is on its way already.
PAUSE = timedelta(minutes=2)
HOUR = timedelta(hours=1)
MAILS_PER_ADDRESS = 5
ASKED_PER_NETWORK = 40
UNKNOWN_AN_HOUR = 200
TRIES_PER_MAIL = 6
TRIES_PER_ADDRESS = 12
TRIES_PER_NETWORK = 60
DIGITS = 8
SEAL_BYTES = 18
MOST_CHARS = 60

NOT_RIGHT = gettext_noop(
    "This code lets nobody in. Type the newest one you have, or open the link in the same mail."
)
SPENT = gettext_noop("This link was used or is too old. Have another mail sent.")
CLOSED = gettext_noop("This address may not come in any more. Ask your account manager.")


@dataclass(frozen=True, slots=True)
class Proven:
    """Somebody holds this address; `contact` where it is somebody's. `to` is where to go on."""

    address: str
    contact: Contact | None
    to: str = ""


def ask_way_in(
    *, address: str, network_address: str, at: datetime, to: str = ""
) -> WayIn | Refusal | None:
    """A way in that is to be mailed; None where none is to be sent, which nobody is told.

    Asking is counted by network and by address; whether the address is known changes nothing
    that the asker could see.
    """
    key = address_key(address)
    if not is_mail_address(key):
        return Refusal(
            _("“%(address)s” is no mail address: it wants name@host.") % {"address": address[:100]},
            "address",
        )
    network = network_of(network_address)
    free_at = take_turn(kind="way in network", subject=network, limit=ASKED_PER_NETWORK, at=at)
    if free_at:
        return too_many(free_at, at)
    with transaction.atomic():
        return _made(key, to, at)


def way_of_token(token: str, at: datetime) -> WayIn | None:
    """The way in of a link that can still be used; None for any other text."""
    pk, seal = _parts(token)
    found = _usable(at).filter(pk=pk).first() if pk else None
    if found is None:
        return None
    # Every key is tried, so that the time says nothing about which one fits.
    fits = [hmac.compare_digest(one, seal) for one in _tokens(found)]
    return found if any(fits) else None


def enter_by_link(*, token: str, at: datetime) -> Proven | Refusal:
    """Use a link up."""
    way = way_of_token(token, at)
    return _enter(way, at) if way else Refusal(_(SPENT))


def enter_by_code(
    *, address: str, code: str, network_address: str, at: datetime
) -> Proven | Refusal:
    """Use a code up. Every try counts, right or wrong, before it is looked at."""
    key, network = address_key(address), network_of(network_address)
    waits = [
        take_turn(kind="code network", subject=network, limit=TRIES_PER_NETWORK, at=at),
        take_turn(kind="code", subject=key, limit=TRIES_PER_ADDRESS, at=at),
    ]
    if free_at := max((one for one in waits if one), default=None):
        return too_many(free_at, at)
    given = "".join(one for one in code if one.isdigit() and one.isascii())
    ways = list(_usable(at).filter(address=key, tries__lt=TRIES_PER_MAIL))
    WayIn.objects.filter(pk__in=[one.pk for one in ways]).update(tries=F("tries") + 1)
    # Somebody nobody has heard of costs the same work as a known one.
    checked = [(one, _fits(one, given)) for one in ways or [WayIn(pk=0, address=key)]]
    right = next((one for one, fits in checked if fits and one.pk), None)
    return _enter(right, at) if right else Refusal(_(NOT_RIGHT))


def token_of(way: WayIn) -> str:
    """The token of the link."""
    return next(_tokens(way))


def code_of(way: WayIn) -> str:
    """The digits of the code."""
    return next(_codes(way))


def too_many(free_at: datetime, at: datetime) -> Refusal:
    """Why there is none now, and when there is another."""
    minutes = max(1, -(-(free_at - at) // timedelta(minutes=1)))
    return Refusal(_("Too many tries. Try again in %(minutes)d min.") % {"minutes": minutes})


def _made(key: str, to: str, at: datetime) -> WayIn | None:
    """A new way in, unless one was made just now, or too many lately.

    Whoever asks in another's name must not keep them out: where none can be used any more,
    there is one, however many there were.
    """
    over = take_turn(kind="way in", subject=key, limit=MAILS_PER_ADDRESS, at=at, window=HOUR)
    if over and _usable(at).filter(address=key).exists():
        return None
    if WayIn.objects.filter(address=key, used_at=None, made_at__gt=at - PAUSE).exists():
        return None
    known = Address.objects.select_related("contact").filter(address=key).first()
    if known is None and take_turn(
        kind="way in", subject="", limit=UNKNOWN_AN_HOUR, at=at, window=HOUR
    ):
        return None
    if known and not known.contact.is_active:
        return None
    return WayIn.objects.create(
        address=key, contact=known.contact if known else None, mark=token_hex(16), to=to[:500],
        made_at=at, expires_at=at + LASTS,
    )  # fmt: skip


@transaction.atomic
def _enter(way: WayIn, at: datetime) -> Proven | Refusal:
    if not _usable(at).filter(pk=way.pk).update(used_at=at):
        return Refusal(_(SPENT))
    _usable(at).filter(address=way.address).update(used_at=at)
    known = Address.objects.select_related("contact__organisation").filter(address=way.address)
    contact = next((one.contact for one in known), None)
    if contact and not contact.is_active:
        return Refusal(_(CLOSED))
    return Proven(way.address, contact, way.to)


def _usable(at: datetime) -> QuerySet[WayIn]:
    return WayIn.objects.filter(used_at=None, expires_at__gt=at)


def _fits(way: WayIn, given: str) -> bool:
    fits = [hmac.compare_digest(one, given) for one in _codes(way)]
    return any(fits)


def _parts(token: str) -> tuple[int, str]:
    """The key of the way in and the whole token; zeros for what can be none."""
    name, _hyphen, seal = token.partition("-")
    if len(token) > MOST_CHARS or not (token.isascii() and seal):
        return 0, ""
    try:
        pk = int(name, 16)
    except ValueError:
        return 0, ""
    return (pk, token) if 0 < pk < 2**63 else (0, "")


def _tokens(way: WayIn) -> Iterator[str]:
    for digest in _digests("link", way):
        seal = base64.urlsafe_b64encode(digest[:SEAL_BYTES]).decode("ascii")
        yield f"{way.pk:x}-{seal}"


def _codes(way: WayIn) -> Iterator[str]:
    for digest in _digests("code", way):
        yield f"{int.from_bytes(digest) % 10**DIGITS:0{DIGITS}}"


def _digests(purpose: str, way: WayIn) -> Iterator[bytes]:
    """By the desk's present secret, then by former ones."""
    parts = "\0".join([purpose, str(way.pk), way.address, way.mark])
    for secret in (settings.SECRET_KEY, *getattr(settings, "SECRET_KEY_FALLBACKS", ())):
        key = hashlib.sha256(f"ways in {secret}".encode()).digest()
        yield hmac.new(key, parts.encode(), hashlib.sha256).digest()
