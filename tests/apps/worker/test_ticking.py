"""Waking cases: none early, each once, the strictest first; no fault of one stops the others."""

from datetime import datetime, timedelta

import pytest
from django.db import OperationalError

from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded, decide_only
from charterdesk.cases.verifying import differences
from charterdesk.notifications.models import Notice
from charterdesk.worker import ticking
from charterdesk.worker.alarms import open_alarms
from charterdesk.worker.models import Alarm
from charterdesk.worker.ticking import ASIDE_FOR, next_wake, tick_due
from tests.apps.cases.desk_work import minutes, opened
from tests.apps.cast import MONDAY

pytestmark = pytest.mark.django_db

MONTH = timedelta(days=30)


def tick_all(at: datetime) -> int:
    """All rounds that are due at `at`."""
    woken = 0
    while count := tick_due(at):
        woken += count
    return woken


def test_a_case_is_woken_at_its_moment_and_not_before() -> None:
    case = opened()
    due = case.next_wake_at
    assert due == next_wake()
    assert due is not None
    assert tick_due(due - timedelta(seconds=1)) == 0
    assert tick_due(due) == 1
    assert Notice.objects.get(about="warning").due_at == due


def test_nothing_is_due_on_an_empty_desk() -> None:
    assert next_wake() is None
    assert tick_due(MONDAY) == 0


def test_a_round_twice_tells_nobody_twice() -> None:
    opened()
    tick_all(MONDAY + MONTH)
    told = Notice.objects.count()
    tick_all(MONDAY + MONTH)
    assert Notice.objects.count() == told
    assert list(differences()) == []


def test_after_downtime_a_breach_keeps_its_true_time() -> None:
    case = opened()
    tick_all(MONDAY + MONTH)
    breach = case.events.get(kind="promise_breached")
    assert breach.at == MONDAY + timedelta(days=1)
    assert breach.recorded_at == MONDAY + MONTH
    assert Notice.objects.filter(about="breach", late=True).exists()


def test_in_a_backlog_the_strictest_priority_goes_first() -> None:
    low = [opened(priority="normal") for _ in range(2)]
    critical = opened(minutes(20), priority="critical")
    tick_due(MONDAY + MONTH, batch=1)
    woken = Case.objects.exclude(pk__in=[case.pk for case in low])
    assert [case.pk for case in woken.filter(updated_at=MONDAY + MONTH)] == [critical.pk]


def test_a_faulty_case_is_set_aside_with_an_alarm_and_the_others_are_woken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = [opened() for _ in range(3)]
    faulty = cases[1].pk
    break_case(monkeypatch, faulty)
    assert tick_due(MONDAY + MONTH) == 2
    (alarm,) = open_alarms()
    assert (alarm.case_id, alarm.times) == (faulty, 1)
    assert "out of order" in alarm.text
    assert Case.objects.get(pk=faulty).next_wake_at == MONDAY + MONTH + ASIDE_FOR
    assert Notice.objects.filter(about="breach", case__in=[cases[0], cases[2]]).exists()


def test_an_alarm_counts_up_while_it_lasts_and_ends_when_the_case_goes_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = opened()
    at = MONDAY + MONTH
    with monkeypatch.context() as broken:
        break_case(broken, case.pk)
        tick_due(at)
        tick_due(at + ASIDE_FOR)
    assert open_alarms()[0].times == 2
    assert tick_due(at + 2 * ASIDE_FOR) == 1
    assert open_alarms() == []
    assert Alarm.objects.get().cleared_at == at + 2 * ASIDE_FOR
    assert list(differences()) == []


def test_a_database_that_is_gone_is_no_fault_of_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    opened()

    def gone(*_: object) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(ticking, "save", gone)
    with pytest.raises(OperationalError):
        tick_due(MONDAY + MONTH)
    assert not Alarm.objects.exists()


def break_case(patch: pytest.MonkeyPatch, pk: int) -> None:
    """Let every decision on that case raise."""

    def decide(loaded: Loaded, *rest: object) -> object:
        if loaded.row.pk == pk:
            raise ValueError("out of order")
        return decide_only(loaded, *rest)  # type: ignore[arg-type]  # handed through as they are

    patch.setattr(ticking, "decide_only", decide)
