"""Raising and clearing the alarms of cases that a loop could not deal with."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from charterdesk.worker.models import Alarm


def raise_alarm(case_id: int, text: str, at: datetime) -> None:
    """Raise the case's alarm, or count it once more while it is open."""
    again = Alarm.objects.filter(case=case_id, cleared_at__isnull=True)
    if not again.update(times=F("times") + 1, last_at=at, text=text):
        Alarm.objects.create(case_id=case_id, text=text, raised_at=at, last_at=at)


def clear_alarms(case_ids: Collection[int], at: datetime) -> None:
    """These cases went well."""
    Alarm.objects.filter(case__in=case_ids, cleared_at__isnull=True).update(cleared_at=at)


def open_alarms(most: int | None = None) -> list[Alarm]:
    """The alarms that nobody has seen the end of, the oldest first; `most` of them at the most."""
    found = Alarm.objects.filter(cleared_at__isnull=True).select_related("case")
    return list(found.order_by("raised_at", "pk")[:most])
