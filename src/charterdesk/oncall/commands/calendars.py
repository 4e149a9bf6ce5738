"""Calendars of others are read into a rota; one's own feed is made and ended."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_sight, demand_staffing
from charterdesk.engine.spans import Span, subtract, union
from charterdesk.kit.egress import EgressFailed, EgressRefused, call
from charterdesk.notifications.ways_out import ways_out
from charterdesk.oncall.calendars.feeds import hash_of
from charterdesk.oncall.calendars.reading import Occurrence, read_calendar
from charterdesk.oncall.models import CalendarFeed, CalendarSource, Rota, Shift

AHEAD = timedelta(days=400)
_PRIORITY = re.compile(r"\[L(\d)\]\s*")


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a calendar: how many shifts, and the words that name nobody here."""

    shifts: int
    unknown: tuple[str, ...]


@transaction.atomic
def make_feed(*, by: Person, at: datetime) -> str:
    """The token of a new address of one's own duty; the former one ends. It is shown once."""
    demand_sight(by)
    end_feed(by=by, at=at)
    token = token_urlsafe(32)
    CalendarFeed.objects.create(person=by, token_hash=hash_of(token), made_at=at)
    return token


@transaction.atomic
def end_feed(*, by: Person, at: datetime) -> bool:
    """Nobody reads one's feed any more; says whether there was one."""
    return bool(CalendarFeed.objects.filter(person=by, ended_at=None).update(ended_at=at))


@transaction.atomic
def add_source(
    *, rota: Rota, name: str, by: Actor, at: datetime, url: str = "", level: int = 1
) -> CalendarSource | Refusal:
    """A calendar that the rota's shifts come from; nothing is read yet."""
    demand_staffing(by)
    known = CalendarSource.objects.filter(rota=rota, name=name).first()
    source = known or CalendarSource(rota=rota, name=name)
    source.url, source.level = url, level
    return save_valid(source) or source


def fetch_source(*, source: CalendarSource, by: Actor, at: datetime) -> Reading | Refusal:
    """Read the calendar at its address again; a failure leaves the shifts as they are."""
    demand_staffing(by)
    try:
        answer = call("GET", source.url, within=ways_out().allowance(source.url))
    except (EgressRefused, EgressFailed) as error:
        return Refusal(_("The calendar was not read: %(why)s") % {"why": error}, "url")
    if answer.status != 200:
        text = _("The calendar was not read: its server answered %(status)d.")
        return Refusal(text % {"status": answer.status}, "url")
    return read_source(source=source, data=answer.body, by=by, at=at)


@transaction.atomic
def read_source(
    *, source: CalendarSource, data: bytes, by: Actor, at: datetime
) -> Reading | Refusal:
    """Take the shifts ahead from the bytes of a calendar, in place of those read before."""
    demand_staffing(by)
    found = read_calendar(data, at, at + AHEAD, source.rota.zone)
    if isinstance(found, Refusal):
        return found
    taken, unknown = _by_person(found)
    _forget(source, at)
    made = _shifts(source, taken, at)
    source.read_at = at
    source.save(update_fields=["read_at"])
    renew_edition(DUTY)
    return Reading(made, unknown)


def _forget(source: CalendarSource, at: datetime) -> None:
    """What was read before goes as far as it lies ahead; the present shift ends now."""
    Shift.objects.filter(source=source, since__gte=at).delete()
    Shift.objects.filter(source=source, since__lt=at, until__gt=at).update(until=at)


def _shifts(source: CalendarSource, taken: Sequence[tuple[Person, Span]], at: datetime) -> int:
    """New shifts from now on; one that somebody wrote by hand for the same moment stands."""
    cut = [(person, Span(max(span.since, at), span.until)) for person, span in taken]
    rows = {
        (person.pk, span.since): Shift(
            rota=source.rota, person=person, since=span.since, until=span.until,
            position=source.level - 1, source=source,
        )
        for person, span in cut
        if span.until > span.since
    }  # fmt: skip
    there = set(
        Shift.objects.filter(rota=source.rota, since__gte=at).values_list("person_id", "since")
    )
    made = [row for key, row in rows.items() if key not in there]
    Shift.objects.bulk_create(made)
    return len(made)


def _by_person(
    found: Iterable[Occurrence],
) -> tuple[list[tuple[Person, Span]], tuple[str, ...]]:
    """Whose each stretch is, the highest `[L2]` of several first, and the words for nobody."""
    people = {
        name.casefold(): one
        for one in Person.objects.filter(is_active=True)
        for name in (one.name, one.username, one.email)
        if name
    }
    ranked: dict[int, list[tuple[Person, Span]]] = {}
    unknown: dict[str, None] = {}
    for one in found:
        priority = _PRIORITY.match(one.summary)
        words = _PRIORITY.sub("", one.summary).strip()
        said = (*one.mails, words, *words.split(","))
        meant = [people.get(word.strip().casefold()) for word in said]
        here = list(dict.fromkeys(person for person in meant if person))
        if not here:
            unknown[words or ", ".join(one.mails) or "?"] = None
        for person in here:
            ranked.setdefault(int(priority[1]) if priority else 0, []).append((person, one.span))
    return _without_lower(ranked), tuple(unknown)


def _without_lower(ranked: dict[int, list[tuple[Person, Span]]]) -> list[tuple[Person, Span]]:
    covered: list[Span] = []
    left: list[tuple[Person, Span]] = []
    for priority in sorted(ranked, reverse=True):
        for person, span in ranked[priority]:
            left += [(person, part) for part in subtract([span], covered)]
        covered = list(union(covered, sorted(span for _person, span in ranked[priority])))
    return left
