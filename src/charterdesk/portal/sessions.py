"""Who a browser is on the customers' side, kept in its session under keys of its own.

Being signed in at the desk makes nobody a customer, nor the other way round. What the session
says is looked at again with every request, so that a contact who is silenced is out at once.
"""

from collections.abc import Mapping
from datetime import datetime
from secrets import compare_digest

from django.contrib.sessions.backends.base import SessionBase

from charterdesk.cases.queries.guests import Guest
from charterdesk.customers.models import Contact
from charterdesk.portal.passes import guest_of_link
from charterdesk.visit.sessions import said_in

CONTACT, MARK, ADDRESS = "guest_contact", "guest_mark", "guest_address"
PASSES, PROVEN = "guest_passes", "guest_proven"
MOST_PASSES = 20


def let_in(session: SessionBase, contact: Contact, address: str) -> None:
    """The browser is this contact's from now on, under a new session key."""
    session.cycle_key()
    session[CONTACT], session[MARK], session[ADDRESS] = contact.pk, contact.session_mark, address


def let_out(session: SessionBase) -> None:
    """The browser is nobody's on the customers' side; a person of the desk stays signed in."""
    for key in [key for key, _ in session.items() if key.startswith("guest_")]:
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


def guests_still_in(sessions: Mapping[str, int]) -> set[str]:
    """Of sessions and the contacts they were, those that still are; two queries."""
    said = said_in(sessions)
    active = Contact.objects.filter(pk__in=set(sessions.values()), is_active=True)
    marks = dict(active.values_list("pk", "session_mark"))
    return {
        key
        for key, pk in sessions.items()
        if pk in marks and said.get(key, {}).get(CONTACT) == pk
        and compare_digest(marks[pk], str(said[key].get(MARK, "")))
    }  # fmt: skip


def remember_pass(session: SessionBase, number: str, token: str) -> None:
    """The browser followed the link of this case, and may go on with it."""
    kept = {name: one for name, one in _passes(session).items() if name != number}
    newest = [*kept.items(), (number, token)][-MOST_PASSES:]
    session[PASSES] = dict(newest)


def forget_pass(session: SessionBase, number: str) -> None:
    """The link of this case was given up in this browser, too."""
    session[PASSES] = {name: one for name, one in _passes(session).items() if name != number}


def guest_with_pass(session: SessionBase, number: str, at: datetime) -> Guest | None:
    """Who followed the link of that case, if it still holds."""
    wanted = number.casefold()
    token = next((one for name, one in _passes(session).items() if name.casefold() == wanted), "")
    return guest_of_link(token, at) if token else None


def remember_proven(session: SessionBase, address: str) -> None:
    """Somebody proved an address that may not ask by itself."""
    session.cycle_key()
    session[PROVEN] = address


def proven_in(session: SessionBase) -> str:
    """The address that was proven and may not ask; "" for none."""
    return str(session.get(PROVEN, ""))


def _passes(session: SessionBase) -> Mapping[str, str]:
    kept = session.get(PASSES)
    return kept if isinstance(kept, dict) else {}
