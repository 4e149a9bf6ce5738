"""Mail that was stored and then left: taken once its own process has had its time, or given up.

A desk that only takes mail by `charterdesk deliver` has no hands beside a listener that would
do it. Held mail whose time is over is given up here as well.
"""

from datetime import datetime, timedelta

from charterdesk.intake.commands import expire_held
from charterdesk.intake.taking import take_waiting

PATIENCE = timedelta(seconds=60)
LOOK_EVERY = timedelta(seconds=15)


class WaitingMail:
    """When the next look at stored mail is due."""

    def __init__(self) -> None:
        self._look_at: datetime | None = None

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """Take what was left, if a look is due; True where something was taken."""
        if self._look_at is not None and at < self._look_at:
            return False
        self._look_at = at + LOOK_EVERY
        expire_held(at=at)
        return take_waiting(at, older_than=PATIENCE) > 0
