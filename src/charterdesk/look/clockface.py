"""How near a deadline is, in the words of a clock. The script of the clocks has the same rule."""

from datetime import datetime, timedelta
from typing import Final

from charterdesk.engine.calendar import ALWAYS, Calendar, counted, is_open, open_spans
from charterdesk.engine.standing import Standing
from charterdesk.look.values import ClockState

_SOON: Final = 4
_CRITICAL: Final = 10
_QUARTER_HOUR: Final = timedelta(minutes=15)
_AHEAD: Final = timedelta(days=14)


def state_of(left: timedelta, total: timedelta) -> ClockState:
    """Soon below a quarter of `total`, act now below a tenth and a quarter of an hour (ux.md 2.7).

    Both are open time; at nought and below the promise is missed.
    """
    if left <= timedelta():
        return "breached"
    if left < min(_QUARTER_HOUR, total / _CRITICAL):
        return "critical"
    return "soon" if left < total / _SOON else "ok"


def running_hours(calendar: Calendar, at: datetime) -> tuple[bool, datetime | None]:
    """Whether the hours are open at `at`, and when that changes next, within two weeks."""
    if calendar == ALWAYS:
        return True, None
    runs = is_open(calendar, at)
    span = next(iter(open_spans(calendar, at, at + _AHEAD)), None)
    if span is None:
        return runs, None
    return runs, span.until if runs else span.since


def left_of(standing: Standing, calendar: Calendar, at: datetime) -> timedelta | None:
    """Open time until the promise is due, negative once it is missed; None where nothing runs."""
    if standing.is_ == "breached" and standing.is_open and standing.due is not None:
        return left_until(calendar, at, standing.due, late=True)
    return standing.left if standing.is_ in ("running", "paused") else None


def left_until(calendar: Calendar, at: datetime, due: datetime, *, late: bool) -> timedelta:
    """Open time until `due`; once late, the open time since then, negative."""
    return -counted(calendar, due, at) if late else counted(calendar, at, due)


def standing_state(
    standing: Standing, left: timedelta | None, total: timedelta | None
) -> ClockState:
    """The state of a clock for a promise as it stands."""
    match standing.is_:
        case "running":
            return state_of(left, total) if left is not None and total else "ok"
        case "paused":
            return "paused"
        case "breached":
            return "breached"
        case "met" | "met recorded late":
            return "met"
        case _:
            return "measured"
