"""`charterdesk check` prints each fault with its place, and its exit code says what it found."""

import json
from pathlib import Path

import pytest

from charterdesk.command import run
from tests.engine.charter.charter_texts import SMALL

LIFE = """\
channels: {mail: {address: help@example.com}, phone: {live: yes}}
waiting: {customer: {remind: [3d]}}
closing: {silence: {close: 14d after resolved}}
"""
PEOPLE = """\
people: roxen
zone: Europe/Stockholm
persons:
  anna: {roles: [engineer, support-manager], works: office}
  bo:   {roles: [duty-engineer], works: always}
rotas:
  out-of-hours: {turns: [bo], each: 7d, from: 2026-08-31 17:00}
"""
EXAMPLES = "Write for example 30m, 4h or 1d."
AWAY = "works: always, away: [2026-11-28 14:00 - 2026-11-28 16:00]"


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


AT = ["--at", "2026-11-22 00:00"]


def numbers(printed: str) -> list[str]:
    """The numbers of the warnings and errors that were printed as JSON, in order."""
    return [row["number"] for row in json.loads(printed) if row["severity"] != "info"]


def test_a_sound_charter_is_said_to_be_sound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sound.yaml"
    path.write_text(SMALL + LIFE, encoding="utf-8")
    assert exit_code(["check", str(path), *AT]) == 0
    informed, summary = capsys.readouterr().out.splitlines()
    assert informed.startswith(f"{path}:5:11: I8 info: 'office' is open 45 h per week.")
    assert summary == f"{path}: the charter example, version 3, has no errors."


def test_a_warning_stops_publication_and_not_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_code(["check", "roxen", *AT]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[-1].endswith("has no errors; to publish it, mend or accept: W13.")
    assert any(": W13 warning: 'critical' promises activation" in line for line in out)


def test_an_accepted_warning_is_printed_with_its_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_code(["check", "bicom", *AT, "--json"]) == 0
    rows = {row["number"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["W5"]["accepted"].startswith("The text prints three columns")
    assert "accepted" not in rows["I8"]
    assert exit_code(["check", "bicom", *AT]) == 0
    printed = capsys.readouterr().out
    assert ": W5 accepted: The text prints three columns" in printed
    assert "to publish it" not in printed


def test_people_behind_the_rota_end_the_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.yaml"
    people.write_text(PEOPLE, encoding="utf-8")
    assert exit_code(["check", "roxen", *AT, "--json", "--people", str(people)]) == 0
    assert numbers(capsys.readouterr().out) == []


def test_a_gap_between_turns_is_named_by_the_wall_of_the_charter(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.yaml"
    people.write_text(PEOPLE.replace("works: always", AWAY), encoding="utf-8")
    assert exit_code(["check", "roxen", *AT, "--people", str(people)]) == 0
    assert (
        "from Sat 28 Nov 2026, 14:00 CET to Sat 28 Nov 2026, 16:00 CET" in capsys.readouterr().out
    )


def test_faults_of_the_people_file_are_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = tmp_path / "people.yaml"
    people.write_text(PEOPLE.replace("duty-engineer", "duty-enginer"), encoding="utf-8")
    assert exit_code(["check", "roxen", *AT, "--people", str(people)]) == 2
    assert "has errors.\n" in capsys.readouterr().err
    assert exit_code(["check", "roxen", *AT, "--people", str(tmp_path / "no.yaml")]) == 2
    assert "There is no file" in capsys.readouterr().err


def test_the_coverage_says_where_nothing_is_promised(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["check", "roxen", *AT, "--coverage"]) == 0
    table = capsys.readouterr().out.splitlines()[-8:]
    assert table[0].split("  ")[-1].strip() == "response 1h, activation at once, update every 4h"
    assert [line.endswith("no promise") for line in table] == [
        False, False, False, True, False, True, True, True,
    ]  # fmt: skip


def test_the_coverage_as_json_stands_beside_the_findings(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert exit_code(["check", "bicom", *AT, "--coverage", "--json"]) == 0
    both = json.loads(capsys.readouterr().out)
    assert both["findings"][0]["file"] == "bicom.yaml"
    standard = both["coverage"][-1]
    assert (standard["priority"], standard["contract"], standard["hours"]) == ("standard", "", "")
    assert standard["promises"] == [
        {"kind": "patch", "target": "24h always", "hours": "always", "counts": True}
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--at", "tomorrow"], "--at: 'tomorrow' is not a time; write YYYY-MM-DD HH:MM."),
        (["--language", "fr"], "There is no language 'fr'; there are en, ru."),
    ],
)
def test_a_word_that_can_t_be_used_gives_one_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(["check", "roxen", *words]) == 2
    assert said in capsys.readouterr().err


def test_a_shipped_charter_is_known_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["check", "terrasoft"]) == 0
    assert "terrasoft.yaml: the charter terrasoft" in capsys.readouterr().out


def test_faults_are_printed_with_their_places(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(["check", str(broken)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"{broken}:13:39: E1 error: '17:00' is not a length of time. {EXAMPLES}",
        f"{broken}:15:1: E1 error: 'titel' is not a key of a charter. Did you mean 'title'?",
        f"{broken}: 2 errors; no version can be published with them.",
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


def test_the_sentences_are_said_in_russian(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(["check", "roxen", *AT, "--language", "ru"]) == 0
    assert "ошибок нет; для публикации исправьте или примите: W13." in capsys.readouterr().out
    assert exit_code(["check", str(broken), "--language", "ru"]) == 1
    assert "'titel' — неизвестный ключ" in capsys.readouterr().out
