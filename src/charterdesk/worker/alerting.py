"""Rounds with what machines delivered: a few alerts of one source, then the next source's turn.

However much one sends, the others have their turn after at most ten alerts of it; wakes, notices
and mail have loops and processes of their own.
"""

import logging
from datetime import datetime, timedelta

from charterdesk.alerts.keeping import drop_old
from charterdesk.alerts.models import AlertDelivery
from charterdesk.alerts.taking import count_a_fault, next_source, oldest_waiting, take
from charterdesk.worker.ticking import GONE

LOOK_EVERY = timedelta(milliseconds=500)
DROP_EVERY = timedelta(hours=1)
log = logging.getLogger(__name__)


class AlertRounds:
    """Whose turn it was last, and when the next look is due."""

    def __init__(self) -> None:
        self._last = 0
        self._look_at: datetime | None = None
        self._drop_at: datetime | None = None

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
        source = next_source(self._last)
        self._look_at = at + LOOK_EVERY if source is None else None
        if source is None:
            return False
        self._last = source
        delivery = oldest_waiting(source)
        if delivery is not None:
            self._take(delivery, at)
        return True

    def _take(self, delivery: AlertDelivery, at: datetime) -> None:
        try:
            take(delivery, at)
        except GONE:
            raise
        except Exception:
            log.exception("A delivery could not be taken: %s", delivery.pk)
            count_a_fault(delivery, at)
