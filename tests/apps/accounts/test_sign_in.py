"""Passwords, one-time links, and the count of tries."""

import doctest
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from charterdesk.accounts import throttle
from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.models import Person, SignInLink, SignInTries
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.accounts.sign_in import (
    LINK_LASTS,
    invite_person,
    make_sign_in_link,
    person_of_link,
    person_with_password,
    use_sign_in_link,
)
from tests.apps.cast import MONDAY, PASSWORD, ada, ben

pytestmark = pytest.mark.django_db


def enter(
    name: str, password: str, after: timedelta = timedelta(), address: str = "192.0.2.1"
) -> Person | Refusal:
    return person_with_password(
        name=name, password=password, network_address=address, at=MONDAY + after
    )


@pytest.mark.parametrize("name", ["ada", "ADA", " ada@desk.example ", "Ada@Desk.Example"])
def test_name_or_mail_address_with_the_password_lets_in(name: str) -> None:
    person = ada()
    assert enter(name, PASSWORD) == person


def test_every_failure_has_the_same_answer() -> None:
    deactivate_person(person=ben(), by=DESK, at=MONDAY)
    ada()
    answers = {enter("ada", "wrong"), enter("nobody", PASSWORD), enter("ben", PASSWORD)}
    assert len(answers) == 1


def test_a_person_without_a_password_is_not_let_in_by_an_empty_one() -> None:
    granted(invite_person(username="eva", name="Eva", email="e@x.example", by=DESK, at=MONDAY))
    assert isinstance(enter("eva", ""), Refusal)


@pytest.mark.parametrize("name", ["ada", "nobody"])
def test_too_many_tries_are_refused_alike_whether_the_account_exists(name: str) -> None:
    ada()
    for _ in range(throttle.TRIES_PER_ACCOUNT):
        enter(name, "wrong")
    answer = enter(name, PASSWORD)
    assert isinstance(answer, Refusal)
    assert answer.text == "Too many tries. Try again in 15 min, or use a sign-in link."


def test_the_count_of_tries_ends_with_its_window() -> None:
    person = ada()
    for _ in range(throttle.TRIES_PER_ACCOUNT + 1):
        enter("ada", "wrong")
    assert enter("ada", PASSWORD, throttle.WINDOW) == person


def test_coming_in_forgets_the_tries_before() -> None:
    ada()
    for _ in range(3 * throttle.TRIES_PER_ACCOUNT):
        assert isinstance(enter("ada", "wrong"), Refusal)
        assert enter("ada", PASSWORD, address="192.0.2.7") == ada()
        SignInTries.objects.filter(tries__gt=throttle.TRIES_PER_ACCOUNT).delete()


def test_one_network_address_can_not_try_all_accounts() -> None:
    ada()
    for n in range(throttle.TRIES_PER_ADDRESS):
        throttle.take_try(name=f"name{n}", network_address="192.0.2.1", at=MONDAY)
    assert isinstance(enter("ada", PASSWORD), Refusal)
    assert enter("ada", PASSWORD, address="192.0.2.2") == ada()


def test_the_addresses_of_one_network_of_ipv6_are_counted_as_one() -> None:
    ada()
    for n in range(throttle.TRIES_PER_ADDRESS):
        throttle.take_try(name=f"name{n}", network_address=f"2001:db8:1:2::{n:x}", at=MONDAY)
    assert isinstance(enter("ada", PASSWORD, address="2001:db8:1:2:ffff::1"), Refusal)
    assert enter("ada", PASSWORD, address="2001:db8:1:3::1") == ada()


def test_the_examples_of_networks_hold() -> None:
    assert doctest.testmod(throttle).failed == 0


def test_what_was_typed_is_not_kept() -> None:
    enter("hunter2 typed as the name", "x")
    assert not SignInTries.objects.filter(key_hash__contains="hunter2").exists()


def test_a_link_lets_in_once() -> None:
    token = make_sign_in_link(person=ada(), by=DESK, at=MONDAY)
    assert person_of_link(token, MONDAY) == ada()
    assert use_sign_in_link(token=token, at=MONDAY) == ada()
    assert isinstance(use_sign_in_link(token=token, at=MONDAY), Refusal)
    assert person_of_link(token, MONDAY) is None


def test_a_link_ends_with_its_time() -> None:
    token = make_sign_in_link(person=ada(), by=DESK, at=MONDAY)
    assert person_of_link(token, MONDAY + LINK_LASTS - timedelta(seconds=1)) == ada()
    assert isinstance(use_sign_in_link(token=token, at=MONDAY + LINK_LASTS), Refusal)


def test_a_token_that_nobody_made_lets_nobody_in() -> None:
    make_sign_in_link(person=ada(), by=DESK, at=MONDAY)
    assert isinstance(use_sign_in_link(token="x", at=MONDAY), Refusal)


def test_the_table_of_links_lets_nobody_in() -> None:
    token = make_sign_in_link(person=ada(), by=DESK, at=MONDAY)
    assert len(token) >= 40
    stored = SignInLink.objects.get().token_hash
    assert token not in stored
    assert isinstance(use_sign_in_link(token=stored, at=MONDAY), Refusal)


def test_closing_an_account_ends_its_links() -> None:
    token = make_sign_in_link(person=ada(), by=DESK, at=MONDAY)
    granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    assert isinstance(use_sign_in_link(token=token, at=MONDAY), Refusal)


def test_an_agent_makes_no_links() -> None:
    with pytest.raises(PermissionDenied):
        make_sign_in_link(person=ben(), by=ada(), at=MONDAY)


def test_an_invitation_is_a_new_person_with_a_link_for_a_week() -> None:
    invited = granted(
        invite_person(username="eva", name="Eva", email="e@x.example", by=DESK, at=MONDAY)
    )
    found = use_sign_in_link(token=invited.token, at=MONDAY + timedelta(days=6))
    assert found == invited.person


def test_an_invitation_that_is_refused_leaves_nothing() -> None:
    result = invite_person(username="two words", name="", email="e@x.example", by=DESK, at=MONDAY)
    assert isinstance(result, Refusal)
    assert not SignInLink.objects.exists()
