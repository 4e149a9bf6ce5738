"""What an event does to the promises of a case: which begin, pause, are kept (2.5, 2.6)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from charterdesk.engine import events as ev
from charterdesk.engine import promise as pr
from charterdesk.engine.calendar import Calendar
from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter, Term
from charterdesk.engine.promise import Promise

ONCE_PER_CASE = ("response", "workaround", "resolution")


def terms_of(charter: Charter, case: Case) -> Mapping[str, tuple[Term, ...]]:
    """Every term in force now, by kind: the row's, and those of a ladder that runs (2.8)."""
    found: dict[str, tuple[Term, ...]] = {
        kind: (term,) for kind, term in charter.terms(case.priority, case.contract).items()
    }
    for run in case.runs:
        row = charter.ladders[run.ladder].row if run.is_going else None
        for kind, term in (row.terms if row else {}).items():
            found[kind] = (*found.get(kind, ()), term)
    return found


def calendar_of(charter: Charter, case: Case, term: Term) -> Calendar:
    """The hours of a term, in the customer's zone where the row says so (2.6 H)."""
    return charter.calendar(term.hours, case.zone if term.customer_zone else "")


def term_for(charter: Charter, case: Case, kind: str, start: datetime) -> Term:
    """The strictest term of a kind from `start`; an unnamed one where the charter is silent."""
    terms = _terms_for(charter, case, kind)
    if not terms:
        return _unnamed(kind)
    if len(terms) == 1:
        return terms[0]

    def due(term: Term) -> tuple[bool, datetime]:
        due = pr.target_due(calendar_of(charter, case, term), start, term.target)
        return due is None, due or start

    return min(terms, key=due)


def _terms_for(charter: Charter, case: Case, kind: str) -> tuple[Term, ...]:
    """As `terms_of`, of one kind."""
    named = charter.terms(case.priority, case.contract).get(kind)
    found = (named,) if named is not None else ()
    for run in case.runs:
        row = charter.ladders[run.ladder].row if run.is_going else None
        if row is not None and kind in row.terms:
            found = (*found, row.terms[kind])
    return found


@lru_cache(maxsize=64)
def _unnamed(kind: str) -> Term:
    return Term(kind=kind, target=pr.NOT_STATED)


def begin(charter: Charter, case: Case, kind: str, at: datetime, key: str = "") -> None:
    """A new cycle of a kind from `at`; paused from the start while the case waits."""
    term = term_for(charter, case, kind, at)
    calendar = calendar_of(charter, case, term)
    promise = pr.started(kind, at, term, calendar, charter.warn, key=key)
    if case.waiting_on and pauses(charter, case.waiting_on, kind):
        promise = pr.paused(promise, at)
    case.promises = (*case.promises, promise)


def keep(case: Case, at: datetime, *kinds: str, key: str | None = None) -> None:
    """Every open cycle of these kinds is kept at `at` (of one key, or of all)."""
    _each(case, lambda p: pr.kept(p, at), kinds, key)


def end(case: Case, at: datetime, verdict: pr.Verdict, *kinds: str) -> None:
    """Every open cycle of these kinds ends at `at` without having been kept."""
    _each(case, lambda p: pr.ended(p, at, verdict), kinds, None)


def end_all(case: Case, at: datetime, verdict: pr.Verdict, but: tuple[str, ...] = ()) -> None:
    """Whatever is still owed ends without having been kept, but for some kinds."""
    case.promises = tuple(p if p.kind in but else pr.ended(p, at, verdict) for p in case.promises)


def answered(charter: Charter, case: Case, at: datetime) -> None:
    """A human, public message or a live talk: keeps response, reply and update (2.5)."""
    keep(case, at, "response", "reply", "update")
    case.callings = tuple(c for c in case.callings if c.repeat.until != "response")
    first = case.responded_at is None
    case.responded_at = case.responded_at or at
    if first:
        begin_activation(charter, case, at)
    if not case.is_resolved:
        begin(charter, case, "update", at)


def activated(charter: Charter, case: Case, at: datetime) -> None:
    """Work has begun: keeps the activation, begins the diagnosis."""
    if case.activated_at is not None:
        return
    case.activated_at = at
    keep(case, at, "activation")
    begin(charter, case, "diagnosis", at)


def customer_wrote(charter: Charter, case: Case, event: ev.CustomerWrote) -> None:
    """A human message: ends waiting on them or a date, and a reply is owed after the response."""
    if case.waiting_on in ("customer", "date"):
        end_waiting(charter, case, event.at)
    key = case.key_of(event.asker)
    response, owed = case.promise("response", key), case.promise("reply", key)
    if (response is None or not response.is_open) and (owed is None or not owed.is_open):
        begin(charter, case, "reply", event.at, key=key)


def retarget(charter: Charter, case: Case, at: datetime) -> None:
    """The terms may have changed at `at`: each open promise is judged by 2.6 A."""
    case.promises = tuple(_retargeted(charter, case, p, at) for p in case.promises)


def end_waiting(charter: Charter, case: Case, at: datetime) -> None:
    """Waiting is over: what was paused runs again (T7)."""
    if case.waiting_on == "supplier":
        keep(case, at, "supplier")
    case.waiting_on = case.waiting_for = ""
    case.waiting_since, case.waiting_until, case.reminded = None, None, ()
    case.promises = tuple(pr.resumed(p, at) for p in case.promises)


def mark(case: Case, event: ev.PromiseWarned | ev.PromiseBreached) -> None:
    """Note a warning or a breach on the cycle that it was recorded for, found by its start.

    Of cycles that began at one moment each has its own: one that has it already is passed over.
    """
    warning = isinstance(event, ev.PromiseWarned)
    same = [p for p in case.promises if p.kind == event.promise and p.key == event.key]
    meant = [p for p in same if p.start == event.start] or same[-1:]
    fresh = [p for p in meant if not (p.warned if warning else p.breached_at)]
    if not meant:
        return
    was = (fresh or meant)[-1]
    now = pr.warned(was) if warning else pr.breached(was, event.at)
    case.promises = tuple(now if p is was else p for p in case.promises)


def _retargeted(charter: Charter, case: Case, promise: Promise, at: datetime) -> Promise:
    if not promise.is_open:
        return promise
    term = term_for(charter, case, promise.kind, promise.start)
    row = charter.rows.get(case.priority)
    from_start = bool(row and row.on_raise_from_start)
    calendar = calendar_of(charter, case, term)
    return pr.changed(promise, term, calendar, at, from_start=from_start)


def begin_activation(charter: Charter, case: Case, at: datetime) -> None:
    """The activation is owed from the response; work that had begun keeps it at once."""
    begin(charter, case, "activation", at)
    if case.activated_at is not None:
        keep(case, at, "activation")


def _each(
    case: Case, change: Callable[[Promise], Promise], kinds: tuple[str, ...], key: str | None
) -> None:
    """Change the open cycles of some kinds, of one key or of all."""
    changed = None
    for place, p in enumerate(case.promises):
        if p.ended_at is None and p.kind in kinds and key in (None, p.key):
            changed = changed or list(case.promises)
            changed[place] = change(p)
    if changed:
        case.promises = tuple(changed)


def pauses(charter: Charter, on: str, kind: str) -> bool:
    """Whether waiting on that stops the clock of a kind (T7)."""
    rule = charter.waiting.get(on)
    if rule is None:
        return on == "customer" and kind in pr.DEFAULT_PAUSES
    return kind in rule.pauses


def _opened(charter: Charter, case: Case, event: ev.CaseOpened) -> None:
    case.opening, case.version = event, event.version
    case.priority, case.priority_since = event.priority, event.at
    case.contract, case.axes = event.contract, dict(event.axes)
    case.tier = charter.tiers[0].name if charter.tiers else ""
    for kind in ONCE_PER_CASE:
        begin(charter, case, kind, event.at)
    if event.answered:
        answered(charter, case, event.at)
    if event.outage:
        end(case, event.at, "not needed", "response")


def _customer_wrote(charter: Charter, case: Case, event: ev.CustomerWrote) -> None:
    if not event.automatic:
        customer_wrote(charter, case, event)


def _reply_sent(charter: Charter, case: Case, event: ev.ReplySent) -> None:
    if not event.automatic and event.message not in case.void:
        answered(charter, case, event.at)


def _activated(charter: Charter, case: Case, event: ev.Activated) -> None:
    activated(charter, case, event.at)


def _priority_set(charter: Charter, case: Case, event: ev.PrioritySet) -> None:
    case.priority, case.priority_since = event.priority, event.at
    retarget(charter, case, event.at)


def _contract_changed(charter: Charter, case: Case, event: ev.ContractChanged) -> None:
    case.contract = event.to
    retarget(charter, case, event.at)


def _charter_changed(charter: Charter, case: Case, event: ev.CharterChanged) -> None:
    case.version = event.version
    retarget(charter, case, event.at)


def _waiting_began(charter: Charter, case: Case, event: ev.WaitingBegan) -> None:
    if case.waiting_on:
        end_waiting(charter, case, event.at)
    case.worked = case.worked or "activation" not in terms_of(charter, case)
    case.waiting_on, case.waiting_for = event.on, event.what
    case.waiting_since, case.waiting_until, case.reminded = event.at, event.until, ()
    if event.on == "supplier":
        begin(charter, case, "supplier", event.at)
    case.promises = tuple(
        pr.paused(p, event.at) if pauses(charter, event.on, p.kind) else p for p in case.promises
    )


def _waiting_ended(charter: Charter, case: Case, event: ev.WaitingEnded) -> None:
    end_waiting(charter, case, event.at)


def _marked(charter: Charter, case: Case, event: ev.PromiseWarned | ev.PromiseBreached) -> None:
    mark(case, event)


FOLDS: Mapping[type[ev.Event], Callable[[Charter, Case, Any], None]] = {
    ev.CaseOpened: _opened,
    ev.CustomerWrote: _customer_wrote,
    ev.ReplySent: _reply_sent,
    ev.Activated: _activated,
    ev.PrioritySet: _priority_set,
    ev.ContractChanged: _contract_changed,
    ev.CharterChanged: _charter_changed,
    ev.WaitingBegan: _waiting_began,
    ev.WaitingEnded: _waiting_ended,
    ev.PromiseWarned: _marked,
    ev.PromiseBreached: _marked,
}
