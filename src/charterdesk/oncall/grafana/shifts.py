"""A shift of the export as layers of a rota or as a single shift; or why it can't be one.

There, an event recurs and lasts a while, and those of a higher `level` hide lower ones. Here, turns
follow each other and hours bound them: so a recurrence becomes a rotation and lines of hours.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import gcd
from typing import Any

from django.utils.translation import gettext as _

from charterdesk.engine.calendar_line import DAYS
from charterdesk.oncall.grafana.export import Row

DAY, WEEK = timedelta(days=1), timedelta(days=7)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
STEPS = {"hourly": timedelta(hours=1), "daily": DAY, "weekly": WEEK}
MOST_TURNS = 60
# What may be said of a shift and has no place here.
UNHEARD = ("by_month", "by_monthday")


class CannotTake(Exception):
    """Why a shift can't be taken over: one sentence."""


@dataclass(frozen=True, slots=True)
class Turning:
    """A layer to be: whose turns, how long, from which wall time, in which lines of hours.

    Each group has the users who are called together.
    """

    name: str
    groups: tuple[tuple[str, ...], ...]
    first: datetime
    each: timedelta
    zone: str
    until: datetime | None
    lines: tuple[str, ...]
    priority: int


@dataclass(frozen=True, slots=True)
class Single:
    """A shift that occurs once, between two wall times."""

    users: tuple[str, ...]
    since: datetime
    until: datetime
    zone: str


def read_shift(row: Row, zone: str) -> Turning | Single:
    """What the shift means; raises CannotTake."""
    name = str(row.get("name") or row.get("id") or "?")[:60]
    try:
        begins = _moment(row["start"])
        lasts = timedelta(seconds=int(row["duration"]))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise CannotTake(_("“%(name)s” has no beginning or length.") % {"name": name}) from error
    own_zone = str(row.get("time_zone") or zone)
    if row.get("type") == "single_event":
        return Single(_users(row.get("users")), begins, begins + lasts, own_zone)
    if any(row.get(key) for key in UNHEARD):
        raise CannotTake(_("“%(name)s” recurs by months, which no layer does.") % {"name": name})
    groups = _groups(row)
    if not groups:
        raise CannotTake(_("“%(name)s” has nobody in its turns.") % {"name": name})
    each, lines, groups = _recurrence(row, name, begins, lasts, groups)
    if row.get("by_day") and not each % WEEK:
        begins = _week_of(begins, str(row.get("week_start") or "SU"))
    until = _moment(row["until"]) if row.get("until") else None
    return Turning(name, groups, begins, each, own_zone, until, lines, int(row.get("level") or 0))


def _recurrence(
    row: Row, name: str, begins: datetime, lasts: timedelta, groups: tuple[tuple[str, ...], ...]
) -> tuple[timedelta, tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The length of a turn, the lines of hours, and whose turns these are."""
    step = STEPS.get(str(row.get("frequency")))
    interval = int(row.get("interval") or 1)
    if step is None or interval < 1:
        said = {"name": name, "often": row.get("frequency")}
        raise CannotTake(_("“%(name)s” recurs %(often)s, which no layer does.") % said)
    each = step * interval
    days = [CODES.index(one) for one in row.get("by_day") or () if one in CODES]
    if days and step == DAY and interval == 1:
        return (
            DAY,
            tuple(_lines(sorted(days), begins, lasts, name)),
            _workdays(groups, begins, days),
        )
    if days and step == WEEK:
        lines = _lines(sorted(days), begins, lasts, name)
        return each, tuple(_in_turn(lines, interval, len(groups), name)), groups
    if lasts >= each:
        return each, (), groups
    if step == DAY and interval == 1:
        return each, tuple(_lines(range(7), begins, lasts, name)), groups
    if step == WEEK and interval == 1:
        return each, tuple(_block(begins, lasts)), groups
    raise CannotTake(
        _("“%(name)s” pauses between its turns in a way that no layer does.") % {"name": name}
    )


def _week_of(begins: datetime, week_start: str) -> datetime:
    """The beginning of the week in which a shift begins: turns change with it there."""
    first = CODES.index(week_start) if week_start in CODES else CODES.index("SU")
    return begins - DAY * ((begins.weekday() - first) % 7)


def _in_turn(lines: Iterable[str], interval: int, turns: int, name: str) -> Iterable[str]:
    """Weekly hours hold each week: of every second week only a rotation of several can be made."""
    if interval > 1 and turns == 1:
        raise CannotTake(_("“%(name)s” skips weeks, which no layer does.") % {"name": name})
    return lines


def _workdays(
    groups: tuple[tuple[str, ...], ...], begins: datetime, days: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """Daily turns that only count on some days of the week, as turns of every day."""
    weeks = len(groups) // gcd(len(groups), len(set(days)))
    turns: list[tuple[str, ...]] = []
    number = 0
    for day in range(7 * weeks):
        turns.append(groups[number % len(groups)])
        number += (begins.weekday() + day) % 7 in days
    return tuple(turns)


def _lines(days: Iterable[int], begins: datetime, lasts: timedelta, name: str) -> Iterator[str]:
    """One line of hours on these days: `Mon,Tue 09:00-17:00`."""
    if lasts > DAY:
        raise CannotTake(_("“%(name)s” lasts longer than the day that it is on.") % {"name": name})
    named = ",".join(DAYS[day] for day in days)
    if lasts == DAY and begins.hour == begins.minute == 0:
        yield f"{named} 00:00-24:00"
    else:
        yield f"{named} {begins:%H:%M}-{begins + lasts:%H:%M}"


def _block(begins: datetime, lasts: timedelta) -> Iterator[str]:
    """A stretch of each week in lines: to midnight, whole days, from midnight."""
    at, ends = begins, begins + lasts
    while at < ends:
        midnight = datetime.combine(at.date() + DAY, datetime.min.time())
        until = min(midnight, ends)
        closing = "24:00" if until == midnight else f"{until:%H:%M}"
        yield f"{DAYS[at.weekday()]} {at:%H:%M}-{closing}"
        at = until


def _groups(row: Row) -> tuple[tuple[str, ...], ...]:
    """Who is called together, turn by turn, from the one that the rotation starts with."""
    if row.get("type") == "recurrent_event":
        return (_users(row.get("users")),) if row.get("users") else ()
    rolling = row.get("rolling_users")
    groups = tuple(filter(None, map(_users, rolling if isinstance(rolling, list) else ())))
    if not groups or len(groups) > MOST_TURNS:
        return ()
    begin = int(row.get("start_rotation_from_user_index") or 0) % len(groups)
    return groups[begin:] + groups[:begin]


def _users(said: Any) -> tuple[str, ...]:
    if isinstance(said, dict):
        said = list(said)
    return tuple(map(str, said)) if isinstance(said, list | tuple) else ()


def _moment(text: Any) -> datetime:
    """A wall time; what it says about a zone of its own is the shift's `time_zone`."""
    return datetime.fromisoformat(str(text).removesuffix("Z")).replace(tzinfo=None, second=0)
