"""Laws of open time, for calendars of any lines in zones with awkward clocks."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from charterdesk.engine.calendar import (
    ALWAYS,
    Calendar,
    Line,
    counted,
    day_deadline,
    deadline,
    end_of_day,
    is_open,
    next_open,
    open_spans,
)
from charterdesk.engine.calendar_table import timetable
from charterdesk.engine.spans import Span, intersect, total, union

SECOND = timedelta(seconds=1)
ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Caracas",
    "America/Havana",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Stockholm",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Easter",
    "Pacific/Kiritimati",
    "UTC",
)
FIRST = datetime(2010, 1, 1, tzinfo=UTC)

# Apia lost a day in 2011, Pyongyang and Caracas changed, most others change twice a year.
instants = st.integers(0, 10 * 365 * 86_400).map(lambda n: FIRST + n * SECOND)
stretches = st.tuples(instants, st.integers(0, 40 * 86_400)).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1] * SECOND)
)
budgets = st.integers(1, 200 * 3600).map(lambda n: n * SECOND)
lines = st.builds(
    Line,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    opens=st.integers(0, 47).map(lambda n: n * 1800),
    closes=st.integers(1, 96).map(lambda n: n * 900),
    zone=st.sampled_from(ZONES),
)
closed_dates = st.frozensets(
    st.integers(0, 10 * 365).map(lambda n: FIRST.date() + timedelta(days=n)), max_size=20
)
calendars = st.builds(
    Calendar,
    name=st.just("drawn"),
    lines=st.lists(lines, min_size=1, max_size=3).map(tuple),
    closed=closed_dates,
    zone=st.just("UTC"),
)
any_calendar = st.one_of(calendars, st.just(ALWAYS))
some = settings(max_examples=30, deadline=None)


def due_of(calendar: Calendar, start: datetime, budget: timedelta) -> datetime:
    due = deadline(calendar, start, budget)
    assert due is not None
    return due


@some
@given(any_calendar, instants, budgets)
def test_what_was_counted_until_the_deadline_is_the_budget(
    calendar: Calendar, start: datetime, budget: timedelta
) -> None:
    assert counted(calendar, start, due_of(calendar, start, budget)) == budget


@some
@given(any_calendar, instants, budgets)
def test_the_deadline_is_the_earliest_such_instant(
    calendar: Calendar, start: datetime, budget: timedelta
) -> None:
    due = due_of(calendar, start, budget)
    assert counted(calendar, start, due - SECOND) == budget - SECOND


@some
@given(any_calendar, stretches)
def test_what_was_counted_leads_back_to_the_last_open_instant(
    calendar: Calendar, stretch: tuple[datetime, datetime]
) -> None:
    since, until = stretch
    due = deadline(calendar, since, counted(calendar, since, until))
    assert due is not None
    assert due <= until
    assert counted(calendar, due, until) == timedelta()


@some
@given(any_calendar, stretches, st.integers(0, 100))
def test_counted_time_adds_up(
    calendar: Calendar, stretch: tuple[datetime, datetime], percent: int
) -> None:
    since, until = stretch
    between = since + (until - since) * percent // 100
    parts = counted(calendar, since, between) + counted(calendar, between, until)
    assert abs(parts - counted(calendar, since, until)) == timedelta()


@some
@given(any_calendar, stretches)
def test_counted_time_is_that_of_the_open_spans(
    calendar: Calendar, stretch: tuple[datetime, datetime]
) -> None:
    spans = list(open_spans(calendar, *stretch))
    assert total(spans) == counted(calendar, *stretch)
    assert all(a.until < b.since for a, b in pairwise(spans))


@some
@given(calendars, stretches, st.integers(1, 4))
def test_counted_time_is_the_number_of_open_seconds(
    calendar: Calendar, stretch: tuple[datetime, datetime], length: int
) -> None:
    for span in list(open_spans(calendar, *stretch))[:10]:
        for edge in (span.since, span.until):
            for start in (edge + n * SECOND for n in range(-length, 2)):
                seconds = [start + n * SECOND for n in range(length)]
                open_seconds = sum(is_open(calendar, second) for second in seconds)
                assert counted(calendar, start, start + length * SECOND) == open_seconds * SECOND


@some
@given(calendars, instants, budgets, budgets)
def test_deadlines_add_up(
    calendar: Calendar, start: datetime, first: timedelta, then: timedelta
) -> None:
    halfway = due_of(calendar, start, first)
    assert due_of(calendar, halfway, then) == due_of(calendar, start, first + then)


@some
@given(any_calendar, stretches, budgets)
def test_a_later_start_is_never_due_sooner(
    calendar: Calendar, stretch: tuple[datetime, datetime], budget: timedelta
) -> None:
    sooner, later = stretch
    assert due_of(calendar, sooner, budget) <= due_of(calendar, later, budget)


@some
@given(any_calendar, instants)
def test_the_next_opening_is_open_and_nothing_is_counted_before_it(
    calendar: Calendar, at: datetime
) -> None:
    opening = next_open(calendar, at)
    assert opening is not None
    assert is_open(calendar, opening)
    assert counted(calendar, at, opening) == timedelta()
    assert is_open(calendar, at) == (opening == at)


@some
@given(any_calendar, instants, st.integers(0, 10))
def test_more_days_are_due_later_and_no_day_is_due_after_its_end(
    calendar: Calendar, start: datetime, days: int
) -> None:
    due, later = (day_deadline(calendar, start, n) for n in (days, days + 1))
    end = end_of_day(calendar, start, days)
    assert due is not None
    assert later is not None
    assert end is not None
    assert start <= due
    if calendar is not ALWAYS:
        assert due <= end


@some
@given(st.lists(lines, min_size=1, max_size=1).map(tuple), stretches, st.integers(0, 10))
def test_on_one_line_a_later_start_is_never_due_in_days_sooner(
    line: tuple[Line, ...], stretch: tuple[datetime, datetime], days: int
) -> None:
    calendar = Calendar("line", line, frozenset(), "UTC")
    sooner, later = (day_deadline(calendar, start, days) for start in stretch)
    assert sooner is not None
    assert later is not None
    assert sooner <= later


@some
@given(calendars, calendars, stretches)
def test_lines_together_are_open_when_any_of_them_is(
    left: Calendar, right: Calendar, stretch: tuple[datetime, datetime]
) -> None:
    right = Calendar("right", right.lines, left.closed, "UTC")
    both = Calendar("both", left.lines + right.lines, left.closed, "UTC")
    ours, theirs = (list(open_spans(one, *stretch)) for one in (left, right))
    assert list(open_spans(both, *stretch)) == list(union(ours, theirs))
    common = total(intersect(ours, theirs))
    assert counted(both, *stretch) == total(ours) + total(theirs) - common


@some
@given(lines, instants)
def test_to_close_a_date_removes_the_shift_that_opens_on_it_and_nothing_else(
    line: Line, at: datetime
) -> None:
    """T1: the shift of the line's date lies in the two days from its local midnight."""
    daily = Line(frozenset(range(7)), line.opens, line.closes, line.zone)
    day = at.astimezone(ZoneInfo(line.zone)).date()
    around = at - timedelta(days=3), at + timedelta(days=4)

    def spans(closed: set[date], weekdays: frozenset[int]) -> list[Span]:
        lines = (Line(weekdays, daily.opens, daily.closes, daily.zone),) if weekdays else ()
        return list(open_spans(Calendar("", lines, frozenset(closed), "UTC"), *around))

    without = spans({day}, daily.days)
    other_days = spans(set(), daily.days - {day.weekday()})
    assert list(union(without, other_days)) == without
    alone = spans({day + timedelta(days=n) for n in range(-9, 10) if n}, daily.days)
    assert list(union(without, alone)) == spans(set(), daily.days)


@some
@given(calendars, stretches, st.sampled_from(ZONES))
def test_an_instant_is_the_same_in_whatever_zone_it_is_written(
    calendar: Calendar, stretch: tuple[datetime, datetime], zone: str
) -> None:
    elsewhere = [at.astimezone(ZoneInfo(zone)) for at in stretch]
    assert counted(calendar, *elsewhere) == counted(calendar, *stretch)
    assert day_deadline(calendar, elsewhere[0], 2) == day_deadline(calendar, stretch[0], 2)
    assert deadline(calendar, elsewhere[0], 9000 * SECOND) == deadline(
        calendar, stretch[0], 9000 * SECOND
    )


@some
@given(calendars, st.lists(st.tuples(instants, budgets), min_size=2, max_size=6))
def test_the_order_of_questions_does_not_change_the_answers(
    calendar: Calendar, questions: list[tuple[datetime, timedelta]]
) -> None:
    def answers(order: list[tuple[datetime, timedelta]]) -> dict[datetime, object]:
        timetable.cache_clear()
        fresh = Calendar("fresh", calendar.lines, calendar.closed, "UTC")
        return {
            at: (
                deadline(fresh, at, budget),
                counted(fresh, at, at + budget),
                day_deadline(fresh, at, 3),
                end_of_day(fresh, at, 1),
                next_open(fresh, at),
                list(open_spans(fresh, at, at + timedelta(days=9))),
            )
            for at, budget in order
        }

    once = list(dict(questions).items())
    assert answers(once) == answers(once[::-1]) == answers(sorted(once))
