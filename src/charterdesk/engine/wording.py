"""Moments and lengths in plain English words, for explanations, transcripts and notices."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo


def wall_time(at: datetime, zone: str) -> str:
    """A moment as its zone's wall shows it.

    >>> from datetime import UTC
    >>> wall_time(datetime(2026, 3, 29, 3, 20, tzinfo=UTC), "Europe/Stockholm")
    'Sun 29 Mar 2026, 05:20 CEST'
    """
    local = at.astimezone(ZoneInfo(zone))
    seconds = local.strftime(":%S") if local.second else ""
    return f"{local:%a} {local.day} {local:%b %Y, %H:%M}{seconds} {local.tzname()}"


def in_words(length: timedelta) -> str:
    """A length in days, hours, minutes, seconds.

    >>> in_words(timedelta(hours=25, minutes=5))
    '25 h 5 min'
    """
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "0 min"
