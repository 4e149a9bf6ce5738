"""How news are told: one notice after a short wait, one digest a day, or none at all; each once."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, NoReturn

import pytest
from django.db import DatabaseError

from charterdesk.accounts.models import Person
from charterdesk.cases.commands import set_owner, set_priority, stop_watching, watch_case
from charterdesk.cases.models import Case
from charterdesk.notifications.models import Notice
from charterdesk.notifications.rendering import letter_of
from charterdesk.watching import telling
from charterdesk.watching.commands import read_news
from charterdesk.watching.digests import next_digest
from charterdesk.watching.models import News
from charterdesk.watching.telling import forget_old_news, tell_news
from tests.apps.cases.desk_work import minutes, opened
from tests.apps.cast import MONDAY, ada, admin, ben
from tests.apps.watching.scene import (
    BELL,
    DIGEST,
    chosen,
    done,
    noted,
    replied,
    rounds,
    told,
)

pytestmark = pytest.mark.django_db


def followed() -> Case:
    """Ada owns a case that Ben watches; nothing of it is news any more."""
    case = opened()
    replied(case, ada(), minutes(1))
    watch_case(case=case, by=ben(), at=minutes(1))
    rounds(minutes(1))
    News.objects.update(seen_at=minutes(1))
    return case


def test_what_comes_within_two_minutes_is_one_notice() -> None:
    case = followed()
    chosen(ben())
    noted(case, ada(), minutes(2), "Look at the fans.")
    rounds(minutes(2))
    noted(case, ada(), minutes(3), "It smells of smoke.")
    rounds(minutes(3))
    assert told(ben()) == []
    rounds(minutes(4))
    (notice,) = told(ben())
    assert "Ada Ek: A note was written.\n> Look at the fans." in notice.words["body"]
    assert "Ada Ek: A note was written.\n> It smells of smoke." in notice.words["body"]
    noted(case, ada(), minutes(5), "All is well.")
    rounds(minutes(7))
    rounds(minutes(9))
    later = told(ben())[1]
    assert "All is well." in later.words["body"]
    assert "smoke" not in later.words["body"]


def test_the_mail_of_it_is_not_urgent_and_stops_in_one_press() -> None:
    case = followed()
    chosen(ben())
    noted(case, ada(), minutes(2))
    rounds(minutes(2))
    rounds(minutes(4))
    (notice,) = told(ben())
    raw = letter_of(notice).raw.decode()
    assert not notice.urgent
    assert f"[{case.number}] News of the case: Down" in raw
    assert f"/desk/c/{case.number}/" in raw
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in raw
    assert "/w/" in raw


def test_russian_news_are_told_in_russian() -> None:
    case = followed()
    Person.objects.filter(username="ben").update(language="ru")
    chosen(ben())
    noted(case, ada(), minutes(2))
    rounds(minutes(2))
    rounds(minutes(4))
    (notice,) = told(ben())
    assert "A note was written" not in notice.words["body"]
    assert notice.language == "ru"


@pytest.mark.parametrize("what", ["read", "stopped", "blind", "closed"])
def test_what_is_not_wanted_any_more_is_not_told(what: str) -> None:
    case = followed()
    chosen(ben())
    noted(case, ada(), minutes(2))
    rounds(minutes(2))
    if what == "read":
        read_news(number=case.number, by=ben(), at=minutes(3))
    elif what == "stopped":
        stop_watching(case=case, by=ben(), at=minutes(3))
    elif what == "blind":
        Case.objects.filter(pk=case.pk).update(charter="elsewhere")
    else:
        Person.objects.filter(username="ben").update(is_active=False)
    rounds(minutes(4))
    assert told(ben()) == []
    assert not News.objects.filter(tell_at__isnull=False).exists()


def test_in_the_bell_alone_nothing_is_sent() -> None:
    case = followed()
    chosen(ben(), way=BELL)
    noted(case, ada(), minutes(2))
    rounds(minutes(2))
    rounds(minutes(600))
    assert News.objects.filter(person=ben(), seen_at=None, direct=False).count() == 1
    assert told(ben()) == told(ben(), "digest") == []


def test_an_assignment_is_told_and_says_that_it_is_to_you() -> None:
    case = followed()
    chosen(ben())
    done(set_owner(case=case, to=ben(), by=ada(), at=minutes(2)))
    rounds(minutes(2))
    rounds(minutes(4))
    (notice,) = told(ben())
    assert "Ada Ek: The case was assigned to you." in notice.words["body"]
    assert "List-Unsubscribe" not in letter_of(notice).raw.decode()


def test_a_digest_has_all_cases_in_one_mail_at_the_persons_own_time() -> None:
    one, other = followed(), followed()
    Person.objects.filter(username="ben").update(zone="Asia/Tokyo")
    chosen(Person.objects.get(username="ben"), way=DIGEST, digest_at=time(19, 30))
    noted(one, ada(), minutes(2))
    done(set_priority(case=other, to="critical", reason="Fire.", by=ada(), at=minutes(3)))
    rounds(minutes(3))
    half_past_seven = datetime(2026, 6, 15, 10, 30, tzinfo=UTC)
    rounds(half_past_seven - timedelta(seconds=1))
    assert told(ben(), "digest") == []
    rounds(half_past_seven)
    rounds(half_past_seven + timedelta(hours=1))
    (digest,) = told(ben(), "digest")
    assert digest.words["count"] == 2
    assert f"[{one.number}] Down\nA note was written." in digest.words["body"]
    assert f"[{other.number}] Down\nThe priority was changed." in digest.words["body"]
    assert "News of cases: 2" in letter_of(digest).raw.decode()
    noted(one, ada(), half_past_seven + timedelta(hours=2))
    rounds(half_past_seven + timedelta(hours=2))
    rounds(half_past_seven + timedelta(days=1))
    later = told(ben(), "digest")[1]
    assert other.number not in later.words["body"]


def test_another_choice_takes_along_what_is_owed_already() -> None:
    case = followed()
    chosen(ben(), way=DIGEST)
    noted(case, ada(), minutes(2))
    rounds(minutes(2))
    chosen(ben(), at=minutes(3))
    rounds(minutes(5))
    assert len(told(ben())) == 1
    noted(case, ada(), minutes(6))
    rounds(minutes(6))
    chosen(ben(), way=BELL, at=minutes(7))
    rounds(minutes(9))
    assert len(told(ben())) == 1


@pytest.mark.parametrize(
    ("wall", "at", "expected"),
    [
        # The night of spring skips from two to three.
        ("02:30", "2026-03-28T12:00Z", "2026-03-29T01:30Z"),
        ("02:30", "2026-03-29T01:30Z", "2026-03-30T00:30Z"),
        # The night of autumn shows half past two twice: the digest comes with the first.
        ("02:30", "2026-10-24T12:00Z", "2026-10-25T00:30Z"),
        ("02:30", "2026-10-25T00:30Z", "2026-10-26T01:30Z"),
        ("02:30", "2026-10-25T01:10Z", "2026-10-26T01:30Z"),
        ("08:30", "2026-06-15T06:29Z", "2026-06-15T06:30Z"),
        ("08:30", "2026-06-15T06:30Z", "2026-06-16T06:30Z"),
        ("00:00", "2026-12-31T22:59Z", "2026-12-31T23:00Z"),
    ],
)
def test_a_digest_comes_once_a_date_also_when_clocks_change(
    wall: str, at: str, expected: str
) -> None:
    found = next_digest(time.fromisoformat(wall), "Europe/Stockholm", datetime.fromisoformat(at))
    assert found == datetime.fromisoformat(expected)


def test_a_worker_that_dies_between_notice_and_mark_tells_it_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = followed()
    chosen(ben())
    noted(case, ada(), minutes(2))
    rounds(minutes(2))
    queue = telling._queue

    def die(notices: Any) -> NoReturn:
        queue(notices)
        raise DatabaseError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(telling, "_queue", die)
        with pytest.raises(DatabaseError):
            tell_news(ben().pk, minutes(4))
    assert told(ben()) == []
    assert tell_news(ben().pk, minutes(4))
    assert not tell_news(ben().pk, minutes(4))
    assert len(told(ben())) == 1


def test_a_fault_sets_one_persons_news_aside_and_not_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = followed()
    chosen(ben())
    chosen(ada())
    noted(case, admin(), minutes(2))
    rounds(minutes(2))
    notice = telling._notice

    def fail(person: Person, *args: Any) -> Notice:
        if person == ada():
            raise ValueError("a charter that is gone")
        return notice(person, *args)

    monkeypatch.setattr(telling, "_notice", fail)
    rounds(minutes(4))
    assert len(told(ben())) == 1
    monkeypatch.setattr(telling, "_notice", notice)
    rounds(minutes(5))
    assert told(ada()) == []
    rounds(minutes(14))
    assert len(told(ada())) == 1


def test_news_that_are_long_over_are_forgotten() -> None:
    case = followed()
    noted(case, ada(), minutes(2))
    rounds(minutes(2))
    assert News.objects.filter(person=ben()).exists()
    assert forget_old_news(MONDAY + timedelta(days=89)) == 0
    assert forget_old_news(MONDAY + timedelta(days=91)) > 0
    assert not News.objects.filter(person=ben()).exists()
