"""Checks of lines of hours: lines that overlap, printed lines that differ, clock changes (W5, W7).

Printed lines are compared shift by shift over the calendar year of the check.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar_line import DAY, Line, zone_of
from charterdesk.engine.calendar_shifts import Shift, shifts_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of, seconds_of
from charterdesk.engine.charter.values import Charter, Hours
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.week import WEEK, lines_of, parsed, shifts_of_week
from charterdesk.engine.phrase import phrase
from charterdesk.engine.spans import joined

_NO_DATES: frozenset[date] = frozenset()


def lines_that_overlap(charter: Charter, context: Context) -> Iterator[Finding]:
    """W5: two lines of one calendar that are open at the same time; it counts once (T1)."""
    for hours in charter.hours.values():
        for one, other in _overlaps(lines_of(hours, charter.zone), context.at.date()):
            yield Finding(
                "W5",
                phrase(
                    "Two lines of '%(hours)s' overlap: '%(one)s' and '%(other)s'.",
                    hours=hours.name,
                    one=one.text,
                    other=other.text,
                ),
                phrase("End one where the other begins; what they share counts only once."),
                hours.open_place,
            )


def _overlaps(lines: tuple[Line, ...], day: date) -> Iterator[tuple[Line, Line]]:
    """Each pair of lines met that share time, by the wall and so without the clocks' changes."""
    if len(lines) < 2:
        return
    week = shifts_of_week(lines, day)
    seen: set[frozenset[int]] = set()
    longest = week[0]
    for shift in [*week[1:], *(shift.later(WEEK) for shift in week)]:
        pair = frozenset((longest.rank, shift.rank))
        if shift.since < longest.until and len(pair) == 2 and pair not in seen:
            seen.add(pair)
            yield lines[min(pair)], lines[max(pair)]
        if shift.until > longest.until:
            longest = shift


def printed_lines_that_differ(charter: Charter, context: Context) -> Iterator[Finding]:
    """W5: `also_said` lines that are other moments than the counted ones (R-BIC-15..17)."""
    year = context.at.astimezone(ZoneInfo(charter.zone)).year
    for hours in charter.hours.values():
        differing = _differing(charter, hours, year) if hours.also_said else None
        if differing is None:
            continue
        days, length = differing
        yield Finding(
            "W5",
            phrase(
                "The printed lines of '%(hours)s' are other moments than the counted ones: in "
                "%(year)d on %(days)d of %(all)d days, by up to %(length)s.",
                hours=hours.name,
                year=year,
                days=days,
                all=_days_of(year),
                length=length,
            ),
            phrase("Print lines of one zone only, or accept it: only `open` counts."),
            hours.said_place,
        )


def _differing(charter: Charter, hours: Hours, year: int) -> tuple[int, timedelta] | None:
    """On how many days of the year a printed line is wrong, and by how much at most."""
    counted = sorted(shifts_of(year, lines_of(hours, charter.zone), _NO_DATES))
    opens = [shift.opens for shift in counted]
    whole = {*((s.opens, s.closes) for s in counted), *joined((s.opens, s.closes) for s in counted)}
    said = tuple(parsed(text, charter.zone) for text in hours.also_said)
    rim = date(year, 1, 3).toordinal(), date(year, 12, 29).toordinal()
    wrong: dict[int, int] = {}
    for shift in shifts_of(year, said, _NO_DATES) if counted else ():
        # At the rim the shift to compare with may be of another year.
        if rim[0] <= shift.day <= rim[1]:
            off = 0 if (shift.opens, shift.closes) in whole else _off(shift, counted, opens)
            wrong[shift.day] = max(off, wrong.get(shift.day, 0))
    days = _days_until(wrong, year)
    return (len(days), timedelta(seconds=max(days))) if days else None


def _days_until(wrong: Mapping[int, int], year: int) -> list[int]:
    """How wrong each wrong day of the year is; a day is as wrong as the next one with a shift."""
    before, last = date(year - 1, 12, 31).toordinal(), date(year, 12, 31).toordinal()
    found: list[int] = []
    for day in sorted(wrong):
        found += [wrong[day]] * (day - before) if wrong[day] else []
        before = day
    if wrong and wrong[before]:
        found += [wrong[before]] * (last - before)
    return found


def _off(shift: Shift, counted: list[Shift], opens: list[int]) -> int:
    n = bisect_left(opens, shift.opens)
    near = min(counted[max(0, n - 1) : n + 1], key=lambda one: abs(one.opens - shift.opens))
    return max(abs(near.opens - shift.opens), abs(near.closes - shift.closes))


def _days_of(year: int) -> int:
    return date(year + 1, 1, 1).toordinal() - date(year, 1, 1).toordinal()


def edges_inside_a_change(charter: Charter, context: Context) -> Iterator[Finding]:
    """W7: an opening or closing at a wall time that the clocks skip, or show twice (T2)."""
    for hours in charter.hours.values():
        for line in lines_of(hours, charter.zone):
            for seconds in (line.opens, line.opens + line.length):
                changed = _changed(line, seconds, context.at)
                if changed:
                    yield _inside(hours, line, seconds, changed)


def _inside(hours: Hours, line: Line, seconds: int, changed: tuple[datetime, bool]) -> Finding:
    at, skipped = changed
    said = {
        "hours": hours.name,
        "line": line.text,
        "wall": f"{seconds % DAY // 3600:02}:{seconds % 3600 // 60:02}",
        "zone": line.zone,
        "day": at.astimezone(ZoneInfo(line.zone)).date().isoformat(),
    }
    return Finding(
        "W7",
        phrase(
            "'%(line)s' of '%(hours)s' begins or ends at %(wall)s, which the clocks of %(zone)s "
            "skip on %(day)s.",
            **said,
        )
        if skipped
        else phrase(
            "'%(line)s' of '%(hours)s' begins or ends at %(wall)s, which the clocks of %(zone)s "
            "show twice on %(day)s.",
            **said,
        ),
        phrase(
            "Choose a time outside the change, or accept it: a skipped time is the end of the "
            "gap; one shown twice is the first for an opening, the last for a closing."
        ),
        hours.open_place,
    )


def _changed(line: Line, seconds: int, at: datetime) -> tuple[datetime, bool] | None:
    """The next change of the clocks that holds this wall time on a day of the line."""
    for day, since, until in _changes(line.zone, at.date()):
        later, wall = divmod(seconds, DAY)
        if (day - later - 1) % 7 in line.days and min(since, until) <= wall < max(since, until):
            instant = instant_of(day, wall, zone_of(line.zone), last=True)
            return datetime_of(instant), since < until
    return None


@lru_cache(maxsize=256)
def _changes(zone: str, day: date) -> tuple[tuple[int, int, int], ...]:
    """The clock changes in the year from `day`: the date (ordinal) and the walls it goes between.

    From before to after, in seconds of that date: 02:00 to 03:00 skips, 03:00 to 02:00 doubles.
    """
    found = []
    there = zone_of(zone)
    begin = seconds_of(datetime_of(0).replace(year=day.year, month=day.month, day=day.day))
    before = _offset(begin, there)
    for midnight in range(begin, begin + 366 * DAY, DAY):
        after = _offset(midnight + DAY, there)
        if after != before:
            change = _moment(midnight, midnight + DAY, there, before)
            wall = change + before
            date_of = wall // DAY
            ordinal = date(1970, 1, 1).toordinal() + date_of
            found.append((ordinal, wall - date_of * DAY, change + after - date_of * DAY))
        before = after
    return tuple(found)


def _offset(instant: int, zone: ZoneInfo) -> int:
    offset = datetime_of(instant).astimezone(zone).utcoffset()
    assert offset is not None  # a ZoneInfo always knows one
    return int(offset.total_seconds())


def _moment(since: int, until: int, zone: ZoneInfo, before: int) -> int:
    while until - since > 1:
        middle = (since + until) // 2
        since, until = (middle, until) if _offset(middle, zone) == before else (since, middle)
    return until


LINES: tuple[Check, ...] = (lines_that_overlap, printed_lines_that_differ, edges_inside_a_change)
