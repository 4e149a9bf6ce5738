"""The same road with a real Roundup: raised, found again, read, closed together, written to."""

from collections.abc import Iterator

import pytest

from charterdesk.kit.wallclock import now
from charterdesk.trackers.commands import write_remark
from charterdesk.trackers.models import TrackedBug, TrackerAsk
from charterdesk.trackers.values import NoSuchBug, TrackerAway
from tests.apps.cast import ada
from tests.apps.trackers.desk import (
    HOUR,
    bugs_of,
    known,
    link_of,
    notes_of,
    raised,
    settings_for,
    tracker,
    worked,
)
from tests.channels.servers.roundup import SECRET, USER, Roundup, a_roundup
from tests.faces.desk_scene import case_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def server() -> Iterator[Roundup]:
    """One for all tests."""
    with a_roundup() as roundup:
        yield roundup


@pytest.fixture
def roundup(server: Roundup, monkeypatch: pytest.MonkeyPatch) -> Roundup:
    """The desk's tracker `bugs`."""
    settings_for(monkeypatch, kind="roundup", url=server.url, user=USER, secret=SECRET)
    return server


def test_a_bug_raised_from_a_case_gives_it_its_number(roundup: Roundup) -> None:
    case = case_of("terrasoft")
    bug = raised(case)
    assert (bug.title, bug.status, bug.closed) == ("It falls over", "unread", False)
    assert [one.number for one in bugs_of(case)] == [f"bugs#{bug.number}"]
    assert tracker().address(bug.number) == f"{roundup.url}/issue{bug.number}"


def test_closed_in_the_tracker_is_closed_on_every_case(roundup: Roundup) -> None:
    """R-TER-17."""
    one, two = case_of("terrasoft"), case_of("terrasoft", subject="Down, too")
    number = raised(one).number
    known(two, f"{roundup.url}/issue{number}")
    worked()
    roundup.develops(number, "Mended in 2.4.", status="resolved")
    worked(HOUR)
    for case in (one, two):
        assert [bug.closed for bug in bugs_of(case)] == [True]
        assert any("admin" in note and "Mended in 2.4." in note for note in notes_of(case))
    assert TrackedBug.objects.get().closed


def test_a_bug_whose_answer_was_lost_is_found_again(roundup: Roundup) -> None:
    number = tracker().raise_bug("It falls over", "On every start. [T-7/0123456789ab]")
    assert tracker().find("T-7/0123456789ab") == number
    assert tracker().find("T-7/ffffffffffff") is None


def test_what_is_meant_for_developers_goes_there_and_does_not_come_back(roundup: Roundup) -> None:
    case = case_of("terrasoft")
    number = raised(case).number
    write_remark(link=link_of(case), text="It is urgent for them.", by=ada(), at=now())
    worked()
    worked(HOUR)
    assert [one.text.partition("\n")[0] for one in tracker().remarks(number)] == [
        "It is urgent for them."
    ]
    assert len([note for note in notes_of(case) if "It is urgent for them." in note]) == 1


def test_a_comment_becomes_one_note_however_often_it_is_read(roundup: Roundup) -> None:
    case = case_of("terrasoft")
    roundup.develops(raised(case).number, "We see it here, too.")
    for hours in (1, 2, 3):
        worked(hours * HOUR)
    assert len([note for note in notes_of(case) if "We see it here, too." in note]) == 1


def test_a_number_that_is_not_there_is_said_on_the_ask(roundup: Roundup) -> None:
    ask = known(case_of("terrasoft"), "99999")
    worked()
    assert TrackerAsk.objects.get(pk=ask.pk).stuck
    with pytest.raises(NoSuchBug):
        tracker().ticket("99999")


def test_a_wrong_password_is_a_matter_for_later(
    roundup: Roundup, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_for(monkeypatch, kind="roundup", url=roundup.url, user=USER, secret="wrong")
    with pytest.raises(TrackerAway):
        tracker().ticket("1")
