"""When the clocks of a zone change in the year ahead, and between which wall times."""

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar_line import DAY, zone_of
from charterdesk.engine.calendar_wall import datetime_of, seconds_of


@lru_cache(maxsize=256)
def clock_changes(zone: str, day: date) -> tuple[tuple[int, int, int], ...]:
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
