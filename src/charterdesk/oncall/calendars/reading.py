"""Somebody else's iCalendar as stretches with a person's words, within bounds; or one sentence.

The recurrence rules are worked out by a library in a process of its own, which is ended when it
takes too long.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from charterdesk.engine.spans import Span

MOST_BYTES = 2 * 1024 * 1024
LONGEST = timedelta(seconds=10)
_EXPANDING = "charterdesk.oncall.calendars.expanding"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event as it occurs: when, its summary, and the mail addresses of who takes part."""

    span: Span
    summary: str
    mails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a calendar can't be used: a word of `FAULTS`, and what it is about.

    As text it is one sentence in the language of the moment.
    """

    word: str
    detail: str = ""

    def __str__(self) -> str:
        return _(FAULTS.get(self.word, FAULTS["malformed"])) % {
            "detail": self.detail.rstrip(".") or _("it is empty")
        }


FAULTS = {
    "away": gettext_noop("The calendar was not read: %(detail)s."),
    "status": gettext_noop("The calendar was not read: its server answered %(detail)s."),
    "large": gettext_noop("The calendar is larger than 2 MB: send a part of it."),
    "zone": gettext_noop("The calendar names the time zone “%(detail)s”, which does not exist."),
    "often": gettext_noop("An event recurs %(detail)s: a rota repeats hourly at most."),
    "many": gettext_noop("The calendar has more than 5000 events: send a part of it."),
    "long": gettext_noop(
        "The calendar's recurrence could not be worked out in 10 seconds: simplify it."
    ),
    "malformed": gettext_noop("This is no iCalendar file that can be read: %(detail)s."),
}


def read_calendar(
    data: bytes, since: datetime, until: datetime, zone: str
) -> list[Occurrence] | Unreadable:
    """What happens between two moments, or why the calendar can't be used."""
    if len(data) > MOST_BYTES:
        return Unreadable("large")
    words = [sys.executable, "-m", _EXPANDING, since.isoformat(), until.isoformat(), zone]
    try:
        done = subprocess.run(
            words, input=data, capture_output=True, timeout=LONGEST.total_seconds(), check=False
        )
    except subprocess.TimeoutExpired:
        return Unreadable("long")
    if done.returncode:
        return Unreadable("long")
    said = json.loads(done.stdout)
    if "fault" in said:
        detail = _printable(str(said["detail"]))
        return Unreadable(said["fault"], detail.lower() if said["fault"] == "often" else detail)
    return [
        Occurrence(
            Span(_at(one["since"]), _at(one["until"])),
            _printable(one["summary"]),
            tuple(one["mails"]),
        )
        for one in said["events"]
    ]


def _printable(text: str) -> str:
    """Without what no table and no page can hold, such as NUL."""
    return "".join(one for one in text if one.isprintable())


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)
