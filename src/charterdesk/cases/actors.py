"""Who acts on a case, and the name by which the engine and its events know them."""

from dataclasses import dataclass

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import DESK, Desk
from charterdesk.customers.models import Contact
from charterdesk.engine.events import CUSTOMER, ENGINE


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody on the customer's side: a known contact, or only an address or a name."""

    name: str = ""
    contact: Contact | None = None


By = Person | Asker | Desk

__all__ = ["DESK", "Asker", "By", "name_of"]


def name_of(by: By) -> str:
    """The engine's name: a username, "customer", or "" for the desk itself."""
    match by:
        case Person():
            return by.username
        case Asker():
            return CUSTOMER
        case Desk():
            return ENGINE
