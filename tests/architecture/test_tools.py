"""The tools that read the whole tree have nothing to say."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source_tree import ROOT

pytestmark = pytest.mark.slow
TOOLS = [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]]


# Without a cache mypy reads the libraries, too, which is minutes beside other work.
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("words", TOOLS, ids=" ".join)
def test_a_tool_has_nothing_to_say(words: list[str]) -> None:
    program = Path(sys.executable).with_name(words[0])
    done = subprocess.run(
        [str(program), *words[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
