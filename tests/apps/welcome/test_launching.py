"""A contract is launched once, with all that its charter demands, and its customer is welcomed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from charterdesk.accounts.commands import deactivate_person
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.customers.commands import (
    add_contract,
    assign_account_manager,
    deactivate_contact,
    end_contract,
)
from charterdesk.customers.models import Contract
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from charterdesk.oncall.commands import assign_role
from charterdesk.welcome.launching import launch_contract, launch_due, packages_of
from charterdesk.welcome.needs import lacking, unlaunched
from charterdesk.worker.upkeep import CONTRACTS_EVERY, contract_rounds
from tests.apps.cast import CLEO_ADDRESS, MONDAY, ada, ben, charter, cleo, organisation

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 15)
# A quarter of an hour before midnight in Stockholm, where the customer is.
EVENING = datetime(2026, 6, 15, 21, 45, tzinfo=UTC)


def contract(since: date = TODAY, *, managed: bool = True, name: str = "production") -> Contract:
    """Cleo's firm has a contract of Voxeo's."""
    charter("voxeo"), cleo()
    if managed:
        assign_account_manager(organisation=organisation(), person=ben(), by=DESK, at=MONDAY)
    return granted(
        add_contract(
            organisation=organisation(), charter="voxeo", name=name, number="V-1",
            valid_since=since, by=DESK, at=MONDAY,
        )
    )  # fmt: skip


def launch(one: Contract, at: datetime = MONDAY) -> Contract | Refusal:
    return launch_contract(contract=one, charter=charter("voxeo"), by=ben(), at=at)


def defects(at: datetime = MONDAY) -> list[str]:
    told = (lacking(one, charter("voxeo"), at) for one in unlaunched([charter("voxeo")], at))
    return [text for text in told if text]


def test_a_launch_sends_one_package_with_all_that_the_customer_needs() -> None:
    """R-VOX-3."""
    one = contract()
    served = charter("voxeo")
    granted(assign_role(charter=served, role="ceo", person=ada(), by=DESK, at=MONDAY))
    done = granted(launch(one))
    assert (done.launched_at, done.launched_by) == (MONDAY, ben())
    (package,) = packages_of(one)
    assert package.address == CLEO_ADDRESS
    mail = letter_of(package).raw.decode()
    assert "Welcome to support" in mail
    text = package.words["body"]
    for said in (
        "Dear Cleo Lind,", "V-1 of Customer Ltd has begun on 2026-06-15",
        "Ben Dahl, ben@desk.example",
        "## How to reach us", "## What we promise", "News from us: as soon as we can",
        "## If it does not go well: how to escalate", "- formal", "ceo (Ada Ek, ada@desk.example)",
    ):  # fmt: skip
        assert said in text


def test_a_contract_without_an_account_manager_is_not_launched() -> None:
    """R-VOX-3."""
    one = contract(managed=False)
    refusal = launch(one)
    assert isinstance(refusal, Refusal)
    assert refusal.text == "The contract V-1 has no account manager: name one first."
    assert not Notice.objects.exists()
    assert defects() == [refusal.text]


def test_an_account_manager_who_has_left_is_none() -> None:
    one = contract()
    granted(deactivate_person(person=ben(), by=DESK, at=MONDAY))
    done = launch_contract(contract=one, charter=charter("voxeo"), by=DESK, at=MONDAY)
    assert isinstance(done, Refusal)


def test_a_contract_is_launched_once() -> None:
    one = contract()
    granted(launch(one))
    again = launch(one)
    assert isinstance(again, Refusal)
    assert "launched already" in again.text
    assert len(packages_of(one)) == 1


def test_a_contract_that_lies_ahead_or_is_over_is_not_launched() -> None:
    ahead = launch(contract(TODAY + timedelta(days=3)))
    assert isinstance(ahead, Refusal)
    assert "begins on 2026-06-18" in ahead.text
    gone = contract(TODAY - timedelta(days=30))
    granted(end_contract(contract=gone, on=TODAY - timedelta(days=1), by=DESK, at=MONDAY))
    over = launch(gone)
    assert isinstance(over, Refusal)
    assert over.text == "This contract is over."


def test_the_worker_launches_at_the_beginning_of_the_customer_s_own_day() -> None:
    one = contract(TODAY + timedelta(days=1))
    assert launch_due(at=EVENING) == 0
    assert launch_due(at=EVENING + timedelta(minutes=15)) == 1
    assert launch_due(at=EVENING + timedelta(minutes=16)) == 0
    one.refresh_from_db()
    assert one.launched_by is None
    assert len(packages_of(one)) == 1


def test_what_lacks_an_account_manager_is_launched_as_soon_as_it_has_one() -> None:
    one = contract(managed=False)
    assert launch_due(at=MONDAY) == 0
    assign_account_manager(organisation=organisation(), person=ben(), by=DESK, at=MONDAY)
    assert launch_due(at=MONDAY + timedelta(days=1)) == 1
    one.refresh_from_db()
    assert one.launched_at == MONDAY + timedelta(days=1)


def test_an_old_contract_that_the_desk_took_over_is_left_to_a_person() -> None:
    contract(TODAY - timedelta(days=200))
    assert launch_due(at=MONDAY) == 0
    assert defects() == []


def test_a_contract_that_its_charter_does_not_launch_is_no_defect() -> None:
    contract(managed=False, name="evaluation")
    assert defects() == []
    assert launch_due(at=MONDAY) == 0


def test_who_asks_no_more_is_not_welcomed() -> None:
    one = contract()
    deactivate_contact(contact=cleo(), by=ben(), at=MONDAY)
    granted(launch(one))
    assert packages_of(one) == []


def test_each_contact_is_welcomed_in_their_own_language() -> None:
    one = contract()
    contact = cleo()
    contact.language = "ru"
    contact.save(update_fields=["language"])
    granted(launch(one))
    assert packages_of(one)[0].language == "ru"


def test_the_worker_looks_every_few_minutes() -> None:
    rounds = contract_rounds()
    assert not rounds.step(MONDAY)
    contract()
    assert not rounds.step(MONDAY + CONTRACTS_EVERY / 2)
    assert rounds.step(MONDAY + CONTRACTS_EVERY)
