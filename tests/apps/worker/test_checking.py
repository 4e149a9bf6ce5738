"""The second look: a damaged wake is found and mended, a sound one is left alone."""

from datetime import datetime, timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.store import set_aside
from charterdesk.cases.verifying import differences
from charterdesk.worker import checking
from charterdesk.worker.alarms import open_alarms, raise_alarm
from charterdesk.worker.checking import WALK_EVERY, Checker
from charterdesk.worker.ticking import tick_due
from tests.apps.cases.desk_work import opened
from tests.apps.cast import MONDAY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("damage", [None, MONDAY - timedelta(days=1), MONDAY + timedelta(days=99)])
def test_a_damaged_wake_is_mended_and_raises_an_alarm(damage: datetime | None) -> None:
    case, sound = opened(), opened()
    Case.objects.filter(pk=case.pk).update(next_wake_at=damage)
    assert Checker().step(MONDAY)
    assert Case.objects.get(pk=case.pk).next_wake_at == case.next_wake_at
    assert [alarm.case_id for alarm in open_alarms()] == [case.pk]
    assert Case.objects.get(pk=sound.pk).next_wake_at == sound.next_wake_at
    assert list(differences()) == []


def test_the_alarm_ends_when_the_case_is_next_woken() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(next_wake_at=None)
    Checker().step(MONDAY)
    tick_due(MONDAY + timedelta(days=9))
    assert open_alarms() == []


def test_a_case_that_was_set_aside_stays_aside() -> None:
    case = opened()
    later = MONDAY + timedelta(days=50)
    set_aside(case.pk, later)
    raise_alarm(case.pk, "out of order", MONDAY)
    assert not Checker().step(MONDAY)
    assert Case.objects.get(pk=case.pk).next_wake_at == later


def test_a_damaged_copy_is_mended_too() -> None:
    case = opened()
    Case.objects.filter(pk=case.pk).update(wake_copy_at=None)
    assert Checker().step(MONDAY)
    assert not Checker().step(MONDAY)
    assert Case.objects.get(pk=case.pk).wake_copy_at == case.next_wake_at


def test_a_wake_that_is_damaged_twice_over_is_found_by_the_walk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checking, "BATCH", 2)
    cases = [opened() for _ in range(5)]
    Case.objects.filter(pk=cases[4].pk).update(next_wake_at=None, wake_copy_at=None)
    checker = Checker()
    at, looks = MONDAY, [checker.step(MONDAY)]
    while not looks[-1]:
        due = checker.due()
        assert due is not None
        assert not checker.step(due - timedelta(milliseconds=1))
        at = due
        looks.append(checker.step(at))
    assert len(looks) == 3
    assert Case.objects.get(pk=cases[4].pk).next_wake_at == cases[4].next_wake_at


def test_a_walk_begins_at_most_once_a_minute(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    opened()
    checker = Checker()
    checker.step(MONDAY)
    with django_assert_max_num_queries(1):
        checker.step(MONDAY + WALK_EVERY - timedelta(seconds=1))
    Case.objects.update(next_wake_at=None, wake_copy_at=None)
    assert checker.step(MONDAY + WALK_EVERY)


def test_a_thousand_damaged_wakes_are_mended_within_two_minutes() -> None:
    case = opened()
    fields = [field.attname for field in Case._meta.concrete_fields if field.attname != "id"]
    values = {name: getattr(case, name) for name in fields}
    Case.objects.bulk_create(
        Case(**{**values, "number": f"{case.number}-{n}", "next_wake_at": MONDAY})
        for n in range(999)
    )
    events = list(CaseEvent.objects.filter(case=case))
    for copy in Case.objects.exclude(pk=case.pk):
        for event in events:
            event.pk, event.case_id = None, copy.pk
        CaseEvent.objects.bulk_create(events)
    Case.objects.filter(pk=case.pk).update(next_wake_at=None)
    checker, at = Checker(), MONDAY
    while checker.step(at):
        at += timedelta(seconds=1)
    assert at - MONDAY <= timedelta(seconds=120)
    assert set(Case.objects.values_list("next_wake_at", flat=True)) == {case.next_wake_at}
    assert len(open_alarms()) == 1000
