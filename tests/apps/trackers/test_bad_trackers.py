"""Trackers that are down, hang, lie, flood or lead elsewhere: the ask outlives it, and is shown."""

from datetime import timedelta

import pytest

from charterdesk.cases.commands import take_bug_off
from charterdesk.kit.wallclock import now
from charterdesk.trackers import named
from charterdesk.trackers.asking import LEASE
from charterdesk.trackers.commands import ask_again, withdraw_ask, write_remark
from charterdesk.trackers.mirroring import MOST_NOTES
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from charterdesk.worker.loops import work_off
from charterdesk.worker.tracking import tracker_rounds
from tests.apps.cast import ada
from tests.apps.trackers.answering import Script
from tests.apps.trackers.desk import (
    HOUR,
    asked,
    bugs_of,
    known,
    link_of,
    notes_of,
    raised,
    worked,
)
from tests.apps.trackers.github import ISSUES, comments, issue
from tests.faces.desk_scene import case_of

pytestmark = pytest.mark.django_db


def test_a_tracker_that_is_down_gets_the_bug_once_it_is_back(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, script.answers = script.answers, {"POST /": (503, "down")}
    case = case_of("terrasoft")
    ask = asked(case)
    worked()
    ask.refresh_from_db()
    assert ask.fault == "bugs answered 503."
    assert bugs_of(case) == []
    script.answers = good
    worked(HOUR)
    assert [bug.number for bug in bugs_of(case)] == ["bugs#7"]


def test_a_bug_on_its_way_opens_no_gate(script: Script) -> None:
    """R-TER-5: only a number that the tracker has given lets the case pass."""
    script.answers = {"POST /": (503, "down")}
    case = case_of("terrasoft")
    asked(case)
    worked()
    assert bugs_of(case) == []
    assert not BugLink.objects.exists()


def test_a_tracker_that_hangs_is_left_in_time(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(named, "PATIENCE", timedelta(seconds=0.2))
    script.hang = True
    ask = asked(case_of("terrasoft"))
    worked()
    ask.refresh_from_db()
    assert "took longer than 0.2 seconds" in ask.fault
    assert not ask.stuck


def test_a_private_address_is_refused_unless_it_is_named(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CHARTERDESK_OUT_NETWORKS")
    ask = asked(case_of("terrasoft"))
    worked()
    ask.refresh_from_db()
    assert "inside a private network" in ask.fault
    assert ask.stuck
    assert script.asked == []


def test_another_address_is_not_followed(script: Script) -> None:
    script.answers = {"POST /": (307, "", {"Location": "http://169.254.169.254/"})}
    ask = asked(case_of("terrasoft"))
    worked()
    ask.refresh_from_db()
    assert "another address, and none is followed" in ask.fault


def test_a_refused_bug_waits_until_somebody_tries_it_again(script: Script) -> None:
    good = script.answers
    script.answers = {"POST /": (422, '{"message": "Validation Failed"}'), f"GET {ISSUES}?": []}
    ask = asked(case_of("terrasoft"))
    worked()
    worked(24 * HOUR)
    ask.refresh_from_db()
    assert (ask.stuck, ask.attempts) == (True, 1)
    assert "Validation Failed" in ask.fault
    script.answers = good
    ask_again(ask=ask, by=ada(), at=now())
    worked()
    ask.refresh_from_db()
    assert ask.done_at is not None


def test_a_number_that_can_be_none_is_not_put_on_the_case(script: Script) -> None:
    script.answers = {f"POST {ISSUES}": {"number": "7; <script>"}, f"GET {ISSUES}?": []}
    case = case_of("terrasoft")
    ask = asked(case)
    worked()
    ask.refresh_from_db()
    assert "gave no number" in ask.fault
    assert bugs_of(case) == []


def test_what_is_withdrawn_is_not_sent_and_what_is_done_stays_done(script: Script) -> None:
    case = case_of("terrasoft")
    ask = asked(case)
    assert withdraw_ask(ask=ask, by=ada(), at=now()) is None
    worked()
    assert script.asked == []
    done = asked(case)
    worked()
    assert withdraw_ask(ask=done, by=ada(), at=now()) is not None


def test_a_flood_of_comments_comes_in_parts_and_whole(script: Script) -> None:
    case = case_of("terrasoft")
    raised(case)
    script.answers = {**script.answers, **comments(*(f"word {n}." for n in range(MOST_NOTES + 5)))}
    first_part = TrackedBug.objects.update(next_read_at=now())
    assert first_part == 1
    tracker_rounds().step(now())
    assert len([note for note in notes_of(case) if "word " in note]) == MOST_NOTES
    worked(HOUR)
    assert len([note for note in notes_of(case) if "word " in note]) == MOST_NOTES + 5


def test_a_bug_opened_again_is_told_on_the_case(script: Script) -> None:
    case = case_of("terrasoft")
    raised(case)
    script.answers |= {f"GET {ISSUES}/7": issue(state="closed", updated_at="2")}
    worked(HOUR)
    assert [bug.closed for bug in bugs_of(case)] == [True]
    count = len(notes_of(case))
    script.answers |= {f"GET {ISSUES}/7": issue(updated_at="3")}
    worked(3 * HOUR)
    assert len(notes_of(case)) == count + 1
    assert not TrackedBug.objects.get().closed
    assert [bug.closed for bug in bugs_of(case)] == [False]


def test_a_bug_taken_off_says_so_and_is_mirrored_no_more(script: Script) -> None:
    case = case_of("terrasoft")
    raised(case)
    script.answers |= {f"POST {ISSUES}/7/comments": {"id": 1}}
    take_bug_off(case=case, number="bugs#7", by=ada(), at=now())
    worked()
    assert case.number in script.said("POST")["body"]
    script.answers |= comments("Too late.")
    worked(HOUR)
    assert not any("Too late." in note for note in notes_of(case))
    known(case, "7")
    worked(2 * HOUR)
    assert link_of(case).ended_at is None
    assert [bug.taken_off for bug in bugs_of(case)] == [False]


def test_what_another_worker_is_bringing_is_left_to_it(script: Script) -> None:
    asked(case_of("terrasoft"))
    TrackerAsk.objects.update(attempts=1, due_at=now() + LEASE)
    assert not tracker_rounds().step(now())
    assert script.asked == []


def test_a_forged_mark_hides_no_comment(script: Script) -> None:
    case = case_of("terrasoft")
    raised(case)
    forged = f"Not from the desk.\n\nCharterdesk {case.number}/0123456789ab"
    script.answers |= comments(forged)
    worked(HOUR)
    assert any("Not from the desk." in note for note in notes_of(case))


def test_a_tracker_that_the_settings_no_longer_name_is_told_on_its_asks(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = asked(case_of("terrasoft"))
    monkeypatch.delenv("CHARTERDESK_TRACKERS")
    worked()
    ask.refresh_from_db()
    assert ask.fault == "The settings name no tracker bugs."


def test_the_worker_does_it_all(script: Script) -> None:
    case = case_of("terrasoft")
    asked(case)
    work_off(now())
    assert [bug.number for bug in bugs_of(case)] == ["bugs#7"]


def test_work_done_once_for_a_later_moment_comes_to_an_end(script: Script) -> None:
    asked(case_of("terrasoft"))
    work_off(now() + 48 * HOUR)
    bug = TrackedBug.objects.get()
    assert bug.next_read_at is not None
    assert bug.next_read_at > now() + 48 * HOUR
    assert [way for way, *_ in script.asked] == ["POST", "GET", "GET", "GET"]


def test_nothing_empty_and_nothing_endless_is_written(script: Script) -> None:
    case = case_of("terrasoft")
    raised(case)
    for text in (" ", "x" * 20_001):
        answer = write_remark(link=link_of(case), text=text, by=ada(), at=now())
        assert not isinstance(answer, TrackerAsk)
