"""Who sent a mail, which From alone never proves, and what may follow from it (trust.md rule 2)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case, Message
from charterdesk.channels.mail.values import Incoming
from charterdesk.customers.models import Contact, Organisation
from charterdesk.customers.queries import (
    ContractInForce,
    address_key,
    contact_by_address,
    contract_in_force,
)
from charterdesk.engine.charter.values import Charter


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom a mail says it is from. `proven`: the receiving server vouches for the domain.

    `organisation` is known of a caller whose number several of its contacts share.
    """

    address: str
    name: str = ""
    contact: Contact | None = None
    proven: bool = False
    organisation: Organisation | None = None

    @property
    def key(self) -> str:
        """The address for comparing with another."""
        return address_key(self.address)

    @property
    def zone(self) -> str:
        """The zone of the contact, else of the organisation; empty for a stranger."""
        own = self.contact.zone if self.contact else ""
        return own or (self.firm.zone if self.firm else "")

    @property
    def firm(self) -> Organisation | None:
        """The organisation of the contact, or of the caller."""
        return self.contact.organisation if self.contact else self.organisation


def sender_of_mail(said: Incoming) -> Sender:
    """The address in From; that of the envelope where From holds none."""
    address = said.sender.email if said.sender else said.envelope_sender
    return Sender(
        address=address[:500],
        name=said.sender.name if said.sender else "",
        contact=contact_by_address(DESK, address) if address else None,
        proven=said.authentication.proven,
    )


def may_ask(sender: Sender, charter: Charter) -> bool:
    """Whether the charter knows the sender as one who may ask (R-BIC-12, R-HFN-4, R-TER-6)."""
    if sender.contact and sender.contact.is_end_customer and not charter.askers.end_customers:
        return False
    if charter.askers.registered_only:
        return sender.contact is not None or sender.organisation is not None
    if charter.askers.authorised_only_under_contract:
        return sender.contact is not None and sender.contact.is_authorised
    return True


def contract_of(
    organisation: Organisation | None, charter: Charter, at: datetime
) -> ContractInForce | None:
    """The contract under that charter that is in force on the organisation's date."""
    if organisation is None:
        return None
    on = at.astimezone(ZoneInfo(organisation.zone)).date()
    return contract_in_force(DESK, organisation, charter.name, on)


def is_of_the_desk(sender: Sender) -> bool:
    """Whether the address is that of somebody who works here; they write on the page."""
    return Person.objects.filter(email__iexact=sender.address, is_active=True).exists()


def takes_part(sender: Sender, case: Case) -> bool:
    """Whether the address asked, has written or was written to on the case, or is a colleague's."""
    if not sender.key:
        return False
    contact = sender.contact
    if sender.key == address_key(case.asker) or (contact and contact.pk == case.contact_id):
        return True
    if contact and not contact.is_end_customer and _is_colleague(contact, case):
        return True
    said = Message.objects.filter(case=case, public=True)
    wrote = said.filter(direction=Message.Direction.IN, automatic=False).values_list("author")
    if any(sender.key == address_key(author) for (author,) in wrote):
        return True
    sent = said.filter(direction=Message.Direction.OUT).values_list("recipients", flat=True)
    return any(sender.key == address_key(to) for recipients in sent for to in recipients)


def _is_colleague(contact: Contact, case: Case) -> bool:
    """An end customer is nobody's: what other customers of the firm ask is not theirs to read."""
    own = contact.organisation_id
    return own is not None and own == case.organisation_id
