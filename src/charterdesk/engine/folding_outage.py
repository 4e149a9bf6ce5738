"""What an event does to a case of an outage, and to the outage itself (2.10)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from charterdesk.engine import events as ev
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter


def _parent_set(charter: Charter, case: Case, event: ev.ParentSet) -> None:
    """Runs stand still under a parent, and nobody is called by them; without it they go on."""
    was, case.parent = case.parent, event.parent
    going = {run.number for run in case.runs if run.is_going}
    case.callings = tuple(c for c in case.callings if c.run not in going)
    if event.parent:
        runs = (replace(r, carried_by=event.parent) if r.is_going else r for r in case.runs)
    else:
        still = {run.number for run in case.runs if run.carried_by == was}
        runs = (
            replace(run.resumed(event.at), carried_by="")
            if run.is_going and run.number in still
            else run
            for run in case.runs
        )
    case.runs = tuple(runs)


def _child_set(charter: Charter, case: Case, event: ev.ChildSet) -> None:
    others = tuple(number for number in case.children if number != event.child)
    case.children = others if event.gone else (*others, event.child)


FOLDS: Mapping[type[ev.Event], Callable[[Charter, Case, Any], None]] = {
    ev.ParentSet: _parent_set,
    ev.ChildSet: _child_set,
}
