"""The loops: they sleep until something is due, and outlive whatever one round does."""

from datetime import datetime, timedelta
from threading import Event

import pytest
from django.db import OperationalError

from charterdesk.kit.wallclock import now
from charterdesk.worker.loops import BREATH, NAP, Loop

pytestmark = pytest.mark.django_db


def loop(step: object = False, due: datetime | None = None) -> Loop:
    """A loop whose step answers or raises `step`."""

    def stepped(at: datetime) -> object:
        if isinstance(step, Exception):
            raise step
        return step

    return Loop("tick", stepped, lambda: due)


def test_work_done_means_no_sleep() -> None:
    assert loop(3).round() == timedelta()


def test_an_idle_loop_looks_again_in_a_moment() -> None:
    assert loop().round() == NAP
    assert loop(due=now() + timedelta(hours=1)).round() == NAP


def test_a_loop_sleeps_no_longer_than_until_what_is_due() -> None:
    assert loop(due=now() + timedelta(milliseconds=50)).round() <= timedelta(milliseconds=50)
    assert loop(due=now() - timedelta(hours=1)).round() == timedelta()


def test_a_database_that_is_gone_is_said_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    assert loop(OperationalError("connection\nrefused")).round() == BREATH
    (record,) = caplog.records
    assert record.getMessage() == "The database does not answer (tick): connection refused"


def test_a_fault_of_one_round_does_not_end_the_loop(caplog: pytest.LogCaptureFixture) -> None:
    assert loop(KeyError("x")).round() == BREATH
    assert "goes on" in caplog.text


def test_a_loop_ends_when_it_is_told_to() -> None:
    stop = Event()
    rounds = []

    def step(at: datetime) -> bool:
        rounds.append(at)
        if len(rounds) == 3:
            stop.set()
        return True

    Loop("tick", step, lambda: None).run(stop)
    assert len(rounds) == 3
