"""People and workers at one case's runs at one moment: all get on, and nothing is doubled."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from charterdesk.accounts.refusal import Refusal
from charterdesk.automation.commands.running import start_run
from charterdesk.automation.handing import begin_step, finish_step, give_step
from charterdesk.automation.judging import Result
from charterdesk.automation.models import LookedAt, Run, RunStep
from charterdesk.cases.commands import add_note
from charterdesk.cases.messages import Written
from charterdesk.kit.wallclock import now
from charterdesk.worker.automating import run_rounds
from charterdesk.worker.loops import work_off
from tests.apps.automation.runbook_scene import (
    BY_ITSELF,
    DISK,
    machine_case,
    notes_of,
    published,
    started,
)
from tests.apps.cast import ada, ben

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of these gave, all begun at one moment; raises what went wrong with one."""
    barrier = threading.Barrier(len(acts), timeout=30)

    def go(act: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return act()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(len(acts))
    going = [pool.submit(go, act) for act in acts]
    pool.shutdown(wait=False)
    return [one.result(60) for one in going]


def test_runs_are_begun_while_others_write_on_the_case() -> None:
    case = machine_case()
    texts = [
        DISK.replace("disk-full", f"disk-{n}").replace("hand_over:", "approval: needed\nhand_over:")
        for n in range(3)
    ]
    versions = [published(text) for text in texts]
    by, other = ben(), ada()

    def write() -> None:
        for number in range(4):
            add_note(case=case, written=Written(text=f"note {number}"), by=other, at=now())

    def start(number: int) -> Callable[[], object]:
        runbook = versions[number].runbook
        return lambda: start_run(case=case, runbook=runbook, by=by, at=now())

    given = at_once(start(0), start(0), start(1), start(2), write)
    assert sum(isinstance(one, Run) for one in given) == 3
    assert sum(isinstance(one, Refusal) for one in given) == 1
    assert len(notes_of(case)) == 3


def test_of_several_workers_one_begins_what_begins_by_itself() -> None:
    """R-HFN-13."""
    work_off(now())
    published(BY_ITSELF)
    cases = [machine_case(f"Disk {n}") for n in range(4)]
    at_once(*[lambda: run_rounds().step(now()) for _ in range(3)])
    assert Run.objects.count() == len(cases) == LookedAt.objects.count()


def test_of_several_runners_each_step_has_one_and_its_result_is_taken_once() -> None:
    version = published()
    for _ in range(4):
        started(machine_case(), version)

    def work() -> int:
        done = 0
        while row := give_step("plant", now()):
            assert begin_step("plant", row.token, now())
            for _ in range(2):
                assert finish_step("plant", row.token, Result(0, "12%"), now())
            done += 1
        return done

    assert sum(int(str(one)) for one in at_once(work, work, work)) == 4
    assert RunStep.objects.filter(state=RunStep.State.MET).count() == 4
    assert Run.objects.filter(state=Run.State.DONE).count() == 4
