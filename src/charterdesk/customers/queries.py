"""Customers as the desk may see them, and the lookups that a case begins with.

An address is looked for casefolded, as it is kept.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from charterdesk.accounts.models import Person
from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.customers.models import Address, Contact, Contract, Organisation
from charterdesk.kit.prepared import Prepared
from charterdesk.kit.spellings import spelled


@dataclass(frozen=True, slots=True)
class ContractInForce:
    """A contract on one day. `word` is what the engine is told: the level, else the name.

    `account_manager` is the contract's, else the organisation's, whose account is open.
    """

    contract: Contract
    word: str
    account_manager: Person | None


def address_key(address: str) -> str:
    """An address as it is kept and compared: without spaces around it, casefolded."""
    return address.strip().casefold()


def contact_by_address(asker: Actor, address: str) -> Contact | None:
    """The active contact who registered the address, with the organisation loaded.

    Somebody who proved an address by themselves is not registered by it (R-BIC-12).
    """
    demand_sight(asker)
    return (
        Contact.objects.select_related("organisation")
        .filter(is_active=True, is_registered=True, addresses__address=address_key(address))
        .first()
    )


def contact_for(asker: Actor, pk: int) -> Contact | None:
    """One active contact, with the organisation loaded."""
    demand_sight(asker)
    return Contact.objects.select_related("organisation").filter(pk=pk, is_active=True).first()


def addresses_of(asker: Actor, contact: Contact) -> list[str]:
    """The contact's addresses, the one to answer to first."""
    demand_sight(asker)
    return list(contact.addresses.order_by("pk").values_list("address", flat=True))


def contract_in_force(
    asker: Actor, organisation: Organisation | None, charter: str, on: date
) -> ContractInForce | None:
    """The organisation's contract under a charter on a day; of several the one that began last."""
    demand_sight(asker)
    if organisation is None:
        return None
    found = (
        Contract.objects.filter(_valid(on), organisation=organisation, charter=charter)
        .select_related("account_manager", "organisation__account_manager")
        .order_by("-valid_since", "-pk")
        .first()
    )
    if found is None:
        return None
    managers = (found.account_manager, found.organisation.account_manager)
    manager = next((person for person in managers if person and person.is_active), None)
    return ContractInForce(found, found.level or found.name, manager)


def active_contact(pk: int) -> Contact | None:
    """The contact of that key who is not silenced, with the organisation loaded."""
    found = Contact.objects.select_related("organisation").filter(pk=pk, is_active=True)
    return found.first()


def contracts_held(organisation: Organisation, on: date) -> list[Contract]:
    """Every contract of the organisation on a day, by charter, the one that began last first."""
    found = Contract.objects.filter(_valid(on), organisation=organisation)
    return list(found.order_by("charter", "-valid_since", "-pk"))


def account_manager_of(asker: Actor, address: str, charter: str, at: datetime) -> Person | None:
    """Who `is: per customer` means for an asker: the contract's, else the organisation's manager.

    `address` is a registered address; the contract is the one in force on the organisation's
    date at `at`. Nobody whose account is closed is given.
    """
    contact = contact_by_address(asker, address)
    organisation = contact.organisation if contact else None
    if organisation is None:
        return None
    on = at.astimezone(ZoneInfo(organisation.zone)).date()
    contract = contract_in_force(asker, organisation, charter, on)
    manager = contract.account_manager if contract else organisation.account_manager
    return manager if manager and manager.is_active else None


def organisations_by_name(asker: Actor) -> QuerySet[Organisation]:
    """All customers, each with its account manager, contacts and their addresses loaded."""
    demand_sight(asker)
    found = Organisation.objects.order_by("name").select_related("account_manager")
    return found.prefetch_related(*_with_all())


def organisations_like(asker: Actor, words: str, most: int = 100) -> list[Organisation]:
    """Customers whose name contains the words, by name, each with its account manager loaded."""
    demand_sight(asker)
    return _ORGANISATIONS_LIKE.rows(most, **spelled(words.strip()))


def organisation_with_all(asker: Actor, pk: int) -> Organisation | None:
    """One customer with everything that `organisations_by_name` loads."""
    demand_sight(asker)
    found = _ONE.first(pk=pk)
    if found is not None:
        prefetch_related_objects([found], *_with_all())
    return found


def contacts_like(asker: Actor, words: str, most: int = 20) -> list[Contact]:
    """Active contacts whose name, address or organisation contains the words, for a New case."""
    demand_sight(asker)
    return _CONTACTS_LIKE.rows(most, words=words, address=address_key(words))


def _with_all() -> "tuple[Prefetch[str], ...]":
    addresses = Prefetch("addresses", Address.objects.order_by("pk"))
    contacts = Contact.objects.order_by("name", "pk").prefetch_related(addresses)
    contracts = Contract.objects.order_by("valid_since", "pk")
    return Prefetch("contacts", contacts), Prefetch("contracts", contracts)


def _one(*, pk: int) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk=pk).select_related("account_manager")


def _organisations_like(most: int, **words: str) -> QuerySet[Organisation]:
    like = Q()
    for one in words.values():
        like |= Q(name__icontains=one)
    found = Organisation.objects.filter(like).select_related("account_manager")
    return found.order_by("name")[:most]


def _contacts_like(most: int, *, words: str, address: str) -> QuerySet[Contact]:
    firms = Organisation.objects.filter(name__icontains=words)
    known = Address.objects.filter(address__contains=address).values("contact")
    like = Q(name__icontains=words) | Q(organisation__in=firms) | Q(pk__in=known)
    found = Contact.objects.filter(like, is_active=True).select_related("organisation")
    return found.order_by("name", "pk")[:most]


def _valid(on: date) -> Q:
    return Q(valid_since__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


_ONE = Prepared(_one)
_ORGANISATIONS_LIKE, _CONTACTS_LIKE = Prepared(_organisations_like), Prepared(_contacts_like)
