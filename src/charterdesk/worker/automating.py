"""Rounds with runbooks: begin what begins by itself, ask what the desk asks, miss what is late."""

from collections.abc import Callable
from datetime import datetime, timedelta

from charterdesk.automation.asking_web import ask_next
from charterdesk.automation.handing import drop_overdue
from charterdesk.automation.starting import start_due
from charterdesk.kit.wallclock import now
from charterdesk.worker.rounds import Rounds

LOOK_EVERY = timedelta(seconds=1)


def run_rounds() -> Rounds:
    """What needs nobody outside: starts, and steps whose time is over."""
    return Rounds(_start_and_drop, LOOK_EVERY)


def request_rounds(clock: Callable[[], datetime] = now) -> Rounds:
    """Requests of runbooks, one at a time; `clock` tells when an answer had come."""
    return Rounds(lambda at: ask_next(at=at, clock=clock), LOOK_EVERY)


def _start_and_drop(at: datetime) -> bool:
    more = start_due(at)
    while drop_overdue(at):
        more = True
    return more
