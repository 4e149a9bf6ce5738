"""Rounds with what machines delivered: a few alerts of one source, then the next source's turn.

However much one sends, the others have their turn after at most ten alerts of it; wakes, notices
and mail have loops and processes of their own.
"""

import logging
from datetime import datetime, timedelta

from charterdesk.alerts.keeping import drop_old
from charterdesk.alerts.models import AlertDelivery
from charterdesk.alerts.silence import watch_silence
from charterdesk.alerts.taking import count_a_fault, next_source, oldest_waiting, take
from charterdesk.worker.ticking import GONE

LOOK_EVERY = timedelta(milliseconds=500)
DROP_EVERY = timedelta(hours=1)
WATCH_EVERY = timedelta(seconds=30)
log = logging.getLogger(__name__)


class AlertRounds:
    """Whose turn it was last, and when the next look is due."""

    def __init__(self) -> None:
        self._last = 0
        self._look_at: datetime | None = None
        self._drop_at: datetime | None = None
        self._watch_at: datetime | None = None

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """Take a few alerts, if any wait; False where none does."""
        if self._look_at is not None and at < self._look_at:
            return False
        if self._drop_at is None or at >= self._drop_at:
            self._drop_at = at + DROP_EVERY
            drop_old(at=at)
        if self._watch_at is None or at >= self._watch_at:
            self._watch_at = at + WATCH_EVERY
            watch_silence(at=at)
        source = next_source(self._last)
        self._last = source or 0
        worked = source is not None and self._take(oldest_waiting(source), at)
        # Where another worker is at it, or nothing waits, the next look has time.
        self._look_at = None if worked else at + LOOK_EVERY
        return worked

    def _take(self, delivery: AlertDelivery | None, at: datetime) -> bool:
        """Take a few of it; False where somebody else does."""
        if delivery is None:
            return False
        before = delivery.done
        try:
            return take(delivery, at) or delivery.done > before
        except GONE:
            raise
        except Exception:
            log.exception("A delivery could not be taken: %s", delivery.pk)
            count_a_fault(delivery, at)
            return True
