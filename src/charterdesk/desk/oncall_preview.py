"""A change of a rota that is tried: done, looked at and taken back, so that it can't differ.

It is the very command that would be done, in a transaction that is rolled back; nobody is told.
"""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from charterdesk.accounts.queries import people_of_the_desk
from charterdesk.accounts.refusal import Refusal
from charterdesk.desk.forms.oncall import RotaForm, RotaPlace
from charterdesk.desk.oncall_values import Strip
from charterdesk.desk.pages.oncall import gap_words
from charterdesk.desk.pages.oncall_strip import Frame, strip_of
from charterdesk.oncall.schedules import schedule_of
from charterdesk.visit.reader import Reader

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Tried:
    """The fourteen days from the change on, as they would be, and their gaps in words."""

    strip: Strip
    gaps: tuple[str, ...]


def preview(form: RotaForm, place: RotaPlace, reader: Reader) -> tuple[object, Tried | None]:
    """What the form would do; a Refusal where it can't be done."""
    with transaction.atomic():
        done = form.do()
        tried = None if isinstance(done, Refusal) else _tried(form, place, reader)
        transaction.set_rollback(True)
    return done, tried


def _tried(form: RotaForm, place: RotaPlace, reader: Reader) -> Tried:
    zone, said = ZoneInfo(place.zone), form.cleaned_data
    begins = said.get("first") or said.get("since") or reader.at
    first = max(begins.date(), reader.at.astimezone(zone).date())
    frame = Frame(first.toordinal(), zone, reader)
    reader.names.update({one.username: one.name for one in people_of_the_desk(place.person)})
    schedule = schedule_of(place.person, place.charter, place.name, frame.since, frame.until)
    return Tried(strip_of(schedule, frame), tuple(gap_words(one, frame) for one in schedule.gaps))
