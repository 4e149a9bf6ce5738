"""Rounds with runbooks: begin what begins by itself, ask what the desk asks, miss what is late."""

from collections.abc import Callable
from datetime import datetime, timedelta

from charterdesk.automation.asking_web import ask_next
from charterdesk.automation.handing import drop_overdue
from charterdesk.automation.starting import start_due
from charterdesk.kit.wallclock import now

LOOK_EVERY = timedelta(seconds=1)


class RunRounds:
    """What needs nobody outside: starts, and steps whose time is over."""

    def __init__(self) -> None:
        self._look_at: datetime | None = None

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """One look, if it is due; True where there is more to do at once."""
        if self._look_at is not None and at < self._look_at:
            return False
        more = start_due(at)
        while drop_overdue(at):
            more = True
        self._look_at = None if more else at + LOOK_EVERY
        return more


class RequestRounds:
    """Requests of runbooks, one at a time; `clock` tells when an answer had come."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self._clock = clock
        self._look_at: datetime | None = None

    def due(self) -> datetime | None:
        """When the next look is due; None for at once."""
        return self._look_at

    def step(self, at: datetime) -> bool:
        """One request, if any waits."""
        if self._look_at is not None and at < self._look_at:
            return False
        asked = ask_next(at=at, clock=self._clock)
        self._look_at = None if asked else at + LOOK_EVERY
        return asked
