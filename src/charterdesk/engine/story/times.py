"""Times and lengths as a story writes them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of

# What follows from a moment lies years ahead at most, and calendars answer from 1970 to 2100.
FIRST_YEAR, LAST_YEAR = 1971, 2095
_WALL = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)(?: (first|second))?")
_PART = re.compile(r"(\d+)([dhms])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds"}


def moment(text: str, zone: str) -> datetime:
    """`YYYY-MM-DD HH:MM[:SS] [first|second]` in `zone`, or an ISO time with an offset; aware UTC.

    A wall time that does not exist moves to the end of the gap (T2). Raises ValueError, also
    beyond the years for which opening hours are known with a few years to spare.

    >>> moment("2026-11-01 01:50 second", "America/New_York").isoformat()
    '2026-11-01T06:50:00+00:00'
    """
    match = _WALL.fullmatch(text.strip())
    if match is None:
        return _known(_with_offset(text), text)
    day, clock, which = match.groups()
    try:
        wall = datetime.fromisoformat(f"{day} {clock}")
    except ValueError:
        raise _no_time(text) from None
    _known(wall, text)
    seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
    return datetime_of(instant_of(wall.toordinal(), seconds, zone_of(zone), last=which == "second"))


def _known(at: datetime, text: str) -> datetime:
    if not FIRST_YEAR <= at.year <= LAST_YEAR:
        raise ValueError(f"'{text}' is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return at


def length(text: str) -> timedelta:
    """`8h`, `90m`, `1d2h`; a day is 24 hours. Raises ValueError."""
    parts = _PART.findall(text)
    if not parts or "".join(f"{n}{u}" for n, u in parts) != text.replace(" ", ""):
        raise ValueError(f"'{text}' is not a length of time; write for example 90m or 8h")
    return sum((timedelta(**{_UNITS[unit]: int(n)}) for n, unit in parts), timedelta())


def shown(at: datetime, zone: str) -> str:
    """The wall time in `zone`, to the second, as stories write it."""
    local = at.astimezone(ZoneInfo(zone))
    text = local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")
    doubled = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{text} {'second' if local.fold else 'first'}" if doubled else text


def _with_offset(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise _no_time(text) from None
    if at.tzinfo is None:
        raise _no_time(text)
    return at.astimezone(UTC)


def _no_time(text: str) -> ValueError:
    return ValueError(f"'{text}' is not a time; write YYYY-MM-DD HH:MM")
