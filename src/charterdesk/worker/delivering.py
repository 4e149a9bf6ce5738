"""Delivering: one notice after another, and telling cases what became of them.

The worker sends many at once by a `Crew`; this way stands where one thread does everything.
"""

import logging
from datetime import datetime, timedelta

from charterdesk.cases.receipts import next_owed, no_longer_wanted, settle
from charterdesk.kit.wallclock import now
from charterdesk.notifications.delivery import Carriers, claim_next
from charterdesk.notifications.outcomes import carry, is_later, put_back, withhold
from charterdesk.worker.alarms import raise_alarm

PASSED_OVER_FOR = timedelta(minutes=10)

log = logging.getLogger(__name__)


class Settler:
    """Tells cases what became of deliveries.

    Outcomes that could not be told to their case are passed over for a while, with an alarm.
    """

    def __init__(self) -> None:
        self._passed_over: dict[int, datetime] = {}

    def step(self, at: datetime) -> bool:
        """Settle one outcome; False where there is none."""
        over = {pk: until for pk, until in self._passed_over.items() if until > at}
        self._passed_over = over
        owed = next_owed(over)
        if owed is None:
            return False
        try:
            settle(owed, at)
        except Exception as fault:
            log.exception("What became of notice %s could not be told to its case", owed)
            self._passed_over[owed.pk] = at + PASSED_OVER_FOR
            if owed.case_id is not None:
                raise_alarm(owed.case_id, f"{type(fault).__name__}: {fault}", at)
        return True


class Deliverer:
    """One thread's deliveries, with carriers of its own."""

    def __init__(self, carriers: Carriers) -> None:
        self.carriers = carriers
        self._settler = Settler()

    def step(self, at: datetime) -> bool:
        """Settle one outcome, or deliver one notice; False where there is nothing to do."""
        return self._settler.step(at) or self._deliver(at)

    def _deliver(self, at: datetime) -> bool:
        claim = claim_next(self.carriers, at)
        if claim is None:
            return False
        try:
            reason = no_longer_wanted(claim.notice) if is_later(claim.notice) else ""
            if reason:
                withhold(claim, reason)
            else:
                carry(claim, self.carriers, now())
        except Exception as fault:
            log.exception("Notice %s could not be carried", claim.notice)
            put_back(claim, f"{type(fault).__name__}: {fault}", now())
        return True
