"""Special days and hours of a charter: nights on which the clock changes, holidays, short gaps.

A gap is a stretch of at most three hours between two shifts of a calendar with hours; the hour
between Bicom's two overnight shifts is one. Found once for each day, then looked up.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar import Calendar, open_spans
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.spans import Span

NONE, DST_NIGHT, HOLIDAY, GAP = "", "dst night", "holiday", "gap"
LONGEST_GAP = timedelta(hours=3)
_DAY = timedelta(days=1)


@dataclass(slots=True)
class Occasions:
    """Which occasion a moment falls on: the clock's change, else a holiday, else a gap."""

    zone: ZoneInfo
    holidays: frozenset[date]
    calendars: tuple[Calendar, ...]
    _days: dict[date, tuple[str, tuple[Span, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, charter: Charter) -> "Occasions":
        used = {term.hours for row in charter.rows.values() for term in row.terms.values()}
        used |= {channel.hours for channel in charter.channels.values()}
        used |= {role.outside for role in charter.roles.values()}
        calendars = tuple(charter.calendar(name) for name in charter.hours if name in used)
        holidays = frozenset(day for name in charter.hours for day in charter.hours[name].closed)
        return cls(ZoneInfo(charter.zone), holidays, calendars)

    def at(self, at: datetime) -> str:
        """The occasion's name, "" for an ordinary moment."""
        day = at.astimezone(self.zone).date()
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = self._looked_up(day)
        name, gaps = known
        if name:
            return name
        return GAP if any(gap.since <= at < gap.until for gap in gaps) else NONE

    def _looked_up(self, day: date) -> tuple[str, tuple[Span, ...]]:
        begins = datetime(day.year, day.month, day.day, tzinfo=self.zone)
        ends = datetime(*(day + _DAY).timetuple()[:3], tzinfo=self.zone)
        if begins.utcoffset() != ends.utcoffset():
            return DST_NIGHT, ()
        if day in self.holidays:
            return HOLIDAY, ()
        return NONE, tuple(self._gaps(begins, ends))

    def _gaps(self, begins: datetime, ends: datetime) -> list[Span]:
        since, until = begins.astimezone(UTC) - LONGEST_GAP, ends.astimezone(UTC) + LONGEST_GAP
        return [
            Span(one.until, other.since)
            for calendar in self.calendars
            for one, other in pairwise(open_spans(calendar, since, until))
            if other.since - one.until <= LONGEST_GAP
        ]
