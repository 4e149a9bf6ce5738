"""The events of an iCalendar between two moments, worked out in a process of its own.

Calendars come from outside, and a rule of a few letters can ask for more occurrences than there
are atoms: so this runs with bounds on time and memory (`reading`), and knows no database. It reads
the bytes from its input and prints one JSON document: `events`, or a `fault` with its detail.
"""

import json
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar, Event
from icalendar.error import InvalidCalendar

MOST_EVENTS = 5000
MEMORY = 512 * 1024 * 1024
_TOO_OFTEN = {"SECONDLY", "MINUTELY"}


class Fault(Exception):
    """Why the calendar can't be used: a word, and what it is about."""

    def __init__(self, word: str, detail: str = "") -> None:
        super().__init__(word)
        self.word = word
        self.detail = detail


def expanded(data: bytes, since: datetime, until: datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Every event that touches the time between two moments; raises Fault.

    Times without a zone, and whole days, are those of `zone`.
    """
    calendar = _read(data)
    written = [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]
    if len(written) > MOST_EVENTS:
        raise Fault("many")
    for event in written:
        _check(event)
    occurring = recurring_ical_events.of(calendar).between(since, until)
    if len(occurring) > MOST_EVENTS:
        raise Fault("many")
    return [said for event in occurring for said in _said(event, zone)]


def _read(data: bytes) -> Calendar:
    try:
        calendar = Calendar.from_ical(data)
    except (InvalidCalendar, ValueError, IndexError, KeyError) as error:
        raise Fault("malformed", str(error).splitlines()[0][:120] if str(error) else "") from error
    if calendar.name != "VCALENDAR":
        raise Fault("malformed", "it does not begin with BEGIN:VCALENDAR")
    return calendar


def _check(event: Event) -> None:
    """Refuse what nobody means in a rota, before it is worked out."""
    if event.errors or event.get("DTSTART") is None:
        what = str(event.errors[0][1]) if event.errors else "an event has no beginning"
        raise Fault("malformed", what.splitlines()[0][:120])
    for name in ("DTSTART", "DTEND"):
        value = event.get(name)
        if value is not None and _zone_is_lost(value):
            raise Fault("zone", str(value.params["TZID"]))
    rules = event.get("RRULE") or ()
    for rule in rules if isinstance(rules, list) else [rules] if rules else []:
        if _TOO_OFTEN.intersection(str(one).upper() for one in rule.get("FREQ", ())):
            raise Fault("often", str(rule.get("FREQ")[0]))


def _zone_is_lost(value: Any) -> bool:
    """A zone is named, and nobody knows it: the library leaves such a time without any."""
    named = "TZID" in value.params
    return named and isinstance(value.dt, datetime) and value.dt.tzinfo is None


def _said(event: Event, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    begins, ends = _instant(event.start, zone), _instant(event.end, zone)
    if ends > begins:
        yield {
            "since": begins.timestamp(),
            "until": ends.timestamp(),
            "summary": str(event.get("SUMMARY", "")).strip()[:200],
            "mails": [_mail(one) for one in _listed(event.get("ATTENDEE"))],
        }


def _listed(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else () if value is None else (value,)


def _mail(attendee: Any) -> str:
    return str(attendee).removeprefix("mailto:").removeprefix("MAILTO:")


def _instant(value: date, zone: ZoneInfo) -> datetime:
    """A moment; a whole day begins at midnight, a time without a zone is on the wall of `zone`."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else value.replace(tzinfo=zone)


def main(since: str, until: str, zone: str) -> None:
    """Read, expand, print."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        events = expanded(
            sys.stdin.buffer.read(),
            datetime.fromisoformat(since),
            datetime.fromisoformat(until),
            ZoneInfo(zone),
        )
        said: dict[str, Any] = {"events": events}
    except Fault as fault:
        said = {"fault": fault.word, "detail": fault.detail}
    except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError) as error:
        said = {"fault": "malformed", "detail": str(error)[:120]}
    except (MemoryError, RecursionError):
        said = {"fault": "long", "detail": ""}
    print(json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
