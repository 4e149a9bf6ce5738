"""Promises as clocks: how much open time is left, whether it is running now, in which state.

The engine says what is due and how it stands; here it is only put into words.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.charters.queries import charter_version
from charterdesk.desk.pages.words import waiting_words
from charterdesk.engine.calendar import ALWAYS, Calendar, counted
from charterdesk.engine.charter.values import Charter, Term
from charterdesk.engine.standing import Standing
from charterdesk.look.clockface import left_of, left_until, running_hours, standing_state, state_of
from charterdesk.look.moments import length_words
from charterdesk.look.naming import promise_name
from charterdesk.look.terms import target_words
from charterdesk.look.values import Clock, ClockState
from charterdesk.visit.reader import Reader

ORDER: dict[ClockState, int] = {
    "breached": 0, "critical": 1, "soon": 2, "ok": 3, "paused": 4, "measured": 5, "met": 6,
}  # fmt: skip


def next_clock(row: Case, at: datetime) -> Clock | None:
    """The next promise of a row of the queue, from its columns and its charter alone."""
    if row.next_due_at is None:
        return None
    charter = charter_version(row.charter, row.charter_version)
    calendar, total = _row_hours(row, charter, row.next_due_at)
    late = row.next_due_state == "missed" or row.next_due_at <= at
    left = left_until(calendar, at, row.next_due_at, late=late)
    runs, runs_until = running_hours(calendar, at)
    return Clock(
        kind=row.next_due_kind,
        name=promise_name(row.next_due_kind),
        state="breached" if late else state_of(left, total),
        due_at=row.next_due_at,
        left=left,
        total=total,
        runs=runs,
        runs_until=runs_until,
    )


def said_clock(said_at: datetime, next_at: datetime, at: datetime) -> Clock:
    """The moment by which an asker was told at `said_at` to hear from us again."""
    left = next_at - at
    state = "breached" if left <= timedelta() else state_of(left, next_at - said_at)
    return Clock(
        kind="said", name=_("Next update, as we said"), state=state, due_at=next_at, left=left,
        total=next_at - said_at,
    )  # fmt: skip


def clocks_of(
    found: tuple[Standing, ...], reader: Reader, why: dict[str, str], waiting_on: str
) -> tuple[Clock, ...]:
    """All promises of a case, those that want us first; `why` are addresses by `clock_id`."""
    shown = [
        clock_of(one, reader, why.get(clock_id(one), ""), waiting_on)
        for one in found
        if one.is_ != "not started"
    ]
    far = reader.at + timedelta(days=36500)
    return tuple(sorted(shown, key=lambda clock: (ORDER[clock.state], clock.due_at or far)))


def clock_id(standing: Standing) -> str:
    """What names a promise of a case in an address: its kind, with its key where it has one."""
    return f"{standing.kind}:{standing.key}" if standing.key else standing.kind


def clock_of(standing: Standing, reader: Reader, why: str, waiting_on: str) -> Clock:
    """One promise as a clock."""
    promise = standing.promise
    calendar = promise.basis.calendar if promise else ALWAYS
    left = left_of(standing, calendar, reader.at)
    total = promise.taken(reader.at) + left if promise and left is not None else None
    runs, runs_until = running_hours(calendar, reader.at)
    return Clock(
        kind=standing.kind,
        name=promise_name(standing.kind, standing.key),
        state=standing_state(standing, left, total),
        due_at=standing.due if standing.is_open else None,
        left=left,
        total=total,
        detail=_detail(standing, reader, waiting_on),
        why_url=why,
        runs=runs,
        runs_until=runs_until,
    )


def _detail(standing: Standing, reader: Reader, waiting_on: str) -> str:
    """The line under the name: what was promised, or what became of it."""
    promise = standing.promise
    if promise is None:
        return ""
    match standing.is_:
        case "running":
            return _promised(promise.term)
        case "paused":
            return _("%(why)s since %(when)s") % {
                "why": waiting_words(waiting_on),
                "when": reader.short(promise.pauses[-1][0]),
            }
        case "breached" if standing.is_open:
            return _promised(promise.term)
        case "measured" if standing.is_open:
            return _measured(standing, reader)
        case "not needed":
            return _("not needed any more")
        case "handed back":
            return _("handed back")
        case _:
            return _ended(standing)


def _promised(term: Term) -> str:
    return target_words(term.target)


def _measured(standing: Standing, reader: Reader) -> str:
    promise = standing.promise
    so_far = length_words(promise.taken(reader.at)) if promise else ""
    if standing.aim is None:
        return _("%(length)s so far") % {"length": so_far}
    said = {"length": so_far, "when": reader.short(standing.aim)}
    return _("%(length)s so far, our aim: %(when)s") % said


def _ended(standing: Standing) -> str:
    """How long it took, of how much; and that it was missed or written down late."""
    promise, taken = standing.promise, standing.after or timedelta()
    target = target_words(promise.term.target) if promise and promise.term.target.has_due else ""
    said = {"length": length_words(taken), "target": target}
    if standing.is_ == "met recorded late":
        return _("after %(length)s of %(target)s, written down late") % said
    if target:
        return _("after %(length)s of %(target)s") % said
    return _("after %(length)s") % said


def _row_hours(row: Case, charter: Charter, due: datetime) -> tuple[Calendar, timedelta]:
    """The calendar of the row's next promise, and the whole of its time."""
    contract = row.contract.level or row.contract.name if row.contract else ""
    term = charter.terms(row.priority, contract).get(row.next_due_kind)
    if term is None:
        return ALWAYS, max(due - row.opened_at, timedelta())
    calendar = charter.calendar(term.hours)
    if term.target.kind == "time":
        return calendar, term.target.amount
    return calendar, counted(calendar, row.opened_at, due)
