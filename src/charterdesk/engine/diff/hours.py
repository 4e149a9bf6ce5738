"""Hours: lines and holidays, and whether a desk is open longer or shorter for it (T1)."""

from collections.abc import Iterator
from datetime import date, timedelta

from charterdesk.engine.charter.values import Hours
from charterdesk.engine.diff.change import Change, ChangeKind
from charterdesk.engine.diff.judging import open_time
from charterdesk.engine.diff.pair import Pair, Rule, Spot
from charterdesk.engine.diff.things import Sort
from charterdesk.engine.explain.words import length
from charterdesk.engine.phrase import phrase

_HOURS: Sort[Hours] = Sort(
    "hours",
    "hours",
    phrase("The hours %(name)s are new: %(what)s."),
    phrase("The hours %(name)s are gone: %(what)s."),
    (Rule("also_said", phrase("Hours %(name)s: %(new)s is also said, instead of %(old)s.")),),
    shows="lines",
)
_LINES = phrase("Hours %(name)s: %(new)s instead of %(old)s.")
_LONGER = phrase("Hours %(name)s: open %(gained)s longer in a year.")
_SHORTER = phrase("Hours %(name)s: open %(lost)s less in a year.")
_OTHER = phrase("Hours %(name)s: open %(gained)s longer and %(lost)s less in a year.")
_CLOSED = phrase("Hours %(name)s: closed on %(dates)s as well.")
_OPENED = phrase("Hours %(name)s: no longer closed on %(dates)s.")


def hours_changes(pair: Pair) -> Iterator[Change]:
    """Every calendar: its lines, its holidays, and what they come to."""

    def further(spot: Spot, old: Hours, new: Hours) -> Iterator[Change]:
        yield from _lines(pair, spot, old, new)
        yield from _holidays(spot, old, new)

    yield from _HOURS.changes(pair.old.hours, pair.new.hours, further)


def _lines(pair: Pair, spot: Spot, old: Hours, new: Hours) -> Iterator[Change]:
    """The lines as written, and what all together come to, be it by the charter's zone alone."""
    gained, lost = open_time(pair.old.calendar(old.name), pair.new.calendar(new.name), pair.since)
    kind = _kind(gained, lost)
    if set(old.lines) != set(new.lines):
        yield spot.change(kind, _LINES, old=old.lines, new=new.lines)
    if gained or lost:
        said = {"stricter": _LONGER, "looser": _SHORTER}.get(kind, _OTHER)
        yield spot.change(kind, said, gained=length(gained), lost=length(lost))


def _kind(gained: timedelta, lost: timedelta) -> ChangeKind:
    """Longer hours make what counts by them due sooner."""
    if gained and lost:
        return "mixed"
    if gained:
        return "stricter"
    return "looser" if lost else "changed"


def _holidays(spot: Spot, old: Hours, new: Hours) -> Iterator[Change]:
    if added := new.closed - old.closed:
        yield spot.change("looser", _CLOSED, dates=_days(added))
    if removed := old.closed - new.closed:
        yield spot.change("stricter", _OPENED, dates=_days(removed))


def _days(dates: frozenset[date]) -> tuple[str, ...]:
    return tuple(f"{day:%Y-%m-%d}" for day in sorted(dates))
