"""The sign of life: a process and its loops, as the health page reads them."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import OperationalError

from charterdesk.worker.loops import Loop, sign_loop
from charterdesk.worker.models import WorkerSign
from charterdesk.worker.pulse import (
    FORGOTTEN_AFTER,
    SIGN_EVERY,
    LoopSign,
    Part,
    Pulse,
    SignOfLife,
    loops_of_sign,
)
from tests.apps.cast import MONDAY

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def test_a_process_has_one_row_that_is_renewed_and_goes_with_it() -> None:
    pulse = Pulse()
    loop = sign_loop(pulse, [Part.WAKES, Part.JOBS])
    loop.step(MONDAY)
    pulse.came_round("tick", MONDAY + MINUTE)
    loop.step(MONDAY + SIGN_EVERY / 2)
    assert WorkerSign.objects.get().seen_at == MONDAY
    loop.step(MONDAY + MINUTE)
    row = WorkerSign.objects.get()
    assert (row.parts, row.seen_at) == (["jobs", "wakes"], MONDAY + MINUTE)
    assert loops_of_sign(row) == (LoopSign("tick", MONDAY + MINUTE),)
    loop.end()
    assert not WorkerSign.objects.exists()


def test_what_a_killed_process_left_is_forgotten_after_a_day() -> None:
    SignOfLife(Pulse(), list(Part)).write(MONDAY)
    SignOfLife(Pulse(), list(Part)).write(MONDAY + MINUTE)
    assert WorkerSign.objects.count() == 2
    SignOfLife(Pulse(), list(Part)).write(MONDAY + FORGOTTEN_AFTER + MINUTE / 2)
    assert WorkerSign.objects.count() == 2


def test_a_loop_notes_its_rounds_and_the_kind_of_its_faults_alone() -> None:
    stop, rounds, pulse = (
        Event(),
        iter([KeyError("a customer's"), OperationalError("gone")]),
        Pulse(),
    )

    def step(at: object) -> bool:
        stop.set()
        raise next(rounds)

    loop = Loop("news", step, lambda: None, pulse=pulse)
    loop.run(stop)
    assert pulse.stored()["news"]["fault"] == "KeyError"
    assert "customer" not in str(pulse.stored())
    loop.round()
    assert pulse.stored()["news"]["fault"] == "KeyError"
