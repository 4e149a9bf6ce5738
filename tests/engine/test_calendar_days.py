"""Targets in days (T5): working days, same wall time, pulled back to the closing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from charterdesk.engine.calendar import (
    ALWAYS,
    Calendar,
    always,
    counted,
    day_deadline,
    end_of_day,
    parse_line,
)

STOCKHOLM, PARIS = "Europe/Stockholm", "Europe/Paris"
CLOSED = frozenset(datetime.fromisoformat(day).date() for day in ("2026-04-03", "2026-04-06"))


def hours(zone: str, *lines: str) -> Calendar:
    return Calendar("hours", tuple(parse_line(line, zone) for line in lines), CLOSED, zone)


def wall(text: str, zone: str = STOCKHOLM, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


OFFICE = hours(STOCKHOLM, "Mon-Fri 08:00-17:00")
SHORT_FRIDAY = hours(STOCKHOLM, "Mon-Thu 08:00-17:00", "Fri 08:00-15:00")
NIGHTS = hours(STOCKHOLM, "Mon-Thu 22:00-06:00")
LATE_SATURDAY = hours(STOCKHOLM, "Mon-Fri 08:00-17:00", "Sat 12:00-15:00")
LUNCH = hours(STOCKHOLM, "Mon-Fri 08:00-12:00", "Mon-Fri 13:00-17:00")
BUSINESS = hours(
    PARIS, "Mon-Thu 07:00-06:00", "Fri 07:00-22:00", "Sun 17:00-01:00 America/New_York"
)
SUNDAYS = hours(STOCKHOLM, "Mon-Sun 01:00-05:00")


@pytest.mark.parametrize(
    ("calendar", "start", "days", "due"),
    [
        (OFFICE, "2026-04-02 15:30", 1, "2026-04-07 15:30"),  # over Easter
        (OFFICE, "2026-06-16 20:00", 1, "2026-06-18 08:00"),  # counts from the next opening
        (OFFICE, "2026-06-15 10:00", 1, "2026-06-16 10:00"),
        (OFFICE, "2026-06-15 10:00", 5, "2026-06-22 10:00"),
        (OFFICE, "2026-06-15 17:00", 1, "2026-06-17 08:00"),  # at closing time it is closed
        (OFFICE, "2026-06-15 16:59:59", 1, "2026-06-16 16:59:59"),
        (OFFICE, "2026-06-15 08:00", 1, "2026-06-16 08:00"),
        (OFFICE, "2026-06-13 12:00", 1, "2026-06-16 08:00"),  # a Saturday
        (OFFICE, "2026-03-27 12:00", 1, "2026-03-30 12:00"),  # 71 hours later by the sun
        (OFFICE, "2026-06-15 10:00", 0, "2026-06-15 10:00"),
        (OFFICE, "2026-06-15 20:00", 0, "2026-06-16 08:00"),
        (SHORT_FRIDAY, "2026-06-18 16:30", 1, "2026-06-19 15:00"),  # pulled back
        (SHORT_FRIDAY, "2026-06-18 15:00", 1, "2026-06-19 15:00"),
        (SHORT_FRIDAY, "2026-06-18 16:30", 2, "2026-06-22 16:30"),  # by its own day only
        (LATE_SATURDAY, "2026-06-19 09:00", 1, "2026-06-20 09:00"),  # stands before the opening
        (LUNCH, "2026-06-15 12:30", 1, "2026-06-16 13:00"),
        (LUNCH, "2026-06-15 16:00", 1, "2026-06-16 16:00"),  # the day's last closing counts
    ],
)
def test_nd_is_the_same_wall_time_on_the_nth_working_day(
    calendar: Calendar, start: str, days: int, due: str
) -> None:
    assert day_deadline(calendar, wall(start), days) == wall(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-06-15 23:00", "2026-06-16 23:00"),
        ("2026-06-16 02:00", "2026-06-17 02:00"),  # in Monday's shift
        ("2026-06-19 02:00", "2026-06-23 02:00"),  # in Thursday's: the next is Monday's
        ("2026-06-19 12:00", "2026-06-23 22:00"),  # counts from Monday's opening
    ],
)
def test_a_time_after_midnight_belongs_to_the_day_on_which_its_shift_opened(
    start: str, due: str
) -> None:
    assert day_deadline(NIGHTS, wall(start), 1) == wall(due)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-02-16 03:00", "2026-02-17 03:00"),  # New York's Sunday, 21:00 there
        ("2026-02-13 12:00", "2026-02-15 12:00"),  # the next working day is that Sunday
        ("2026-02-13 03:00", "2026-02-13 22:00"),  # Thursday's night, pulled back on Friday
        ("2026-02-17 06:30", "2026-02-18 07:00"),  # the hour between six and seven
    ],
)
def test_the_wall_is_that_of_the_line_that_holds_the_start(start: str, due: str) -> None:
    assert day_deadline(BUSINESS, wall(start, PARIS), 1) == wall(due, PARIS)


def test_a_wall_time_that_the_spring_night_skips_moves_to_the_end_of_the_gap() -> None:
    due = day_deadline(SUNDAYS, wall("2026-03-28 02:30"), 1)
    assert due == wall("2026-03-29 03:00")


def test_a_wall_time_that_the_autumn_night_doubles_is_its_first() -> None:
    due = day_deadline(SUNDAYS, wall("2026-10-24 02:30"), 1)
    assert due == wall("2026-10-25 02:30", fold=0).astimezone(UTC)


def test_a_closing_that_the_autumn_night_doubles_is_its_last() -> None:
    until_half_past_two = hours(STOCKHOLM, "Mon-Sun 01:00-02:30")
    due = end_of_day(until_half_past_two, wall("2026-10-24 02:00"), 1)
    assert due == wall("2026-10-25 02:30", fold=1).astimezone(UTC)


def test_a_day_that_the_calendar_of_apia_skipped_is_no_working_day() -> None:
    daily = hours("Pacific/Apia", "Mon-Sun 08:00-17:00")
    due = day_deadline(daily, wall("2011-12-29 10:00", "Pacific/Apia"), 1)
    assert due == wall("2011-12-31 10:00", "Pacific/Apia")


def test_of_two_shifts_that_hold_the_start_the_one_that_opened_last_decides() -> None:
    overlapping = hours(STOCKHOLM, "Mon 20:00-10:00", "Tue-Thu 08:00-17:00")
    assert end_of_day(overlapping, wall("2026-06-16 09:00"), 0) == wall("2026-06-16 17:00")
    assert end_of_day(overlapping, wall("2026-06-16 07:00"), 0) == wall("2026-06-16 10:00")


@pytest.mark.parametrize("start", ["2026-06-15 09:00", "2026-06-15 12:00", "2026-06-15 18:00"])
def test_of_two_lines_that_open_at_once_the_one_written_first_decides(start: str) -> None:
    """Both open at 12:00 UTC, on the 15th in London and on the 16th in Auckland."""
    london, auckland = "Mon-Fri 13:00-23:00 Europe/London", "Tue-Fri 00:00-10:00 Pacific/Auckland"
    first, second = hours("UTC", london, auckland), hours("UTC", auckland, london)
    at = wall(start, "UTC")
    assert end_of_day(first, at, 0) == wall("2026-06-15 23:00", "Europe/London")
    assert end_of_day(second, at, 0) == wall("2026-06-16 23:00", "Europe/London")


def test_a_date_that_is_over_in_its_own_zone_is_not_the_next_working_day() -> None:
    """Kiritimati's Monday has closed before New York's Sunday opens."""
    apart = hours(
        "UTC", "Sun 17:00-20:00 America/New_York", "Mon-Tue 00:00-06:00 Pacific/Kiritimati"
    )
    start = wall("2026-06-14 18:00", "America/New_York")
    assert end_of_day(apart, start, 1) == wall("2026-06-16 06:00", "Pacific/Kiritimati")
    due = day_deadline(apart, start, 1)
    assert due is not None
    assert due > start


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-06-15 10:00", 0, "2026-06-15 17:00"),
        ("2026-06-15 10:00", 1, "2026-06-16 17:00"),
        ("2026-06-15 17:00", 0, "2026-06-16 17:00"),  # the next opening's day
        ("2026-06-15 20:00", 1, "2026-06-17 17:00"),
        ("2026-04-02 15:30", 1, "2026-04-07 17:00"),
        ("2026-06-18 10:00", 1, "2026-06-19 15:00"),
    ],
)
def test_the_end_of_a_day_is_its_last_closing(start: str, days: int, due: str) -> None:
    assert end_of_day(SHORT_FRIDAY, wall(start), days) == wall(due)


def test_a_day_is_never_twenty_four_counted_hours() -> None:
    """T5: a day of 9 open hours, not two days and six hours of them."""
    start = wall("2026-06-15 10:00")
    due = day_deadline(OFFICE, start, 1)
    assert due is not None
    assert counted(OFFICE, start, due) == timedelta(hours=9)


def test_a_day_of_always_is_twenty_four_hours_in_the_night_the_clocks_change() -> None:
    for start in (wall("2026-03-28 12:00"), wall("2026-10-24 12:00")):
        assert day_deadline(ALWAYS, start, 1) == start.astimezone(UTC) + timedelta(days=1)


def test_a_round_the_clock_calendar_of_lines_keeps_the_wall_time() -> None:
    lines = hours(STOCKHOLM, "Mon-Sun 00:00-24:00")
    assert day_deadline(lines, wall("2026-03-28 12:00"), 1) == wall("2026-03-29 12:00")


def test_a_day_of_always_ends_at_midnight_in_its_zone() -> None:
    start = wall("2026-06-15 23:30")
    assert end_of_day(always(STOCKHOLM), start, 0) == wall("2026-06-16 00:00")
    assert end_of_day(always("UTC"), start, 0) == wall("2026-06-16 00:00", "UTC")
    assert end_of_day(always(STOCKHOLM), start, 2) == wall("2026-06-18 00:00")
