"""When: the zone, the named calendars, and from when a version is in force."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from charterdesk.engine.calendar import parse_line
from charterdesk.engine.calendar_line import zone_of
from charterdesk.engine.calendar_wall import datetime_of, instant_of
from charterdesk.engine.charter.faults import BadValueError, quoted
from charterdesk.engine.charter.section import Section
from charterdesk.engine.charter.values import ALWAYS_NAME, Hours, Place
from charterdesk.engine.phrase import phrase

FIRST_YEAR, LAST_YEAR = 1970, 2199
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT = re.compile(r"(\S+) ([0-9]{2}):([0-9]{2})")


def read_zone(root: Section) -> str:
    """The zone of every time without its own; UTC after a fault, so that the reading goes on."""
    word = root.wanted("zone", phrase("Write one like `zone: Europe/Paris`."))
    return root.parsed(word, _zone) or "UTC"


def _zone(text: str) -> str:
    try:
        return zone_of(text).key
    except ValueError as error:
        raise _parted(error) from None


def _parted(error: ValueError) -> BadValueError:
    """The calendar's sentence in two: what is wrong, and behind its `; ` how to mend it."""
    found = re.fullmatch(r'("[^"]*"[^;]*); (.+)', str(error))
    if not found:
        return BadValueError(str(error))
    return BadValueError(phrase("%(found)s.", found=found[1]), found[2][:1].upper() + found[2][1:])


def read_in_force_from(root: Section, zone: str) -> datetime | None:
    """`2026-09-01 00:00`, a wall time of the zone, as an aware moment in UTC (T2)."""

    def parse(text: str) -> datetime:
        found = _MOMENT.fullmatch(text)
        if not found or int(found[2]) > 23 or int(found[3]) > 59:
            mend = phrase("Write it like 2026-09-01 00:00.")
            raise BadValueError(phrase("%(text)s is not a moment.", text=quoted(text)), mend)
        day, seconds = _date(found[1]).toordinal(), int(found[2]) * 3600 + int(found[3]) * 60
        return datetime_of(instant_of(day, seconds, zone_of(zone), last=False))

    return root.parsed(root.word("in_force_from"), parse)


def _date(text: str) -> date:
    found = _DATE.fullmatch(text)
    try:
        if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise BadValueError(
        phrase("%(text)s is not a date.", text=quoted(text)), phrase("Write it like 2026-12-24.")
    )


def read_hours(root: Section) -> Mapping[str, Hours]:
    """The named calendars (T1)."""
    section = root.section("hours", "hours")
    found: dict[str, Hours] = {}
    for name, calendar in section.named("calendar") if section else ():
        if name.value == ALWAYS_NAME:
            mend = phrase("Choose another name; `always` means day and night without an end.")
            calendar.fault(name.place, phrase("`always` is built in and can't be defined."), mend)
        found[name.value] = _calendar(calendar)
    return found


def _calendar(section: Section) -> Hours:
    lines = _lines(section, "open")
    if not lines and not section.texts("open"):
        mend = phrase("Write for example `open: [Mon-Fri 08:00-17:00]`.")
        section.fault(section.place, phrase("These hours are never open."), mend, "E4")
    closed = (section.parsed(word, _date) for word in section.texts("closed"))
    return Hours(
        name=section.name,
        lines=tuple(line for line, _ in lines),
        closed=frozenset(day for day in closed if day),
        also_said=tuple(line for line, _ in _lines(section, "also_said")),
        place=section.place,
        line_places=tuple(place for _, place in lines),
        closed_place=section.place_of("closed"),
        said_place=section.place_of("also_said"),
    )


def _lines(section: Section, key: str) -> tuple[tuple[str, Place], ...]:
    def parse(text: str) -> str:
        try:
            return parse_line(text, section.reading.zone).text
        except ValueError as error:
            raise _parted(error) from None

    found = ((section.parsed(word, parse), word.place) for word in section.texts(key))
    return tuple((line, place) for line, place in found if line)
