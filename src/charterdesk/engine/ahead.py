"""What a ladder will do, found by letting the engine do it: time goes on, nothing is saved.

Nobody answers and nothing is resolved in it, so it shows the longest way that it can go. Made by
the executor itself, so that a preview can't differ from what then happens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import Tick
from charterdesk.engine.decide import Decision, decide
from charterdesk.engine.events import Event, StepFired
from charterdesk.engine.rota import Rota

MOST_TICKS = 200
FAR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Firing:
    """A step as it would fire: when, and the (role, person) pairs on duty then."""

    step: str
    at: datetime
    called: tuple[tuple[str, str], ...]
    skipped: bool = False


def firings(
    charter: Charter, decision: Decision, rota: Rota, at: datetime, *, most: int = MOST_TICKS
) -> Iterator[Firing]:
    """The steps of the run that goes on after a decision: those it fired, and those to come.

    Looks a week from `at` and `most` wakes ahead.
    """
    run = decision.case.run_going
    for event in _events(charter, decision, rota, at + FAR, most):
        if run is not None and isinstance(event, StepFired) and event.run == run.number:
            yield Firing(event.step, event.at, event.called, event.skipped)


def _events(
    charter: Charter, decision: Decision, rota: Rota, until: datetime, most: int
) -> Iterator[Event]:
    """The events of the decision and of the ticks after it."""
    yield from decision.events
    for _ in range(most):
        wake = decision.next_wake
        if wake is None or wake > until or decision.case.run_going is None:
            return
        decision = decide(charter, decision.case, Tick(), wake, rota)
        yield from decision.events
