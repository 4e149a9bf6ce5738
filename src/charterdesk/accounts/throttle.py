"""Tries to sign in are counted in the database, per account and per network address.

An account that nobody has is counted like any other, so that being refused tells nothing.
"""

import ipaddress
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from charterdesk.accounts.models import SignInTries

WINDOW = timedelta(minutes=15)
TRIES_PER_ACCOUNT = 10
TRIES_PER_ADDRESS = 60


@transaction.atomic
def take_turn(
    *, kind: str, subject: str, limit: int, at: datetime, window: timedelta = WINDOW
) -> datetime | None:
    """Count one turn of a kind; the moment from which there is another where `limit` is passed."""
    SignInTries.objects.filter(window_ends_at__lte=at).delete()
    return _count(_key(kind, subject), limit, at, window)


@transaction.atomic
def take_try(*, name: str, network_address: str, at: datetime) -> datetime | None:
    """Count one try; the moment from which there is another when these were too many, else None."""
    SignInTries.objects.filter(window_ends_at__lte=at).delete()
    limits = {
        _account(name): TRIES_PER_ACCOUNT,
        _key("address", network_of(network_address)): TRIES_PER_ADDRESS,
    }
    waits = [_count(key, limits[key], at) for key in sorted(limits)]
    return max((wait for wait in waits if wait), default=None)


def network_of(address: str) -> str:
    """Whom a network address is counted as: one customer of a provider has a /64 of IPv6.

    >>> network_of("2001:db8:1:2:3:4:5:6"), network_of("::ffff:192.0.2.7"), network_of("192.0.2.7")
    ('2001:db8:1:2::/64', '192.0.2.7', '192.0.2.7')
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found.packed[:8] + bytes(8), 64)))


def forgive(*, name: str) -> None:
    """Forget the tries for an account whose owner has come in."""
    SignInTries.objects.filter(key_hash=_account(name)).delete()


def _count(key: str, limit: int, at: datetime, window: timedelta = WINDOW) -> datetime | None:
    row, _ = SignInTries.objects.get_or_create(
        key_hash=key, defaults={"window_ends_at": at + window}
    )
    SignInTries.objects.filter(pk=row.pk).update(tries=F("tries") + 1)
    row.refresh_from_db()
    return row.window_ends_at if row.tries > limit else None


def _account(name: str) -> str:
    return _key("account", name.casefold())


def _key(kind: str, value: str) -> str:
    return sha256(f"{kind}:{value}".encode()).hexdigest()
