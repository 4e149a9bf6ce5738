"""kill -9 between any two steps that take in alerts: each is on one case, once (R1).

A sample of the steps is taken; CHARTERDESK_TEST_KILLS=1 takes every one, which lasts minutes.
"""

import json
import os
from pathlib import Path

import pytest

from tests.trust.desks import a_desk
from tests.trust.test_kills import both_databases

EACH = int(os.environ.get("CHARTERDESK_TEST_KILLS", "29"))


@pytest.mark.slow
@both_databases
def test_a_worker_killed_between_its_steps_takes_each_alert_once(
    database: str, tmp_path: Path
) -> None:
    """R-VOX-4, R-HFN-10."""
    with a_desk(database, tmp_path) as desk:
        answer = desk.run("tests.trust.alerts_dying", str(EACH))
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout.splitlines()[-1])
    rounds = found["rounds"]
    assert found["deaths"] > 100 // EACH
    assert 0 < found["doors"] <= rounds
    assert found["states"] == ["taken"]
    # Of each round: one alert was reported again, one is over, one was reported once.
    once = [["full", 2, False, rounds], ["hot", 1, True, rounds], ["slow", 2, True, rounds]]
    assert found["alerts"] == once
    assert found["cases"] == found["cases_of_alerts"] == found["under"] == 3 * rounds
    assert (found["storms"], found["messages"], found["twice"]) == (rounds, 5 * rounds, [])
    assert found["differences"] == []
