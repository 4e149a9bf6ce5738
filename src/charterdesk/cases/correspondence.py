"""Who the desk writes to about a case, from which address, and in which thread (M9)."""

from dataclasses import dataclass

from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case, Message
from charterdesk.charters.queries import addresses_of_channels
from charterdesk.customers.models import Contact, Organisation
from charterdesk.customers.queries import addresses_of
from charterdesk.engine.charter.values import Charter


@dataclass(frozen=True, slots=True)
class Thread:
    """The message that is answered, and all before it; identifiers without brackets (M9)."""

    in_reply_to: str = ""
    references: tuple[str, ...] = ()


def thread_of(row: Case) -> Thread:
    """The thread that an answer on this case goes on with: that of the asker's last message."""
    last = (
        Message.objects.filter(case=row, direction=Message.Direction.IN, public=True)
        .exclude(message_id="")
        .order_by("-at", "-id")
        .only("message_id", "references")
        .first()
    )
    return going_on_from(last) if last else Thread()


def going_on_from(message: Message) -> Thread:
    """The thread of an answer to this very message; none where it has no identifier."""
    if not message.message_id:
        return Thread()
    chain = [name for name in message.references if name != message.message_id]
    return Thread(message.message_id, (*chain, message.message_id))


def address_of(row: Case) -> str:
    """The mail address of the asker; "" where there is none."""
    if "@" in row.asker:
        return row.asker
    known = addresses_of(DESK, row.contact) if row.contact else []
    return known[0] if known else ""


def voice_of(row: Case, charter: Charter) -> tuple[str, str]:
    """The language and the zone in which the asker is written to."""
    return _voice(row.contact, row.organisation, charter)


def voice_of_contact(contact: Contact, charter: Charter) -> tuple[str, str]:
    """The language and the zone in which that contact is written to."""
    return _voice(contact, contact.organisation, charter)


def _voice(contact: Contact | None, firm: Organisation | None, charter: Charter) -> tuple[str, str]:
    organisation = (contact.organisation if contact else None) or firm
    language = (contact.language if contact else "") or (
        organisation.language if organisation else charter.languages[0]
    )
    zone = (contact.zone if contact else "") or (
        organisation.zone if organisation else charter.zone
    )
    return language, zone


def sender_of(charter: Charter, channel: str) -> str:
    """The address that a case's mail goes out from: its channel's, else the first there is."""
    addresses = addresses_of_channels(charter)
    return addresses.get(channel) or next(iter(addresses.values()), "")
