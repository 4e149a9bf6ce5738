"""Whom somebody means who types an address, a name, a customer or one of the numbers of either."""

from charterdesk.accounts.models import Person
from charterdesk.customers.identifying import contacts_identified
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import contacts_like

MOST = 12


def contacts_found(person: Person, words: str) -> list[Contact]:
    """The contacts that the words may mean: those whom they name exactly, else all."""
    return contacts_identified(person, words, MOST) or contacts_like(person, words, MOST)


def contact_label(contact: Contact) -> str:
    """A contact among others: name and customer."""
    return f"{contact.name}, {contact.organisation}" if contact.organisation else contact.name
