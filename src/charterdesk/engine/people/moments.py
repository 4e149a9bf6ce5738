"""The moments and stretches of a people file: wall times of a zone become moments in UTC (T2)."""

import re
from datetime import date, datetime

from charterdesk.engine.calendar_line import DAY, zone_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.charter.faults import BadValueError, quoted
from charterdesk.engine.charter.read_time import FIRST_YEAR, LAST_YEAR
from charterdesk.engine.spans import Span

_WALL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?: ([0-9]{2}):([0-9]{2}))?")
_A_DAY = "Write it like 2026-12-24, 2026-12-24 - 2027-01-02 or 2026-12-24 12:00 - 2026-12-25 08:00."


def wall_seconds(text: str) -> int:
    """`2026-09-01 17:00` as wall seconds since the midnight that begins ordinal 0."""
    return _wall(text, "Write it like 2026-09-01 17:00.", with_time=True)[0]


def moment(text: str, zone: str) -> datetime:
    """`2026-09-01 17:00`; a time shown twice is its first (2.9). Raises BadValueError."""
    return _instant(wall_seconds(text), zone, last=False)


def stretch(text: str, zone: str) -> Span:
    """A day, two days and all between them, or the time between two moments, as one span.

    Raises BadValueError for anything else, and where the end isn't after the beginning.
    """
    first, dash, second = (part.strip() for part in text.partition(" - "))
    since, _ = _wall(first, _A_DAY)
    until, with_time = _wall(second, _A_DAY) if dash else _wall(first, _A_DAY)
    begins = _instant(since, zone, last=False)
    ends = _instant(until if with_time else until + DAY, zone, last=True)
    if ends <= begins or (not dash and with_time):
        raise BadValueError(f"{quoted(text)} doesn't end after it begins.", _A_DAY)
    return Span(begins, ends)


def zone_named(text: str) -> str:
    """A zone's name as it stands in a file. Raises BadValueError."""
    try:
        return zone_of(text).key
    except ValueError as error:
        raise parted(error) from None


def parted(error: ValueError) -> BadValueError:
    """A sentence of the calendar in two: what is wrong, and how to mend it."""
    message, _, mend = str(error).partition("; ")
    return BadValueError(f"{message.rstrip('.')}.", mend[:1].upper() + mend[1:])


def _instant(wall: int, zone: str, *, last: bool) -> datetime:
    return datetime_of(instant_of(wall // DAY, wall % DAY, zone_of(zone), last=last))


def _wall(text: str, mend: str, *, with_time: bool = False) -> tuple[int, bool]:
    found = _WALL.fullmatch(text)
    if not found or (with_time and found[4] is None):
        raise BadValueError(f"{quoted(text)} is not a moment.", mend)
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    if not FIRST_YEAR <= year <= LAST_YEAR or hour > 24 or minute > 59 or hour * 60 + minute > 1440:
        raise BadValueError(f"{quoted(text)} is not a moment.", mend)
    try:
        midnight = date(year, month, day).toordinal() * DAY
    except ValueError:
        raise BadValueError(f"{quoted(text)} is not a date.", mend) from None
    return midnight + hour * 3600 + minute * 60, found[4] is not None
