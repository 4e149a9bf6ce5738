"""When notices of news are owed: after a short wait for more, or with the person's next digest."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from charterdesk.watching.models import Habit

# So long one notice waits for more of the same case.
WAITS = timedelta(minutes=2)


def owed_at(habit: Habit, zone: str, at: datetime) -> datetime | None:
    """When news that came at `at` are told to somebody of that zone; None: in the bell alone."""
    match habit.way:
        case Habit.Way.ONCE:
            return at + WAITS
        case Habit.Way.DIGEST:
            return next_digest(habit.digest_at, zone, at)
        case _:
            return None


def next_digest(wall: time, zone: str, at: datetime) -> datetime:
    """The first moment after `at` at which clocks there show `wall`; one for each date.

    A time that a spring night skips comes as much later as it skips; of one that an autumn night
    shows twice it is the first.

    >>> at = datetime(2026, 3, 28, 12, tzinfo=UTC)
    >>> next_digest(time(2, 30), "Europe/Stockholm", at).isoformat()
    '2026-03-29T01:30:00+00:00'
    """
    here = ZoneInfo(zone or "UTC")
    day = at.astimezone(here).date() - timedelta(days=1)
    while True:
        moment = datetime.combine(day, wall.replace(tzinfo=None, fold=0), here).astimezone(UTC)
        if moment > at:
            return moment
        day += timedelta(days=1)
