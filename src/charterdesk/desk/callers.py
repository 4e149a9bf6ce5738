"""Who is calling: whom a number, an address or a name may mean, with what is open of theirs.

It is asked while somebody types and talks, so it is few queries, and never more than a handful.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case
from charterdesk.cases.queries.finding import open_cases_of
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import addresses_of, contracts_held
from charterdesk.desk.forms.asker import contacts_found

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
    return open_cases_of(person, organisation, MOST_CASES) if organisation else []


def contracts_today(contact: Contact, at: datetime) -> list[str]:
    """The contracts of the contact's customer today, by number or name."""
    organisation = contact.organisation
    if organisation is None:
        return []
    today = at.astimezone(ZoneInfo(organisation.zone)).date()
    return [one.number or one.name for one in contracts_held(organisation, today)]
