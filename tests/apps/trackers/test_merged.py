"""A merged case's bug is mirrored on the case that goes on, and comes back with the case."""

from datetime import timedelta

import pytest

from charterdesk.accounts.refusal import Refusal
from charterdesk.cases.answers import Done
from charterdesk.cases.commands import link_bug, merge_case, undo_merge
from charterdesk.cases.models import Case
from charterdesk.kit.wallclock import now
from charterdesk.trackers.commands import link_known_bug, write_remark
from charterdesk.trackers.mirroring import read_next
from charterdesk.trackers.models import BugLink, TrackedBug, TrackerAsk
from charterdesk.trackers.named import trackers_of_the_desk
from charterdesk.trackers.queries import ask_for, asks_of_case, bugs_seen_by, links_of_case
from tests.apps.cast import ada
from tests.apps.trackers.answering import Script
from tests.apps.trackers.desk import (
    HOUR,
    asked,
    bugs_of,
    known,
    notes_of,
    raised,
    tracker,
    worked,
)
from tests.apps.trackers.github import ISSUES, comments, issue
from tests.faces.desk_scene import case_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CLOSED = {f"GET {ISSUES}/7": issue(state="closed", comments=1, updated_at="z")}


def two_cases() -> tuple[Case, Case]:
    return case_of("terrasoft"), case_of("terrasoft", subject="Down, too")


def merged(one: Case, two: Case, after: timedelta = timedelta()) -> None:
    assert isinstance(merge_case(case=one, into=two, by=ada(), at=now() + after), Done)
    one.refresh_from_db()


def taken_apart(one: Case, after: timedelta) -> None:
    assert isinstance(undo_merge(case=one, by=ada(), at=now() + after), Done)
    one.refresh_from_db()


def live(case: Case) -> bool:
    links = BugLink.objects.filter(case=case, ended_at__isnull=True)
    return links.filter(case__merged_into__isnull=True).exists()


def told(script: Script) -> list[str]:
    """What the tracker was told in comments."""
    said = [body for way, path, _, body in script.asked if way == "POST" and "comments" in path]
    return [body["body"] for body in said]


def test_after_a_merge_the_bug_is_the_other_cases(script: Script) -> None:
    """Comments come there once, closed in the tracker is closed there, and the tracker is told."""
    one, two = two_cases()
    raised(one)
    merged(one, two)
    assert [link.bug.number for link in links_of_case(ada(), two)] == ["7"]
    script.answers |= comments("Which version?")
    script.answers |= {f"POST {ISSUES}/7/comments": {"id": 99}}
    worked(HOUR)
    assert ["Which version?" in note for note in notes_of(two)] == [True]
    assert notes_of(one) == []
    assert live(two)
    goes_on = f"Обращение {one.number} продолжается в обращении {two.number}."
    assert any(goes_on in text for text in told(script))
    script.answers |= CLOSED
    worked(3 * HOUR)
    assert [bug.closed for bug in bugs_of(two)] == [True]
    assert [bug.closed for bug in bugs_of(one)] == [False]
    refused = link_known_bug(
        case=two, tracker=tracker(), typed="7", critical=False, by=ada(), at=now()
    )
    assert isinstance(refused, Refusal)


def test_the_merge_undone_the_bug_comes_back_as_it_stands(script: Script) -> None:
    one, two = two_cases()
    raised(one)
    merged(one, two)
    worked(HOUR)
    script.answers |= CLOSED | {f"GET {ISSUES}/7/comments": []}
    worked(3 * HOUR)
    assert [bug.closed for bug in bugs_of(two)] == [True]
    taken_apart(one, 4 * HOUR)
    assert [bug.closed for bug in bugs_of(one)] == [True]
    assert bugs_of(two) == []
    worked(5 * HOUR)
    assert (live(one), live(two)) == (True, False)
    script.answers |= comments("It is back.")
    worked(DAY)
    assert any("It is back." in note for note in notes_of(one))
    assert not any("It is back." in note for note in notes_of(two))
    merged(one, two, DAY + HOUR)
    worked(2 * DAY)
    assert (live(one), live(two)) == (False, True)


def test_a_bug_of_both_cases_stays_once_whatever_it_was_called(script: Script) -> None:
    """Typed by hand in the one, it is the tracker's in the other: both names are closed."""
    one, two = two_cases()
    link_bug(case=one, number="#7", critical=False, by=ada(), at=now())
    raised(one)
    known(two, "7")
    worked(HOUR)
    assert {bug.number for bug in (*bugs_of(one), *bugs_of(two))} == {"#7", "bugs#7"}
    merged(one, two)
    script.answers |= comments("One answer.")
    worked(3 * HOUR)
    assert ["One answer." in note for note in notes_of(two)].count(True) == 1
    assert len(links_of_case(ada(), two)) == 1
    shown = bugs_seen_by(ada(), closed=False)
    links: list[BugLink] = getattr(shown[0], "seen_links", [])
    assert [link.case for link in links] == [two]
    script.answers |= CLOSED
    worked(5 * HOUR)
    assert [bug.closed for bug in bugs_of(two)] == [True, True]
    taken_apart(one, 6 * HOUR)
    worked(DAY)
    assert (live(one), live(two)) == (True, True)


def test_a_bug_on_its_way_arrives_on_the_case_that_goes_on(script: Script) -> None:
    one, two = two_cases()
    ask = asked(one)
    merged(one, two)
    assert asks_of_case(ada(), two) == [ask]
    assert ask_for(ada(), two.number, ask.pk) == ask
    worked()
    assert [bug.number for bug in bugs_of(two)] == ["bugs#7"]
    assert bugs_of(one) == []
    assert BugLink.objects.get().case == two


def test_a_reading_before_the_worker_looked_at_the_merge_finds_the_case(script: Script) -> None:
    """Whoever dies between the merge and the next look at it leaves nothing behind."""
    one, two = two_cases()
    raised(one)
    merged(one, two)
    TrackedBug.objects.update(next_read_at=now())
    script.answers |= comments("Which version?")
    assert read_next(trackers_of_the_desk(), at=now(), clock=now) == ""
    assert ["Which version?" in note for note in notes_of(two)] == [True]
    link = links_of_case(ada(), two)[0]
    assert link.case == two
    assert isinstance(write_remark(link=link, text="Version 2.", by=ada(), at=now()), TrackerAsk)
    assert any("Version 2." in note for note in notes_of(two))
