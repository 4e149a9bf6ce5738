"""Under which charters and contracts somebody may ask on the page, and whether as a known one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from charterdesk.cases.opening import Arrival
from charterdesk.cases.queries.guests import Guest
from charterdesk.charters.queries import live_charters
from charterdesk.customers.models import Contract
from charterdesk.customers.queries import contracts_held
from charterdesk.engine.charter.values import Charter
from charterdesk.intake.senders import Sender, may_ask


@dataclass(frozen=True, slots=True)
class Offer:
    """A charter, with the contract that the asker's organisation has under it, if any."""

    charter: Charter
    arrival: Arrival
    registered: bool

    @property
    def key(self) -> str:
        """Which of several offers it is."""
        contract = self.arrival.contract
        return f"{self.charter.name}/{contract.pk if contract else 0}"

    @property
    def contract_word(self) -> str:
        """The contract as the engine has it: its level, else its name."""
        contract = self.arrival.contract
        return (contract.level or contract.name) if contract else ""


def offers_for(guest: Guest, at: datetime) -> tuple[Offer, ...]:
    """What the guest may ask under: their contracts, else their customer's charter, else any
    charter that lets them in."""
    live = live_charters(at)
    organisation = guest.contact.organisation
    held = _held(guest, at)
    own = [one for one in live if organisation and one.name == organisation.charter]
    under = [(charter, row) for charter in live for row in held if row.charter == charter.name]
    return tuple(_let_in(guest, under or [(charter, None) for charter in (own or live)]))


def _let_in(guest: Guest, under: Sequence[tuple[Charter, Contract | None]]) -> Iterator[Offer]:
    """Whoever is not registered is no asker where the charter wants registered ones (R-BIC-12)."""
    contact = guest.contact
    known = contact if contact.is_registered else None
    for charter, contract in under:
        registered = may_ask(Sender(address=guest.address, contact=known), charter)
        unnamed = contact.is_end_customer and not charter.askers.end_customers
        if registered or not (charter.askers.registered_only or unnamed):
            arrival = Arrival(
                charter=charter, organisation=contact.organisation, contact=contact,
                contract=contract,
            )  # fmt: skip
            yield Offer(charter, arrival, registered)


def _held(guest: Guest, at: datetime) -> list[Contract]:
    organisation = guest.contact.organisation
    if organisation is None:
        return []
    return contracts_held(organisation, at.astimezone(ZoneInfo(organisation.zone)).date())
