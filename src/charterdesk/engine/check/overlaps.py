"""Lines of one calendar that are open at the same time; what they share counts once (W5, T1).

Zones that change their clocks on different days are out of step for weeks; these are looked at too.
"""

from collections.abc import Iterator
from datetime import date

from charterdesk.engine.calendar_line import Line
from charterdesk.engine.calendar_shifts import Shift, shifts_on
from charterdesk.engine.charter.values import Charter, Hours
from charterdesk.engine.check.clock_changes import clock_changes
from charterdesk.engine.check.context import Check, Context
from charterdesk.engine.check.finding import Finding
from charterdesk.engine.check.week import WEEK, lines_of, shifts_of_week
from charterdesk.engine.phrase import Phrase, phrase

# Days before a change of clocks, and from it, until the zones are in step or change again.
_BEFORE, _FROM = 8, 15
Pair = tuple[int, int]


def lines_that_overlap(charter: Charter, context: Context) -> Iterator[Finding]:
    """W5: two lines of one calendar that are open at the same time; it counts once (T1)."""
    today = context.at.date()
    for hours in charter.hours.values():
        lines = lines_of(hours, charter.zone)
        ordinary = set(_in_an_ordinary_week(lines, today))
        for pair in sorted(ordinary):
            yield _overlap(hours, pair, None)
        if len({line.zone for line in lines}) > 1:
            for pair, day in _near_changes(lines, today, hours.closed).items():
                if pair not in ordinary:
                    yield _overlap(hours, pair, day)


def _overlap(hours: Hours, pair: Pair, day: date | None) -> Finding:
    first, second = (hours.lines[rank] for rank in pair)
    return Finding(
        "W5",
        _always(hours.name, first, second) if day is None else _on(hours.name, first, second, day),
        phrase("End one where the other begins; what they share counts only once."),
        hours.line_places[pair[1]],
    )


def _always(hours: str, one: str, other: str) -> Phrase:
    return phrase(
        "Two lines of '%(hours)s' overlap: '%(one)s' and '%(other)s'.",
        hours=hours,
        one=one,
        other=other,
    )


def _on(hours: str, one: str, other: str, day: date) -> Phrase:
    return phrase(
        "Two lines of '%(hours)s' overlap on %(day)s, because their zones change the clocks on "
        "different days: '%(one)s' and '%(other)s'.",
        hours=hours,
        one=one,
        other=other,
        day=day.isoformat(),
    )


def _in_an_ordinary_week(lines: tuple[Line, ...], day: date) -> Iterator[Pair]:
    """Each pair of lines met that share time, by the wall and so without the clocks' changes."""
    if len(lines) < 2:
        return
    week = shifts_of_week(lines, day)
    longest = week[0]
    for shift in [*week[1:], *(shift.later(WEEK) for shift in week)]:
        if shift.since < longest.until and longest.rank != shift.rank:
            yield min(longest.rank, shift.rank), max(longest.rank, shift.rank)
        if shift.until > longest.until:
            longest = shift


def _near_changes(lines: tuple[Line, ...], day: date, closed: frozenset[date]) -> dict[Pair, date]:
    """The pairs of lines that share time around a change of the year ahead, and when first."""
    near = {
        changed + n
        for zone in {line.zone for line in lines}
        for changed, _, _ in clock_changes(zone, day)
        for n in range(-_BEFORE, _FROM)
    }
    working = sorted(near - {day.toordinal() for day in closed})
    found: dict[Pair, date] = {}
    longest: Shift | None = None
    for shift in sorted(shifts_on(working, lines)):
        if longest and shift.opens < longest.closes and shift.rank != longest.rank:
            ranks = sorted((-shift.rank, -longest.rank))
            found.setdefault((ranks[0], ranks[1]), date.fromordinal(shift.day))
        if longest is None or shift.closes > longest.closes:
            longest = shift
    return found


OVERLAPS: tuple[Check, ...] = (lines_that_overlap,)
