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

from charterdesk.accounts.refusal import Refusal
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


def read_calendar(
    data: bytes, since: datetime, until: datetime, zone: str
) -> list[Occurrence] | Refusal:
    """What happens between two moments, or why the calendar can't be used."""
    if len(data) > MOST_BYTES:
        return Refusal(_("The calendar is larger than 2 MB: send a part of it."), "file")
    words = [sys.executable, "-m", _EXPANDING, since.isoformat(), until.isoformat(), zone]
    try:
        done = subprocess.run(
            words, input=data, capture_output=True, timeout=LONGEST.total_seconds(), check=False
        )
    except subprocess.TimeoutExpired:
        return _refused("long", "")
    if done.returncode:
        return _refused("long", "")
    said = json.loads(done.stdout)
    if "fault" in said:
        return _refused(said["fault"], said["detail"])
    return [
        Occurrence(Span(_at(one["since"]), _at(one["until"])), one["summary"], tuple(one["mails"]))
        for one in said["events"]
    ]


def _at(seconds: float) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


def _refused(word: str, detail: str) -> Refusal:
    match word:
        case "zone":
            text = _("The calendar names the time zone “%(zone)s”, which does not exist.")
            return Refusal(text % {"zone": detail}, "file")
        case "often":
            text = _("An event recurs %(often)s: a rota repeats hourly at most.")
            return Refusal(text % {"often": detail.lower()}, "file")
        case "many":
            return Refusal(_("The calendar has more than 5000 events: send a part of it."), "file")
        case "long":
            return Refusal(
                _("The calendar's recurrence could not be worked out in 10 seconds: simplify it."),
                "file",
            )
        case _:
            text = _("This is no iCalendar file that can be read: %(why)s.")
            return Refusal(text % {"why": detail.rstrip(".") or "it is empty"}, "file")
