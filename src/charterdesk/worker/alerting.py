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
from charterdesk.worker.rounds import Rounds
from charterdesk.worker.ticking import GONE

LOOK_EVERY = timedelta(milliseconds=500)
DROP_EVERY = timedelta(hours=1)
WATCH_EVERY = timedelta(seconds=30)
log = logging.getLogger(__name__)


def alert_rounds() -> Rounds:
    """A few alerts of one source at a time; silent sources and old deliveries now and then."""
    drops = Rounds(lambda at: drop_old(at=at), DROP_EVERY, steady=True)
    watches = Rounds(lambda at: watch_silence(at=at), WATCH_EVERY, steady=True)
    return Rounds(Turns().take_next, LOOK_EVERY, beside=(drops, watches))


class Turns:
    """Whose turn it was last."""

    def __init__(self) -> None:
        self._last = 0

    def take_next(self, at: datetime) -> bool:
        """Take a few alerts, if any wait; False where none does, or another worker is at it."""
        source = next_source(self._last)
        self._last = source or 0
        return source is not None and _take(oldest_waiting(source), at)


def _take(delivery: AlertDelivery | None, at: datetime) -> bool:
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
