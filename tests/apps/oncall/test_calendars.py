"""Calendars of others become shifts; one's own duty is a feed behind a secret address."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from icalendar import Calendar, Event

from charterdesk.accounts.commands import add_person, deactivate_person
from charterdesk.accounts.refusal import Refusal, granted
from charterdesk.accounts.rights import DESK
from charterdesk.oncall.calendars.feeds import calendar_of, person_of_feed
from charterdesk.oncall.commands import add_source, end_feed, fetch_source, make_feed, read_source
from charterdesk.oncall.commands.sources import Reading
from charterdesk.oncall.models import CalendarFeed, CalendarSource, Shift
from tests.apps.cast import MONDAY, ada, ben, charter
from tests.apps.oncall.rota_scene import DAY, layer, nights, on_duty, utc

pytestmark = pytest.mark.django_db

WEEKS = """BEGIN:VEVENT
UID:1
DTSTART;TZID=Europe/Stockholm:20260615T090000
DTEND;TZID=Europe/Stockholm:20260616T090000
RRULE:FREQ=WEEKLY;BYDAY=MO,WE
SUMMARY:Ada Ek
END:VEVENT"""


def ics(*events: str) -> bytes:
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", *events])
    return f"{text}\nEND:VCALENDAR\n".replace("\n", "\r\n").encode()


def event(summary: str, since: str = "20260616T080000Z", until: str = "20260616T160000Z",
          more: str = "") -> str:  # fmt: skip
    lines = ["BEGIN:VEVENT", f"UID:{summary}{since}", f"DTSTART:{since}", f"DTEND:{until}"]
    return "\n".join([*lines, f"SUMMARY:{summary}", *([more] if more else []), "END:VEVENT"])


def source(level: int = 1, url: str = "") -> CalendarSource:
    return granted(
        add_source(rota=nights(), name="theirs", url=url, level=level, by=ben(), at=MONDAY)
    )


def read(*events: str, data: bytes = b"") -> Reading | Refusal:
    ada()
    return read_source(source=source(), data=data or ics(*events), by=ben(), at=MONDAY)


def refused(*events: str, data: bytes = b"") -> str:
    answer = read(*events, data=data)
    assert isinstance(answer, Refusal)
    assert not Shift.objects.exists()
    return answer.text


def test_a_full_name_that_two_people_have_is_nobodys() -> None:
    ada()
    granted(
        add_person(
            username="ada2",
            name="ada ek",
            email="ada2@desk.example",
            by=DESK,
            at=MONDAY,
            zone="UTC",
        )
    )
    answer = granted(read(event("Ada Ek"), event("ada2", since="20260617T080000Z")))
    assert (answer.shifts, answer.unknown) == (1, ("Ada Ek",))
    assert Shift.objects.get().person.username == "ada2"


def test_a_recurring_event_is_a_shift_each_time_at_its_wall_time() -> None:
    assert granted(read(WEEKS)).shifts > 100
    assert on_duty("2026-06-17T06:59") == []
    assert on_duty("2026-06-17T07:00") == ["ada"]
    assert on_duty("2026-06-18T07:00") == []
    # In winter the wall in Stockholm shows nine an hour later.
    assert on_duty("2026-12-07T07:59") == []
    assert on_duty("2026-12-07T08:00") == ["ada"]


def test_people_are_found_by_name_user_name_and_mail_address() -> None:
    mail = event("x", "20260618T080000Z", "20260618T160000Z", "ATTENDEE:mailto:ADA@desk.example")
    reading = granted(
        read(event("ben"), event("Ada Ek", "20260617T080000Z", "20260617T160000Z"), mail,
             event("Nobody Knows"))
    )  # fmt: skip
    assert (reading.shifts, reading.unknown) == (3, ("Nobody Knows",))
    assert [on_duty(f"2026-06-{day}T12:00") for day in (16, 17, 18)] == [["ben"], ["ada"], ["ada"]]


def test_a_higher_priority_in_the_summary_hides_the_lower() -> None:
    granted(read(event("[L1] ada"), event("[L2] ben", "20260616T100000Z", "20260616T120000Z")))
    moments = [f"2026-06-16T{hour}:30" for hour in ("09", "10", "11", "12")]
    assert [on_duty(one) for one in moments] == [["ada"], ["ben"], ["ben"], ["ada"]]


def test_reading_again_replaces_what_lies_ahead() -> None:
    granted(read(event("ada")))
    granted(read(event("ben")))
    assert on_duty("2026-06-16T12:00") == ["ben"]
    assert Shift.objects.count() == 1


def test_whole_days_and_times_without_a_zone_are_those_of_the_rota() -> None:
    whole = "BEGIN:VEVENT\nUID:d\nDTSTART;VALUE=DATE:20260616\nSUMMARY:ada\nEND:VEVENT"
    granted(read(whole, event("ben", "20260617T080000", "20260617T100000")))
    assert on_duty("2026-06-15T22:00") == ["ada"]
    assert on_duty("2026-06-16T22:00") == []
    assert on_duty("2026-06-17T06:30") == ["ben"]


def test_a_cancelled_event_is_no_shift() -> None:
    assert granted(read(event("ada", more="STATUS:CANCELLED"))).shifts == 0


def test_what_is_no_calendar_is_refused_in_one_sentence() -> None:
    assert "no iCalendar file" in refused(data=b"\x00\x01 hello")
    assert "no iCalendar file" in refused(data=b"BEGIN:VEVENT\r\nEND:VEVENT\r\n")
    assert "no iCalendar file" in refused("BEGIN:VEVENT\nSUMMARY:ada\nEND:VEVENT")
    assert "no iCalendar file" in refused(event("ada", since="yesterday"))


def test_a_zone_that_does_not_exist_is_named() -> None:
    bad = WEEKS.replace("Europe/Stockholm", "Mars/Olympus")
    assert refused(bad) == "The calendar names the time zone “Mars/Olympus”, which does not exist."


@pytest.mark.parametrize("often", ["SECONDLY", "MINUTELY"])
def test_what_recurs_each_second_or_minute_is_refused(often: str) -> None:
    assert f"recurs {often.lower()}" in refused(event("ada", more=f"RRULE:FREQ={often}"))


def test_an_endless_recurrence_is_read_as_far_as_a_rota_looks() -> None:
    reading = granted(read(event("ada", more="RRULE:FREQ=DAILY")))
    assert 390 <= reading.shifts <= 401
    last = Shift.objects.latest("until").until
    assert last <= MONDAY + timedelta(days=401)


def test_a_calendar_of_too_many_events_or_bytes_is_refused() -> None:
    hourly = "RRULE:FREQ=HOURLY"
    assert "more than 5000 events" in refused(event("ada", more=hourly))
    assert "larger than 2 MB" in refused(data=b"x" * (2 * 1024 * 1024 + 1))


@pytest.mark.slow
def test_a_recurrence_that_never_occurs_ends_within_the_bound() -> None:
    never = "RRULE:FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30;BYMINUTE=0,1,2,3;BYSECOND=0,1,2,3"
    answer = read(event("ada", more=never))
    assert isinstance(answer, Refusal) or answer.shifts <= 1


def test_only_who_staffs_rotas_reads_calendars() -> None:
    theirs = source()
    with pytest.raises(PermissionDenied):
        read_source(source=theirs, data=ics(WEEKS), by=ada(), at=MONDAY)
    with pytest.raises(PermissionDenied):
        fetch_source(source=theirs, by=ada(), at=MONDAY)


def test_an_address_that_the_operator_did_not_name_is_not_called() -> None:
    theirs = source(url="https://calendar.example/rota.ics")
    answer = fetch_source(source=theirs, by=ben(), at=MONDAY)
    assert isinstance(answer, Refusal)
    assert "is not on the list of hosts that may be called" in answer.text


def test_an_address_in_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHARTERDESK_OUT_HOSTS", "127.0.0.1")
    theirs = source(url="https://127.0.0.1/rota.ics")
    answer = fetch_source(source=theirs, by=ben(), at=MONDAY)
    assert isinstance(answer, Refusal)
    assert "inside a private network" in answer.text


def test_the_feed_holds_one_s_own_shifts_and_nobody_else_s() -> None:
    layer(ada(), ben(), each=DAY)
    feed = Calendar.from_ical(calendar_of(ada(), [charter()], MONDAY))
    events = feed.walk("VEVENT")
    assert len(events) == 90
    assert isinstance(events[0], Event)
    assert events[0].start == utc("2026-06-15T07:00")
    assert events[0].end == utc("2026-06-16T07:00")
    assert events[0]["SUMMARY"] == "On call: out-of-hours"
    again = Calendar.from_ical(calendar_of(ada(), [charter()], MONDAY + DAY / 24))
    assert again.walk("VEVENT")[0]["UID"] == events[0]["UID"]


def test_a_new_address_ends_the_former_and_only_its_hash_is_kept() -> None:
    first = make_feed(by=ada(), at=MONDAY)
    assert person_of_feed(first) == ada()
    second = make_feed(by=ada(), at=MONDAY)
    assert len(second) >= 43
    assert second not in str(list(CalendarFeed.objects.values()))
    assert person_of_feed(first) is None
    assert person_of_feed(second) == ada()
    assert end_feed(by=ada(), at=MONDAY)
    assert person_of_feed(second) is None
    assert not end_feed(by=ada(), at=MONDAY)


def test_the_feed_of_a_closed_account_is_nobody_s() -> None:
    token = make_feed(by=ada(), at=MONDAY)
    granted(deactivate_person(person=ada(), by=DESK, at=MONDAY))
    assert person_of_feed(token) is None
    assert person_of_feed("") is None
