"""kill -9 between any two steps of calling people over their means: nobody is left out (R1, R5)."""

import json
from pathlib import Path

import pytest

from tests.trust.desks import a_desk


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_worker_killed_before_each_of_its_statements_still_calls_over_every_means(
    database: str, tmp_path: Path
) -> None:
    with a_desk(database, tmp_path) as desk:
        answer = desk.run("tests.trust.means_dying")
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout.splitlines()[-1])
    assert found["deaths"] > 50
    assert found["differences"] == found["not_brought"] == []
    assert (set(found["notices"]), found["owed"]) == ({"sent"}, 0)
    # Each call went on over the second means, once; whatever came twice came under its own key.
    assert found["followed"] == found["follows"] == found["calls"] > 0
    assert found["brought_twice"] <= found["begun_twice"] < found["deaths"]
