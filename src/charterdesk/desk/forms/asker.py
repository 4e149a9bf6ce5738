"""Whom somebody means who types an address, a name, a customer or a contract's number."""

from charterdesk.accounts.models import Person
from charterdesk.customers.models import Contact
from charterdesk.customers.queries import contact_by_address, contacts_like, organisations_by_name

MOST = 12


def contacts_found(person: Person, words: str) -> list[Contact]:
    """The contacts that the words may mean: the owner of the very address alone, else all."""
    exact = contact_by_address(person, words) if "@" in words else None
    if exact:
        return [exact]
    by_number = organisations_by_name(person).filter(contracts__number__iexact=words)
    numbered = [contact for one in by_number for contact in one.contacts.all() if contact.is_active]
    return numbered[:MOST] or contacts_like(person, words, MOST)


def contact_label(contact: Contact) -> str:
    """A contact among others: name and customer."""
    return f"{contact.name}, {contact.organisation}" if contact.organisation else contact.name
