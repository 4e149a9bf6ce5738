"""The link of one case in a mail: whom it shows that case, and no other (trust.md rule 2)."""

from datetime import datetime

from charterdesk.accounts.rights import DESK
from charterdesk.cases.models import Case
from charterdesk.cases.queries.guests import Guest
from charterdesk.customers.models import Address, Contact
from charterdesk.customers.queries import contact_by_address
from charterdesk.notifications.case_links import notice_of_link, one_address
from charterdesk.notifications.models import Notice


def guest_of_link(token: str, at: datetime) -> Guest | None:
    """Who follows the link, seeing only its case; None where it shows nothing any more.

    A contact who was silenced sees nothing. Somebody who is known by the address alone is a
    contact that is not stored.
    """
    notice = notice_of_link(token, at)
    if notice is None or notice.case is None:
        return None
    contact = _contact(notice, notice.case)
    address = one_address(notice)
    return Guest(contact, only=notice.case.number, address=address) if contact else None


def _contact(notice: Notice, case: Case) -> Contact | None:
    address = one_address(notice)
    found = contact_by_address(DESK, address)
    if found is not None:
        return found
    known = Address.objects.select_related("contact").filter(address=address).first()
    if known is not None:
        return known.contact if known.contact.is_active else None
    if case.contact is not None and not case.contact.is_active:
        return None
    return Contact(name=address, organisation=None)
