"""Hours as a usual week: seven days with their open stretches, on the walls of a zone (T1, T2).

A usual week has no holiday and no clock change in it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar import Calendar, open_spans
from charterdesk.engine.diff.judging import clock_changes

DAY_MINUTES = 24 * 60
_MOST_WEEKS = 8


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day, 0 being Monday; `open` are stretches in minutes since midnight, up to 1440."""

    weekday: int
    open: tuple[tuple[int, int], ...]

    @property
    def is_closed(self) -> bool:
        return not self.open

    @property
    def is_open_all_day(self) -> bool:
        return self.open == ((0, DAY_MINUTES),)


def week_of(calendar: Calendar, since: datetime, zone: str) -> tuple[WeekDay, ...]:
    """The seven days of the first usual week from `since` on, as walls in `zone` show them.

    >>> from charterdesk.engine.calendar import parse_line
    >>> night = Calendar("n", (parse_line("Mon 22:00-06:00", "UTC"),), frozenset(), "UTC")
    >>> [day.open for day in week_of(night, datetime(2026, 1, 1, tzinfo=UTC), "UTC")][:2]
    [((1320, 1440),), ((0, 360),)]
    """
    usual = replace(calendar, closed=frozenset())
    monday = _usual_monday(usual, since, zone)
    there = ZoneInfo(zone)
    return tuple(_day(usual, monday + timedelta(days=n), there) for n in range(7))


def _usual_monday(calendar: Calendar, since: datetime, zone: str) -> date:
    there = ZoneInfo(zone)
    today = since.astimezone(there).date()
    monday = today + timedelta(days=-today.weekday() % 7)
    zones = {zone, *(line.zone for line in calendar.lines)}
    changes = [at.astimezone(there).date() for at in clock_changes(zones, since)]
    for _ in range(_MOST_WEEKS):
        around = (monday - timedelta(days=1), monday + timedelta(days=7))
        if not any(around[0] <= day <= around[1] for day in changes):
            break
        monday += timedelta(days=7)
    return monday


def _day(calendar: Calendar, on: date, zone: ZoneInfo) -> WeekDay:
    since, until = (_midnight(on + timedelta(days=n), zone) for n in (0, 1))
    spans = open_spans(calendar, since, until)
    minute = timedelta(minutes=1)
    stretches = (
        (round((s.since - since) / minute), round((s.until - since) / minute)) for s in spans
    )
    return WeekDay(on.weekday(), tuple(stretches))


def _midnight(on: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(on, time(), zone).astimezone(UTC)
