"""Rounds with the trackers: asks go out, bugs are read, one after the other.

A tracker that was away is left alone for a while, so that it keeps nobody else waiting.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from charterdesk.kit.wallclock import now
from charterdesk.trackers.asking import bring_next
from charterdesk.trackers.mirroring import read_next
from charterdesk.trackers.named import trackers_of_the_desk
from charterdesk.trackers.telling import tell_next

LOOK_EVERY = timedelta(seconds=1)
TELL_EVERY = timedelta(seconds=5)
LEFT_ALONE_FOR = timedelta(minutes=1)


class TrackerRounds:
    """The desk's trackers, and which of them are silent; raises MalformedSetting.

    `clock` tells when a tracker had answered.
    """

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock
        self._trackers = trackers_of_the_desk()
        self._silent: dict[str, datetime] = {}
        self._look_at: datetime | None = None
        self._tell_at: datetime | None = None

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """One ask or one reading, if there is any; False where there is nothing to do."""
        if self._look_at is not None and at < self._look_at:
            return False
        if self._tell_at is None or at >= self._tell_at:
            self._tell_at = at + TELL_EVERY
            tell_next(at)
        worked = self._bring(at)
        self._look_at = None if worked else at + LOOK_EVERY
        return worked

    def _bring(self, at: datetime) -> bool:
        self._silent = {name: until for name, until in self._silent.items() if until > at}
        for round_ in (bring_next, read_next):
            away = round_(self._trackers, at=at, clock=self._clock, silent=tuple(self._silent))
            if away is not None:
                if away:
                    self._silent[away] = self._clock() + LEFT_ALONE_FOR
                return True
        return False
