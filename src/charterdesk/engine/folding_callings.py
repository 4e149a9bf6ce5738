"""What an event does to the list of notices and to the callings that repeat them (L3)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter, Ladder, Step
from charterdesk.engine.ladder import Calling, Run, call_occasion, calling_name, passed_name


def call_for(
    case: Case, ladder: Ladder, step: Step, run: Run, since: datetime, *, done: int = 0
) -> None:
    """The people of a step that repeats are called again from `since`, when they were told."""
    if step.repeat is None:
        return
    _put(
        case,
        Calling(
            name=calling_name(run.number, step.name),
            roles=tuple(dict.fromkeys(run.step(step.name).roles)),
            means=step.means,
            repeat=step.repeat,
            since=since,
            about=call_occasion(step.name),
            run=run.number,
            hours=ladder.hours,
            done=done,
            step=step.name,
        ),
    )


def call_others(case: Case, ladder: Ladder, step: Step, run: Run, event: ev.CallPassed) -> None:
    """The calling of these roles begins anew with whoever comes next; the others' goes on."""
    stands = run.step(step.name)
    mine = [c for c in case.callings if (c.run, c.step) == (run.number, step.name)]
    left = {calling.name: calling.without(event.roles) for calling in mine}
    kept = (left.get(calling.name, calling) for calling in case.callings)
    case.callings = tuple(calling for calling in kept if calling is not None)
    if step.repeat is None:
        return
    _put(
        case,
        Calling(
            name=passed_name(run.number, step.name, len(stands.passed)),
            roles=event.roles,
            means=step.means,
            repeat=step.repeat,
            since=event.at,
            about=call_occasion(step.name),
            run=run.number,
            hours=ladder.hours,
            step=step.name,
            answers_since=stands.fired_at,
        ),
    )


def _told(charter: Charter, case: Case, event: ev.Told) -> None:
    case.notices = (*case.notices, event)
    if not event.calling:
        return
    known = next((c for c in case.callings if c.name == event.calling), None)
    if event.number == 0:
        _begin(charter, case, event, known)
    elif known is not None and event.number > known.done:
        _put(case, replace(known, done=event.number))


def _begin(charter: Charter, case: Case, event: ev.Told, known: Calling | None) -> None:
    """The first notices of a rule that repeats begin the calling."""
    rule = next((rule for rule in charter.tells if rule.name == event.calling), None)
    if rule is None or rule.repeat is None:
        return
    if known is not None and known.since == event.at:
        _put(case, replace(known, roles=tuple(dict.fromkeys((*known.roles, *event.roles)))))
        return
    calling = Calling(
        name=rule.name,
        roles=event.roles,
        means=rule.means,
        repeat=rule.repeat,
        since=event.at,
        about=event.about,
        if_priority=rule.if_priority,
    )
    _put(case, calling)


def _missed(charter: Charter, case: Case, event: ev.RepeatsMissed) -> None:
    for calling in case.callings:
        if calling.name == event.calling:
            spent = event.number > calling.repeat.times
            _put(case, replace(calling, done=event.number, fell_back=spent))


def _put(case: Case, calling: Calling) -> None:
    """In its place among the callings, or as the last."""
    if any(known.name == calling.name for known in case.callings):
        case.callings = tuple(calling if c.name == calling.name else c for c in case.callings)
    else:
        case.callings = (*case.callings, calling)


FOLDS: Mapping[type[ev.Event], Callable[[Charter, Case, Any], None]] = {
    ev.Told: _told,
    ev.RepeatsMissed: _missed,
}
