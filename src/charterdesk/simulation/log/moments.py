"""Times as people's tools write them, to moments: ISO, or day and month in the order they stand.

A time without a zone of its own is a wall time of the zone that is given (T2): one that the
clock shows twice is the first, one that it never shows is the end of the gap.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from charterdesk.engine.calendar_wall import datetime_of, instant_of

DAY_FIRST, MONTH_FIRST, ISO = "day first", "month first", "iso"
ORDERS = (ISO, DAY_FIRST, MONTH_FIRST)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan янв", "feb фев", "mar мар mär", "apr апр", "may мая май mai", "jun июн",
            "jul июл", "aug авг", "sep сен", "oct окт okt", "nov ноя", "dec дек dez",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_CLOCK = (
    r"(?:[Tt,\s]+(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d{1,9})?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<offset>[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK)
_NUMBERS = re.compile(
    r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})[-/.](?P<year>\d{4}|\d\d)" + _CLOCK
)
_DAY_NAMED = re.compile(
    r"(?P<day>\d{1,2})[-/.\s]+(?P<named>[^\W\d_]{3,9})\.?[-/.,\s]+(?P<year>\d{4}|\d\d)(?:\s*г\.?)?"
    + _CLOCK
)
_MONTH_NAMED = re.compile(
    r"(?:[A-Za-z]{3},?\s+)?(?P<named>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"
    + _CLOCK
)
_CTIME = re.compile(
    r"[A-Za-z]{3}\s+(?P<named>[A-Za-z]{3})\s+(?P<day>\d{1,2})\s+(?P<hour>\d\d):(?P<minute>\d\d)"
    r":(?P<second>\d\d)\s+(?P<year>\d{4})"
)
_BARE = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"[Tt](?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<offset>[Zz]|[+-]\d\d(?::?\d\d)?)?"
)
_EPOCH = re.compile(r"\d{10}(?:\d{3}|\.\d{1,9})?")
# Calendars answer from 1970 to 2100, and what follows from a time lies some years later.
_FIRST_YEAR, _LAST_YEAR = 1971, 2089


class Unclear(ValueError):
    """A time that can't be read."""


def order_of(samples: Iterable[str]) -> str:
    """Whether the day or the month stands first; "" where no sample tells."""
    for text in samples:
        found = _NUMBERS.fullmatch(text.strip())
        if found is None:
            continue
        if int(found["one"]) > 12 or found["mark"] == ".":
            return DAY_FIRST
        if int(found["two"]) > 12:
            return MONTH_FIRST
    return ""


def needs_order(text: str) -> bool:
    """Whether the text is a date by numbers of which the year is not the first."""
    return _NUMBERS.fullmatch(text.strip()) is not None


@lru_cache(maxsize=65536)
def moment_of(text: str, order: str, zone: str) -> datetime:
    """The moment, in UTC and whole seconds. Raises Unclear.

    >>> moment_of("29-02-2016 01:16", "day first", "Europe/Lisbon").isoformat()
    '2016-02-29T01:16:00+00:00'
    >>> moment_of("12/Mar/24 3:45 PM", "iso", "UTC").isoformat()
    '2024-03-12T15:45:00+00:00'
    """
    text = text.strip()
    if "%" in order:
        return _by_format(text, order, zone)
    if _EPOCH.fullmatch(text):
        return _in_range(datetime_of(int(text[:10])))
    for shape in (_YEAR_FIRST, _NUMBERS, _DAY_NAMED, _CTIME, _MONTH_NAMED, _BARE):
        if found := shape.fullmatch(text):
            return _moment(found.groupdict(), order, zone)
    raise Unclear


def _by_format(text: str, form: str, zone: str) -> datetime:
    try:
        wall = datetime.strptime(text, form)  # noqa: DTZ007 - a wall time, of `zone`
    except ValueError:
        raise Unclear from None
    if wall.tzinfo is not None:
        return _in_range(wall.astimezone(UTC).replace(microsecond=0))
    seconds = wall.hour * 3600 + wall.minute * 60 + wall.second
    return _at_wall(wall.date(), seconds, zone)


def _moment(parts: dict[str, str | None], order: str, zone: str) -> datetime:
    day, month = _day_and_month(parts, order)
    year = int(parts["year"] or 0)
    try:
        on = date(_full(year), month, day)
    except ValueError:
        raise Unclear from None
    seconds = _seconds(parts)
    if parts.get("offset"):
        midnight = datetime(on.year, on.month, on.day, tzinfo=UTC)
        return _in_range(midnight + timedelta(seconds=seconds) - _offset(parts["offset"] or ""))
    return _at_wall(on, seconds, zone)


def _full(year: int) -> int:
    """Two digits mean a year from 1970 to 2069."""
    if year > 99:
        return year
    return year + (2000 if year < 70 else 1900)


def _day_and_month(parts: dict[str, str | None], order: str) -> tuple[int, int]:
    if "one" in parts:
        one, two = int(parts["one"] or 0), int(parts["two"] or 0)
        return (two, one) if order == MONTH_FIRST else (one, two)
    if "named" in parts:
        month = _MONTHS.get((parts["named"] or "")[:3].casefold(), 0)
        return int(parts["day"] or 0), month
    return int(parts["day"] or 0), int(parts["month"] or 0)


def _seconds(parts: dict[str, str | None]) -> int:
    hour, minute = int(parts["hour"] or 0), int(parts["minute"] or 0)
    second = int(parts["second"] or 0)
    half = (parts.get("half") or "").replace(".", "").casefold()
    if half and not 1 <= hour <= 12:
        raise Unclear
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise Unclear
    return hour * 3600 + minute * 60 + second


def _offset(text: str) -> timedelta:
    if not text.startswith(("+", "-")):  # Z, UTC, GMT
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    return timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)


def _at_wall(on: date, seconds: int, zone: str) -> datetime:
    if not _FIRST_YEAR <= on.year <= _LAST_YEAR:
        raise Unclear
    return datetime_of(instant_of(on.toordinal(), seconds, ZoneInfo(zone), last=False))


def _in_range(at: datetime) -> datetime:
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise Unclear
    return at
