"""`charterdesk diff` compares two charters in words, or says in one sentence why it can't."""

import json
from pathlib import Path

import pytest

from charterdesk.charters.shipped import shipped_text
from charterdesk.command import run


def said(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What the command prints when it ends well."""
    with pytest.raises(SystemExit) as ended:
        run(["diff", *words])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.fixture
def draft(tmp_path: Path) -> str:
    """Roxen's charter with a quicker answer for high."""
    file = tmp_path / "draft.yaml"
    file.write_text(shipped_text("roxen").replace("response: 4h", "response: 2h", 1))
    return str(file)


def test_diff_says_what_gets_stricter_and_where(
    draft: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(["roxen", draft], capsys)
    assert "stricter: Priority high, response: 2h instead of 4h, in the hours office." in text
    assert f"{draft}:" in text
    assert "roxen.yaml:" in text


def test_diff_of_the_same_charter_says_that_there_is_none(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert said(["roxen", "roxen"], capsys) == "There is no difference.\n"


def test_diff_prints_the_changes_as_json(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    (change,) = json.loads(said(["roxen", draft, "--json"], capsys))
    assert change["kind"] == "stricter"
    assert change["where"] == {"priority": "high", "promise": "response"}
    assert change["old"]["file"] == "roxen.yaml"
    assert change["open_cases"] is None


def test_diff_speaks_russian(draft: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "строже: " in said(["roxen", draft, "--language", "ru"], capsys)


@pytest.mark.django_db
def test_diff_counts_the_open_cases_of_the_desk(
    draft: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (change,) = json.loads(said(["roxen", draft, "--json", "--desk"], capsys))
    assert change["open_cases"] == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["roxen", "nowhere.yaml"], "There is no file 'nowhere.yaml'"),
        (["roxen", "roxen", "--language", "xx"], "There is no language 'xx'"),
    ],
)
def test_what_cannot_be_compared_gives_one_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", *words]) == 2
    assert sentence in capsys.readouterr().err


def test_a_charter_with_errors_is_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("charter: broken\n")
    assert run(["diff", "roxen", str(file)]) == 2
    assert "has errors" in capsys.readouterr().err
