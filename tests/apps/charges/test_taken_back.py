"""Hours bought beforehand that were typed wrongly: taken back by an entry, never below zero."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError

from charterdesk.accounts.models import Membership, Person, Team
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.charges.commands import bill_month, strike_time, take_hours_back
from charterdesk.charges.models import Prepaid, TakenBack
from charterdesk.charges.queries.prepaid import Balance, balance_billed, balance_of, bought_for
from tests.apps.cast import ada, ben
from tests.apps.charges.test_money import JULY, JUNE, booked, month, rate, with_contract
from tests.faces.desk_scene import eve

pytestmark = pytest.mark.django_db


def taken_back(minutes: int, *, left: int = 600, by: Person | None = None) -> TakenBack | Refusal:
    return take_hours_back(
        bought=Prepaid.objects.get(), left=left, minutes=minutes, reason="Typed 10 for 1",
        by=by or ben(), at=JULY,
    )  # fmt: skip


def test_what_is_taken_back_stays_beside_the_entry_with_who_when_and_why() -> None:
    _row, contract = with_contract(10)
    granted(taken_back(540))
    (entry,) = bought_for([contract])
    assert (entry.row.minutes, entry.left) == (600, 60)
    (correction,) = entry.corrections
    assert (correction.added_by, correction.added_at) == (ben(), JULY)
    assert correction.reason == "Typed 10 for 1"
    assert balance_of(contract) == Balance(60, 0)
    with pytest.raises(ProtectedError):
        entry.row.delete()


def test_time_is_taken_from_what_is_left_after_the_correction() -> None:
    row, _contract = with_contract(10)
    rate("60")
    granted(taken_back(540))
    assert booked(row, 90, at=JULY).prepaid_minutes == 60


def test_hours_that_are_used_up_are_not_taken_back() -> None:
    row, contract = with_contract(10)
    rate("60")
    entry = booked(row, 570).ref
    refused = taken_back(31)
    assert isinstance(refused, Refusal)
    assert "9:30 of the hours of this contract are used up: at most 0:30" in refused.text
    granted(taken_back(30))
    assert balance_of(contract) == Balance(570, 570)
    refused = taken_back(1, left=570)
    assert isinstance(refused, Refusal)
    assert "All hours of this contract are used up" in refused.text
    strike_time(case=row, entry=entry, reason="not theirs", by=ada(), at=JULY)
    granted(taken_back(570, left=570))
    assert balance_of(contract) == Balance(0, 0)


@pytest.mark.parametrize(("minutes", "says"), [(0, "at least a minute"), (601, "Only 10:00")])
def test_no_more_than_was_entered_is_taken_back(minutes: int, says: str) -> None:
    with_contract(10)
    refused = taken_back(minutes)
    assert isinstance(refused, Refusal)
    assert says in refused.text
    assert not TakenBack.objects.exists()


def test_pressed_twice_it_is_taken_back_once() -> None:
    _row, contract = with_contract(10)
    granted(taken_back(60))
    refused = taken_back(60)
    assert isinstance(refused, Refusal)
    assert "changed meanwhile" in refused.text
    assert balance_of(contract).bought == 540


def test_a_month_that_was_billed_stands_as_it_did() -> None:
    row, contract = with_contract(10)
    rate("60")
    booked(row, 120)
    assert row.organisation
    statement = bill_month(organisation=row.organisation, month=JUNE, by=ben(), at=JULY)
    assert not isinstance(statement, Refusal)
    before = month(row).lines
    later = JULY + timedelta(days=1)
    booked(row, 30, at=later)
    granted(
        take_hours_back(
            bought=Prepaid.objects.get(), left=600, minutes=400, reason="x", by=ben(), at=later
        )
    )
    assert month(row).lines == before
    assert balance_billed(contract, statement) == Balance(600, 120)
    assert balance_of(contract) == Balance(200, 150)
    july = bill_month(
        organisation=row.organisation, month=date(2026, 7, 1), by=ben(),
        at=JULY + timedelta(days=40),
    )  # fmt: skip
    assert not isinstance(july, Refusal)
    assert balance_billed(contract, july) == Balance(200, 150)


def test_hours_are_taken_back_by_a_lead_who_sees_their_cases() -> None:
    with_contract(10)
    with pytest.raises(PermissionDenied):
        taken_back(60, by=ada())
    Membership.objects.create(
        team=Team.objects.create(name="Elsewhere"), person=eve(), is_lead=True
    )
    with pytest.raises(PermissionDenied, match="no cases under bicom"):
        taken_back(60, by=eve())
    assert not TakenBack.objects.exists()
