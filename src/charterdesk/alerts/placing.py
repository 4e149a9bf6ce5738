"""Whose an alert is: the customer, the equipment and the contact that the source or it names.

A source of one customer never reaches another's (trust.md rule 6): what it names is looked for
among that one's own.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from charterdesk.accounts.rights import DESK
from charterdesk.alerts.kinds import Alert
from charterdesk.alerts.models import AlertSource
from charterdesk.cases.opening import Arrival
from charterdesk.charters.queries import charter_in_force
from charterdesk.customers.identifying import organisations_by_paper
from charterdesk.customers.models import Asset, Contact, Organisation
from charterdesk.customers.queries import addresses_of, contract_in_force


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case of the alert belongs; `unknown` is what was named and is nobody's."""

    arrival: Arrival
    contract: str
    asker: str
    asset: Asset | None
    unknown: tuple[str, ...] = ()


def place_of(source: AlertSource, alert: Alert, at: datetime) -> Place:
    """The place of an alert; raises NoCharter where the source's charter is in force no more."""
    asset = _asset(source, alert.asset)
    organisation = source.organisation or _organisation(alert.organisation)
    organisation = organisation or (asset.organisation if asset else None)
    charter = charter_in_force(source.charter, at)
    on = at.astimezone(ZoneInfo(organisation.zone)).date() if organisation else at.date()
    force = contract_in_force(DESK, organisation, charter.name, on)
    contact, address = _contact(source, organisation)
    if asset and organisation and asset.organisation_id != organisation.pk:
        asset = None
    named = ((alert.asset, asset), (alert.organisation, organisation))
    return Place(
        arrival=Arrival(
            charter=charter, organisation=organisation, contact=contact,
            contract=force.contract if force else None,
        ),
        contract=force.word if force else "", asker=address or source.name, asset=asset,
        unknown=tuple(name for name, found in named if name and found is None),
    )  # fmt: skip


def _asset(source: AlertSource, named: str) -> Asset | None:
    """The one piece of equipment of that tag or serial number; None where several could be."""
    if not named:
        return None
    found = Asset.objects.filter(Q(tag__iexact=named) | Q(serial__iexact=named))
    if source.organisation_id:
        found = found.filter(organisation=source.organisation_id)
    rows = list(found.select_related("organisation")[:2])
    return rows[0] if len(rows) == 1 else None


def _organisation(named: str) -> Organisation | None:
    """The customer of that name, else the one that has a contract of that number."""
    if not named:
        return None
    found = Organisation.objects.filter(name__iexact=named).first()
    if found is not None:
        return found
    papers = organisations_by_paper(DESK, named)
    return papers[0] if len(papers) == 1 else None


def _contact(source: AlertSource, organisation: Organisation | None) -> tuple[Contact | None, str]:
    """Whom the case concerns, with the address: the source's contact, else an authorised one."""
    if organisation is None:
        return None, ""
    own = Contact.objects.filter(organisation=organisation, is_active=True)
    chosen = (
        own.filter(pk=source.contact_id) if source.contact_id else own.filter(is_authorised=True)
    )
    for contact in chosen.order_by("pk")[:5]:
        if addresses := addresses_of(DESK, contact):
            return contact, addresses[0]
    return None, ""
