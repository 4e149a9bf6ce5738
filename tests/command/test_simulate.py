"""`charterdesk simulate` says what came of it, as text, JSON or a page, or one sentence."""

import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from charterdesk.command import run
from tests.simulation.cast import DESK, HERE, REAL_LOG
from tests.simulation.test_load import LOAD
from tests.simulation.test_running import LOG, STRICTER


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "shop.yaml").write_text(DESK)
    (tmp_path / "stricter.yaml").write_text(STRICTER)
    (tmp_path / "load.yaml").write_text(LOAD.replace("weeks: 10", "weeks: 1"))
    (tmp_path / "log.csv").write_bytes(LOG)
    return tmp_path


def simulate(*words: str | Path) -> int:
    try:
        return run(["simulate", *map(str, words)])
    except SystemExit as ended:
        return int(ended.code or 0)


def test_a_log_is_replayed_and_told_as_text(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert simulate(files / "shop.yaml", "--cases", files / "log.csv") == 0
    said = capsys.readouterr().out
    assert "4 of 5 lines used, 1 not" in said
    assert "first answer       4       2    50 %" in said
    assert "6  opened  'nonsense' is not a time." in said


def test_two_charters_stand_beside_each_other(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = simulate(
        files / "stricter.yaml", "--cases", files / "log.csv", "--against", files / "shop.yaml"
    )
    said = capsys.readouterr().out
    assert code == 0
    assert "1 case comes out otherwise." in said
    assert ["A1", "first", "answer", "kept", "missed"] in [
        line.split() for line in said.split("\n")
    ]


def test_a_load_is_played_and_told_in_russian(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--runs", "1", "--language", "ru", "--seed", "9"]
    assert simulate(files / "shop.yaml", "--load", files / "load.yaml", *words) == 0
    said = capsys.readouterr().out
    assert "Обещания" in said
    assert "Promises" not in said


def test_json_has_its_keys(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate(files / "shop.yaml", "--cases", files / "log.csv", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["log"]["unused"] == [
        {"line": 6, "column": "opened", "why": "'nonsense' is not a time."}
    ]
    rates = told["sides"][0]["answers"]["promises"]
    assert [(rate["kind"], rate["missed"], rate["decided"]) for rate in rates] == [
        ("response", 2, 4), ("resolution", 1, 2),
    ]  # fmt: skip


def test_a_report_stands_alone_with_its_numbers_beside(files: Path) -> None:
    folder = files / "report"
    assert simulate(files / "shop.yaml", "--cases", files / "log.csv", "--report", folder) == 0
    page = (folder / "index.html").read_text()
    assert "<svg" in page
    assert "http" not in page.replace("http-equiv", "")
    assert json.loads((folder / "result.json").read_text())["complete"] is True
    assert "6,opened,'nonsense' is not a time." in (folder / "unused.csv").read_text()


def test_the_sample_log_needs_no_map(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("handsfree", "--cases", HERE / "incidents.csv", "--zone", "Europe/Lisbon") == 0
    assert "12 of 15 lines used, 3 not" in capsys.readouterr().out


@pytest.mark.skipif(not REAL_LOG.exists(), reason="the real log is not here")
def test_the_real_log_is_replayed_in_one_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert simulate("handsfree", "--cases", REAL_LOG) == 0
    said = capsys.readouterr().out
    assert "890 cases" in said
    assert "5993 of 5998 lines used, 5 not" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["shop.yaml"], "Say what to simulate"),
        (["nowhere.yaml", "--cases", "log.csv"], "There is no file 'nowhere.yaml'"),
        (["shop.yaml", "--cases", "nolog.csv"], "'nolog.csv' can't be read"),
        (["shop.yaml", "--cases", "shop.yaml"], "The log has no column"),
        (["shop.yaml", "--cases", "log.csv", "--map", "excel"], "There is no map 'excel'"),
        (["shop.yaml", "--cases", "log.csv", "--zone", "Mars"], "'Mars' is not a time zone"),
        (["shop.yaml", "--cases", "log.csv", "--language", "de"], "There is no language 'de'"),
        (["shop.yaml", "--load", "log.csv"], "log.csv:"),
        (["shop.yaml", "--load", "load.yaml", "--people", "shop.yaml"], "shop.yaml:"),
        (["shop.yaml", "--history", "--cases", "log.csv"], "--history stands alone"),
    ],
)
def test_what_cannot_be_used_gives_one_sentence(
    files: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(files)
    assert simulate(*words) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "Traceback" not in said


def test_what_would_take_too_long_says_so_first(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # However fast the machine: ten thousand runs take longer than a second.
    monkeypatch.setattr(import_module("charterdesk.command.simulate"), "MOST_SECONDS", 1)
    words: list[str | Path] = [
        files / "shop.yaml",
        "--load",
        files / "load.yaml",
        "--runs",
        "10000",
    ]
    assert simulate(*words) == 2
    said = capsys.readouterr().err
    assert "This would take about" in said
    assert "say --yes" in said


def test_ctrl_c_ends_in_good_order(files: Path) -> None:
    words = ["simulate", "shop.yaml", "--load", "load.yaml", "--runs", "5000", "--yes"]
    child = subprocess.Popen(
        [sys.executable, "-m", "charterdesk.command", *words],
        cwd=files, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ},
    )  # fmt: skip
    assert child.stderr is not None
    begun = child.stderr.readline()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=60)
    assert "cases to go through" in begun
    assert child.returncode == 130
    assert "Traceback" not in err
    assert "stopped" in out + err
