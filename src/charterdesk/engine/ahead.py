"""What a ladder or a case's end will bring, found by letting the engine do it; nothing is saved.

Nobody answers and nothing is resolved in it, so it shows the longest way that it can go. Made by
the executor itself, so that a preview can't differ from what then happens.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.engine.calendar import ALWAYS
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import Agree, Tick
from charterdesk.engine.decide import Decision, decide, gates
from charterdesk.engine.decide.draft import Draft
from charterdesk.engine.events import CUSTOMER, Event, StepFired
from charterdesk.engine.promise import target_due
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


@dataclass(frozen=True, slots=True)
class Closing:
    """How a case may end. `missing` is what it still needs once the customer has agreed (R-HFN-18).

    `silent_at` is when it closes if nobody says anything, None for never; until `reopens_until`
    the customer may open it again, None for no end.
    """

    missing: tuple[str, ...]
    silent_at: datetime | None
    reopens_until: datetime | None


def closing_of(charter: Charter, case: Case, rota: Rota, at: datetime) -> Closing:
    """What is to come at the end of the case, as things stand at `at`."""
    after = decide(charter, case, Agree(by=CUSTOMER), at, rota).case
    draft = Draft(charter=charter, case=after, at=at, rota=rota)
    needs = () if after.closed_at else gates.missing_to_close(draft)
    silence, ended = charter.closing.silence, case.closed_at or case.resolved_at
    silent = silence is not None and case.resolved_at and not (case.is_over or case.silence_held)
    return Closing(
        missing=tuple(need.text for need in needs),
        silent_at=target_due(ALWAYS, case.resolved_at, silence)
        if silent and silence and case.resolved_at
        else None,
        reopens_until=target_due(ALWAYS, ended, charter.closing.reopen)
        if ended and charter.closing.reopen
        else None,
    )


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
