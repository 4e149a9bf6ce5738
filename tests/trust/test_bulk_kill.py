"""An act on many cases whose workers are killed in the middle: every case is done, and once."""

import json
from pathlib import Path

import pytest

from tests.trust.desks import a_desk

CASES = 10


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_workers_killed_in_the_middle_do_every_case_once(database: str, tmp_path: Path) -> None:
    with a_desk(database, tmp_path) as desk:
        answer = desk.run("tests.trust.bulk_dying", str(CASES))
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout.splitlines()[-1])
    assert found["deaths"] >= 2
    assert (found["done"], found["set"]) == (CASES, CASES)
