"""The whole road with a real Trac: raised, read, closed together, written to, never twice."""

from typing import Any

import pytest

from charterdesk.cases.answers import Done
from charterdesk.cases.commands import close_case, record_facts, reopen_case, resolve_case
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from charterdesk.trackers.commands import write_remark
from charterdesk.trackers.models import TrackedBug, TrackerAsk
from tests.apps.cast import ada
from tests.apps.trackers.desk import (
    HOUR,
    asked,
    bugs_of,
    known,
    link_of,
    notes_of,
    raised,
    settings_for,
    tracker,
    worked,
)
from tests.channels.servers.trac import Trac
from tests.faces.desk_scene import case_of

pytestmark = pytest.mark.django_db


def closed(case: Case) -> None:
    """Ada closes it, with all that its charter asks for."""
    given: dict[str, Any] = {"case": case, "by": ada(), "at": now()}
    facts = (("cause found or answer prepared", "yes"), ("work done", "yes"))
    for answer in (
        record_facts(facts=facts, **given),
        resolve_case(outcome="", **given),
        close_case(**given),
    ):
        assert isinstance(answer, Done), answer


def test_a_bug_raised_from_a_case_gives_it_its_number(trac: Trac) -> None:
    case = case_of("terrasoft")
    bug = raised(case)
    assert (bug.title, bug.status, bug.closed) == ("It falls over", "new", False)
    assert [one.number for one in bugs_of(case)] == [f"bugs#{bug.number}"]
    assert tracker().address(bug.number) == f"{trac.url}/ticket/{bug.number}"


def test_closed_in_the_tracker_is_closed_on_every_case_and_they_may_close(trac: Trac) -> None:
    """R-TER-17: the incident closes once its bug is closed, which ends the waiting for it."""
    one, two = case_of("terrasoft"), case_of("terrasoft", subject="Down, too")
    number = raised(one).number
    known(two, f"#{number}")
    worked()
    trac.develops(number, "Mended in 2.4.", status="closed", resolution="fixed")
    worked(HOUR)
    for case in (one, two):
        assert [bug.closed for bug in bugs_of(case)] == [True]
        assert any("fixed" in note for note in notes_of(case))
        assert any("petra" in note and "Mended in 2.4." in note for note in notes_of(case))
    assert TrackedBug.objects.get().closed


def test_a_comment_becomes_one_note_however_often_it_is_read(trac: Trac) -> None:
    case = case_of("terrasoft")
    number = raised(case).number
    trac.develops(number, "We see it <b>here</b>, too.")
    for hours in (1, 2, 3):
        worked(hours * HOUR)
    found = [note for note in notes_of(case) if "We see it <b>here</b>, too." in note]
    assert len(found) == 1


def test_what_was_said_before_the_link_stays_in_the_tracker(trac: Trac) -> None:
    number = raised(case_of("terrasoft")).number
    trac.develops(number, "Old words.")
    TrackedBug.objects.update(last_remark=None, changed="")
    other = case_of("terrasoft", subject="Down, too")
    known(other, trac.url + f"/ticket/{number}")
    worked()
    assert not any("Old words." in note for note in notes_of(other))


def test_what_is_meant_for_developers_goes_there_and_does_not_come_back(trac: Trac) -> None:
    case = case_of("terrasoft")
    number = raised(case).number
    write_remark(link=link_of(case), text="It is urgent for them.", by=ada(), at=now())
    worked()
    worked(HOUR)
    assert [one.text.partition("\n")[0] for one in tracker().remarks(number)] == [
        "It is urgent for them."
    ]
    assert len([note for note in notes_of(case) if "It is urgent for them." in note]) == 1


def test_a_case_that_closes_and_opens_again_says_so_in_the_tracker(trac: Trac) -> None:
    case = case_of("terrasoft")
    number = raised(case).number
    trac.develops(number, "", status="closed", resolution="fixed")
    worked(HOUR)
    closed(case)
    assert isinstance(reopen_case(case=case, by=ada(), at=now()), Done)
    worked(2 * HOUR)
    said = [one.text for one in tracker().remarks(number)]
    assert len([one for one in said if f"Charterdesk {case.number}/" in one]) == 2, said
    assert not any("Cleo" in one or "customer.example" in one for one in said)


def test_a_number_that_is_not_there_is_said_on_the_ask(trac: Trac) -> None:
    ask = known(case_of("terrasoft"), "99999")
    worked()
    ask.refresh_from_db()
    assert ask.stuck
    assert "404" in ask.fault


def test_a_bug_whose_answer_was_lost_is_found_again_and_not_raised_twice(trac: Trac) -> None:
    case = case_of("terrasoft")
    ask = asked(case, title="Raised once")
    worked()
    before = link_of(case).bug.number
    TrackerAsk.objects.filter(pk=ask.pk).update(done_at=None, due_at=now())
    worked()
    ask.refresh_from_db()
    assert ask.bug is not None
    assert (ask.attempts, ask.bug.number) == (2, before)


def test_a_comment_whose_answer_was_lost_is_not_written_twice(trac: Trac) -> None:
    case = case_of("terrasoft")
    number = raised(case).number
    ask = write_remark(link=link_of(case), text="Only once.", by=ada(), at=now())
    assert isinstance(ask, TrackerAsk)
    worked()
    TrackerAsk.objects.filter(pk=ask.pk).update(done_at=None, due_at=now())
    worked()
    assert len([one for one in tracker().remarks(number) if "Only once." in one.text]) == 1


def test_a_wrong_secret_keeps_the_ask_waiting(trac: Trac, monkeypatch: pytest.MonkeyPatch) -> None:
    settings_for(monkeypatch, kind="trac", url=trac.url, user="desk", secret="wrong-word")
    ask = asked(case_of("terrasoft"))
    worked()
    ask.refresh_from_db()
    assert "401" in ask.fault
    assert (ask.stuck, ask.done_at, ask.due_at > now()) == (False, None, True)
    assert "wrong-word" not in ask.fault


def test_text_that_looks_like_anything_arrives_as_it_was_typed(trac: Trac) -> None:
    case = case_of("terrasoft")
    ask = asked(case, title='Ошибка "<script>" & 100%', text="a=b&c=d\n=+ %0A <script>")
    worked()
    ask.refresh_from_db()
    assert ask.bug is not None
    ask.bug.refresh_from_db()
    assert ask.bug.title == 'Ошибка "<script>" & 100%'
