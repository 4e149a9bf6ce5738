"""Promises as clocks for whom they were made to: in their zone, without what is internal (2.5)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from charterdesk.cases.models import Case
from charterdesk.cases.store import Loaded
from charterdesk.engine.calendar import ALWAYS
from charterdesk.engine.standing import Standing, standings
from charterdesk.look.clockface import left_of, running_hours, standing_state
from charterdesk.look.moments import length_words, moment_words
from charterdesk.look.terms import target_words, term_words
from charterdesk.look.values import Clock, ClockState
from charterdesk.welcome.naming import promise_name

ORDER: dict[ClockState, int] = {
    "breached": 0, "critical": 1, "soon": 2, "ok": 3, "paused": 4, "measured": 5, "met": 6,
}  # fmt: skip
FAR = timedelta(days=36500)


def promises_shown(loaded: Loaded, at: datetime) -> tuple[Standing, ...]:
    """The promises that were made to the customer, as they stand."""
    found = standings(loaded.charter, loaded.state, at)
    return tuple(one for one in found if not one.is_internal and one.is_ != "not started")


def clocks_for(loaded: Loaded, at: datetime, zone: ZoneInfo) -> tuple[Clock, ...]:
    """All of them as clocks, those that are due first."""
    clocks = [clock_for(one, loaded.row, at, zone) for one in promises_shown(loaded, at)]
    return tuple(sorted(clocks, key=lambda one: (ORDER[one.state], one.due_at or at + FAR)))


def clock_for(standing: Standing, row: Case, at: datetime, zone: ZoneInfo) -> Clock:
    """One promise as a clock."""
    promise = standing.promise
    calendar = promise.basis.calendar if promise else ALWAYS
    left = left_of(standing, calendar, at)
    total = promise.taken(at) + left if promise and left is not None else None
    runs, runs_until = running_hours(calendar, at)
    name = promise_name(standing.kind)
    return Clock(
        kind=standing.kind,
        name=f"{name} {standing.key}" if standing.key else name,
        state=standing_state(standing, left, total),
        due_at=standing.due if standing.is_open else None,
        left=left,
        total=total,
        detail=_detail(standing, at, zone),
        why_url=reverse("portal:why", args=[row.number, clock_key(standing)]),
        runs=runs,
        runs_until=runs_until,
    )


def clock_key(standing: Standing) -> str:
    """What names a promise of a case in an address: its kind, with its key where it has one."""
    return f"{standing.kind}:{standing.key}" if standing.key else standing.kind


def _detail(standing: Standing, at: datetime, zone: ZoneInfo) -> str:
    """What was promised, or what became of it."""
    promise = standing.promise
    if promise is None:
        return ""
    target = promise.term.target
    if standing.is_ == "paused":
        since = moment_words(promise.pauses[-1][0], at, zone)
        return _("not counted since %(when)s") % {"when": since}
    if standing.is_ in ("not needed", "handed back"):
        return _("not needed any more")
    # What was kept at once took no time at all, which is a length as well.
    took = promise.taken(at) if standing.after is None else standing.after
    said = {"target": target_words(target), "length": length_words(took)}
    if standing.is_open:
        return target_words(target) if target.has_due else term_words(promise.term)
    if target.has_due:
        return _("took %(length)s, promised %(target)s") % said
    return _("took %(length)s") % said
