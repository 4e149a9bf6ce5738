"""`charterdesk schema` prints the schema, without a desk or a database."""

import json
import os
import subprocess
import sys

import pytest

from charterdesk.command import run
from charterdesk.engine.charter.json_schema import charter_schema


def test_it_prints_the_schema_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(["schema"])
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(charter_schema()))


def test_it_needs_no_settings() -> None:
    bare = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "charterdesk.command", "schema"],
        env={**bare, "CHARTERDESK_DATABASE": "nothing://nowhere"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["title"] == "Charter"
