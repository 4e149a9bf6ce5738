"""Who a browser is on the customers' side, kept in its session under keys of its own.

Being signed in at the desk makes nobody a customer, nor the other way round. What the session
says is looked at again with every request, so that a contact who is silenced is out at once.
"""

from secrets import compare_digest

from django.contrib.sessions.backends.base import SessionBase

from charterdesk.cases.queries.guests import Guest
from charterdesk.customers.models import Contact

CONTACT, MARK, ADDRESS = "guest_contact", "guest_mark", "guest_address"


def let_in(session: SessionBase, contact: Contact, address: str) -> None:
    """The browser is this contact's from now on, under a new session key."""
    session.cycle_key()
    session[CONTACT], session[MARK], session[ADDRESS] = contact.pk, contact.session_mark, address


def let_out(session: SessionBase) -> None:
    """The browser is nobody's on the customers' side; a person of the desk stays signed in."""
    ours = [key for key, _ in session.items() if key.startswith("guest_")]
    for key in ours:
        del session[key]
    session.cycle_key()


def guest_in(session: SessionBase) -> Guest | None:
    """Whose session it is, if the contact is active and their mark is still the same."""
    known = session.get(CONTACT)
    if not isinstance(known, int):
        return None
    found = Contact.objects.select_related("organisation").filter(pk=known, is_active=True).first()
    if found is None or not compare_digest(found.session_mark, str(session.get(MARK, ""))):
        return None
    return Guest(found, address=str(session.get(ADDRESS, "")))
