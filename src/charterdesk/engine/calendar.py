"""When a desk is open: every question about open time, answered from a calendar (T1 to T5).

All moments are aware; answers are in UTC. Moments are whole seconds (semantics.md 2.1), so a
fraction of a second is dropped from every moment and length that comes in.
Calendars with hours answer for 1970 to 2100: a moment outside raises Horizon, a due that
would lie outside is None. `always` has no horizon.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from charterdesk.engine.calendar_line import DAY, Line, parse_line, zone_of
from charterdesk.engine.calendar_table import ENDS, Horizon, Table, Timetable, timetable
from charterdesk.engine.calendar_wall import EPOCH, datetime_of, instant_of, seconds_of, wall_of
from charterdesk.engine.spans import Span

__all__ = [
    "ALWAYS",
    "Calendar",
    "Horizon",
    "Line",
    "always",
    "counted",
    "day_deadline",
    "deadline",
    "end_of_day",
    "is_open",
    "next_open",
    "open_spans",
    "parse_line",
]

_NO_TIME, _SECOND = timedelta(), timedelta(seconds=1)
_datetime_of = datetime.fromtimestamp


@dataclass(frozen=True, slots=True)
class Calendar:
    """Named hours: the union of `lines`, without the shifts that open on a `closed` date (T1).

    `zone` is the charter's, for showing days; each line counts in its own. Raises ValueError
    for a zone that is not known. The name `always` without lines is the built-in calendar
    that is never closed; any other calendar without lines never opens.
    """

    name: str
    lines: tuple[Line, ...]
    closed: frozenset[date]
    zone: str
    _hours: Timetable | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        zone_of(self.zone)
        built_in = self.name == "always" and not self.lines
        hours = None if built_in else timetable(self.lines, self.closed)
        object.__setattr__(self, "_hours", hours)

    def __reduce__(self) -> tuple[type["Calendar"], tuple[object, ...]]:
        """A copy, also in another process, reads its own table when it is asked."""
        return Calendar, (self.name, self.lines, self.closed, self.zone)


def always(zone: str) -> Calendar:
    """The built-in calendar that is never closed; its days are those of `zone`."""
    return Calendar("always", (), frozenset(), zone)


ALWAYS = always("UTC")


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether `at` is open time: half-open, so the opening is and the closing is not (T1).

    >>> office = Calendar("office", (parse_line("Mon-Fri 08:00-17:00", "Europe/Stockholm"),),
    ...                   frozenset(), "Europe/Stockholm")
    >>> is_open(office, datetime.fromisoformat("2026-03-30T08:00:00+02:00"))
    True
    >>> is_open(office, datetime.fromisoformat("2026-03-30T17:00:00+02:00"))
    False
    """
    return next_open(calendar, at) == datetime_of(seconds_of(at))


def next_open(calendar: Calendar, at: datetime) -> datetime | None:
    """The first open instant at or after `at`; None when there is none before the horizon.

    >>> office = Calendar("office", (parse_line("Mon-Fri 08:00-17:00", "Europe/Stockholm"),),
    ...                   frozenset({date(2026, 4, 3), date(2026, 4, 6)}), "Europe/Stockholm")
    >>> next_open(office, datetime.fromisoformat("2026-04-02T17:00:00+02:00")).isoformat()
    '2026-04-07T06:00:00+00:00'
    """
    instant = seconds_of(at)
    if calendar._hours is None:
        return datetime_of(instant)
    return _first(calendar._hours, instant, lambda table: table.next_open(instant))


def counted(calendar: Calendar, a: datetime, b: datetime) -> timedelta:
    """The open time from `a` until `b`, in real seconds (T3); zero when `b` is not after `a`.

    >>> night = Calendar("night", (parse_line("Sat 22:00-06:00", "Europe/Stockholm"),),
    ...                  frozenset(), "Europe/Stockholm")
    >>> a, b = "2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00+02:00"
    >>> str(counted(night, datetime.fromisoformat(a), datetime.fromisoformat(b)))
    '7:00:00'
    """
    # Asked more than anything else, and half of the cost is in calls: so no `seconds_of`.
    from_epoch, to_epoch = a - EPOCH, b - EPOCH
    since = from_epoch.days * DAY + from_epoch.seconds
    until = to_epoch.days * DAY + to_epoch.seconds
    if until <= since:
        return _NO_TIME
    hours = calendar._hours
    if hours is None:
        return _SECOND * (until - since)
    table = hours.table
    if since < table.since or table.until <= until:
        table = hours.around(since, until)
    return _SECOND * (table.passed(until) - table.passed(since))


def deadline(calendar: Calendar, start: datetime, budget: timedelta) -> datetime | None:
    """The earliest instant with `counted(start, due) == budget` (T4); for no budget, `start`.

    None means that the calendar doesn't open for so long before the horizon: a fault of the
    charter. Raises ValueError for a negative budget.

    >>> days = Calendar("days", (parse_line("Mon-Fri 00:00-24:00", "Europe/Paris"),),
    ...                 frozenset(), "Europe/Paris")
    >>> friday = datetime.fromisoformat("2026-02-13T20:00:00+01:00")
    >>> deadline(days, friday, timedelta(hours=24)).isoformat()
    '2026-02-16T19:00:00+00:00'
    """
    from_epoch = start - EPOCH
    instant = from_epoch.days * DAY + from_epoch.seconds
    seconds = budget.days * DAY + budget.seconds
    if seconds <= 0:
        _refuse_negative(seconds, "budget")
        return datetime_of(instant)
    hours = calendar._hours
    if hours is None:
        return datetime_of(instant + seconds)
    table = hours.table
    if table.since <= instant < table.until:
        due = table.reached(table.passed(instant) + seconds)
        if due is not None:
            return _datetime_of(due, UTC)
    return _first(hours, instant, lambda wider: wider.reached(wider.passed(instant) + seconds))


def day_deadline(calendar: Calendar, start: datetime, days: int) -> datetime | None:
    """The due of a target `Nd` (T5): the same wall time on the Nth next working day.

    A start outside hours is moved to the next opening first. A due later than the last
    closing of its day is pulled back to it; one before that day's opening stands. The wall is
    that of the line whose shift holds the start. A wall time that does not exist on that day
    moves to the end of the gap; one shown twice is its first. On `always`, a day is 24 hours.
    None when there is no such day before the horizon; ValueError for negative `days`.

    >>> office = Calendar("office", (parse_line("Mon-Fri 08:00-17:00", "Europe/Stockholm"),),
    ...                   frozenset({date(2026, 4, 3), date(2026, 4, 6)}), "Europe/Stockholm")
    >>> eve_of_easter = datetime.fromisoformat("2026-04-02T15:30:00+02:00")
    >>> day_deadline(office, eve_of_easter, 1).isoformat()
    '2026-04-07T13:30:00+00:00'
    """
    _refuse_negative(days, "number of days")
    instant = seconds_of(start)
    if calendar._hours is None:
        return datetime_of(instant + days * DAY)
    lines = calendar.lines
    return _first(
        calendar._hours, instant, lambda table: table.days.same_time(instant, days, lines)
    )


def end_of_day(calendar: Calendar, start: datetime, days: int) -> datetime | None:
    """The due of `end of day Nd` (T5): the last closing of the Nth next working day.

    `0d` is the working day of the start, or of the next opening. On `always`, a day ends at
    midnight in the calendar's zone. None when there is no such day before the horizon;
    ValueError for negative `days`.

    >>> office = Calendar("office", (parse_line("Mon-Fri 08:00-17:00", "Europe/Stockholm"),),
    ...                   frozenset(), "Europe/Stockholm")
    >>> monday = datetime.fromisoformat("2026-06-15T10:00:00+02:00")
    >>> end_of_day(office, monday, 1).isoformat()
    '2026-06-16T15:00:00+00:00'
    """
    _refuse_negative(days, "number of days")
    instant = seconds_of(start)
    if calendar._hours is None:
        zone = zone_of(calendar.zone)
        today = wall_of(instant, zone) // DAY
        return datetime_of(instant_of(today + days, DAY, zone, last=True))
    return _first(calendar._hours, instant, lambda table: table.days.closing(instant, days))


def open_spans(calendar: Calendar, since: datetime, until: datetime) -> Iterator[Span]:
    """The open time from `since` until `until`, as ordered spans that don't touch (T1).

    >>> split = Calendar("split", (parse_line("Mon 08:00-12:00", "Asia/Kathmandu"),
    ...                            parse_line("Mon 13:00-17:00", "Asia/Kathmandu")),
    ...                  frozenset(), "Asia/Kathmandu")
    >>> a, b = "2026-06-15T00:00:00+05:45", "2026-06-16T00:00:00+05:45"
    >>> for span in open_spans(split, datetime.fromisoformat(a), datetime.fromisoformat(b)):
    ...     print(f"{span.since:%H:%M}-{span.until:%H:%M}")
    02:15-06:15
    07:15-11:15
    """
    a, b = seconds_of(since), seconds_of(until)
    if b <= a:
        return iter(())
    if calendar._hours is None:
        return iter([Span(datetime_of(a), datetime_of(b))])
    stretches = calendar._hours.around(a, b).between(a, b)
    return (Span(datetime_of(opens), datetime_of(closes)) for opens, closes in stretches)


def _first(hours: Timetable, at: int, question: Callable[[Table], int | None]) -> datetime | None:
    """The answer of the first table, each reaching further than the last, that has one."""
    table: Table | None = hours.around(at, at)
    while table is not None:
        answer = question(table)
        if answer is not None:
            return datetime_of(answer) if answer <= ENDS else None
        table = hours.beyond(table)
    return None


def _refuse_negative(number: int, what: str) -> None:
    if number < 0:
        raise ValueError(f"A {what} can't be negative: {number}.")
