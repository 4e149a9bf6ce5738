"""Checks of lines of hours: printed lines that differ, edges inside a change of clocks (W5, W7).

Printed lines are compared shift by shift over the calendar year of the check.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar_line import DAY, Line, zone_of
from charterdesk.engine.calendar_shifts import Shift, shifts_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.charter.values import Charter, Hours
from charterdesk.engine.check.clock_changes import clock_changes
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.week import lines_of, parsed
from charterdesk.engine.phrase import phrase
from charterdesk.engine.spans import joined

_NO_DATES: frozenset[date] = frozenset()


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
    """On how many days of the year the printed lines are wrong, and by how much at most."""
    counted = sorted(shifts_of(year, lines_of(hours, charter.zone), _NO_DATES))
    printed = tuple(parsed(text, charter.zone) for text in hours.also_said)
    said = sorted(shifts_of(year, printed, _NO_DATES))
    wrong: dict[int, int] = {}
    for shift, off in (*_misprinted(said, counted), *_left_out(said, counted)):
        # At the rim the shift to compare with may be of another year.
        if date(year, 1, 3).toordinal() <= shift.day <= date(year, 12, 29).toordinal():
            wrong[shift.day] = max(off, wrong.get(shift.day, 0))
    days = _days_until(wrong, year)
    return (len(days), timedelta(seconds=max(days))) if days else None


def _misprinted(said: list[Shift], counted: list[Shift]) -> Iterator[tuple[Shift, int]]:
    """Each printed shift, and by how many seconds it is off; what touches is one stretch."""
    opens = [shift.opens for shift in counted]
    whole = {*((s.opens, s.closes) for s in counted), *_stretches(counted)}
    stretches = _stretches(said)
    begins = [since for since, _ in stretches]
    for shift in said if counted else ():
        stretch = stretches[bisect_right(begins, shift.opens) - 1]
        same = (shift.opens, shift.closes) in whole or stretch in whole
        yield shift, 0 if same else _off(shift, counted, opens)


def _left_out(said: list[Shift], counted: list[Shift]) -> Iterator[tuple[Shift, int]]:
    """Each counted shift of which nothing is printed, with its length in seconds."""
    stretches = _stretches(said)
    begins = [since for since, _ in stretches]
    for shift in counted:
        before = bisect_left(begins, shift.closes) - 1
        if before < 0 or stretches[before][1] <= shift.opens:
            yield shift, shift.closes - shift.opens


def _stretches(shifts: list[Shift]) -> list[tuple[int, int]]:
    return list(joined((shift.opens, shift.closes) for shift in shifts))


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
        for rank, line in enumerate(lines_of(hours, charter.zone)):
            for seconds in (line.opens, line.opens + line.length):
                changed = _changed(line, seconds, context.at, hours.closed)
                if changed:
                    yield _inside(hours, rank, line, seconds, changed)


def _inside(
    hours: Hours, rank: int, line: Line, seconds: int, changed: tuple[datetime, bool]
) -> Finding:
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
        hours.line_places[rank],
    )


def _changed(
    line: Line, seconds: int, at: datetime, closed: frozenset[date]
) -> tuple[datetime, bool] | None:
    """The next change of the clocks that holds this wall time of a shift that isn't closed."""
    later, wall = divmod(seconds, DAY)
    for day, since, until in clock_changes(line.zone, at.date()):
        opens_on = day - later
        if not min(since, until) <= wall < max(since, until):
            continue
        if (opens_on - 1) % 7 in line.days and date.fromordinal(opens_on) not in closed:
            instant = instant_of(day, wall, zone_of(line.zone), last=True)
            return datetime_of(instant), since < until
    return None


LINES: tuple[Check, ...] = (printed_lines_that_differ, edges_inside_a_change)
