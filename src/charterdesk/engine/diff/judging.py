"""Stricter or looser: start + old against start + new, over the starts that matter (2.6 A).

Starts that matter are openings and closings of both calendars, the minutes before them and the
middles between, every hour of two weeks, of the nights of a clock change and of changed holidays.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar import Calendar, open_spans
from charterdesk.engine.charter.values import Target
from charterdesk.engine.promise import target_due
from charterdesk.engine.spans import Span, subtract, total

YEAR = timedelta(days=366)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
FORTNIGHT = 14 * 24
FIRST, LAST = date(1971, 1, 1), date(2095, 12, 31)
Due = datetime | None


@dataclass(frozen=True, slots=True)
class Clock:
    """How much time, by which hours."""

    target: Target
    calendar: Calendar

    def due(self, start: datetime) -> Due:
        """The due from a start; None where there is no number."""
        return target_due(self.calendar, start, self.target)


@dataclass(frozen=True, slots=True)
class Example:
    """A start from which the two dues differ."""

    start: datetime
    old: Due
    new: Due

    @property
    def is_sooner(self) -> bool:
        """Whether the new due is the sooner one; no due at all is the latest."""
        if self.new is None:
            return False
        return self.old is None or self.new < self.old


@dataclass(frozen=True, slots=True)
class Judgement:
    """The starts of which the new due is sooner, those of which it is later, and the others."""

    sooner: tuple[Example, ...]
    later: tuple[Example, ...]
    same: int

    @property
    def differs(self) -> bool:
        return bool(self.sooner or self.later)


@lru_cache(maxsize=512)
def judged(old: Clock, new: Clock, since: datetime) -> Judgement:
    """How two clocks compare over the year from `since` and around all changed holidays."""
    if old == new:
        return Judgement((), (), 0)
    sooner: list[Example] = []
    later: list[Example] = []
    starts = starts_that_matter(old.calendar, new.calendar, since)
    for start in starts:
        example = Example(start, old.due(start), new.due(start))
        if example.old != example.new:
            (sooner if example.is_sooner else later).append(example)
    return Judgement(tuple(sooner), tuple(later), len(starts) - len(sooner) - len(later))


@lru_cache(maxsize=64)
def starts_that_matter(old: Calendar, new: Calendar, since: datetime) -> tuple[datetime, ...]:
    """The starts to compare two calendars at, in order."""
    edges = {edge for calendar in (old, new) for edge in _edges(calendar, since)}
    starts = {*edges, *(edge - MINUTE for edge in edges), since}
    starts |= {_whole(a + (b - a) / 2) for a, b in pairwise(sorted(edges))}
    starts |= {since + n * HOUR for n in range(FORTNIGHT)}
    for night in clock_changes({old.zone, new.zone, *_zones(old), *_zones(new)}, since):
        starts |= {night + n * HOUR / 2 for n in range(-48, 49)}
    for day in changed_holidays(old, new):
        starts |= set(_hours_around(day, ZoneInfo(new.zone)))
    return tuple(sorted(starts))


def changed_holidays(old: Calendar, new: Calendar) -> tuple[date, ...]:
    """The dates that only one of them is closed on, in the years that calendars answer for."""
    return tuple(sorted(day for day in old.closed ^ new.closed if FIRST <= day <= LAST))


def clock_changes(zones: Iterable[str], since: datetime) -> tuple[datetime, ...]:
    """The moments, to the minute, at which a wall clock of the zones is changed in the year."""
    return tuple(sorted({at for zone in zones for at in _changes_of(zone, since)}))


def open_time(old: Calendar, new: Calendar, since: datetime) -> tuple[timedelta, timedelta]:
    """Open time gained and lost in the year from `since` and on all changed holidays."""
    windows = [Span(since, since + YEAR)]
    windows += [
        Span(start, start + timedelta(days=2))
        for day in changed_holidays(old, new)
        if not since <= (start := _midnight(day, ZoneInfo(new.zone))) < since + YEAR
    ]
    gained = sum((_only_in(new, old, window) for window in windows), timedelta())
    return gained, sum((_only_in(old, new, window) for window in windows), timedelta())


def _only_in(one: Calendar, other: Calendar, window: Span) -> timedelta:
    a, b = window.since, window.until
    return total(subtract(open_spans(one, a, b), open_spans(other, a, b)))


def _edges(calendar: Calendar, since: datetime) -> Iterator[datetime]:
    for span in open_spans(calendar, since, since + YEAR):
        yield span.since
        yield span.until


def _zones(calendar: Calendar) -> set[str]:
    return {line.zone for line in calendar.lines}


def _hours_around(day: date, zone: ZoneInfo) -> Iterator[datetime]:
    first = _midnight(day, zone) - timedelta(days=3)
    return (first + n * HOUR for n in range(5 * 24))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


@lru_cache(maxsize=64)
def _changes_of(zone: str, since: datetime) -> tuple[datetime, ...]:
    there = ZoneInfo(zone)
    days = [since + timedelta(days=n) for n in range(YEAR.days + 1)]
    return tuple(
        _change_between(a, b, there)
        for a, b in pairwise(days)
        if _offset(a, there) != _offset(b, there)
    )


def _change_between(a: datetime, b: datetime, zone: ZoneInfo) -> datetime:
    """The first minute with the offset of `b`, by halving."""
    while b - a > MINUTE:
        middle = _whole(a + (b - a) / 2)
        a, b = (a, middle) if _offset(middle, zone) == _offset(b, zone) else (middle, b)
    return b.replace(second=0)


def _offset(at: datetime, zone: ZoneInfo) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
