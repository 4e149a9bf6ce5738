"""Ways in by mail: once, for a while, bounded in tries, and alike for every address."""

from datetime import datetime, timedelta

import pytest

from charterdesk.accounts.refusal import Refusal
from charterdesk.accounts.rights import DESK
from charterdesk.customers.commands import add_contact, deactivate_contact, keep_proven
from charterdesk.customers.models import Contact, WayIn
from charterdesk.customers.queries import contact_by_address
from charterdesk.customers.ways_in import (
    MAILS_PER_ADDRESS,
    TRIES_PER_MAIL,
    Proven,
    ask_way_in,
    code_of,
    enter_by_code,
    enter_by_link,
    token_of,
    way_of_token,
)
from tests.apps.cast import CLEO_ADDRESS, MONDAY, STRANGER_ADDRESS, cleo, organisation

pytestmark = pytest.mark.django_db
NETWORK = "192.0.2.7"


def later(minutes: float) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def way(address: str = CLEO_ADDRESS, at: datetime = MONDAY) -> WayIn:
    made = ask_way_in(address=address, network_address=NETWORK, at=at)
    assert isinstance(made, WayIn), made
    return made


def by_code(code: str, at: datetime = MONDAY, address: str = CLEO_ADDRESS) -> Proven | Refusal:
    return enter_by_code(address=address, code=code, network_address=NETWORK, at=at)


def test_a_code_lets_in_once() -> None:
    contact, made = cleo(), way()
    code = code_of(made)
    assert by_code(f"{code[:4]} {code[4:]}") == Proven(CLEO_ADDRESS, contact)
    assert isinstance(by_code(code), Refusal)


def test_a_link_lets_in_once_and_ends_the_code_with_it() -> None:
    contact, made = cleo(), way()
    assert enter_by_link(token=token_of(made), at=MONDAY) == Proven(CLEO_ADDRESS, contact)
    assert isinstance(enter_by_link(token=token_of(made), at=MONDAY), Refusal)
    assert isinstance(by_code(code_of(made)), Refusal)


def test_a_way_in_ends_after_half_an_hour() -> None:
    made = way()
    assert way_of_token(token_of(made), later(29)) == made
    assert way_of_token(token_of(made), later(30)) is None


@pytest.mark.parametrize("token", ["", "1-", "zz-x", "1-x", "-1-x", "9" * 90, "1-\u0661", "0-a"])
def test_no_other_text_is_a_link(token: str) -> None:
    way()
    assert way_of_token(token, MONDAY) is None


def test_ten_thousand_wishes_for_one_address_are_few_mails() -> None:
    made = [
        ask_way_in(address=CLEO_ADDRESS, network_address=f"198.51.100.{n % 200}", at=later(n / 20))
        for n in range(400)
    ]
    assert sum(isinstance(one, WayIn) for one in made) <= MAILS_PER_ADDRESS


def test_who_asks_in_anothers_name_does_not_keep_them_out() -> None:
    for number in range(10 * MAILS_PER_ADDRESS):
        ask_way_in(address=CLEO_ADDRESS, network_address="198.51.100.9", at=later(3 * number / 5))
    assert isinstance(way(at=later(50)), WayIn)


def test_one_customer_of_a_provider_is_one_network_of_ipv6() -> None:
    answers = [
        ask_way_in(address=f"a{n}@x.example", network_address=f"2001:db8::{n:x}", at=MONDAY)
        for n in range(60)
    ]
    assert isinstance(answers[-1], Refusal)


def test_a_network_that_asks_without_end_is_told_to_wait() -> None:
    answers = [
        ask_way_in(address=f"a{n}@x.example", network_address=NETWORK, at=MONDAY) for n in range(60)
    ]
    assert isinstance(answers[-1], Refusal)
    assert "Try again in 15 min" in answers[-1].text


def test_a_code_is_not_guessed_by_trying() -> None:
    made = way()
    for number in range(TRIES_PER_MAIL):
        assert isinstance(by_code(f"{number:08}"), Refusal)
    assert isinstance(by_code(code_of(made)), Refusal)
    assert isinstance(enter_by_link(token=token_of(made), at=MONDAY), Proven)


def test_a_code_of_one_address_is_no_code_of_another() -> None:
    cleo()
    way(STRANGER_ADDRESS)
    assert isinstance(by_code(code_of(way())[::-1], address=STRANGER_ADDRESS), Refusal)


def test_a_silenced_contact_does_not_come_in() -> None:
    contact, made = cleo(), way()
    deactivate_contact(contact=contact, by=DESK, at=MONDAY)
    assert isinstance(enter_by_link(token=token_of(made), at=MONDAY), Refusal)
    assert ask_way_in(address=CLEO_ADDRESS, network_address=NETWORK, at=later(5)) is None


def test_somebody_nobody_knows_proves_an_address_all_the_same() -> None:
    proven = enter_by_link(token=token_of(way(STRANGER_ADDRESS)), at=MONDAY)
    assert proven == Proven(STRANGER_ADDRESS, None)


def test_proving_an_address_registers_nobody() -> None:
    contact = keep_proven(address=STRANGER_ADDRESS, at=MONDAY)
    assert isinstance(contact, Contact)
    assert not contact.is_registered
    assert contact_by_address(DESK, STRANGER_ADDRESS) is None


def test_who_proved_an_address_is_registered_with_what_they_have() -> None:
    proven = keep_proven(address=STRANGER_ADDRESS, at=MONDAY)
    made = add_contact(
        name="Nils", address=STRANGER_ADDRESS, organisation=organisation(), by=DESK, at=MONDAY
    )
    assert isinstance(made, Contact)
    assert (made, made.is_registered) == (proven, True)
    assert contact_by_address(DESK, STRANGER_ADDRESS) == made
