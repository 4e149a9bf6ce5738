"""`charterdesk explain-case` says what stood at a moment and why, and whom it told."""

from datetime import timedelta

import pytest

from charterdesk.cases.commands import set_priority
from charterdesk.command.explain_case import explain_case
from charterdesk.kit.settings_readers import CannotStart
from tests.apps.cases.desk_work import opened
from tests.apps.cast import MONDAY, ada

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=1)


def said_of(capsys: pytest.CaptureFixture[str], number: str, at: str, language: str = "en") -> str:
    explain_case(number, zone="", at=at, language=language)
    return capsys.readouterr().out


def test_it_explains_the_case_its_promises_and_its_notices(
    capsys: pytest.CaptureFixture[str],
) -> None:
    number = opened(priority="critical").number
    said = said_of(capsys, number, "2026-06-15 10:10")
    assert said.startswith(f"{number}: New; critical, opened Mon 15 Jun 2026, 10:00 CEST by mail")
    assert "Response: running, by Mon 15 Jun 2026, 11:00 CEST" in said
    assert "= Arithmetic: 1 h of always from Mon 10:00 -> Mon 11:00 CEST." in said
    assert "Ben (for duty-engineer) was told at" in said
    assert "+ Role: Duty-engineer is ben, who is assigned to it." in said


def test_a_past_moment_knows_nothing_of_what_came_after(
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = opened()
    set_priority(case=case, to="critical", reason="Down", by=ada(), at=LATER)
    assert "normal, opened" in said_of(capsys, case.number, "2026-06-15 10:59")
    assert "critical, opened" in said_of(capsys, case.number, "2026-06-15 11:00")


def test_it_answers_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    said = said_of(capsys, opened().number, "2026-06-15 10:10", "ru")
    assert "Новое; normal, открыто пн 15 июн 2026, 10:00 CEST" in said
    assert "Первый ответ: идёт, срок" in said


@pytest.mark.parametrize(
    ("number", "at", "sentence"),
    [
        ("NO1", "", "There is no case NO1."),
        ("", "yesterday", "--at: 'yesterday' is not a time"),
        ("", "2026-06-14 10:00", "was not there yet at that moment."),
    ],
)
def test_what_cannot_be_explained_gives_one_sentence(number: str, at: str, sentence: str) -> None:
    with pytest.raises(CannotStart, match=sentence):
        explain_case(number or opened().number, zone="", at=at, language="en")
