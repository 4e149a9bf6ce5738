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
from charterdesk.worker.rounds import Rounds

LOOK_EVERY = timedelta(seconds=1)
TELL_EVERY = timedelta(seconds=5)
LEFT_ALONE_FOR = timedelta(minutes=1)


def tracker_rounds(clock: Callable[[], datetime] = now) -> Rounds:
    """One ask or one reading at a time; raises MalformedSetting.

    `clock` tells when a tracker had answered.
    """
    tells = Rounds(tell_next, TELL_EVERY, steady=True)
    return Rounds(Bringing(clock).bring, LOOK_EVERY, beside=(tells,))


class Bringing:
    """The desk's trackers, and which of them are silent."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._trackers = trackers_of_the_desk()
        self._silent: dict[str, datetime] = {}

    def bring(self, at: datetime) -> bool:
        """One ask or one reading, if there is any; False where there is nothing to do."""
        self._silent = {name: until for name, until in self._silent.items() if until > at}
        for round_ in (bring_next, read_next):
            away = round_(self._trackers, at=at, clock=self._clock, silent=tuple(self._silent))
            if away is not None:
                if away:
                    self._silent[away] = self._clock() + LEFT_ALONE_FOR
                return True
        return False
