"""Changes to how a person is reached: their own affair, or an administrator's; and testing it.

Whoever has set nothing is reached by mail and phone; with the first means of their own, mail
becomes one of them, so that nobody cuts themselves off by adding a push.
"""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, may_manage
from charterdesk.kit.mail_addresses import is_mail_address
from charterdesk.notifications.models import Means, Notice
from charterdesk.notifications.naming import message_id_of
from charterdesk.notifications.routes import TEST
from charterdesk.notifications.ways_out import ways_out

Kind = Means.Kind
MOST = 20
NUMBER = re.compile(r"\+[0-9]{6,15}")
BETWEEN_TESTS = timedelta(seconds=10)


@transaction.atomic
def add_means(
    *, person: Person, kind: str, address: str, urgent_after: timedelta | None,
    ordinary_after: timedelta | None, by: Actor, at: datetime, service: str = "",
) -> Means | Refusal:  # fmt: skip
    """One more means of the person's; the delays count from the moment of a notice."""
    _demand(person, by)
    address = _tidy(kind, address)
    if why := _fault(kind, address):
        return Refusal(why, "address")
    if Means.objects.filter(person=person).count() >= MOST:
        return Refusal(_("Twenty means are enough: remove one first."))
    _keep_mail(person, kind, at)
    means = Means(
        person=person, kind=kind, service=service, address=address, urgent_after=urgent_after,
        ordinary_after=ordinary_after, made_at=at,
    )  # fmt: skip
    if refusal := save_valid(means):
        return refusal
    renew_edition(DUTY)
    return means


@transaction.atomic
def change_delays(
    *, means: Means, urgent_after: timedelta | None, ordinary_after: timedelta | None, by: Actor,
    at: datetime,
) -> Means | Refusal:  # fmt: skip
    """When the means is tried; None: only when all others fail."""
    _demand(means.person, by)
    means.urgent_after, means.ordinary_after = urgent_after, ordinary_after
    if refusal := save_valid(means):
        return refusal
    renew_edition(DUTY)
    return means


@transaction.atomic
def remove_means(*, means: Means, by: Actor, at: datetime) -> None:
    """The person is not reached by it any more; after the last one, by mail and phone again."""
    _demand(means.person, by)
    means.delete()
    renew_edition(DUTY)


@transaction.atomic
def call_now(*, means: Means, by: Actor, at: datetime) -> Notice | Refusal:
    """Call the person now, by this means alone; it is not tried again where it fails."""
    _demand(means.person, by)
    person, scope = means.person, f"means/{means.pk}"
    if Notice.objects.filter(scope=scope, queued_at__gt=at - BETWEEN_TESTS).exists():
        return Refusal(_("A test has gone out a moment ago: wait ten seconds."))
    key, sender = f"{TEST}/{at.isoformat()}", last_sender()
    return Notice.objects.create(
        scope=scope, key=key, kind=Notice.Kind.NOTICE, person=person, address=person.email,
        language=person.language, zone=person.zone, about=TEST, sender=sender,
        text="This is a test of your means, which you asked for.", words={"means": str(means.pk)},
        message_id=message_id_of(scope, key, sender), urgent=True, due_at=at, queued_at=at,
        send_at=at,
    )  # fmt: skip


def _demand(person: Person, by: Actor) -> None:
    if by != person and not may_manage(by):
        raise PermissionDenied(_("Only they themselves or an administrator may change this."))


def _keep_mail(person: Person, kind: str, at: datetime) -> None:
    if kind == Kind.MAIL or Means.objects.filter(person=person).exists():
        return
    at_once = timedelta()
    Means.objects.create(
        person=person, kind=Kind.MAIL, address=person.email, urgent_after=at_once,
        ordinary_after=at_once, made_at=at,
    )  # fmt: skip


def _tidy(kind: str, address: str) -> str:
    address = address.strip()
    return re.sub(r"[\s().-]", "", address) if kind in (Kind.SMS, Kind.VOICE) else address


def _fault(kind: str, address: str) -> str:
    """What is wrong with an address of that kind; "" where nothing is."""
    match kind:
        case Kind.MAIL if not is_mail_address(address):
            return _("This is no mail address.")
        case Kind.SMS | Kind.VOICE if not NUMBER.fullmatch(address):
            return _("This is no telephone number: write it with its country, as +46 70 123 45 67.")
        case Kind.HOOK:
            return _fault_of_hook(address)
        case _:
            return "" if address else _("The address is missing.")


def _fault_of_hook(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return _("This is no address of the web.")
    ways = ways_out()
    if parts.scheme not in ways.allowance(address).schemes or port == 0 or not host:
        return _("A hook's address begins with https://.")
    if host not in ways.hosts | ways.plain:
        said = _("%(host)s is not among the hosts that this desk may call: ask its operator.")
        return said % {"host": host}
    return _("Leave user and password out of the address.") if "@" in parts.netloc else ""


def last_sender() -> str:
    """The address that the desk last sent from, as a mail server will want to know it."""
    last = Notice.objects.exclude(sender="").order_by("-pk").values_list("sender", flat=True)
    return last.first() or f"desk@{urlsplit(settings.SITE).hostname or 'localhost'}"
