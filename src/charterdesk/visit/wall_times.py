"""A wall time that somebody typed for what is over, as a moment."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def past_moment(wall: datetime, zone: ZoneInfo, at: datetime) -> datetime:
    """The last moment up to `at` (in UTC) at which the clocks of `zone` showed `wall`.

    In the night whose hour comes twice, a call of ten minutes ago is not one of seventy minutes
    ago. A time that the clocks skip is as much later; what lies after `at` stays there.
    """
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    comes_twice = _ahead(first) > _ahead(second)
    return second if comes_twice and second <= at else first


def _ahead(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta()
