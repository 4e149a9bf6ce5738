"""A contract that ends is told to its account manager, once early and once late."""

from datetime import date, datetime, timedelta

import pytest

from charterdesk.customers.models import Contract
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from charterdesk.welcome.ending import tell_of_ends
from charterdesk.worker.upkeep import contract_rounds
from tests.apps.cast import MONDAY, ada, ben, organisation

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def contract(until: date, since: date = date(2026, 1, 1), name: str = "support") -> Contract:
    """One of Cleo's firm, whom Ben looks after."""
    firm = organisation()
    firm.account_manager = ben()
    firm.save()
    return Contract.objects.create(
        organisation=firm, charter="bicom", name=name, number="B-7", valid_since=since,
        valid_until=until,
    )  # fmt: skip


def told(at: datetime) -> list[str]:
    """What is queued at that moment."""
    known = set(Notice.objects.values_list("pk", flat=True))
    tell_of_ends(at=at)
    return [one.text for one in Notice.objects.exclude(pk__in=known)]


def test_it_is_told_thirty_days_before_and_seven_and_never_twice() -> None:
    end = MONDAY.date() + 31 * DAY
    contract(end)
    assert told(MONDAY) == []
    assert told(MONDAY + DAY) == [
        "The contract B-7 of Customer Ltd ends in 30 days: see what follows."
    ]
    assert told(MONDAY + 2 * DAY) == told(MONDAY + 20 * DAY) == []
    assert "ends in 7 days" in told(MONDAY + 24 * DAY)[0]
    assert told(MONDAY + 30 * DAY) == told(MONDAY + 31 * DAY) == []


def test_the_account_manager_gets_it_in_their_language_with_the_way_to_the_customer() -> None:
    person = ben()
    person.language = "ru"
    person.save()
    one = contract(MONDAY.date() + DAY)
    tell_of_ends(at=MONDAY)
    notice = Notice.objects.get()
    assert (notice.person, notice.address) == (person, person.email)
    assert f"/desk/orgs/{one.organisation_id}/" in letter_of(notice).raw.decode()


def test_the_contracts_own_manager_comes_first_and_a_closed_account_gets_nothing() -> None:
    one = contract(MONDAY.date() + DAY)
    one.account_manager = ada()
    one.save()
    tell_of_ends(at=MONDAY)
    assert Notice.objects.get().person == ada()
    for person in (ada(), ben()):
        person.is_active = False
        person.save()
    two = contract(MONDAY.date() + 2 * DAY, name="maintenance")
    assert told(MONDAY) == []
    assert two.valid_until


def test_a_contract_that_goes_on_under_another_is_not_told() -> None:
    end = MONDAY.date() + 5 * DAY
    contract(end)
    contract(end + 365 * DAY, since=end)
    assert told(MONDAY) == []


def test_one_that_is_over_has_not_begun_or_has_a_new_end() -> None:
    contract(MONDAY.date(), name="over")
    contract(MONDAY.date() + 9 * DAY, since=MONDAY.date() + DAY, name="later")
    assert told(MONDAY) == []
    Contract.objects.filter(name="later").delete()
    one = contract(MONDAY.date() + 6 * DAY, name="moved")
    assert len(told(MONDAY)) == 1
    one.valid_until = MONDAY.date() + 7 * DAY
    one.save()
    assert len(told(MONDAY)) == 1


def test_the_worker_looks_every_few_minutes() -> None:
    contract(MONDAY.date() + DAY)
    rounds = contract_rounds()
    assert rounds.step(MONDAY)
    assert not rounds.step(MONDAY + timedelta(minutes=1))
    assert Notice.objects.count() == 1
