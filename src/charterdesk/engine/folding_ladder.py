"""What an event does to the runs of ladders (2.8)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.folding_callings import call_for, call_others
from charterdesk.engine.folding_promises import begin, end, retarget, terms_of
from charterdesk.engine.ladder import (
    Run,
    StepIs,
    StepRun,
    begun,
    in_charge,
    limit_of,
)


def _started(charter: Charter, case: Case, event: ev.LadderStarted) -> None:
    run = begun(charter.ladders[event.ladder], event.run, event.trigger, event.at)
    case.runs = (*case.runs, replace(run, carried_by=case.parent))
    _add_promises(charter, case, event, event.ladder)


def _add_promises(charter: Charter, case: Case, event: ev.Event, ladder: str) -> None:
    """The run's own promises are added while it lasts; its update is owed from its start.

    The update of the case's row is owed from the response, with a ladder or without (2.5).
    """
    retarget(charter, case, event.at)
    row, update = charter.ladders[ladder].row, case.promise("update")
    owed = row is not None and "update" in row.terms and (update is None or not update.is_open)
    if owed and not case.is_resolved:
        begin(charter, case, "update", event.at)


def _ended(charter: Charter, case: Case, event: ev.LadderEnded) -> None:
    run = _run(case, event.run)
    _put(case, run.ended(event.at, event.why))
    case.callings = tuple(c for c in case.callings if c.run != event.run)
    retarget(charter, case, event.at)
    if "update" not in terms_of(charter, case):
        end(case, event.at, "not needed", "update")


def _resumed(charter: Charter, case: Case, event: ev.LadderResumed) -> None:
    run = _run(case, event.run)
    _put(case, replace(run.resumed(event.at), carried_by=case.parent))
    _add_promises(charter, case, event, run.ladder)


def _fired(charter: Charter, case: Case, event: ev.StepFired) -> None:
    run = _run(case, event.run)
    ladder = charter.ladders[run.ladder]
    step = ladder.step(event.step)
    if step is None:
        return
    if event.skipped:
        _put(case, run.with_step(replace(run.step(event.step), is_="skipped")))
        return
    limit = limit_of(step, charter.calendar(ladder.hours), event.at)
    state = StepRun(
        name=step.name, is_="running", fired_at=event.at, limit=limit, called=event.called
    )
    _put(case, run.with_step(state))
    call_for(case, ladder, step, run.with_step(state), event.recorded_at)


def take_run(charter: Charter, case: Case, event: ev.TookIn) -> None:
    """The run of a merged case goes on here as it stands, instead of an own one (2.6 E)."""
    since, ladder = event.ladder_since or event.at, charter.ladders[event.ladder]
    mine = in_charge(case.runs, event.ladder)
    number = mine.number if mine else len(case.runs) + 1
    run = replace(begun(ladder, number, event.ladder_trigger, since), arrived_at=event.at)
    for name, is_, fired, limit, taken, called in event.steps:
        passed = tuple((when, who) for step, when, who in event.passes if step == name)
        state = StepRun(name, cast(StepIs, is_), fired, limit, taken, called, passed)
        run = run.with_step(state)
    if mine:
        _put(case, run)
    else:
        case.runs = (*case.runs, run)
    for at, who, acknowledged in event.answers:
        case.reached = (*case.reached, (at, who))
        if acknowledged:
            case.acknowledged = (*case.acknowledged, (at, who))
    case.callings = tuple(c for c in case.callings if c.run != number)
    for name, done in event.calls:
        step, fired_at = ladder.step(name), run.step(name).fired_at
        if step is not None and fired_at is not None:
            call_for(case, ladder, step, run, fired_at, done=done)
    _add_promises(charter, case, event, event.ladder)


def _taken(charter: Charter, case: Case, event: ev.StepTaken) -> None:
    run = _run(case, event.run)
    is_: StepIs = "breached" if event.breached else "taken"
    _put(case, run.with_step(replace(run.step(event.step), is_=is_, taken_at=event.at)))


def _reached(charter: Charter, case: Case, event: ev.PersonReached) -> None:
    case.reached = (*case.reached, (event.at, event.who))


def _withdrawn(charter: Charter, case: Case, event: ev.ReachWithdrawn) -> None:
    """Only what they said themselves still counts (R-VOX-8)."""
    run = _run(case, event.run)
    step = run.step(event.step)
    since, said = step.fired_at or run.since, {*case.acknowledged, *step.passed}
    case.reached = tuple(
        (at, who) for at, who in case.reached if who != event.who or at < since or (at, who) in said
    )
    if step.is_ == "taken" and step.limit is not None:
        _put(case, run.with_step(replace(step, is_="running", taken_at=None)))


def _acknowledged(charter: Charter, case: Case, event: ev.Acknowledged) -> None:
    case.acknowledged = (*case.acknowledged, (event.at, event.who))
    case.reached = (*case.reached, (event.at, event.who))


def _passed(charter: Charter, case: Case, event: ev.CallPassed) -> None:
    """Who says that they can't take it was reached (R-VOX-8); the calling goes on with others."""
    case.reached = (*case.reached, (event.at, event.who))
    run = _run(case, event.run)
    stands = run.step(event.step)
    _put(case, run.with_step(replace(stands, passed=(*stands.passed, (event.at, event.who)))))
    ladder = charter.ladders[run.ladder]
    step = ladder.step(event.step)
    if step is not None:
        call_others(case, ladder, step, _run(case, event.run), event)


def _de_escalated(charter: Charter, case: Case, event: ev.DeEscalated) -> None:
    """The runs themselves end by LadderEnded."""


def _run(case: Case, number: int) -> Run:
    return next(run for run in case.runs if run.number == number)


def _put(case: Case, run: Run) -> None:
    case.runs = tuple(run if r.number == run.number else r for r in case.runs)


FOLDS: Mapping[type[ev.Event], Callable[[Charter, Case, Any], None]] = {
    ev.LadderStarted: _started,
    ev.LadderEnded: _ended,
    ev.LadderResumed: _resumed,
    ev.StepFired: _fired,
    ev.StepTaken: _taken,
    ev.PersonReached: _reached,
    ev.ReachWithdrawn: _withdrawn,
    ev.Acknowledged: _acknowledged,
    ev.CallPassed: _passed,
    ev.DeEscalated: _de_escalated,
}
