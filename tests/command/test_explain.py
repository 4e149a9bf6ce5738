"""`charterdesk explain` answers with promises and reasons, or one sentence."""

from pathlib import Path

import pytest

from charterdesk.command import run


def test_explain_says_the_due_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["explain", "roxen", "--at", "2026-03-28 23:40", "--priority", "critical"]
    with pytest.raises(SystemExit) as ended:
        run(words)
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert "Response: by Sun 29 Mar 2026, 00:40 CET" in said
    assert "promises.critical" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["roxen", "--at", "tomorrow"], "'tomorrow' is not a time"),
        (["roxen", "--at", "2026-01-01 10:00", "--priority", "hi"], "There is no priority 'hi'"),
        (["roxen", "--at", "2026-01-01 10:00", "--channel", "fax"], "There is no channel 'fax'"),
        (["roxen", "--at", "2026-01-01 10:00", "--contract", "x"], "There is no contract 'x'"),
        (["nowhere.yaml", "--at", "2026-01-01 10:00"], "can't be read"),
        (["handsfree", "--at", "2026-01-01 10:00", "--axis", "high"], "is not NAME=WORD"),
    ],
)
def test_a_word_that_cannot_be_used_gives_one_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", *words]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "Traceback" not in said


def test_a_charter_that_was_changed_is_explained_as_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    charter = tmp_path / "mine.yaml"
    text = """charter: mine
version: 1
zone: Europe/Paris
roles: {desk: {is: person}}
last_resort: desk
channels: {mail: {address: help@mine.example}}
priorities: {set_by: [desk], list: {normal: {default: yes}}}
promises: {normal: {hours: always, response: %s}}
"""
    for given, due in (("30m", "10:30"), ("15m", "10:15")):
        charter.write_text(text % given, encoding="utf-8")
        with pytest.raises(SystemExit):
            run(["explain", str(charter), "--at", "2026-01-05 10:00"])
        assert f"Response: by Mon 5 Jan 2026, {due} CET" in capsys.readouterr().out


def test_explain_answers_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["roxen", "--at", "2026-03-13 14:30", "--language", "ru"]
    with pytest.raises(SystemExit):
        run(["explain", *words])
    said = capsys.readouterr().out
    assert "2 ч 30 мин пт + 6 ч 30 мин пн -> пн 14:30 CET" in said
    assert "Первый ответ: срок пн 16 мар 2026, 14:30 CET" in said
    assert "Что ещё из этого следует" in said


def test_a_language_that_is_not_spoken_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["roxen", "--at", "2026-03-13 14:30", "--language", "tlh"]
    assert run(["explain", *words]) == 2
    assert "'tlh' is not one of en, ru" in capsys.readouterr().err


def test_every_step_says_what_came_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(["explain", "roxen", "--at", "2026-03-13 14:30", "--priority", "high"])
    said = capsys.readouterr().out
    assert "- Priority: The channel phone sets no priority. [roxen.yaml:" in said
    assert "+ Priority: Only an escalation reaches high" in said
    assert "+ Ladder: The ladder attention starts with the priority high." in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["roxen", "--at", "9999-12-31 10:00"], "is not in the years 1971 to 2095."),
        (["roxen", "--at", "0001-01-01 00:00"], "is not in the years 1971 to 2095."),
        (["roxen", "--at", "9999-12-31T10:00+01:00"], "is not in the years 1971 to 2095."),
        (
            ["handsfree", "--at", "2026-03-13 14:30", "--axis", "impact=huge"],
            "'huge' is not on the axis impact; it has high, medium, low.",
        ),
        (
            ["handsfree", "--at", "2026-03-13 14:30", "--axis", "imp=high"],
            "'imp' is no axis of the matrix; its axes are impact, urgency.",
        ),
        (
            ["roxen", "--at", "2026-03-13 14:30", "--axis", "impact=high"],
            "the charter has no matrix.",
        ),
    ],
)
def test_a_word_that_can_t_be_used_is_named(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", *words]) == 2
    assert said in capsys.readouterr().err
