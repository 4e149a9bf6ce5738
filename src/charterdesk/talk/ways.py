"""Where a customer can chat, and when: the charter's live channel of the name `chat` (R-BIC-22).

A channel without hours is open at every moment. Which charter it is follows from the customer:
the organisation's own first, then those of its contracts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from charterdesk.cases.models import Case
from charterdesk.charters.queries import live_charters
from charterdesk.customers.models import Contact
from charterdesk.engine.calendar import ALWAYS, Calendar, is_open, next_open
from charterdesk.engine.charter.values import Channel, Charter

CHAT = "chat"


@dataclass(frozen=True, slots=True)
class ChatWay:
    """A charter with its chat channel."""

    charter: Charter
    channel: Channel

    @property
    def hours(self) -> Calendar:
        """When somebody is there."""
        return self.charter.calendar(self.channel.hours) if self.channel.hours else ALWAYS

    def is_open(self, at: datetime) -> bool:
        """Whether somebody is there at `at`."""
        return is_open(self.hours, at)

    def back_at(self, at: datetime) -> datetime | None:
        """When somebody is there again, from `at` on; None where that is never."""
        return next_open(self.hours, at)


def way_of(contact: Contact, at: datetime, case: Case | None = None) -> ChatWay | None:
    """The way on which this contact chats, about the case if there is one; None without any."""
    live = {charter.name: charter for charter in live_charters(at)}
    names = [case.charter] if case else [*dict.fromkeys(_charters_of(contact, at))]
    ways = (way_under(live[name]) for name in names if name in live)
    return next((way for way in ways if way and may_chat(contact, way.charter)), None)


def may_chat(contact: Contact, charter: Charter) -> bool:
    """Whether the charter lets this contact ask (R-BIC-12, R-TER-6)."""
    if not contact.is_active or (contact.is_end_customer and not charter.askers.end_customers):
        return False
    if charter.askers.registered_only:
        return contact.is_registered
    return contact.is_authorised or not charter.askers.authorised_only_under_contract


def way_under(charter: Charter) -> ChatWay | None:
    """The chat of a charter."""
    channel = charter.channels.get(CHAT)
    return ChatWay(charter, channel) if channel and channel.live else None


def way_named(name: str, at: datetime) -> ChatWay | None:
    """The chat of the charter of that name, where it is live."""
    return next((way_under(one) for one in live_charters(at) if one.name == name), None)


def way_to_write(name: str, at: datetime) -> ChatWay | None:
    """The way on which a chat becomes a case: its own, else a plain one, if its charter lost it."""
    charter = next((one for one in live_charters(at) if one.name == name), None)
    if charter is None:
        return None
    plain = (
        channel
        for channel in charter.channels.values()
        if not (channel.machine or channel.escalates or channel.sets_priority)
    )
    return way_under(charter) or next((ChatWay(charter, one) for one in plain), None)


def _charters_of(contact: Contact, at: datetime) -> Iterator[str]:
    organisation = contact.organisation
    if organisation is None:
        return
    if organisation.charter:
        yield organisation.charter
    today = at.astimezone(ZoneInfo(organisation.zone)).date()
    for contract in organisation.contracts.order_by("-valid_since", "-pk"):
        if contract.valid_since <= today and (
            contract.valid_until is None or today < contract.valid_until
        ):
            yield contract.charter
