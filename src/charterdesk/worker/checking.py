"""A second look, independent of the ticks: is every open case going to be woken when it must?

Each second it asks for the cases whose two wakes differ; an index over those alone knows them.
Beside that it walks over all open cases, a few a second, folds each from its events and compares
the wake that they say with the one that is stored. A wrong one is mended and raises an alarm, for
something has damaged it. A walk begins at most once a minute; cases set aside are left alone.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from charterdesk.cases.models import Case
from charterdesk.cases.models.case import WAKE_DAMAGED
from charterdesk.cases.store import Loaded, load, load_rows, mend_wake, wake_of
from charterdesk.worker.alarms import raise_alarm
from charterdesk.worker.models import Alarm
from charterdesk.worker.rounds import Rounds

AT_ONCE = 200
# What a worker does for cases that sleep: it must cost next to nothing.
BATCH = 5
PACE = timedelta(seconds=1)
WALK_EVERY = timedelta(minutes=1)

log = logging.getLogger(__name__)


class Checker:
    """Where the present walk has come to, and when the next look is due."""

    def __init__(self) -> None:
        self._last = 0
        self._began: datetime | None = None
        self._walk_at: datetime | None = None
        self.looked_at: datetime | None = None
        self._rounds = Rounds(self._look, PACE)

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._rounds.due()

    def step(self, at: datetime) -> bool:
        """Look if a look is due; True where a wake was mended, and the next look is due at once.

        `looked_at` is when a look last came to its end.
        """
        return self._rounds.step(at)

    def _look(self, at: datetime) -> bool:
        damaged = list(Case.objects.filter(WAKE_DAMAGED).order_by("pk")[:AT_ONCE])
        mended = [_mend(loaded, at) for loaded in load_rows(damaged)]
        if self._walk_at is None or at >= self._walk_at:
            mended += self._walk(at)
        self.looked_at = at
        return any(mended)

    def _walk(self, at: datetime) -> list[bool]:
        """The next few cases of the walk; which of them were mended."""
        self._began = self._began or at
        rows = list(_to_look_at(self._last)[:BATCH])
        if len(rows) == BATCH:
            self._last, self._walk_at = rows[-1].pk, at + PACE
        else:
            self._last, self._walk_at = 0, max(at + PACE, self._began + WALK_EVERY)
            self._began = None
        return [_mend(loaded, at) for loaded in load_rows(rows) if _is_wrong(loaded)]


def _to_look_at(last: int) -> QuerySet[Case]:
    """Cases that may have something to come, after the case `last`, without those set aside."""
    living = Q(is_open=True) | Q(next_wake_at__isnull=False) | Q(status="resolved")
    found = Case.objects.filter(living, pk__gt=last).exclude(
        alarms__in=Alarm.objects.filter(cleared_at__isnull=True)
    )
    return found.order_by("pk")


def _is_wrong(loaded: Loaded) -> bool:
    row = loaded.row
    return row.next_wake_at != wake_of(loaded) or row.wake_copy_at != row.next_wake_at


@transaction.atomic
def _mend(seen: Loaded, at: datetime) -> bool:
    """Look again under the lock: the case may only have gone on meanwhile."""
    loaded = load(seen.row.pk, for_update=True)
    if not _is_wrong(loaded):
        return False
    was, wanted = loaded.row.next_wake_at, wake_of(loaded)
    mend_wake(loaded)
    text = f"Its wake was damaged: {was} instead of {wanted}. It is mended."
    log.warning("%s: %s", loaded.row.number, text)
    raise_alarm(loaded.row.pk, text, at)
    return True
