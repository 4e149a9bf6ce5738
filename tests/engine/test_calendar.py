"""Known answers about open time: the acceptance numbers of the charters, and the edges."""

import copy
import pickle
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from charterdesk.engine.calendar import (
    ALWAYS,
    Calendar,
    Horizon,
    always,
    counted,
    day_deadline,
    deadline,
    end_of_day,
    is_open,
    next_open,
    open_spans,
    parse_line,
)
from charterdesk.engine.spans import Span


def hours(zone: str, *lines: str, closed: str = "") -> Calendar:
    shut = frozenset(date.fromisoformat(day) for day in closed.split())
    return Calendar("office", tuple(parse_line(line, zone) for line in lines), shut, zone)


def wall(text: str, zone: str = "Europe/Stockholm", *, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


PARIS = "Europe/Paris"
OFFICE = hours("Europe/Stockholm", "Mon-Fri 08:00-17:00", closed="2026-04-03 2026-04-06")
BUSINESS = hours(
    PARIS, "Mon-Thu 07:00-06:00", "Fri 07:00-22:00", "Sun 17:00-01:00 America/New_York"
)
BUSINESS_DAYS = hours(PARIS, "Mon-Fri 00:00-24:00")
NEVER = Calendar("never", (), frozenset(), "UTC")


@pytest.mark.parametrize(
    ("since", "until", "open_hours"),
    [
        ("2026-02-14 00:00", "2026-02-21 00:00", 115),
        ("2026-03-14 00:00", "2026-03-21 00:00", 115),
        ("2026-02-15 23:00", "2026-02-16 06:00", 7),
        ("2026-02-17 06:00", "2026-02-17 07:00", 0),
    ],
)
def test_the_hours_of_business_of_three_continents(since: str, until: str, open_hours: int) -> None:
    """R-BIC-15, R-BIC-16, R-BIC-17: in March New York is an hour nearer for two weeks."""
    open_time = counted(BUSINESS, wall(since, PARIS), wall(until, PARIS))
    assert open_time == timedelta(hours=open_hours)


@pytest.mark.parametrize(
    ("start", "due"),
    [("2026-02-13 20:00", "2026-02-16 20:00"), ("2026-02-14 15:00", "2026-02-17 00:00")],
)
def test_hours_on_business_days_stand_still_at_the_weekend(start: str, due: str) -> None:
    answer = deadline(BUSINESS_DAYS, wall(start, PARIS), timedelta(hours=24))
    assert answer == wall(due, PARIS)


def test_three_quarters_of_the_counted_time_is_the_warning() -> None:
    """T9, R-ROX-23: 9 h are counted from the eve of Easter to the Tuesday after."""
    start, due = wall("2026-04-02 15:30"), wall("2026-04-07 15:30")
    assert counted(OFFICE, start, due) == timedelta(hours=9)
    assert deadline(OFFICE, start, 0.75 * timedelta(hours=9)) == wall("2026-04-07 13:15")


def test_a_budget_that_ends_at_closing_time_is_due_then_and_not_at_the_next_opening() -> None:
    due = deadline(OFFICE, wall("2026-06-15 16:00"), timedelta(hours=1))
    assert due == wall("2026-06-15 17:00")


def test_an_answer_after_closing_on_the_last_counted_minute_is_in_time() -> None:
    """T8: nothing is counted between the due at closing time and the next opening."""
    due, kept = wall("2026-06-15 17:00"), wall("2026-06-16 08:00")
    assert counted(OFFICE, due, kept) == timedelta()
    assert next_open(OFFICE, due) == kept


def test_opening_is_open_and_closing_is_not() -> None:
    assert is_open(OFFICE, wall("2026-06-15 08:00"))
    assert not is_open(OFFICE, wall("2026-06-15 17:00"))
    assert not is_open(OFFICE, wall("2026-06-15 07:59:59"))
    assert is_open(OFFICE, wall("2026-06-15 16:59:59"))


def test_a_closed_date_removes_the_shift_that_opens_on_it_with_its_morning_after() -> None:
    """T1: the Tuesday's shift lasts until Wednesday 06:00, the Monday's is not touched."""
    nights = hours("Europe/Stockholm", "Mon-Fri 22:00-06:00", closed="2026-06-16")
    assert is_open(nights, wall("2026-06-16 05:00"))
    assert not is_open(nights, wall("2026-06-16 23:00"))
    assert not is_open(nights, wall("2026-06-17 05:00"))
    assert is_open(nights, wall("2026-06-17 22:00"))


def test_a_date_is_closed_where_the_line_is() -> None:
    sunday = hours(PARIS, "Sun 17:00-01:00 America/New_York", closed="2026-02-16")
    assert is_open(sunday, wall("2026-02-16 03:00", PARIS))


def test_lines_that_overlap_count_once_and_lines_that_touch_are_one_span() -> None:
    union = hours("UTC", "Mon 08:00-12:00", "Mon 11:00-15:00", "Mon 15:00-16:00")
    since, until = wall("2026-06-15 00:00", "UTC"), wall("2026-06-16 00:00", "UTC")
    assert list(open_spans(union, since, until)) == [
        Span(wall("2026-06-15 08:00", "UTC"), wall("2026-06-15 16:00", "UTC"))
    ]


def test_spans_are_cut_to_the_time_asked_for() -> None:
    since, until = wall("2026-06-15 09:30"), wall("2026-06-16 08:30")
    assert list(open_spans(OFFICE, since, until)) == [
        Span(since, wall("2026-06-15 17:00")),
        Span(wall("2026-06-16 08:00"), until),
    ]
    assert list(open_spans(OFFICE, until, since)) == []


def test_nothing_is_counted_backwards() -> None:
    assert counted(OFFICE, wall("2026-06-16 12:00"), wall("2026-06-15 12:00")) == timedelta()


def test_no_budget_is_due_at_once_even_outside_hours() -> None:
    night = wall("2026-06-15 23:00")
    assert deadline(OFFICE, night, timedelta()) == night


def test_answers_are_in_utc_whatever_zone_was_asked_in() -> None:
    due = deadline(OFFICE, wall("2026-06-15 10:00"), timedelta(hours=1))
    assert due is not None
    assert due.tzinfo is UTC
    assert due.isoformat() == "2026-06-15T09:00:00+00:00"


@pytest.mark.parametrize("calendar", [OFFICE, ALWAYS])
def test_a_fraction_of_a_second_is_dropped(calendar: Calendar) -> None:
    start = wall("2026-06-15 10:00").replace(microsecond=999_999)
    due = deadline(calendar, start, timedelta(minutes=5, microseconds=999_999))
    assert due == wall("2026-06-15 10:05")
    assert counted(calendar, start, wall("2026-06-15 10:05")) == timedelta(minutes=5)
    assert next_open(calendar, start) == wall("2026-06-15 10:00")


def test_a_calendar_without_lines_never_opens() -> None:
    at = wall("2026-06-15 10:00")
    assert not is_open(NEVER, at)
    assert next_open(NEVER, at) is None
    assert deadline(NEVER, at, timedelta(seconds=1)) is None
    assert day_deadline(NEVER, at, 1) is None
    assert end_of_day(NEVER, at, 0) is None
    assert counted(NEVER, at, at + timedelta(days=400)) == timedelta()


def test_a_budget_beyond_the_horizon_has_no_due() -> None:
    assert deadline(OFFICE, wall("2026-06-15 10:00"), timedelta(days=36_500)) is None
    assert day_deadline(OFFICE, wall("2026-06-15 10:00"), 36_500) is None
    assert end_of_day(OFFICE, wall("2026-06-15 10:00"), 36_500) is None


def test_the_last_opening_before_the_horizon_is_found_and_none_after_it() -> None:
    """2100-12-31 is a Friday."""
    last = wall("2100-12-31 09:00", "UTC")
    assert deadline(hours("UTC", "Fri 08:00-10:00"), last, timedelta(hours=1)) is not None
    assert deadline(hours("UTC", "Fri 08:00-10:00"), last, timedelta(hours=2)) is None
    assert next_open(hours("UTC", "Fri 08:00-10:00"), last + timedelta(hours=2)) is None
    assert end_of_day(hours("UTC", "Fri-Mon 08:00-10:00"), last, 1) is None


@pytest.mark.parametrize("year", [1969, 2101, 203, 9999])
def test_a_moment_outside_the_horizon_is_refused_by_its_date(year: int) -> None:
    at = datetime(year, 6, 15, tzinfo=UTC)
    for question in (
        lambda: is_open(OFFICE, at),
        lambda: deadline(OFFICE, at, timedelta(hours=1)),
        lambda: day_deadline(OFFICE, at, 1),
        lambda: counted(OFFICE, at, at + timedelta(days=1)),
        lambda: list(open_spans(OFFICE, at, at + timedelta(days=1))),
    ):
        with pytest.raises(Horizon, match="06-15 is outside the years 1970 to 2100"):
            question()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York"])
def test_the_years_at_the_edge_of_what_was_read_are_whole(zone: str) -> None:
    """The first question reads the years 2025 to 2027, to local dates and not to instants."""
    daily = hours(zone, "Mon-Sun 09:00-08:00")
    assert is_open(daily, datetime(2026, 6, 15, 1, tzinfo=UTC))
    for year in (2025, 2028):
        new_year = datetime(year, 1, 1, tzinfo=UTC)
        week = new_year - timedelta(days=4), new_year + timedelta(days=4)
        assert counted(daily, *week) == timedelta(hours=8 * 23)
        assert sum(is_open(daily, week[0] + timedelta(hours=n)) for n in range(8 * 24)) == 8 * 23


def test_a_naive_moment_is_refused() -> None:
    naive = datetime.fromisoformat("2026-06-15 10:00")
    for calendar in (OFFICE, ALWAYS):
        with pytest.raises(TypeError, match="naive"):
            is_open(calendar, naive)
        with pytest.raises(TypeError, match="naive"):
            deadline(calendar, naive, timedelta(hours=1))
        with pytest.raises(TypeError, match="naive"):
            counted(calendar, naive, naive)


@pytest.mark.parametrize("calendar", [OFFICE, ALWAYS])
def test_a_negative_length_is_refused(calendar: Calendar) -> None:
    at = wall("2026-06-15 10:00")
    with pytest.raises(ValueError, match="budget can't be negative"):
        deadline(calendar, at, timedelta(seconds=-1))
    with pytest.raises(ValueError, match="number of days can't be negative"):
        day_deadline(calendar, at, -1)
    with pytest.raises(ValueError, match="number of days can't be negative"):
        end_of_day(calendar, at, -1)


def test_always_counts_every_second_of_a_short_and_a_long_day() -> None:
    """T3: a day has 23 hours when the clocks go forward and 25 when they go back."""
    assert counted(ALWAYS, wall("2026-03-29"), wall("2026-03-30")) == timedelta(hours=23)
    assert counted(ALWAYS, wall("2026-10-25"), wall("2026-10-26")) == timedelta(hours=25)


def test_always_is_open_at_any_moment_of_any_year() -> None:
    at = datetime(203, 6, 15, tzinfo=UTC)
    assert is_open(ALWAYS, at)
    assert deadline(ALWAYS, at, timedelta(hours=4)) == at + timedelta(hours=4)
    assert list(open_spans(ALWAYS, at, at + timedelta(hours=1))) == [
        Span(at, at + timedelta(hours=1))
    ]


def test_calendars_are_equal_by_what_they_say_and_not_by_what_was_asked() -> None:
    twin = hours("Europe/Stockholm", "Mon-Fri 08:00-17:00", closed="2026-04-06 2026-04-03")
    assert is_open(OFFICE, wall("2026-06-15 10:00"))
    assert (twin, hash(twin)) == (OFFICE, hash(OFFICE))
    assert twin != hours("Europe/Stockholm", "Mon-Fri 08:00-17:00")
    assert always("UTC") == ALWAYS != always("Europe/Paris")


@pytest.mark.parametrize("calendar", [OFFICE, ALWAYS])
def test_a_calendar_can_be_copied_and_sent_to_another_process(calendar: Calendar) -> None:
    at, budget = wall("2026-06-15 10:00"), timedelta(hours=20)
    for twin in (copy.deepcopy(calendar), pickle.loads(pickle.dumps(calendar))):
        assert twin == calendar
        assert deadline(twin, at, budget) == deadline(calendar, at, budget)


def test_a_calendar_of_no_known_zone_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="did you mean Europe/Paris"):
        Calendar("always", (), frozenset(), "Europe/Pari")
