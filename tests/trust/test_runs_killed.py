"""kill -9 of a worker between any two steps of its work over runbooks (trust.md R1).

Every run comes to its end, no step is done twice that may not be, and each case has one note.
"""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tests.apps.trackers.answering import Script, answering
from tests.trust.desks import a_desk

EACH = os.environ.get("CHARTERDESK_TEST_KILLS", "15")
LOST = "first:met second:unmet mend:lost"
WHOLE = "first:met second:unmet mend:met"


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_worker_killed_between_its_steps_loses_no_run(database: str, tmp_path: Path) -> None:
    answers = {"GET /health": (200, "ok"), "POST /mend": (200, "mended")}
    with answering(Script(answers)) as server, a_desk(database, tmp_path) as desk:
        out = {
            "CHARTERDESK_OUT_HOSTS": "http://127.0.0.1",
            "CHARTERDESK_OUT_NETWORKS": "127.0.0.0/8",
        }
        going = replace(desk, environment={**desk.environment, **out})
        said = going.run("tests.trust.runs_dying", EACH, server.url)
        assert said.returncode == 0, said.stderr
        found = json.loads(said.stdout.splitlines()[-1])
        mended = sum(method == "POST" for method, *_ in server.asked)
    assert found["deaths"] > 60 // int(EACH)
    assert found["open"] == 0
    assert found["notes"] == [1]
    assert found["cases"] == found["runs"]
    assert found["differences"] == []
    assert found["most_acts"] <= 3
    assert set(found["steps"]) <= {WHOLE, LOST}
    assert mended <= found["runs"]
