"""What comes due by time alone, as values: the one list of which a Tick does each (2.10).

The next wake is computed from it, not polled for. At one moment the order is: promises, steps,
repeats, reminders, closing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine.calendar import ALWAYS
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.ladder import Calling, Run, StepRun, fires_at
from charterdesk.engine.promise import Promise, target_due


@dataclass(frozen=True, slots=True)
class WarningDue:
    at: datetime
    promise: Promise


@dataclass(frozen=True, slots=True)
class BreachDue:
    at: datetime
    promise: Promise


@dataclass(frozen=True, slots=True)
class LimitDue:
    at: datetime
    run: Run
    step: StepRun


@dataclass(frozen=True, slots=True)
class StepDue:
    at: datetime
    run: Run
    step: str


@dataclass(frozen=True, slots=True)
class RepeatDue:
    at: datetime
    calling: Calling


@dataclass(frozen=True, slots=True)
class ReminderDue:
    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class DateDue:
    at: datetime


@dataclass(frozen=True, slots=True)
class SilenceDue:
    at: datetime


Timer = WarningDue | BreachDue | LimitDue | StepDue | RepeatDue | ReminderDue | DateDue | SilenceDue


def next_timer(charter: Charter, case: Case) -> Timer | None:
    """What comes due first; None when nothing ever will by time alone."""
    first: Timer | None = None
    for timer in timers(charter, case):
        if first is None or timer.at < first.at:
            first = timer
    return first


def timers(charter: Charter, case: Case) -> Iterator[Timer]:
    """All that is to come due, as things stand; of each promise, what comes first."""
    if not case.exists or case.merged_into:
        return
    yield from _of_promises(case)
    if case.is_over:
        return
    if case.runs:
        yield from _of_ladders(charter, case)
    if case.callings:
        yield from _of_callings(charter, case)
    if case.waiting_on or case.resolved_at is not None:
        yield from _of_waiting(charter, case)


def _of_promises(case: Case) -> Iterator[Timer]:
    for promise in case.promises:
        if promise.ended_at is not None or promise.breach_at is None:
            continue
        if promise.breached_at is not None or not promise.is_named:
            continue
        warn_at = None if promise.warned else promise.warn_at
        if warn_at is not None and warn_at <= promise.breach_at:
            yield WarningDue(warn_at, promise)
        else:
            yield BreachDue(promise.breach_at, promise)


def _of_ladders(charter: Charter, case: Case) -> Iterator[Timer]:
    for run in case.runs:
        if not run.is_going or run.carried_by:
            continue
        ladder = charter.ladders[run.ladder]
        hours = charter.calendar(ladder.hours)
        for state in run.steps:
            if state.is_ == "running" and state.limit is not None:
                yield LimitDue(run.here_at(state.limit), run, state)
        for step in ladder.steps:
            at = fires_at(run, step, hours)
            if at is not None:
                yield StepDue(run.here_at(at), run, step.name)


def _of_callings(charter: Charter, case: Case) -> Iterator[Timer]:
    for calling in case.callings:
        at = None if calling.fell_back else calling.next_at(charter.calendar(calling.hours))
        if at is not None:
            yield RepeatDue(at, calling)


def _of_waiting(charter: Charter, case: Case) -> Iterator[Timer]:
    if case.is_resolved:
        silence = charter.closing.silence
        if silence is not None and case.resolved_at is not None and not case.silence_held:
            at = target_due(ALWAYS, case.resolved_at, silence)
            if at is not None:
                yield SilenceDue(at)
        return
    if case.waiting_until is not None:
        yield DateDue(case.waiting_until)
    rule = charter.waiting.get(case.waiting_on)
    if rule is None or case.waiting_since is None:
        return
    number = len(case.reminded)
    if number < len(rule.remind):
        at = target_due(ALWAYS, case.waiting_since, rule.remind[number])
        if at is not None:
            yield ReminderDue(at, number + 1)
