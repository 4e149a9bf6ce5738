"""The shifts of some lines as a sorted table of open seconds, and its growth.

A table answers for a window of years and never changes; asked beyond its window it is
replaced by a wider one, which gives the same answers inside the narrower.
Instants are whole seconds since 1970-01-01 UTC (int), lengths are seconds.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache
from itertools import accumulate

from charterdesk.engine.calendar_days import WorkingDays
from charterdesk.engine.calendar_line import DAY, Line
from charterdesk.engine.calendar_shifts import Shift, shifts_of
from charterdesk.engine.calendar_wall import datetime_of, seconds_of
from charterdesk.engine.spans import joined

FIRST_YEAR, LAST_YEAR = 1970, 2100

# A local date and the instants of its shifts lie at most a day (the offset) and two days (the
# offset and a closing on the next day) apart: the rim of the years read is not all known.
_RIM = 3 * DAY

# Unsigned and of 32 bits, which holds every second of the horizon: looking for a moment
# anywhere in it is a matter of memory reached, and this is half of what 64 bits take.
_SECONDS = "I"


class Horizon(ValueError):
    """An instant lies outside the years for which calendars with hours answer."""

    def __init__(self, at: int) -> None:
        super().__init__(
            f"{datetime_of(at):%Y-%m-%d} is outside the years {FIRST_YEAR} to {LAST_YEAR}, "
            "for which opening hours are known; give a date inside them."
        )


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """Open spans, in order and apart, that are complete from `since` until `until`.

    Span n opens at `opens[n]`, closes at `closes[n]`, and `through[n]` seconds were open from
    `since` to its closing. Span 0 is empty and opens the window, and one opening more, at
    `until`, ends the list: so each instant of the window has a span at or before it and an
    opening after it. `shifts` are those of `first` to `last`, the years read.
    """

    first: int
    last: int
    since: int
    until: int
    shifts: list[Shift]
    opens: "array[int]"
    closes: "array[int]"
    through: "array[int]"
    # Where to begin to look, instead of a bisection: the first span that opens after the
    # beginning of the window's day n, and the first whose `through` reaches `step` times n.
    by_day: "array[int]"
    by_step: "array[int]"
    step: int

    @classmethod
    def of(cls, first: int, last: int, shifts: list[Shift]) -> "Table":
        """The table of the sorted `shifts` of the years `first` to `last`."""
        since = max(BEGINS, _new_year(first) + _RIM)
        until = min(ENDS, _new_year(last + 1) - _RIM)
        spans = [(since, since), *joined(_cut(shifts, since, until))]
        opens = array(_SECONDS, [*(a for a, _ in spans), until])
        closes = array(_SECONDS, [b for _, b in spans])
        through = array(_SECONDS, accumulate(b - a for a, b in spans))
        by_day = array(_SECONDS, [bisect_right(opens, day) for day in range(since, until, DAY)])
        step = max(1, through[-1] // len(spans))
        steps = range(0, through[-1] + 1, step)
        by_step = array(_SECONDS, [bisect_left(through, open_time) for open_time in steps])
        return cls(first, last, since, until, shifts, opens, closes, through, by_day, by_step, step)

    @cached_property
    def days(self) -> WorkingDays:
        return WorkingDays.of(self.shifts)

    def passed(self, at: int) -> int:
        """Open seconds from the window's beginning to `at`, which lies in the window."""
        opens = self.opens
        n = self.by_day[(at - self.since) // DAY]
        while opens[n] <= at:
            n += 1
        n -= 1
        closes = self.closes[n]
        return self.through[n] - closes + at if at < closes else self.through[n]

    def reached(self, passed: int) -> int | None:
        """The earliest instant with so many open seconds (at least 1) behind it."""
        through = self.through
        if passed > through[-1]:
            return None
        n = self.by_step[passed // self.step]
        while through[n] < passed:
            n += 1
        return self.closes[n] - through[n] + passed

    def next_open(self, at: int) -> int | None:
        """The first open instant at or after `at`."""
        n = bisect_right(self.closes, at)
        return max(at, self.opens[n]) if n < len(self.closes) else None

    def between(self, since: int, until: int) -> Iterator[tuple[int, int]]:
        """The spans, cut to the time from `since` until `until`."""
        n = bisect_right(self.closes, since)
        while n < len(self.closes) and self.opens[n] < until:
            yield max(since, self.opens[n]), min(until, self.closes[n])
            n += 1


@dataclass(slots=True)
class Timetable:
    """The hours of one calendar and the widest table of them that was asked for so far.

    Threads may share one: tables are replaced whole, and a narrower one that wins a race is
    only grown again.
    """

    lines: tuple[Line, ...]
    closed: frozenset[date]
    table: Table = field(init=False, repr=False)
    _years: dict[int, list[Shift]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.table = _NOTHING_READ

    def around(self, since: int, until: int) -> Table:
        """A table whose window holds both instants and all between; Horizon for no such."""
        table = self.table
        if table.since <= since and until < table.until:
            return table
        return self._grown(_year_of(since) - 1, _year_of(until) + 1)

    def beyond(self, table: Table) -> Table | None:
        """One that reaches about twice as far, None when `table` reaches the horizon."""
        if table.until >= ENDS:
            return None
        return self._grown(table.first, 2 * table.last + 1 - table.first)

    def _grown(self, first: int, last: int) -> Table:
        first = max(FIRST_YEAR - 1, min(first, self.table.first))
        last = min(LAST_YEAR + 1, max(last, self.table.last))
        shifts = [shift for year in range(first, last + 1) for shift in self._shifts_of(year)]
        self.table = table = Table.of(first, last, sorted(shifts))
        return table

    def _shifts_of(self, year: int) -> list[Shift]:
        if year not in self._years:
            self._years[year] = shifts_of(year, self.lines, self.closed)
        return self._years[year]


@lru_cache(maxsize=256)
def timetable(lines: tuple[Line, ...], closed: frozenset[date]) -> Timetable:
    """The timetable of these hours; calendars with the same hours share one."""
    return Timetable(lines, closed)


def _cut(shifts: list[Shift], since: int, until: int) -> Iterator[tuple[int, int]]:
    for shift in shifts:
        if shift.closes > since and shift.opens < until:
            yield max(shift.opens, since), min(shift.closes, until)


def _new_year(year: int) -> int:
    return seconds_of(datetime(year, 1, 1, tzinfo=UTC))


def _year_of(at: int) -> int:
    if not BEGINS <= at < ENDS:
        raise Horizon(at)
    return datetime_of(at).year


BEGINS, ENDS = _new_year(FIRST_YEAR), _new_year(LAST_YEAR + 1)
_NOTHING_READ = Table.of(LAST_YEAR, FIRST_YEAR, [])
