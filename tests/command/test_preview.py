"""`charterdesk preview` draws a case in time, or says in one sentence why it can't."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from charterdesk.command import run

VOXEO = ["voxeo", "--at", "2026-03-07 22:00", "--priority", "critical", "--contract", "production"]


def drawn(words: list[str], capsys: pytest.CaptureFixture[str]) -> ElementTree.Element:
    """The SVG that the command prints when it ends well."""
    with pytest.raises(SystemExit) as ended:
        run(["preview", *words])
    assert ended.value.code == 0
    return ElementTree.fromstring(capsys.readouterr().out)


def test_preview_prints_a_picture_with_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    root = drawn(VOXEO, capsys)
    labels = " ".join(text for text in root.itertext())
    assert root.get("viewBox", "").startswith("0 0 960 ")
    assert "management" in labels
    assert "22:10" in labels


def test_preview_draws_for_a_telephone(capsys: pytest.CaptureFixture[str]) -> None:
    assert drawn([*VOXEO, "--narrow"], capsys).get("viewBox", "").startswith("0 0 320 ")


def test_preview_speaks_russian(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["roxen", "--at", "2026-11-13 16:30", "--priority", "high", "--language", "ru"]
    assert "Первый ответ" in " ".join(drawn(words, capsys).itertext())


def test_preview_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "case.svg"
    with pytest.raises(SystemExit):
        run(["preview", *VOXEO, "-o", str(file)])
    assert capsys.readouterr().out == ""
    assert ElementTree.parse(file).getroot().tag.endswith("svg")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["roxen", "--at", "tomorrow"], "--at: 'tomorrow' is not a time"),
        (["roxen", "--at", "2026-01-01 10:00", "--priority", "hi"], "There is no priority 'hi'"),
        (["roxen", "--at", "2026-01-01 10:00", "--channel", "fax"], "There is no channel 'fax'"),
        (["roxen", "--at", "2026-01-01 10:00", "--contract", "x"], "There is no contract 'x'"),
        (["roxen", "--at", "2026-01-01 10:00", "--language", "x"], "There is no language 'x'"),
        (
            ["roxen", "--at", "2150-01-01 10:00", "--priority", "high"],
            "is not in the years 1971 to 2095",
        ),
        (["nowhere.yaml", "--at", "2026-01-01 10:00"], "can't be read"),
        (["roxen", "--at", "2026-01-01 10:00", "--people", "none.yaml"], "can't be read"),
        (["roxen", "--at", "2026-01-01 10:00", "-o", "/nowhere/x.svg"], "can't be written"),
        (
            ["roxen", "--at", "2026-01-01 10:00", "--until", "2025-01-01 10:00"],
            "ends after it begins",
        ),
        (["handsfree", "--at", "2026-01-01 10:00", "--axis", "high"], "is not NAME=WORD"),
        (["roxen", "--at", "2026-01-01 10:00", "--axis", "impact=high"], "has no matrix"),
    ],
)
def test_a_word_that_cannot_be_used_gives_one_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["preview", *words]) == 2
    assert sentence in capsys.readouterr().err
