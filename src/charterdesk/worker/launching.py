"""Contracts are launched on the day of their start, and told of before their end.

A customer's day begins at its own midnight, so the worker looks more than once a day.
"""

from datetime import datetime, timedelta

from charterdesk.welcome.ending import tell_of_ends
from charterdesk.welcome.launching import launch_due

LOOK_EVERY = timedelta(minutes=5)


class Launcher:
    """When the next look at contracts is due."""

    def __init__(self) -> None:
        self._look_at: datetime | None = None

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """Launch what begins and tell of what ends, if a look is due; True where anything was."""
        if self._look_at is not None and at < self._look_at:
            return False
        self._look_at = at + LOOK_EVERY
        launched, told = launch_due(at=at), tell_of_ends(at=at)
        return launched + told > 0
