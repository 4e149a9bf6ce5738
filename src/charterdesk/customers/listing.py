"""Customers and what they have, page by page: a page goes on behind the last row of the one before.

A mark is the key of that row; one that is none, or of a row that is gone, begins at the start.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from charterdesk.accounts.rights import Actor, demand_sight
from charterdesk.customers.models import Address, Contact, Contract, Organisation
from charterdesk.kit.prepared import Prepared
from charterdesk.kit.spellings import spelled
from charterdesk.kit.whole_numbers import whole_number

CONTACTS, CUSTOMERS = 25, 50

T = TypeVar("T", bound=Model)


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """Rows of one page; `after` is the mark of the page behind it, "" for none."""

    rows: Sequence[T]
    after: str = ""


def paged(rows: Sequence[T], size: int) -> Listed[T]:
    """A page of rows of which one more than `size` was asked for."""
    return Listed(rows[:size], str(rows[size - 1].pk) if len(rows) > size else "")


def customer_for(asker: Actor, pk: int) -> Organisation | None:
    """One customer with its account manager."""
    demand_sight(asker)
    return _ONE.first(pk=pk)


def customers_like(asker: Actor, words: str, after: str = "") -> Listed[Organisation]:
    """Customers whose name contains the words, by name, each with its account manager."""
    demand_sight(asker)
    last = _ONE.first(pk=whole_number(after) or 0) if after else None
    behind = last.name if last else ""
    return paged(_LIKE.rows(bool(last), behind=behind, **spelled(words.strip())), CUSTOMERS)


def contacts_of(asker: Actor, organisation: Organisation, after: str = "") -> Listed[Contact]:
    """Those who ask for a customer by name; the silenced ones come last."""
    demand_sight(asker)
    at = whole_number(after)
    last = _CONTACT.first(pk=at, organisation=organisation.pk) if at else None
    shape, name, pk = (last.is_active, last.name, last.pk) if last else (None, "", 0)
    rows = _CONTACTS.rows(shape, organisation=organisation.pk, name=name, pk=pk)
    return paged(rows, CONTACTS)


def contact_of(asker: Actor, organisation: Organisation, pk: int) -> Contact | None:
    """One of them who asks still."""
    demand_sight(asker)
    found = _CONTACT.first(pk=pk, organisation=organisation.pk)
    return found if found and found.is_active else None


def addresses_by_contact(asker: Actor, contacts: Sequence[Contact]) -> dict[int, list[str]]:
    """The addresses of the contacts by their keys, the one to answer to first."""
    demand_sight(asker)
    found: dict[int, list[str]] = {one.pk: [] for one in contacts}
    for row in _ADDRESSES.rows(contacts=list(found)) if found else ():
        found[row.contact_id].append(row.address)
    return found


def contracts_of(asker: Actor, organisation: Organisation) -> list[Contract]:
    """A customer's contracts, the last begun first, each with its customer and managers."""
    demand_sight(asker)
    return _CONTRACTS.rows(organisation=organisation.pk)


def _one(*, pk: int) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk=pk).select_related("account_manager")


def _like(goes_on: bool, *, behind: str, **words: str) -> QuerySet[Organisation]:
    like = Q()
    for one in words.values():
        like |= Q(name__icontains=one)
    found = Organisation.objects.filter(like, **{"name__gt": behind} if goes_on else {})
    return found.select_related("account_manager").order_by("name")[: CUSTOMERS + 1]


def _contact(*, pk: int, organisation: int) -> QuerySet[Contact]:
    return Contact.objects.filter(pk=pk, organisation=organisation)


def _contacts(
    behind: bool | None, *, organisation: int, name: str, pk: int
) -> QuerySet[Contact]:  # fmt: skip
    """`behind` is whether the last one asked still, None for the first page."""
    found = Contact.objects.filter(organisation=organisation)
    if behind is not None:
        later = Q(is_active=behind) & (Q(name__gt=name) | Q(name=name, pk__gt=pk))
        found = found.filter(later | Q(is_active=False) if behind else later)
    return found.order_by("-is_active", "name", "pk")[: CONTACTS + 1]


def _addresses(*, contacts: Sequence[int]) -> QuerySet[Address]:
    return Address.objects.filter(contact__in=contacts).order_by("pk")


def _contracts(*, organisation: int) -> QuerySet[Contract]:
    found = Contract.objects.filter(organisation=organisation)
    joined = found.select_related("organisation__account_manager", "account_manager", "launched_by")
    return joined.order_by("-valid_since", "pk")


_ONE, _LIKE = Prepared(_one), Prepared(_like)
_CONTACT, _CONTACTS, _ADDRESSES = Prepared(_contact), Prepared(_contacts), Prepared(_addresses)
_CONTRACTS = Prepared(_contracts)
