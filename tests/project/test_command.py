"""The command: verbs found, loaded late, and one sentence with code 2 for what is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from charterdesk import __version__
from charterdesk.command import run, verbs


def start(*words: str, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """The outcome of `charterdesk WORDS...` in a process of its own."""
    env = {"PATH": os.environ["PATH"], "CHARTERDESK_DATA": str(data), **settings}
    command = [sys.executable, "-m", "charterdesk.command", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_the_overview_lists_every_verb(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 0
    shown = capsys.readouterr().out
    assert [verb for verb in verbs() if f"  {verb}" not in shown] == []


def test_every_verb_says_what_it_does() -> None:
    assert [verb for verb, line in verbs().items() if not line.endswith(".")] == []


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"charterdesk {__version__}\n"


def test_an_unknown_verb_gets_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["migrat"]) == 2
    assert "no verb 'migrat': did you mean 'migrate'?" in capsys.readouterr().err


def test_the_overview_starts_without_django(tmp_path: Path) -> None:
    code = (
        "import sys; from charterdesk.command import run; run([]);sys.exit('django' in sys.modules)"
    )
    env = {"PATH": os.environ["PATH"], "CHARTERDESK_DATA": str(tmp_path / "data")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=False)
    assert done.returncode == 0
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"CHARTERDESK_DEBUG": "perhaps"}, "CHARTERDESK_DEBUG is 'perhaps'"),
        ({"CHARTERDESK_SITE": "desk"}, "CHARTERDESK_SITE is 'desk'"),
        ({"CHARTERDESK_DATABASE": "oracle://x"}, "CHARTERDESK_DATABASE begins with 'oracle:'"),
        (
            {"CHARTERDESK_DATABASE": "postgresql://ada:sesame@127.0.0.1:1/desk"},
            "The database does not answer",
        ),
        ({"CHARTERDESK_SECRET": "short"}, "40 characters or more"),
    ],
)
def test_a_malformed_setting_is_one_sentence(
    settings: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    done = start("migrate", data=tmp_path, **settings)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "sesame" not in done.stderr


def test_a_desk_without_tables_is_not_served(tmp_path: Path) -> None:
    done = start("serve", data=tmp_path)
    assert done.returncode == 2
    assert "type charterdesk migrate" in done.stderr


def test_an_option_that_nobody_knows_ends_with_code_2(tmp_path: Path) -> None:
    assert start("serve", "--colour", data=tmp_path).returncode == 2
