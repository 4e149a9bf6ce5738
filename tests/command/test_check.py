"""`charterdesk check` prints each fault with its place, and its exit code says what it found."""

import json
from pathlib import Path

import pytest

from charterdesk.command import run
from tests.engine.charter.charter_texts import SMALL


def exit_code(words: list[str]) -> int | str | None:
    """The code with which the command ends, however deep in it the end comes."""
    try:
        return run(words)
    except SystemExit as end:
        return end.code


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text(SMALL.replace("1h", "17:00") + "titel: x\n", encoding="utf-8")
    return path


def test_a_sound_charter_is_said_to_be_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sound.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert exit_code(["check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: the charter example, version 3, has no errors.\n"


def test_a_shipped_charter_is_known_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["check", "terrasoft"]) == 0
    assert "terrasoft.yaml: the charter terrasoft" in capsys.readouterr().out


def test_faults_are_printed_with_their_places(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(["check", str(broken)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{broken}:13:39: error: '17:00' is not a length of time. Write for example 30m, 4h or 1d.",
        f"{broken}:15:1: error: 'titel' is not a key of a charter. Did you mean 'title'?",
    ]


def test_faults_are_printed_as_json(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["check", str(broken), "--json"]) == 1
    first, second = json.loads(capsys.readouterr().out)
    assert first == {
        "number": "E1",
        "severity": "error",
        "file": str(broken),
        "line": 13,
        "column": 39,
        "message": "'17:00' is not a length of time.",
        "mend": "Write for example 30m, 4h or 1d.",
    }
    assert second["line"] == 15


def test_a_sound_charter_is_an_empty_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["check", "roxen", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_file_that_isn_t_there_gives_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["check", "nowhere.yaml"]) == 2
    error = capsys.readouterr().err
    assert "There is no file 'nowhere.yaml'; the shipped charters are bicom, handsfree" in error
    assert error.count("\n") == 1


def test_a_directory_gives_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["check", str(tmp_path)]) == 2
    assert "can't be read: Is a directory." in capsys.readouterr().err


def test_a_file_of_our_own_goes_before_a_shipped_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("roxen").write_text(SMALL, encoding="utf-8")
    assert exit_code(["check", "roxen"]) == 0
    assert "the charter example" in capsys.readouterr().out
