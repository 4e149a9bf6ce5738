"""One's own duty as an iCalendar feed: read by whoever has the secret address."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from charterdesk.accounts.models import Person
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.rotation import final_schedule
from charterdesk.engine.spans import Span, union
from charterdesk.oncall.models import CalendarFeed
from charterdesk.oncall.schedules import rota_names
from charterdesk.oncall.staff import staff_of

BACK, AHEAD = timedelta(days=30), timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Duty:
    """A stretch of a person's duty."""

    charter: str
    rota: str
    span: Span


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return sha256(token.encode()).hexdigest()


def person_of_feed(token: str) -> Person | None:
    """Whose feed the address is; None for one that is unknown, ended or of a closed account."""
    hashed = hash_of(token)
    feed = (
        CalendarFeed.objects.filter(token_hash=hashed, ended_at=None, person__is_active=True)
        .select_related("person")
        .first()
    )
    return feed.person if feed and constant_time_compare(feed.token_hash, hashed) else None


def duty_of(person: Person, charters: Iterable[Charter], at: datetime) -> Iterator[Duty]:
    """The person's duty from a month ago to half a year ahead, on whatever level."""
    since, until = at - BACK, at + AHEAD
    for charter in charters:
        staff = staff_of(charter)
        for rota in rota_names(charter):
            final = final_schedule(staff.plan_of(rota, since, until), since, until)
            own = (one.span for one in final if person.username in one.people)
            for span in union(own):
                yield Duty(charter.name, rota, span)


def calendar_of(person: Person, charters: Iterable[Charter], at: datetime) -> bytes:
    """The feed. An event keeps its identity while its rota and beginning stay."""
    calendar = Calendar()
    calendar.add("prodid", "-//Charterdesk//On call//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("On call: %(name)s") % {"name": person.name})
    for duty in duty_of(person, charters, at):
        event = Event()
        begins = f"{duty.span.since:%Y%m%dT%H%M%SZ}"
        event.add("uid", f"{begins}-{duty.charter}-{duty.rota}-{person.pk}@charterdesk")
        event.add("dtstamp", at.replace(microsecond=0))
        event.add("dtstart", duty.span.since)
        event.add("dtend", duty.span.until)
        event.add("summary", _("On call: %(rota)s") % {"rota": duty.rota})
        calendar.add_component(event)
    return bytes(calendar.to_ical())
