"""kill -9 of a worker in its round of the chats: each is given back, opened or ended once (R1).

A sample of the steps is taken; CHARTERDESK_TEST_KILLS=1 takes every one, which lasts minutes.
"""

import json
import os
from pathlib import Path

import pytest

from tests.trust.desks import a_desk
from tests.trust.test_kills import both_databases

# Each death is on a desk with three new chats: fewer steps than of a plain tick.
EACH = int(os.environ.get("CHARTERDESK_TEST_KILLS", "31"))


@pytest.mark.slow
@both_databases
def test_a_worker_killed_between_its_steps_settles_each_chat_once(
    database: str, tmp_path: Path
) -> None:
    with a_desk(database, tmp_path) as desk:
        answer = desk.run("tests.trust.chats_dying", str(EACH))
    assert answer.returncode == 0, answer.stderr
    found = json.loads(answer.stdout.splitlines()[-1])
    assert found["deaths"] > 60 // EACH
    assert (found["wrong"], found["differences"]) == ([], [])
