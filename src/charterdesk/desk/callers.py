"""Who is calling: whom a number, an address or a name may mean, with what is open of theirs.

It is asked while somebody types and talks, so it is few queries, and never more than a handful.
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.cases.queries.around import open_cases_of
from charterdesk.customers.models import Contact, Contract
from charterdesk.customers.queries import addresses_of, contracts_held
from charterdesk.desk.forms.asker import contacts_found
from charterdesk.engine.charter.values import Charter

LEAST_CHARS = 3
MOST = 5
MOST_CASES = 3


def callers_found(person: Person, words: str) -> list[Contact]:
    """The contacts whom the words may mean; none for a word or two of letters."""
    words = words.strip()
    return contacts_found(person, words)[:MOST] if len(words) >= LEAST_CHARS else []


def stands_for(person: Person, contact: Contact) -> str:
    """What names the contact in the form: the first address, else the name."""
    return next(iter(addresses_of(person, contact)), contact.name)


def open_of(person: Person, contact: Contact) -> list[Case]:
    """The open cases of the contact's customer that the person may see, the next due first."""
    organisation = contact.organisation
    return list(open_cases_of(person, organisation).rows[:MOST_CASES]) if organisation else []


def charter_asked(contact: Contact, live: Iterable[Charter]) -> Charter | None:
    """The live charter under which the contact's customer asks; none where nobody said so."""
    named = contact.organisation.charter if contact.organisation else ""
    return next((one for one in live if one.name == named), None)


def today_of(contact: Contact, at: datetime) -> date:
    """The date on the wall of the contact's customer."""
    zone = contact.organisation.zone if contact.organisation else "UTC"
    return at.astimezone(ZoneInfo(zone)).date()


def contracts_today(contact: Contact, at: datetime) -> list[Contract]:
    """The contracts of the contact's customer that are in force today."""
    organisation = contact.organisation
    return contracts_held(organisation, today_of(contact, at)) if organisation else []
