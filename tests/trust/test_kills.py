"""kill -9 of a worker between any two steps: everybody is told, once under each key (R1).

A sample of the steps is taken; CHARTERDESK_TEST_KILLS=1 takes every one, which lasts minutes.
"""

import json
import os
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.trust.desks import Desk, a_desk

both_databases = pytest.mark.parametrize("database", ["sqlite", "postgresql"])
CASES, KILLS = 30, 12
EACH = int(os.environ.get("CHARTERDESK_TEST_KILLS", "13"))


@pytest.mark.slow
@both_databases
def test_a_worker_killed_between_its_steps_tells_everybody_once(
    database: str, tmp_path: Path
) -> None:
    with a_desk(database, tmp_path) as desk:
        found = said(desk, "play", str(EACH))
    assert found["deaths"] > 50 // EACH
    assert found["carried_twice"] < found["deaths"]
    everybody_was_told_once(found)


@both_databases
def test_two_workers_killed_at_random_moments_tell_everybody_once(
    database: str, tmp_path: Path
) -> None:
    chance = random.Random(2026)
    with a_desk(database, tmp_path) as desk:
        assert desk.run("tests.trust.seeding", str(CASES)).returncode == 0
        workers = [desk.start("charterdesk.command", "worker") for _ in range(2)]
        for count in range(KILLS):
            let_run(workers[count % 2], chance.uniform(0.3, 1.5))
            workers[count % 2].kill()
            workers[count % 2].communicate(timeout=120)
            workers[count % 2] = desk.start("charterdesk.command", "worker")
        for worker in workers:
            worker.kill()
            worker.communicate(timeout=120)
        assert desk.run("tests.trust.draining").returncode == 0
        found = said(desk, "found")
    assert found["told"] >= 4 * CASES
    everybody_was_told_once(found)


@both_databases
def test_a_worker_that_is_told_to_stop_ends_by_itself(database: str, tmp_path: Path) -> None:
    with a_desk(database, tmp_path) as desk:
        worker = desk.start("charterdesk.command", "worker")
        assert worker.stderr is not None
        assert "At work" in worker.stderr.readline()
        worker.terminate()
        _, errors = worker.communicate(timeout=120)
    assert worker.returncode == 0
    assert [line for line in errors.splitlines() if "Told to stop" not in line] == []


def let_run(process: "subprocess.Popen[str]", seconds: float) -> None:
    """Give the process that much time; it must not end by itself."""
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=seconds)


def said(desk: Desk, *what: str) -> dict[str, Any]:
    answer = desk.run("tests.trust.dying", *what)
    assert answer.returncode == 0, answer.stderr
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def everybody_was_told_once(found: dict[str, Any]) -> None:
    assert found["differences"] == found["told_twice"] == []
    assert found["alarms"] == found["owed"] == 0
    assert set(found["notices"]) == {"sent"}
    assert found["mails"] == found["notices"]["sent"] >= found["told"]
