"""Contacts by address, contracts by date, account managers by contract."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import DjangoAssertNumQueries

from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.customers.commands import (
    add_contact,
    add_contract,
    add_organisation,
    assign_account_manager,
    deactivate_contact,
    end_contract,
    register_address,
)
from charterdesk.customers.models import Address, Contact, Contract
from charterdesk.customers.queries import (
    account_manager_of,
    addresses_of,
    contact_by_address,
    contacts_like,
    contract_in_force,
    organisations_by_name,
)
from tests.apps.cast import (
    CLEO_ADDRESS,
    MONDAY,
    STRANGER_ADDRESS,
    ada,
    ben,
    cleo,
    dora,
    organisation,
)

pytestmark = pytest.mark.django_db


def contract(
    name: str = "paid", since: date = date(2026, 1, 1), until: date | None = None, level: str = ""
) -> Contract:
    return granted(
        add_contract(
            organisation=organisation(),
            charter="roxen",
            name=name,
            level=level,
            valid_since=since,
            valid_until=until,
            by=DESK,
            at=MONDAY,
        )
    )


def word_on(day: date) -> str | None:
    found = contract_in_force(ada(), organisation(), "roxen", day)
    return found.word if found else None


@pytest.mark.parametrize("written", [CLEO_ADDRESS, "Cleo@CUSTOMER.example", f" {CLEO_ADDRESS}\n"])
def test_a_contact_is_found_however_the_address_is_written(written: str) -> None:
    contact = cleo()
    assert contact_by_address(ada(), written) == contact


def test_a_stranger_is_no_contact() -> None:
    cleo()
    assert contact_by_address(DESK, STRANGER_ADDRESS) is None
    assert contact_by_address(DESK, "") is None


def test_the_contact_comes_with_the_organisation(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    cleo()
    with django_assert_num_queries(1):
        found = contact_by_address(DESK, CLEO_ADDRESS)
        assert found is not None
        assert str(found.organisation) == "Customer Ltd"


def test_a_contact_who_asks_no_more_is_a_stranger() -> None:
    deactivate_contact(contact=cleo(), by=ada(), at=MONDAY)
    assert contact_by_address(DESK, CLEO_ADDRESS) is None


def test_an_address_is_one_contacts() -> None:
    cleo()
    refused = register_address(contact=dora(), address="CLEO@customer.example", by=ada(), at=MONDAY)
    assert isinstance(refused, Refusal)
    assert refused.text == "cleo@customer.example is already registered, by Cleo Lind."


def test_an_address_registered_again_changes_nothing() -> None:
    again = granted(register_address(contact=cleo(), address=CLEO_ADDRESS, by=ada(), at=MONDAY))
    assert again.contact == cleo()
    assert Address.objects.count() == 1


def test_a_contact_writes_from_several_addresses() -> None:
    granted(register_address(contact=cleo(), address="c@home.example", by=ada(), at=MONDAY))
    assert contact_by_address(DESK, "C@home.example") == cleo()
    assert addresses_of(ada(), cleo()) == [CLEO_ADDRESS, "c@home.example"]


@pytest.mark.parametrize(
    "address", ['"a b"@x.example', "", "cleo", "a@b@c.example", "x y@customer.example"]
)
def test_what_is_no_address_makes_no_contact(address: str) -> None:
    refused = add_contact(name="Cleo", address=address, by=ada(), at=MONDAY)
    assert isinstance(refused, Refusal)
    assert refused.field == "address"
    assert not Contact.objects.exists()


def test_a_contact_without_a_name_is_called_by_the_address() -> None:
    made = granted(add_contact(name="  ", address="New@x.example", by=DESK, at=MONDAY))
    assert (made.name, made.organisation) == ("new@x.example", None)


def test_a_contract_is_in_force_from_its_first_day_until_before_its_last() -> None:
    contract("paid", date(2026, 1, 1), date(2026, 7, 1))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [word_on(day) for day in days] == [None, "paid", "paid", None]


def test_the_level_is_the_word_that_the_engine_is_told() -> None:
    contract("paid", level="gold")
    assert word_on(date(2026, 6, 15)) == "gold"


def test_of_two_contracts_the_one_that_began_last_counts() -> None:
    contract("new", date(2026, 3, 1))
    contract("old", date(2026, 1, 1))
    assert [word_on(date(2026, 2, 1)), word_on(date(2026, 6, 1))] == ["old", "new"]


def test_a_contract_under_another_charter_or_customer_does_not_count() -> None:
    contract()
    other = organisation("Elsewhere Ltd")
    assert contract_in_force(ada(), other, "roxen", date(2026, 6, 15)) is None
    assert contract_in_force(ada(), organisation(), "voxeo", date(2026, 6, 15)) is None
    assert contract_in_force(ada(), None, "roxen", date(2026, 6, 15)) is None


def test_a_contract_that_would_end_before_it_begins_is_refused() -> None:
    paid = contract("paid", date(2026, 3, 1))
    assert isinstance(
        end_contract(contract=paid, on=date(2026, 3, 1), by=ben(), at=MONDAY), Refusal
    )
    assert word_on(date(2026, 6, 15)) == "paid"
    granted(end_contract(contract=paid, on=date(2026, 6, 15), by=ben(), at=MONDAY))
    assert word_on(date(2026, 6, 15)) is None


def test_the_account_manager_is_the_contracts_else_the_organisations() -> None:
    cleo()
    assert account_manager_of(DESK, CLEO_ADDRESS, "roxen", MONDAY) is None
    assign_account_manager(organisation=organisation(), person=ben(), by=DESK, at=MONDAY)
    assert account_manager_of(DESK, CLEO_ADDRESS, "roxen", MONDAY) == ben()
    paid = contract()
    paid.account_manager = ada()
    paid.save()
    assert account_manager_of(DESK, CLEO_ADDRESS, "roxen", MONDAY) == ada()
    assert account_manager_of(DESK, CLEO_ADDRESS, "voxeo", MONDAY) == ben()
    assert account_manager_of(DESK, STRANGER_ADDRESS, "roxen", MONDAY) is None


def test_the_day_of_a_contract_is_the_customers() -> None:
    cleo()
    paid = contract(since=date(2026, 6, 16))
    paid.account_manager = ada()
    paid.save()
    late_evening_utc = datetime(2026, 6, 15, 22, 30, tzinfo=UTC)
    assert account_manager_of(DESK, CLEO_ADDRESS, "roxen", late_evening_utc) == ada()
    assert account_manager_of(DESK, CLEO_ADDRESS, "roxen", MONDAY) is None


def test_a_contracts_manager_who_left_gives_way_to_the_organisations() -> None:
    cleo()
    assign_account_manager(organisation=organisation(), person=ben(), by=DESK, at=MONDAY)
    paid = contract()
    paid.account_manager = ada()
    paid.save()
    granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    assert account_manager_of(DESK, CLEO_ADDRESS, "roxen", MONDAY) == ben()


def test_an_account_manager_who_left_is_nobody() -> None:
    cleo()
    assign_account_manager(organisation=organisation(), person=ada(), by=DESK, at=MONDAY)
    granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    assert account_manager_of(DESK, CLEO_ADDRESS, "roxen", MONDAY) is None


def test_only_leads_make_customers_and_contracts() -> None:
    customer = organisation()
    with pytest.raises(PermissionDenied):
        add_organisation(name="New Ltd", by=ada(), at=MONDAY)
    with pytest.raises(PermissionDenied):
        assign_account_manager(organisation=customer, person=ada(), by=ada(), at=MONDAY)
    assert granted(add_organisation(name="New Ltd", by=ben(), at=MONDAY)).pk


def test_two_customers_of_one_name_are_refused() -> None:
    organisation("New Ltd")
    refused = add_organisation(name="New Ltd", by=ben(), at=MONDAY)
    assert isinstance(refused, Refusal)
    assert refused.field == "name"


def test_who_no_longer_works_here_sees_no_customers() -> None:
    gone = granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    with pytest.raises(PermissionDenied):
        contact_by_address(gone, CLEO_ADDRESS)
    with pytest.raises(PermissionDenied):
        organisations_by_name(gone)


@pytest.mark.parametrize("words", ["cleo", "LIND", "customer.ex", "Customer L"])
def test_contacts_are_found_by_name_address_or_customer(words: str) -> None:
    cleo(), dora()
    assert contacts_like(ada(), words) == [cleo()]


def test_the_page_of_customers_asks_little(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    cleo(), dora(), contract()
    who = ada()
    with django_assert_max_num_queries(4):
        page = [
            (org.name, [[a.address for a in c.addresses.all()] for c in org.contacts.all()])
            for org in organisations_by_name(who)
        ]
    assert page == [
        ("Customer Ltd", [[CLEO_ADDRESS]]),
        ("Elsewhere Ltd", [["dora@elsewhere.example"]]),
    ]
