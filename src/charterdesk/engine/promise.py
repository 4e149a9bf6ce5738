"""One promise: running, paused, met, breached. A value; every change gives a new one (2.4-2.6).

A verdict comes from what was recorded alone: a breach is an event, so a calendar that is edited
later never changes what was decided (2.6 D).
"""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Literal

from charterdesk.engine.calendar import (
    Calendar,
    counted,
    day_deadline,
    deadline,
    end_of_day,
    next_open,
)
from charterdesk.engine.charter.values import Target, Term

Verdict = Literal[
    "", "met", "breached", "met recorded late", "measured", "not needed", "handed back"
]
Pause = tuple[datetime, datetime | None]

INTERNAL_KINDS = frozenset({"takeover", "supplier"})
PER_BUG_KINDS = frozenset({"indication", "patch"})
DEFAULT_PAUSES = frozenset(
    {"activation", "update", "diagnosis", "indication", "patch", "workaround", "resolution"}
)
NOT_STATED = Target(kind="not stated", text="not stated")


@dataclass(frozen=True, slots=True)
class Basis:
    """From where, how much, by which clock. `fixed` is a due brought from elsewhere (2.6 E)."""

    anchor: datetime
    target: Target
    calendar: Calendar
    fixed: datetime | None = None

    def due(self, pauses: tuple[Pause, ...]) -> datetime | None:
        """The due, each ended pause moving it later by the open time inside it (T7)."""
        first = self.first()
        return None if first is None else self.paused(first, pauses)

    def first(self) -> datetime | None:
        """The due before any pause."""
        return self.fixed or target_due(self.calendar, self.anchor, self.target)

    def paused(self, moment: datetime, pauses: tuple[Pause, ...]) -> datetime:
        """A moment reckoned from the anchor, after the pauses that moved it (T7)."""
        return moved(self.calendar, moment, self._own(pauses)) if pauses else moment

    def _own(self, pauses: tuple[Pause, ...]) -> tuple[Pause, ...]:
        """The pauses after the anchor; those before it are already in what was left then."""
        anchor = self.anchor
        return tuple((max(a, anchor), b) for a, b in pauses if b is not None and b > anchor)

    def warning(self, part: float, pauses: tuple[Pause, ...]) -> datetime | None:
        """The moment at which `part` of the counted time is used (T9)."""
        first = self.first()
        return None if first is None else self.warning_before(first, part, pauses)

    def warning_before(
        self, first: datetime, part: float, pauses: tuple[Pause, ...]
    ) -> datetime | None:
        """The same, where the due before any pause is known to be `first`."""
        lead = counted(self.calendar, self.anchor, first) * part
        at = deadline(self.calendar, self.anchor, _whole(lead))
        return None if at is None else self.paused(at, pauses)


@dataclass(frozen=True, slots=True)
class Promise:
    """One cycle of one kind. `key` is the bug's number, or the case whose asker is owed.

    `due` and `breach_at` are None while paused or without a number; `term.row` is "" for a kind
    that the charter's row does not name. Nothing comes of it before it `arrived_at` the case,
    with a merged one, not even the breach of a due long past.
    """

    kind: str
    key: str
    start: datetime
    term: Term
    basis: Basis
    warn_part: float
    pauses: tuple[Pause, ...] = ()
    due: datetime | None = None
    warn_at: datetime | None = None
    breach_at: datetime | None = None
    warned: bool = False
    breached_at: datetime | None = None
    ended_at: datetime | None = None
    verdict: Verdict = ""
    left_in: tuple[tuple[Term, timedelta], ...] = ()
    arrived_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_paused(self) -> bool:
        return self.is_open and bool(self.pauses) and self.pauses[-1][1] is None

    @property
    def is_named(self) -> bool:
        return bool(self.term.row)

    def due_at(self, at: datetime) -> datetime | None:
        """The due, with a pause that is still going taken as ending at `at`."""
        return self.basis.due(_ended(self.pauses, at))

    def left(self, at: datetime) -> timedelta | None:
        """The open time left at `at`; while paused, what stands still. None without a due."""
        since = self._stands_since(at)
        due = self.due_at(since)
        return None if due is None else counted(self.basis.calendar, since, due)

    def _stands_since(self, at: datetime) -> datetime:
        """The moment of which is told what is left; a change while paused gives a new anchor."""
        return max(self.pauses[-1][0], self.basis.anchor) if self.is_paused else at

    def is_in_last(self, part: float, at: datetime) -> bool:
        """Whether at most `part` of the counted time is left at `at` (T9)."""
        since = self._stands_since(at)
        last = self.basis.warning(1 - part, _ended(self.pauses, at))
        return last is not None and last <= since

    def taken(self, until: datetime) -> timedelta:
        """Open time from the start to `until`, pauses left out."""
        calendar = self.basis.calendar
        whole = counted(calendar, self.start, until)
        return whole - sum(
            (counted(calendar, a, min(b or until, until)) for a, b in self.pauses), timedelta()
        )


# Promises are made anew by the hundred thousand: as `replace` does it, only without asking each
# field of the class what it is.
_PLACES = {field.name: place for place, field in enumerate(fields(Promise))}
_values = attrgetter(*_PLACES)


def _with(promise: Promise, **changes: Any) -> Promise:
    values = list(_values(promise))
    for name, value in changes.items():
        values[_PLACES[name]] = value
    return Promise(*values)


def target_due(calendar: Calendar, start: datetime, target: Target) -> datetime | None:
    """The due of a target from `start` (T4, T5, T6); None for asap and not stated."""
    match target.kind:
        case "time":
            return deadline(calendar, start, target.amount)
        case "days":
            return day_deadline(calendar, start, target.days)
        case "end of day":
            return end_of_day(calendar, start, target.days)
        case "asap" | "not stated":
            return None


def moved(calendar: Calendar, due: datetime, pauses: tuple[Pause, ...]) -> datetime:
    """`due` after the ended pauses that began before it had passed (T7)."""
    for since, until in pauses:
        if until is not None and counted(calendar, due, since) == timedelta():
            later = deadline(calendar, due, counted(calendar, since, until))
            due = later if later is not None else due
    return due


def started(
    kind: str, at: datetime, term: Term, calendar: Calendar, warn: float, *, key: str = ""
) -> Promise:
    """A new cycle of a promise from `at`."""
    basis = Basis(anchor=at, target=term.target, calendar=calendar)
    due = basis.first()
    return Promise(
        kind=kind,
        key=key,
        start=at,
        term=term,
        basis=basis,
        warn_part=warn,
        due=due,
        warn_at=None if due is None else basis.warning_before(due, warn, ()),
        breach_at=None if due is None else next_open(calendar, due),
    )


def arrived(promise: Promise, due: datetime | None, at: datetime) -> Promise:
    """A promise that comes along with a merged case, with the due that it had there (2.6 E).

    Without a due there, it is from `at` on under the row of this case (2.6 A).
    """
    term, calendar = promise.term, promise.basis.calendar
    if due is not None:
        return brought(_with(promise, arrived_at=at), due, at)
    unstated = _with(promise, term=replace(term, target=NOT_STATED), arrived_at=at)
    return changed(unstated, term, calendar, at)


def come(promise: Promise, at: datetime) -> Promise:
    """The promise as it is, of which nothing comes before `at`, when the case got it (2.6 E)."""
    return _reckoned(_with(promise, arrived_at=at))


def brought(promise: Promise, due: datetime, at: datetime) -> Promise:
    """The promise from `at` on with a due that comes from another case (2.6 E)."""
    basis = replace(promise.basis, anchor=at, fixed=due)
    return _reckoned(_with(promise, basis=basis))


def taken_back(promise: Promise, before: Promise) -> Promise:
    """The promise with the due that it had `before`, moved by all its pauses since (2.6 E)."""
    own = _with(promise, term=before.term, basis=before.basis, left_in=before.left_in)
    return _reckoned(own)


def paused(promise: Promise, at: datetime) -> Promise:
    """From `at` there is no due, only what is left (T7)."""
    if not promise.is_open or promise.is_paused:
        return promise
    return _reckoned(_with(promise, pauses=(*promise.pauses, (at, None))))


def resumed(promise: Promise, at: datetime) -> Promise:
    """The pause ends at `at`."""
    if not promise.is_paused:
        return promise
    return _reckoned(_with(promise, pauses=_ended(promise.pauses, at)))


def kept(promise: Promise, at: datetime) -> Promise:
    """Done at `at`: met, unless a breach was recorded; measured without a number (T8)."""
    if not promise.is_open:
        return promise
    verdict: Verdict = "met" if promise.term.target.has_due else "measured"
    return _with(
        _closed_pauses(promise, at),
        ended_at=at,
        verdict="breached" if promise.breached_at else verdict,
    )


def ended(promise: Promise, at: datetime, verdict: Verdict) -> Promise:
    """Over without having been kept: not needed, handed back. A breach stays (T9)."""
    if not promise.is_open:
        return promise
    return _with(
        _closed_pauses(promise, at),
        ended_at=at,
        verdict="breached" if promise.breached_at else verdict,
    )


def warned(promise: Promise) -> Promise:
    return _with(promise, warned=True)


def breached(promise: Promise, at: datetime) -> Promise:
    """The breach at `at`; evidence that it had been kept in time stays beside it (2.6 B)."""
    if promise.is_open:
        return _with(promise, breached_at=at)
    if promise.verdict == "met":
        return _with(promise, breached_at=at, verdict="met recorded late")
    return promise


def reopened(promise: Promise, at: datetime) -> Promise:
    """A further cycle from where this one stopped; the time between is not counted (2.6 F)."""
    if promise.ended_at is None:
        return promise
    pauses = (*promise.pauses, (promise.ended_at, at))
    again = _with(promise, ended_at=None, verdict="", pauses=pauses)
    return _reckoned(again)


def changed(
    promise: Promise, term: Term, calendar: Calendar, at: datetime, *, from_start: bool = False
) -> Promise:
    """The promise under another term from `at` on (2.6 A).

    Stricter: the sooner of the old due and `at` + what the new term gives, or what was left of
    it when the case left it. Looser: counted from the start, but never to a sooner due than the
    case has. A breach and a verdict stay.
    """
    if not promise.is_open:
        return promise
    if term is promise.term and calendar is promise.basis.calendar:
        return promise
    if term == promise.term and calendar == promise.basis.calendar:
        return _with(promise, term=term)
    pauses = _ended(promise.pauses, at)
    whole = Basis(anchor=promise.start, target=term.target, calendar=calendar)
    basis = whole if from_start else _basis_after(promise, term, whole, at, pauses)
    memory = promise.left_in
    if (left := promise.left(at)) is not None:
        memory = (*memory, (promise.term, left))
    return _reckoned(_with(promise, term=term, basis=basis, left_in=memory))


def _basis_after(
    promise: Promise, term: Term, whole: Basis, at: datetime, pauses: tuple[Pause, ...]
) -> Basis:
    before = replace(whole, target=promise.term.target, calendar=promise.basis.calendar)
    old_whole, new_whole = before.due(pauses), whole.due(pauses)
    if new_whole is None:
        return whole
    if new_whole == old_whole:
        return promise.basis
    left = next((amount for was, amount in reversed(promise.left_in) if was == term), None)
    target = (
        term.target if left is None else Target(kind="time", amount=left, text=term.target.text)
    )
    from_change = Basis(anchor=at, target=target, calendar=whole.calendar)
    if old_whole is None or new_whole < old_whole:
        return _sooner(from_change, promise.basis, pauses)
    looser = whole if left is None else _sooner(whole, from_change, pauses)
    return promise.basis if _sooner(looser, promise.basis, pauses) is looser else looser


def _sooner(one: Basis, other: Basis, pauses: tuple[Pause, ...]) -> Basis:
    due, other_due = one.due(pauses), other.due(pauses)
    if due is None:
        return other
    return one if other_due is None or due <= other_due else other


def _reckoned(promise: Promise) -> Promise:
    basis, pauses = promise.basis, promise.pauses
    first = None if promise.is_paused else basis.first()
    if first is None:
        return _with(promise, due=None, warn_at=None, breach_at=None)
    due = basis.paused(first, pauses)
    warn_at = basis.warning_before(first, promise.warn_part, pauses)
    came = [at for at in (promise.arrived_at, basis.fixed and basis.anchor) if at is not None]
    breach_at = next_open(basis.calendar, max((due, *came)))
    if warn_at is not None:
        warn_at = max((warn_at, *came))
    return _with(promise, due=due, warn_at=warn_at, breach_at=breach_at)


def _closed_pauses(promise: Promise, at: datetime) -> Promise:
    """A promise that ends while paused keeps the due that it would have had."""
    return resumed(promise, at) if promise.is_paused else promise


def _ended(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    if not pauses or pauses[-1][1] is not None:
        return pauses
    return (*pauses[:-1], (pauses[-1][0], at))


def _whole(length: timedelta) -> timedelta:
    return timedelta(seconds=round(length.total_seconds()))
