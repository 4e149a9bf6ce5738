"""What an event does to the end of a case: resolved, agreed, closed, merged (2.6 E, F)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from charterdesk.engine import events as ev
from charterdesk.engine import promise as pr
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.folding_giving_back import lent_by, make_sooner
from charterdesk.engine.folding_ladder import take_run
from charterdesk.engine.folding_lent_bugs import bugs_come, owed_for_bugs
from charterdesk.engine.folding_promises import (
    activated,
    answered,
    begin,
    calendar_of,
    end,
    end_all,
    end_waiting,
    keep,
    pauses,
    term_for,
    terms_of,
)

OUTLIVE_THE_CASE = ("indication", "patch")


def _resolved(charter: Charter, case: Case, event: ev.Resolved) -> None:
    """Keeps the resolution; nothing but bugs' promises is owed while it stays resolved."""
    at = event.at
    if case.waiting_on:
        end_waiting(charter, case, at)
    case.resolved_at = case.last_resolved_at = at
    case.outcome, case.resolved_automatically = event.outcome, event.automatic
    case.worked = True
    if event.message and not event.automatic and event.message not in case.void:
        answered(charter, case, at)
    if event.automatic and case.responded_at is None:
        end(case, at, "not needed", "response")
    if case.responded_at is not None:
        activated(charter, case, at)
    keep(case, at, "resolution", "workaround")
    end(case, at, "not needed", "update", "diagnosis", "activation")


def _agreed(charter: Charter, case: Case, event: ev.Agreed) -> None:
    case.agreed = case.agreed | {event.party}


def _declined(charter: Charter, case: Case, event: ev.Declined) -> None:
    case.agreed = case.agreed - {event.party}


def _closed(charter: Charter, case: Case, event: ev.Closed) -> None:
    case.closed_at = event.at
    end_all(case, event.at, "not needed", but=(*OUTLIVE_THE_CASE, "response"))


def _silence_held(charter: Charter, case: Case, event: ev.SilenceHeld) -> None:
    case.silence_held = True


def _reopened(charter: Charter, case: Case, event: ev.Reopened) -> None:
    """Resolution goes on where it stopped; the time in between is not counted (2.6 F)."""
    at = event.at
    case.resolved_at = case.closed_at = case.handed_back_at = None
    case.worked = True
    case.agreed, case.silence_held = frozenset(), False
    case.reopened_at, case.reopened_why = (*case.reopened_at, at), event.why
    resolution = case.promise("resolution")
    if resolution is not None and resolution.ended_at is not None:
        case.promises = (*case.promises, pr.reopened(resolution, at))
    if case.responded_at is not None and "update" in terms_of(charter, case):
        begin(charter, case, "update", at)
    opening = case.opening
    if event.why == "fired again" and case.responded_at is None and opening and not opening.outage:
        # No human has answered yet: what the machine's own recovery ended is owed again.
        begin(charter, case, "response", at)


def _reopening_undone(charter: Charter, case: Case, event: ev.ReopeningUndone) -> None:
    """As it was before the message that turned out to be a "thanks"."""
    case.resolved_at, case.reopened_why = case.last_resolved_at, ""
    case.promises = tuple(p for p in case.promises if p.kind != "resolution" or not p.is_open)
    end(case, event.at, "not needed", "update", "reply")


def _handed_back(charter: Charter, case: Case, event: ev.HandedBack) -> None:
    """Out of scope: what was promised ends without a breach (R-HFN-21)."""
    if case.waiting_on:
        end_waiting(charter, case, event.at)
    case.handed_back_at = event.at
    end_all(case, event.at, "handed back")


def _merged(charter: Charter, case: Case, event: ev.MergedInto) -> None:
    case.merged_into, case.merged_at = event.into, event.at
    case.put_aside = case.promises
    case.callings = ()
    end_all(case, event.at, "not needed")


def _took_in(charter: Charter, case: Case, event: ev.TookIn) -> None:
    """Each asker keeps an own response and reply with its old due; else the sooner due counts."""
    case.took_in = {**case.took_in, event.number: event.asker}
    case.lent = {**case.lent, event.number: lent_by(case, event)}
    shared = owed_for_bugs(case) | {("resolution", "")}
    bugs_come(case, event, case.lent[event.number].bugs)
    for kind, key, start, due in event.promises:
        if (kind, key) in shared:
            make_sooner(case, (kind, key), due, event.at)
        elif kind != "resolution":
            _owe(charter, case, (kind, key or event.number), start, due, event.at)
    for kind, key, at in event.breached:
        if (kind, key) not in shared:
            _was_breached(case, (kind, key or event.number), at)
    if event.ladder:
        take_run(charter, case, event)


def _owe(
    charter: Charter,
    case: Case,
    which: tuple[str, str],
    start: datetime,
    due: datetime | None,
    at: datetime,
) -> None:
    kind, key = which
    term = term_for(charter, case, kind, start)
    promise = pr.started(kind, start, term, calendar_of(charter, case, term), charter.warn, key=key)
    promise = pr.arrived(promise, due, at)
    if kind in pr.PER_BUG_KINDS and case.waiting_on and pauses(charter, case.waiting_on, kind):
        promise = pr.paused(promise, at)
    case.promises = (*case.promises, promise)


def _was_breached(case: Case, which: tuple[str, str], at: datetime) -> None:
    """The breach was recorded in the merged case and is not counted again; it stays visible."""
    case.promises = tuple(
        pr.breached(p, at) if (p.kind, p.key) == which and p.is_open else p for p in case.promises
    )


FOLDS: Mapping[type[ev.Event], Callable[[Charter, Case, Any], None]] = {
    ev.Resolved: _resolved,
    ev.Agreed: _agreed,
    ev.Declined: _declined,
    ev.Closed: _closed,
    ev.SilenceHeld: _silence_held,
    ev.Reopened: _reopened,
    ev.ReopeningUndone: _reopening_undone,
    ev.HandedBack: _handed_back,
    ev.MergedInto: _merged,
    ev.TookIn: _took_in,
}
