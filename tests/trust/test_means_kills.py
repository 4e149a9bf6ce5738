"""kill -9 between any two steps of calling people over their means: nobody is left out (R1, R5).

A sample of the steps is taken; CHARTERDESK_TEST_KILLS=1 takes every one, which lasts minutes.
"""

import json
import os
from pathlib import Path

import pytest

from tests.trust.desks import a_desk

EACH = int(os.environ.get("CHARTERDESK_TEST_KILLS", "13"))


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_worker_killed_between_its_steps_still_calls_over_every_means(
    database: str, tmp_path: Path
) -> None:
    with a_desk(database, tmp_path) as desk:
        answer = desk.run("tests.trust.means_dying", str(EACH))
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout.splitlines()[-1])
    assert found["deaths"] > 40 // EACH
    assert found["killed_after_answers"] > 0
    assert found["differences"] == found["not_brought"] == found["unknown_keys"] == []
    assert (set(found["notices"]), found["owed"]) == ({"sent"}, 0)
    # Each call went on over the other means, once each; whatever came twice came under its key.
    assert found["followed"] == found["calls"] > 0
    assert found["follows"] == 2 * found["calls"]
    assert found["brought_twice"] <= found["begun_twice"]
    # Killed with the answer in hand, a worker can't know that it came: it is brought once more.
    assert found["brought_twice"] >= found["killed_after_answers"]
    assert (found["reached"] > 0, found["reached_twice"]) == (True, 0)
