"""What would be promised, and why: a case that does not exist yet, opened in thought.

The same `decide` opens it, so the answer can't differ from what the desk will do.
"""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.commands import OpenCase, Tick
from charterdesk.engine.decide import Because, Decision, decide
from charterdesk.engine.events import StepFired, Told
from charterdesk.engine.explain import Explained, explain_promise
from charterdesk.engine.rota import Rota
from charterdesk.engine.standing import Standing, standings

MOST_WAKES = 500


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answer: priority and why, each promise with its explanation, and who is told at once."""

    decision: Decision
    because: tuple[Because, ...]
    promises: tuple[tuple[Standing, tuple[Explained, ...]], ...]
    told: tuple[Told, ...]

    @property
    def priority(self) -> str:
        return self.decision.case.priority


@dataclass(frozen=True, slots=True)
class Preview:
    """One step of a ladder as it would go if nobody acted: when, and which (role, person)."""

    step: str
    at: datetime
    called: tuple[tuple[str, str], ...]
    skipped: bool = False


def what_if(charter: Charter, command: OpenCase, at: datetime, rota: Rota, zone: str) -> WhatIf:
    """Open a case in thought at `at`; times in the explanations are shown in `zone`."""
    decision = decide(charter, None, command, at, rota)
    case = decision.case
    shown = standings(charter, case, at) if case.exists else ()
    explained = tuple(
        (standing, explain_promise(charter, case, standing.promise, zone))
        for standing in shown
        if standing.promise is not None
    )
    told = tuple(event for event in decision.events if isinstance(event, Told))
    return WhatIf(decision, decision.because, explained, told)


def ladder_preview(
    charter: Charter, decision: Decision, at: datetime, rota: Rota
) -> tuple[Preview, ...]:
    """The steps of the run that a decision began, now and to come if nobody answers.

    Made by the executor itself: the decision's case is ticked on in thought, with the people
    who are on duty at those times.
    """
    events = list(decision.events)
    case, wake = decision.case, decision.next_wake
    for _ in range(MOST_WAKES):
        if wake is None or not _has_steps_to_come(case):
            break
        ticked = decide(charter, case, Tick(), wake, rota)
        events += ticked.events
        case, wake = ticked.case, ticked.next_wake
    return tuple(
        Preview(step=event.step, at=max(event.at, at), called=event.called, skipped=event.skipped)
        for event in events
        if isinstance(event, StepFired)
    )


def _has_steps_to_come(case: Case) -> bool:
    run = case.run_going
    return run is not None and any(step.is_ in ("waiting", "running") for step in run.steps)
