"""Between wall times and instants, by the rule T2.

Instants are whole seconds since 1970-01-01 UTC (int); a wall time is a date, by its ordinal,
and seconds after that date's midnight, which may run on into the days after.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar_line import DAY

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_EPOCH_DAY = EPOCH.toordinal()
_EPOCH_WALL = EPOCH.replace(tzinfo=None)


def seconds_of(at: datetime) -> int:
    """The instant of an aware `at`, its fraction of a second dropped; naive: TypeError."""
    since = at - EPOCH
    return since.days * DAY + since.seconds


def datetime_of(instant: int) -> datetime:
    """The instant as an aware datetime in UTC."""
    return datetime.fromtimestamp(instant, UTC)


def instant_of(day: int, seconds: int, zone: ZoneInfo, *, last: bool) -> int:
    """When the wall of `zone` shows `seconds` after the midnight that begins `day` (T2).

    A time that the wall never shows gives the end of the gap that swallowed it; one shown
    twice gives the first, or the `last` for a closing.
    """
    shown = (day - _EPOCH_DAY) * DAY + seconds
    wall = _EPOCH_WALL + timedelta(0, shown)
    # A zone reads the fold of a wall time and not its tzinfo, so it needn't be given one.
    before, after = zone.utcoffset(wall), zone.utcoffset(wall.replace(fold=1))
    first = shown - _seconds(before)
    if before == after:
        return first
    second = shown - _seconds(after)
    if second < first:
        return _end_of_gap(second, first, zone)
    return second if last else first


def wall_of(instant: int, zone: ZoneInfo) -> int:
    """What the wall of `zone` shows: seconds since the midnight that begins ordinal 0."""
    wall = datetime_of(instant).astimezone(zone)
    return wall.toordinal() * DAY + wall.hour * 3600 + wall.minute * 60 + wall.second


def _seconds(offset: timedelta | None) -> int:
    assert offset is not None  # a ZoneInfo always knows one
    return offset.days * DAY + offset.seconds


def _end_of_gap(before: int, after: int, zone: ZoneInfo) -> int:
    """The change of offset that lies after the instant `before` and not after `after`."""
    changed = datetime_of(after).astimezone(zone).utcoffset()
    while after - before > 1:
        middle = (before + after) // 2
        if datetime_of(middle).astimezone(zone).utcoffset() == changed:
            after = middle
        else:
            before = middle
    return after
