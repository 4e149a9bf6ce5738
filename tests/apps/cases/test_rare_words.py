"""Words that few or many messages have: found alike, whichever way PostgreSQL is asked."""

import pytest

from charterdesk.cases.models import Case
from charterdesk.cases.queries.searching import asked_of, cases_with, messages_with
from charterdesk.kit.fulltext import matching
from tests.apps.cases.desk_work import cleos_letter, minutes, opened

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [-1, 2_000], ids=["by the planner", "by the index alone"])
def test_a_word_is_found_newest_first_whether_taken_for_rare_or_not(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "RARE_ROWS", rows)
    monkeypatch.setattr(matching, "RARE_SHARE", 0.0)
    cases = [
        opened(minutes(at), written=cleos_letter(f"The gearbox {word}.", "Gearbox"))
        for at, word in enumerate(("rattles", "smokes", "rattles"))
    ]
    seen, asked = Case.objects.all(), asked_of("gearbox rattles")
    assert [one.case for one in messages_with(seen, asked)] == [cases[2], cases[0]]
    assert list(cases_with(seen, asked_of("gearbox"))) == cases[::-1]
    assert [one.case for one in messages_with(seen.exclude(pk=cases[2].pk), asked)] == [cases[0]]
    assert not messages_with(seen, asked_of("gearbox purrs")).exists()


def test_of_very_many_words_those_that_anybody_wrote_are_told() -> None:
    opened(minutes(1), written=cleos_letter("The gearbox rattles.", "Gearbox"))
    asked = ["gearbox", "rattl", *(f"word{at}" for at in range(900)), "zzz"]
    assert set(matching.stems_kept("cases_messagewords", asked)) == {"gearbox", "rattl"}
    assert matching.stems_kept("cases_messagewords", []) == []
