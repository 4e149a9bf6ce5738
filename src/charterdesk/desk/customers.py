"""What the page of one customer shows, gathered from the rooms below."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.http import Http404

from charterdesk.access.queries import systems_in_sight
from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import colleagues
from charterdesk.accounts.rights import may_staff
from charterdesk.cases.queries.around import open_cases_of
from charterdesk.cases.queries.finding import seen_numbers
from charterdesk.charters.queries import live_charters
from charterdesk.customers.equipment import asset_types, assets_of, licence_keys_of
from charterdesk.customers.listing import (
    addresses_by_contact,
    contacts_of,
    contracts_of,
    customer_for,
)
from charterdesk.customers.models import Asset, Contract, Organisation
from charterdesk.desk.pages.customer import MOST_ASSETS, Customer
from charterdesk.desk.pages.launches import Launch
from charterdesk.desk.pages.systems import Systems
from charterdesk.engine.charter.values import Charter
from charterdesk.welcome.launching import packages_of
from charterdesk.welcome.needs import is_launched_at_all, lacking, today_of


def customer_of(person: Person, pk: int, at: datetime, marks: Mapping[str, str]) -> Customer:
    """The customer with everything around it; raises Http404 where there is none.

    `marks` say from where its contacts and its cases (`after`) go on.
    """
    organisation = customer_for(person, pk)
    if organisation is None:
        raise Http404
    charters, contracts = live_charters(at), contracts_of(person, organisation)
    contacts = contacts_of(person, organisation, marks.get("contacts", ""))
    return Customer(
        organisation=organisation,
        charters=charters,
        people=colleagues(person),
        contacts=contacts,
        addresses=addresses_by_contact(person, contacts.rows),
        contracts=contracts,
        cases=open_cases_of(person, organisation, marks.get("after", "")),
        may_staff=may_staff(person),
        launches=launches_of(contracts, charters, at),
        assets=assets_of(person, organisation, MOST_ASSETS + 1),
        types=asset_types(person),
        keys=licence_keys_of(person, organisation),
        systems=systems_of(person, organisation),
    )


def systems_of(person: Person, organisation: Organisation, asset: Asset | None = None) -> Systems:
    """The customer's systems, or those on one piece of its equipment."""
    seen = systems_in_sight(person, organisation, asset)
    numbers = {one.check.case.number for one in seen if one.check}
    return Systems(seen, seen_numbers(person, numbers))


def launches_of(
    contracts: Iterable[Contract], live: Iterable[Charter], at: datetime
) -> dict[int, Launch]:
    """How the launch of each of a customer's contracts stands, by its key."""
    charters = {one.name: one for one in live}
    return {
        one.pk: Launch(
            contract=one,
            begun=one.valid_since <= today_of(one, at),
            lacks="" if one.launched_at else lacking(one, charters[one.charter], at),
            packages=packages_of(one) if one.launched_at else (),
        )
        for one in contracts
        if one.charter in charters and is_launched_at_all(one, charters[one.charter])
        if one.launched_at or one.valid_until is None or one.valid_until > today_of(one, at)
    }
