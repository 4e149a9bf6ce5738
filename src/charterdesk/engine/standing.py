"""What people are shown of a promise at a moment: one reading for pages, mails and stories."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import Charter
from charterdesk.engine.folding_promises import calendar_of
from charterdesk.engine.promise import INTERNAL_KINDS, Basis, Promise

KINDS = (
    "response",
    "activation",
    "update",
    "reply",
    "diagnosis",
    "indication",
    "patch",
    "workaround",
    "resolution",
    "takeover",
    "supplier",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One promise as it stands.

    `is_` is running, paused, met, breached, met recorded late, measured, not needed, handed back
    or not started. `left` is open time, given while running or paused; `after` is how long it
    took; `aim` is the internal due; `breached` the moment of the breach.
    """

    kind: str
    key: str
    is_: str
    start: datetime | None = None
    due: datetime | None = None
    warn: datetime | None = None
    met: datetime | None = None
    left: timedelta | None = None
    aim: datetime | None = None
    breached: datetime | None = None
    after: timedelta | None = None
    promise: Promise | None = None

    @property
    def is_internal(self) -> bool:
        return self.kind in INTERNAL_KINDS

    @property
    def is_open(self) -> bool:
        return self.promise is not None and self.promise.is_open


def standings(charter: Charter, case: Case, at: datetime) -> tuple[Standing, ...]:
    """The latest cycle of every promise that the charter names, in the order of their kinds."""
    shown = (_standing(charter, case, promise, at) for promise in _latest(case))
    named = (standing for standing in shown if standing.is_ != "not started")
    return tuple(sorted(named, key=lambda standing: KINDS.index(standing.kind)))


def standing_of(charter: Charter, case: Case, kind: str, at: datetime) -> Standing:
    """The promise of a kind: of several, the open one that is due soonest, else the last."""
    mine = [promise for promise in _latest(case) if promise.kind == kind]
    if not mine:
        return Standing(kind=kind, key="", is_="not started")
    going = [promise for promise in mine if promise.is_open]
    due = [promise for promise in going if promise.due is not None]
    first = min(due, key=lambda p: p.due or at, default=None)
    return _standing(charter, case, first or (going or mine)[-1], at)


def next_promise(case: Case) -> Promise | None:
    """The promise to the customer that is due first; a missed one counts by its due."""
    if case.is_over and not case.exists:
        return None
    return min(
        (
            p
            for p in case.promises
            if p.is_open and p.is_named and p.due is not None and p.kind not in INTERNAL_KINDS
        ),
        key=lambda promise: promise.due or promise.start,
        default=None,
    )


def next_due(charter: Charter, case: Case) -> datetime | None:
    """When the next promise of the case is due; None where nothing with a number runs."""
    promise = next_promise(case)
    return promise.due if promise else None


def _latest(case: Case) -> Iterator[Promise]:
    """The last cycle of each kind and key."""
    last: dict[tuple[str, str], Promise] = {(p.kind, p.key): p for p in case.promises}
    yield from last.values()


def _standing(charter: Charter, case: Case, promise: Promise, at: datetime) -> Standing:
    ended = promise.ended_at
    return Standing(
        kind=promise.kind,
        key=promise.key,
        is_=_word(promise),
        start=promise.start,
        due=promise.due,
        warn=promise.warn_at,
        met=ended if _was_kept(promise) else None,
        left=promise.left(at) if promise.is_open else None,
        aim=_aim(charter, case, promise),
        breached=promise.breached_at,
        after=promise.taken(ended) if ended else None,
        promise=promise,
    )


def _word(promise: Promise) -> str:
    if not promise.is_named:
        return "not started"
    if not promise.is_open:
        return promise.verdict
    if promise.breached_at is not None:
        return "breached"
    if not promise.term.target.has_due:
        return "measured"
    return "paused" if promise.is_paused else "running"


def _was_kept(promise: Promise) -> bool:
    return promise.verdict in ("met", "met recorded late", "measured", "breached")


def _aim(charter: Charter, case: Case, promise: Promise) -> datetime | None:
    row = charter.aims.get(case.priority)
    term = row.terms.get(promise.kind) if row else None
    if term is None or promise.is_paused:
        return None
    basis = Basis(
        anchor=promise.start, target=term.target, calendar=calendar_of(charter, case, term)
    )
    return basis.due(promise.pauses)
