"""The second look: a damaged wake is found and mended, a sound one is left alone."""

from datetime import datetime, timedelta

import pytest

from charterdesk.cases.models import Case
from charterdesk.cases.verifying import differences
from charterdesk.worker import checking
from charterdesk.worker.alarms import open_alarms, raise_alarm
from charterdesk.worker.checking import PASS_EVERY, Checker
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
    Case.objects.filter(pk=case.pk).update(next_wake_at=later)
    raise_alarm(case.pk, "out of order", MONDAY)
    assert not Checker().step(MONDAY)
    assert Case.objects.get(pk=case.pk).next_wake_at == later


def test_a_pass_goes_on_where_the_last_look_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "BATCH", 2)
    cases = [opened() for _ in range(5)]
    Case.objects.filter(pk=cases[4].pk).update(next_wake_at=None)
    checker = Checker()
    at, looks = MONDAY, [checker.step(MONDAY)]
    while not looks[-1]:
        due = checker.due()
        assert due is not None
        assert not checker.step(due - timedelta(milliseconds=1))
        at = due
        looks.append(checker.step(at))
    assert len(looks) == 3
    assert checker.due() == MONDAY + PASS_EVERY
