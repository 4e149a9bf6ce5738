"""Asking the server of somebody else's calendar, through the one way out.

With what the server said of its last edition it need not send the same again.
"""

from dataclasses import dataclass, replace

from charterdesk.kit.egress import Allowance, EgressFailed, EgressRefused, call
from charterdesk.kit.settings_readers import MalformedSetting
from charterdesk.notifications.ways_out import ways_out
from charterdesk.oncall.calendars.reading import MOST_BYTES, Unreadable
from charterdesk.oncall.models import CalendarSource

MOST_MARK = 200


@dataclass(frozen=True, slots=True)
class Fetched:
    """The bytes of a calendar, and what its server calls this edition."""

    body: bytes
    etag: str
    modified: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that the edition is the one that was read before."""


def fetch(source: CalendarSource, *, conditional: bool) -> Fetched | Unchanged | Unreadable:
    """The calendar at a source's address, or why it could not be had."""
    marks = {"If-None-Match": source.etag, "If-Modified-Since": source.modified}
    asked = {name: mark for name, mark in marks.items() if mark} if conditional else {}
    headers = {"Accept": "text/calendar", **asked}
    try:
        within = ways_out().allowance(source.url)
        answer = call("GET", source.url, within=_wide(within), headers=headers)
    except (EgressRefused, EgressFailed, MalformedSetting) as error:
        return Unreadable("away", str(error))
    if answer.status == 304 and asked:
        return Unchanged()
    if answer.status != 200:
        return Unreadable("status", str(answer.status))
    said = {name.lower(): value for name, value in answer.headers.items()}
    return Fetched(answer.body, _mark(said.get("etag")), _mark(said.get("last-modified")))


def _wide(within: Allowance) -> Allowance:
    return replace(within, most_bytes=MOST_BYTES + 1)


def _mark(said: str | None) -> str:
    """What can be sent back as it came; anything longer is not worth keeping."""
    return said if said and len(said) <= MOST_MARK and said.isascii() else ""
