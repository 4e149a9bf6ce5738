"""Calendars of others that a rota's shifts are read from: named, read, read again, ended.

A reading that fails leaves the last good edition as it is, and its fault stands beside the rota.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_staffing
from charterdesk.engine.spans import Span
from charterdesk.oncall.calendars.fetching import Unchanged, fetch
from charterdesk.oncall.calendars.reading import Unreadable, read_calendar
from charterdesk.oncall.commands.naming import by_person
from charterdesk.oncall.commands.shortening import cut_short
from charterdesk.oncall.models import CalendarSource, Rota, Shift
from charterdesk.oncall.telling import tell_source_failing, tell_source_mended

AHEAD = timedelta(days=400)
# Within this an answer "unchanged" is enough; after it the days that have come into reach are read.
FRESH = timedelta(days=1)
ALARMING = 3
MOST_UNKNOWN = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a calendar: how many shifts lie ahead, and the words that name nobody here."""

    shifts: int
    unknown: tuple[str, ...]


@transaction.atomic
def add_source(
    *,
    rota: Rota,
    name: str,
    by: Actor,
    at: datetime,
    url: str = "",
    level: int = 1,
    every: timedelta | None = None,
) -> CalendarSource | Refusal:
    """A calendar that the rota's shifts come from; nothing is read yet.

    With `every` and an address it is read again by itself, so often.
    """
    demand_staffing(by)
    known = CalendarSource.objects.filter(rota=rota, name=name).first()
    source = known or CalendarSource(rota=rota, name=name)
    if source.url != url:
        source.etag = source.modified = ""
    source.url, source.level, source.every = url, level, every if url else None
    source.next_read_at = at + every if url and every else None
    return save_valid(source) or source


def fetch_source(*, source: CalendarSource, by: Actor, at: datetime) -> Reading | Refusal:
    """Read the calendar at its address now; a failure leaves the shifts as they are."""
    demand_staffing(by)
    found = fetch_again(source, at, whole=True)
    return Refusal(str(found), "url") if isinstance(found, Unreadable) else found


def fetch_again(source: CalendarSource, at: datetime, *, whole: bool) -> Reading | Unreadable:
    """Ask the calendar's server and take what it says; not `whole`: only where it has changed."""
    fresh = source.read_at is not None and at - source.read_at < FRESH
    answer = fetch(source, conditional=fresh and not whole)
    if isinstance(answer, Unreadable):
        return _failed(source, answer, at)
    if isinstance(answer, Unchanged):
        _went_well(source, at)
        return Reading(Shift.objects.filter(source=source, until__gt=at).count(), ())
    source.etag, source.modified = answer.etag, answer.modified
    return _take(source, answer.body, at)


def read_source(
    *, source: CalendarSource, data: bytes, by: Actor, at: datetime
) -> Reading | Refusal:
    """Take the shifts ahead from the bytes of a calendar, in place of those read before."""
    demand_staffing(by)
    found = _take(source, data, at)
    return Refusal(str(found), "file") if isinstance(found, Unreadable) else found


@transaction.atomic
def end_source(*, source: CalendarSource, by: Actor, at: datetime) -> Refusal | None:
    """Read it no more. Its shifts ahead go, the present one ends now; the past stays."""
    demand_staffing(by)
    if source.ended_at is not None:
        return Refusal(_("It is not read any more."))
    _replace(source, [], at)
    source.ended_at, source.next_read_at, source.every = at, None, None
    source.save()
    return None


def _take(source: CalendarSource, data: bytes, at: datetime) -> Reading | Unreadable:
    found = read_calendar(data, at, at + AHEAD, source.rota.zone)
    if isinstance(found, Unreadable):
        return _failed(source, found, at)
    with transaction.atomic():
        taken, unknown = by_person(found)
        ahead = _replace(source, taken, at)
        source.read_at, source.unknown = at, list(unknown[:MOST_UNKNOWN])
        source.ended_at = None
        _went_well(source, at)
    return Reading(ahead, unknown)


@transaction.atomic
def _failed(source: CalendarSource, fault: Unreadable, at: datetime) -> Unreadable:
    source.failures += 1
    source.failing_since = source.failing_since or at
    source.fault, source.fault_about = fault.word, fault.detail
    source.save()
    if source.failures == ALARMING:
        tell_source_failing(source, fault, at)
    return fault


@transaction.atomic
def _went_well(source: CalendarSource, at: datetime) -> None:
    if source.failures >= ALARMING:
        tell_source_mended(source, at)
    source.failures, source.failing_since = 0, None
    source.fault = source.fault_about = ""
    source.looked_at = at
    source.save()


def _replace(source: CalendarSource, taken: Sequence[tuple[Person, Span]], at: datetime) -> int:
    """The calendar's shifts from now on; what has not changed stays the row that it is.

    A shift that somebody wrote by hand for the same moment stands. How many there are then.
    """
    wanted = {(person.pk, span.since): span.until for person, span in taken if span.until > at}
    for row in Shift.objects.filter(source=source, until__gt=at):
        if wanted.pop((row.person_id, row.since), None) == row.until:
            continue
        cut_short(row, row.since, at)
    there = set(Shift.objects.filter(rota=source.rota, until__gt=at).values_list("person", "since"))
    rows = [
        Shift(
            rota=source.rota, person_id=person, since=max(since, at), until=until,
            position=source.level - 1, source=source,
        )
        for (person, since), until in wanted.items()
        if (person, max(since, at)) not in there
    ]  # fmt: skip
    Shift.objects.bulk_create(rows)
    renew_edition(DUTY)
    return Shift.objects.filter(source=source, until__gt=at).count()
