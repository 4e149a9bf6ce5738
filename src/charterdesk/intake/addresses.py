"""The desk's own mail addresses: to which channels each leads, how mail comes, and what came.

Everybody at the desk may read which there are, as they may read the charters; the mail itself is
shown under the charters in which the asker can fill a role.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

from django.db.models import QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.cases.queries.sight import sight_of
from charterdesk.channels.mail.tokens import address_without_token
from charterdesk.charters.queries import addresses_of_channels, live_charters
from charterdesk.intake.models import Mailbox, RawMail
from charterdesk.intake.ways import Way, strictness

# What waits or lies in quarantine is read through for an address; there are few, or trouble.
LOOKED_THROUGH = 500
# A mailbox that nobody has read for so long was taken out of the settings.
LEFT_BEHIND = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DeskAddress:
    """A mail address, casefolded; its `ways` the strictest first, the `mailboxes` it comes by."""

    address: str
    ways: tuple[Way, ...]
    mailboxes: tuple[Mailbox, ...]


@dataclass(frozen=True, slots=True)
class MailOf:
    """What came to an address, without the bytes: the `newest`; what `waits`, and what is `broken`.

    `is_partial` where mail under charters out of the asker's sight is left out.
    """

    newest: tuple[RawMail, ...]
    waiting: tuple[RawMail, ...]
    broken: tuple[RawMail, ...]
    is_partial: bool


def desk_addresses(asker: Actor, at: datetime) -> list[DeskAddress]:
    """All addresses by which live charters take in mail, in their order.

    Those for which a mailbox is read stand there too, though no charter may name them.
    """
    demand_sight(asker)
    found: dict[str, list[Way]] = {}
    for charter in live_charters(at):
        for name, address in addresses_of_channels(charter).items():
            way = Way(charter, charter.channels[name], address)
            found.setdefault(address, []).append(way)
    mailboxes = [one for one in Mailbox.objects.order_by("name") if not _is_left(one, at)]
    for word in {word for one in mailboxes for word in one.addresses}:
        found.setdefault(word.casefold(), [])
    return [_desk_address(one, found[one], mailboxes) for one in sorted(found)]


def _is_left(mailbox: Mailbox, at: datetime) -> bool:
    return at - (mailbox.read_at or mailbox.since) > LEFT_BEHIND


def _desk_address(address: str, ways: list[Way], mailboxes: Sequence[Mailbox]) -> DeskAddress:
    ways.sort(key=lambda way: strictness(way.charter, way.channel))
    brings = tuple(
        one for one in mailboxes if address in {word.casefold() for word in one.addresses}
    )
    return DeskAddress(address, tuple(ways), brings)


def mail_of(asker: Actor, address: DeskAddress, most: int) -> MailOf:
    """What came to an address, the newest first; an answer to a case counts as well."""
    ways = _ways_seen(asker, address)
    # What is not read yet, or can't be, belongs to no charter: it is shown to everybody.
    aside = [_to(address, state) for state in (RawMail.State.WAITING, RawMail.State.QUARANTINED)]
    is_partial = len(ways) < len(address.ways)
    return MailOf(_newest(ways, most), aside[0], aside[1], is_partial)


def last_mail_of(asker: Actor, address: DeskAddress) -> RawMail | None:
    """The newest mail that came in by the address, of those in the asker's sight."""
    return next(iter(_newest(_ways_seen(asker, address), 1)), None)


def _ways_seen(asker: Actor, address: DeskAddress) -> list[Way]:
    sight = sight_of(asker)
    return [way for way in address.ways if sight.everything or way.charter.name in sight.charters]


def _newest(ways: Sequence[Way], most: int) -> tuple[RawMail, ...]:
    return tuple(islice(merge(*(_came_by(way)[:most] for way in ways), key=_age), most))


def _came_by(way: Way) -> QuerySet[RawMail]:
    found = RawMail.objects.filter(charter=way.charter.name, channel=way.channel.name)
    return found.select_related("case").defer("raw").order_by("-pk")


def _age(mail: RawMail) -> int:
    return -mail.pk


def _to(address: DeskAddress, state: RawMail.State) -> tuple[RawMail, ...]:
    """Of the newest in a state those that name the address among their recipients."""
    rows = RawMail.objects.filter(state=state, charter="").defer("raw").order_by("-pk")
    return tuple(row for row in rows[:LOOKED_THROUGH] if _names(row, address.address))


def _names(mail: RawMail, address: str) -> bool:
    return any(address_without_token(one).casefold() == address for one in mail.recipients)
