"""A calendar's ordinary week: its lines without closed dates and without a change of the clocks.

Seconds count from Monday 00:00; a week has no end, so that Sunday night runs on into Monday.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from charterdesk.engine.calendar_line import DAY, Line, parse_line, zone_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter, Hours
from charterdesk.engine.spans import joined

WEEK = 7 * DAY
# Zones change their clocks at different weeks, but never in so many weeks running.
_TRIED = 30


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One shift of an ordinary week: its seconds from Monday 00:00, and which line it is of."""

    since: int
    until: int
    rank: int

    def later(self, seconds: int) -> "WeekLine":
        return WeekLine(self.since + seconds, self.until + seconds, self.rank)


@lru_cache(maxsize=4096)
def parsed(text: str, zone: str) -> Line:
    """A line of hours that was read already."""
    return parse_line(text, zone)


def lines_of(hours: Hours, zone: str) -> tuple[Line, ...]:
    """The counted lines of hours that were read already."""
    return tuple(parsed(text, zone) for text in hours.lines)


@lru_cache(maxsize=1024)
def shifts_of_week(lines: tuple[Line, ...], day: date) -> tuple[WeekLine, ...]:
    """The shifts of an ordinary week near `day`, by the wall of the first line's zone."""
    if len({line.zone for line in lines}) == 1:
        return shifts_of_wall(lines)
    return _sorted(_between_zones(lines, _quiet_monday(lines, day)))


@lru_cache(maxsize=1024)
def shifts_of_wall(lines: tuple[Line, ...]) -> tuple[WeekLine, ...]:
    """The shifts of an ordinary week of lines that all follow one wall."""
    return _sorted(
        WeekLine(day * DAY + line.opens, day * DAY + line.opens + line.length, rank)
        for rank, line in enumerate(lines)
        for day in line.days
    )


def _sorted(shifts: Iterable[WeekLine]) -> tuple[WeekLine, ...]:
    return tuple(sorted(shifts, key=lambda one: (one.since, one.until)))


def _between_zones(lines: tuple[Line, ...], monday: int) -> list[WeekLine]:
    begin = instant_of(monday, 0, zone_of(lines[0].zone), last=False)
    found = []
    for rank, line in enumerate(lines):
        zone = zone_of(line.zone)
        for day in line.days:
            since = instant_of(monday + day, line.opens, zone, last=False) - begin
            until = instant_of(monday + day, line.opens + line.length, zone, last=True) - begin
            found.append(WeekLine(since, until, rank))
    return found


def _quiet_monday(lines: tuple[Line, ...], day: date) -> int:
    """A Monday (ordinal) on or after `day` around which no zone of the lines changes."""
    first = day.toordinal() + (7 - day.weekday()) % 7
    zones = [zone_of(line.zone) for line in lines]
    for monday in range(first, first + 7 * _TRIED, 7):
        ends = [instant_of(monday + n, 0, zones[0], last=False) for n in (-1, 9)]
        if all(
            datetime_of(ends[0]).astimezone(zone).utcoffset()
            == datetime_of(ends[1]).astimezone(zone).utcoffset()
            for zone in zones
        ):
            return monday
    return first


def open_seconds(shifts: Iterable[WeekLine]) -> int:
    """The open time of the week; what two lines share counts once."""
    return sum(until - since for since, until in open_stretches(shifts))


def open_stretches(shifts: Iterable[WeekLine]) -> list[tuple[int, int]]:
    """The open stretches, cut at the week's end, in order and apart."""
    pieces: list[tuple[int, int]] = []
    for shift in shifts:
        since, until = shift.since % WEEK, shift.since % WEEK + shift.until - shift.since
        pieces.append((since, min(until, WEEK)))
        if until > WEEK:
            pieces.append((0, until - WEEK))
    return list(joined(sorted(pieces)))


def open_in_week(charter: Charter, name: str, day: date) -> timedelta:
    """The open time of an ordinary week of a calendar; `always` has 168 hours (I8)."""
    if name == ALWAYS_NAME:
        return timedelta(seconds=WEEK)
    lines = lines_of(charter.hours[name], charter.zone)
    return timedelta(seconds=open_seconds(shifts_of_week(lines, day)))
