"""Calendars of others are read again by themselves, each at its own pace, by one worker at a time.

What goes wrong with one of them never keeps the next one waiting.
"""

from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from charterdesk.oncall.commands.sources import fetch_again
from charterdesk.oncall.models import CalendarSource

# Whoever claims a calendar and dies leaves it for so long.
LEASE = timedelta(minutes=2)


def next_reading_at() -> datetime | None:
    """When the next calendar is to be read again; None where none is."""
    soonest = _own().order_by("next_read_at").values_list("next_read_at", flat=True)
    return soonest.first()


def reread_next(*, at: datetime) -> bool:
    """Read one calendar again that is due at `at`; False where none is.

    Of two workers at one moment one gets it: by a conditional update.
    """
    due = _own().filter(next_read_at__lte=at).select_related("rota").order_by("next_read_at", "pk")
    source = due.first()
    if source is None:
        return False
    mine = _own().filter(pk=source.pk, next_read_at=source.next_read_at)
    if mine.update(next_read_at=at + LEASE):
        fetch_again(source, at, whole=False)
        claimed = _own().filter(pk=source.pk, every__isnull=False)
        claimed.update(next_read_at=at + F("every"))
    return True


def _own() -> QuerySet[CalendarSource]:
    """Those that are read by themselves."""
    return CalendarSource.objects.filter(every__isnull=False, ended_at=None).exclude(url="")
