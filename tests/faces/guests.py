"""A browser of the customers' side, signed in as a contact."""

from django.test import Client

from charterdesk.customers.models import Contact
from charterdesk.portal.sessions import let_in


def client_of(contact: Contact, address: str = "") -> Client:
    """A browser in which the contact has signed in."""
    client = Client()
    session = client.session
    let_in(session, contact, address or contact.addresses.values_list("address", flat=True)[0])
    session.save()
    client.cookies["charterdesk"] = session.session_key or ""
    return client
