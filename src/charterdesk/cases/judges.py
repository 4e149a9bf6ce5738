"""Who says whether somebody may ask under a contract: its authorised contacts (R-TER-6)."""

from dataclasses import dataclass

from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import addresses_of

MOST = 10


@dataclass(frozen=True, slots=True)
class Judge:
    """An authorised contact, with the address to ask them at."""

    contact: Contact
    address: str


def judges_of(case: Case) -> list[Judge]:
    """Active authorised contacts of the case's organisation with an address, never the asker."""
    if case.organisation_id is None:
        return []
    theirs = Contact.objects.filter(
        organisation=case.organisation_id, is_active=True, is_authorised=True, is_registered=True
    )
    if case.contact_id is not None:
        theirs = theirs.exclude(pk=case.contact_id)
    found = theirs.select_related("organisation").order_by("pk")[:MOST]
    known = ((contact, addresses_of(DESK, contact)) for contact in found)
    return [Judge(contact, addresses[0]) for contact, addresses in known if addresses]


def is_judge(case: Case, contact: Contact) -> bool:
    """Whether the contact is one of them still."""
    return any(judge.contact.pk == contact.pk for judge in judges_of(case))
