"""The shifts of lines of hours: each opening of each line, as instants.

A shift belongs to the local date on which it opens, and a closed date removes it (T1).
Instants are whole seconds since 1970-01-01 UTC (int), dates are ordinals.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from charterdesk.engine.calendar_line import Line, zone_of
from charterdesk.engine.calendar_wall import instant_of


class Shift(NamedTuple):
    """One opening of one line. Shifts sort by it; of equal ones the line written first is last."""

    opens: int
    rank: int  # minus the place of its line among the calendar's lines
    day: int
    closes: int


def shifts_of(year: int, lines: tuple[Line, ...], closed: frozenset[date]) -> list[Shift]:
    """The shifts that open on the local dates of `year`, line by line."""
    days = range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    shut = {day.toordinal() for day in closed if day.year == year}
    working = [day for day in days if day not in shut]
    return shifts_on(working, lines)


def shifts_on(days: list[int], lines: tuple[Line, ...]) -> list[Shift]:
    """The shifts that open on these local dates (ordinals), line by line."""
    return [shift for rank, line in enumerate(lines) for shift in _shifts_of_line(rank, line, days)]


def _shifts_of_line(rank: int, line: Line, days: list[int]) -> Iterator[Shift]:
    zone, until = zone_of(line.zone), line.opens + line.length
    for day in days:
        if (day - 1) % 7 in line.days:
            opens = instant_of(day, line.opens, zone, last=False)
            closes = instant_of(day, until, zone, last=True)
            if opens < closes:  # a gap may swallow a shift whole, as Apia's lost day did
                yield Shift(opens, -rank, day, closes)
