"""Rounds over what customers were told to expect: who owes an update is warned in time."""

from datetime import datetime, timedelta

from charterdesk.incidents.commands.warning import warn_due

LOOK_EVERY = timedelta(seconds=2)


class UpdateRounds:
    """When the next look at promised updates is due."""

    def __init__(self) -> None:
        self._look_at: datetime | None = None

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """Warn, if a look is due; True where anything was."""
        if self._look_at is not None and at < self._look_at:
            return False
        warned = warn_due(at)
        self._look_at = None if warned else at + LOOK_EVERY
        return warned
