"""Who asks is found by contract, licence key, serial number or telephone, however it is spelled."""

from datetime import date

import pytest

from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.customers.commands import add_contact, add_contract, deactivate_contact
from charterdesk.customers.equipping import About, add_asset, add_asset_type, add_licence_key
from charterdesk.customers.identifying import (
    contacts_by_number,
    contacts_identified,
    organisations_by_paper,
)
from charterdesk.customers.models import Contact, Contract
from charterdesk.customers.telephones import phone_key
from tests.apps.cast import CLEO_ADDRESS, MONDAY, cleo, dora, organisation

pytestmark = pytest.mark.django_db


def contract(number: str = "Sa-7") -> Contract:
    """A contract of Cleo's customer."""
    return granted(
        add_contract(
            organisation=organisation(), charter="terrasoft", name="paid", level="gold",
            number=number, valid_since=date(2026, 1, 1), by=DESK, at=MONDAY,
        )
    )  # fmt: skip


def caller(phone: str, name: str = "Dan Oak") -> Contact:
    """A contact with a telephone."""
    return granted(
        add_contact(
            name=name, address=f"{name[:3].lower()}@customer.example", phone=phone,
            organisation=organisation(), is_authorised=True, by=DESK, at=MONDAY,
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+7 900 123-45-67", "001234567"),
        ("8 (900) 123 45 67", "001234567"),
        ("0046 70 000 00 01", "700000001"),
        ("070-000 00 01", "700000001"),
        ("555 0101 ext. 12", "5550101"),
        ("5550101 доб. 12", "5550101"),
        ("112", ""),
        ("", ""),
        ("call me", ""),
    ],
)
def test_a_number_has_one_spelling(typed: str, kept: str) -> None:
    assert phone_key(typed) == kept


@pytest.mark.parametrize("typed", ["8 (900) 123 45 67", "+79001234567", "0079001234567", "1234567"])
def test_a_caller_is_found_however_the_number_is_spelled(typed: str) -> None:
    dan = caller("+7 900 123-45-67")
    cleo()
    assert contacts_by_number(DESK, typed) == [dan]


@pytest.mark.parametrize("typed", ["08-555 01 01", "+46 8 555 01 01", "0046 8 5550101", "85550101"])
@pytest.mark.parametrize("kept", ["+46 8 555 01 01", "08-555 01 01"])
def test_a_short_national_number_is_found_from_home_and_from_abroad(kept: str, typed: str) -> None:
    dan = caller(kept)
    caller("+46 8 555 01 02", name="Eve Elm")
    assert contacts_by_number(DESK, typed) == [dan]


def test_a_number_from_abroad_finds_no_neighbour_whose_first_digit_differs() -> None:
    caller("+33 1 42 68 53 00")
    assert contacts_by_number(DESK, "+33 2 42 68 53 00") == []


def test_an_extension_and_letters_find_nobody_by_number() -> None:
    caller("+7 900 123-45-67")
    assert contacts_by_number(DESK, "Dan 1234567") == []
    assert contacts_by_number(DESK, "567") == []


def test_a_silenced_contact_is_not_found() -> None:
    deactivate_contact(contact=caller("+7 900 123-45-67"), by=DESK, at=MONDAY)
    assert contacts_by_number(DESK, "+7 900 123-45-67") == []


@pytest.mark.parametrize("typed", ["Sa-7", "SA-7", "sa-7", " Sa-7 "])
def test_r_ter_7_a_contract_number_identifies_its_customers_people(typed: str) -> None:
    one, dan = cleo(), caller("")
    dora(), contract()
    assert contacts_identified(DESK, typed) == [dan, one]


@pytest.mark.parametrize("typed", ["AB12-CD34", "ab12-cd34", "AB 12-CD 34"])
def test_r_ter_7_a_licence_key_identifies_its_customers_people(typed: str) -> None:
    one = cleo()
    granted(add_licence_key(contract=contract(), number="ab12-cd34", by=DESK, at=MONDAY))
    assert contacts_identified(DESK, typed) == [one]


def test_a_licence_key_is_held_once() -> None:
    granted(add_licence_key(contract=contract(), number="K 1", by=DESK, at=MONDAY))
    again = add_licence_key(contract=contract("S-8"), number="k1", by=DESK, at=MONDAY)
    assert isinstance(again, Refusal)
    assert again.text == "Licence key “K1” is taken already."


def test_a_serial_number_or_a_tag_names_the_customer() -> None:
    one = cleo()
    kind = granted(add_asset_type(name="Server", own_fields=(), by=DESK, at=MONDAY))
    about = About(type=kind, serial="SN-77")
    granted(add_asset(organisation=organisation(), tag="gate-1", about=about, by=DESK, at=MONDAY))
    for typed in ("sn-77", "gate-1"):
        assert organisations_by_paper(DESK, typed) == [organisation()]
        assert contacts_identified(DESK, typed) == [one]


def test_an_address_names_its_owner_alone() -> None:
    one = cleo()
    caller("+7 900 123-45-67")
    assert contacts_identified(DESK, CLEO_ADDRESS) == [one]


def test_nothing_names_nobody() -> None:
    cleo(), contract("")
    assert contacts_identified(DESK, "") == []
    assert organisations_by_paper(DESK, " ") == []
