"""How many questions of open time a second one core answers; `per_second` in extra_info.

Wanted: 400,000 deadlines or counted times with aware datetimes in and out, near or anywhere
within the horizon, and 5,000,000 for many at once.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from charterdesk.engine.calendar import (
    Calendar,
    counted,
    day_deadline,
    deadline,
    end_of_day,
    parse_line,
)
from charterdesk.engine.calendar_many import counted_many, deadlines

STOCKHOLM, PARIS = "Europe/Stockholm", "Europe/Paris"
BUSINESS_LINES = ("Mon-Thu 07:00-06:00", "Fri 07:00-22:00", "Sun 17:00-01:00 America/New_York")
CALENDARS = {
    "office": Calendar(
        "office", (parse_line("Mon-Fri 08:00-17:00", STOCKHOLM),), frozenset(), STOCKHOLM
    ),
    "business": Calendar(
        "business", tuple(parse_line(text, PARIS) for text in BUSINESS_LINES), frozenset(), PARIS
    ),
}
YEARS = {"one year": (2026, 2027), "the horizon": (1971, 2095)}
QUESTIONS, MANY = 5_000, 1_000_000
LONGEST = 200 * 9 * 3600

each_calendar = pytest.mark.parametrize("calendar", CALENDARS.values(), ids=CALENDARS)
each_distance = pytest.mark.parametrize("years", YEARS.values(), ids=YEARS)
each_zone = pytest.mark.parametrize("zone", [UTC, ZoneInfo(STOCKHOLM)], ids=["utc", "zone"])


def draw(years: tuple[int, int], size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Starts and ends, in order, and budgets, all in seconds."""
    random = np.random.default_rng(2026)
    first, last = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in years)
    ends = np.sort(random.integers(first, last, (2, size)), axis=0)
    return ends[0], ends[1], random.integers(0, LONGEST, size)


def rate(benchmark: BenchmarkFixture, ask: Callable[[], object], questions: int) -> None:
    benchmark.pedantic(ask, rounds=20, warmup_rounds=2)
    if benchmark.stats is not None:  # None where benchmarks are switched off
        benchmark.extra_info["per_second"] = round(questions / benchmark.stats["median"])
        benchmark.extra_info["per_second_at_best"] = round(questions / benchmark.stats["min"])


def moments(seconds: np.ndarray, zone: tzinfo) -> list[datetime]:
    return [datetime.fromtimestamp(at, UTC).astimezone(zone) for at in seconds.tolist()]


@each_calendar
@each_distance
@each_zone
def test_deadline(
    benchmark: BenchmarkFixture, calendar: Calendar, years: tuple[int, int], zone: tzinfo
) -> None:
    starts, _, budgets = draw(years, QUESTIONS)
    asked = list(
        zip(moments(starts, zone), [timedelta(seconds=b) for b in budgets.tolist()], strict=True)
    )

    def ask() -> None:
        for start, budget in asked:
            deadline(calendar, start, budget)

    rate(benchmark, ask, QUESTIONS)


@each_calendar
@each_distance
@each_zone
def test_counted(
    benchmark: BenchmarkFixture, calendar: Calendar, years: tuple[int, int], zone: tzinfo
) -> None:
    starts, ends, _ = draw(years, QUESTIONS)
    asked = list(zip(moments(starts, zone), moments(ends, zone), strict=True))

    def ask() -> None:
        for since, until in asked:
            counted(calendar, since, until)

    rate(benchmark, ask, QUESTIONS)


@each_calendar
@pytest.mark.parametrize("question", [day_deadline, end_of_day])
def test_days(
    benchmark: BenchmarkFixture,
    calendar: Calendar,
    question: Callable[[Calendar, datetime, int], datetime | None],
) -> None:
    asked = moments(draw(YEARS["one year"], QUESTIONS)[0], UTC)

    def ask() -> None:
        for start in asked:
            question(calendar, start, 2)

    rate(benchmark, ask, QUESTIONS)


@each_calendar
@each_distance
def test_deadlines_of_many(
    benchmark: BenchmarkFixture, calendar: Calendar, years: tuple[int, int]
) -> None:
    starts, _, budgets = draw(years, MANY)
    rate(benchmark, lambda: deadlines(calendar, starts, budgets), MANY)


@each_calendar
@each_distance
def test_counted_of_many(
    benchmark: BenchmarkFixture, calendar: Calendar, years: tuple[int, int]
) -> None:
    starts, ends, _ = draw(years, MANY)
    rate(benchmark, lambda: counted_many(calendar, starts, ends), MANY)


def test_a_calendar_asked_for_the_first_time(benchmark: BenchmarkFixture) -> None:
    """What a process pays once for each set of hours: three years of four shifts a week."""
    at = datetime(2026, 6, 15, tzinfo=UTC)
    line = parse_line("Mon-Thu 08:00-17:00", STOCKHOLM)
    fresh = iter(range(1, 1000))

    def ask() -> None:
        closed = frozenset({(at + timedelta(days=next(fresh))).date()})
        deadline(Calendar("fresh", (line,), closed, STOCKHOLM), at, timedelta(hours=8))

    rate(benchmark, ask, 1)
