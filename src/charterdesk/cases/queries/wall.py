"""What a screen on a wall shows of the cases that somebody may see: counts, and the most urgent.

A handful of queries, none beyond the cap, so that a wall may look every few seconds.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from charterdesk.accounts.models import Person
from charterdesk.cases.models import Case, CaseEvent
from charterdesk.cases.queries.sight import cases_seen_by
from charterdesk.cases.store import Loaded, load_rows
from charterdesk.engine.case import Case as State

SHOWN = 5
MOST = 1000
SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many, 1001 for more than a thousand, and the most urgent of them."""

    count: int
    rows: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """An escalated case. `since` is when the longest waiting of the called was called.

    None: everybody who was called has acknowledged, or nobody is called. `silent` are the user
    names of those who have not.
    """

    row: Case
    since: datetime | None
    silent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything. `kept` of `ended` cases of this week had no missed promise."""

    missed: Counted
    due: Counted
    unassigned: Counted
    escalated: Counted
    waiting: tuple[Waiting, ...]
    kept: int
    ended: int


def wall_of(person: Person, at: datetime, week: datetime, overdue: Collection[int] = ()) -> Wall:
    """What `person` may see, at a moment; `week` is when the week began for them.

    `overdue` are the keys of cases that are late by what was said to their askers.
    """
    seen = cases_seen_by(person)
    working = seen.filter(is_open=True)
    escalated = _counted(working.exclude(escalation=""))
    soon = working.filter(next_due_at__gt=at, next_due_at__lte=at + SOON)
    kept, ended = _kept(seen, week)
    # A promise whose time is over is missed, also where no worker has said so yet.
    late = Q(next_due_state="missed") | Q(next_due_at__lte=at) | Q(pk__in=overdue)
    return Wall(
        missed=_counted(working.filter(late)),
        due=_counted(soon.exclude(Q(next_due_state="missed") | Q(pk__in=overdue))),
        unassigned=_counted(working.filter(owner__isnull=True)),
        escalated=escalated,
        waiting=waiting_of(escalated.rows),
        kept=kept,
        ended=ended,
    )


def _counted(found: QuerySet[Case]) -> Counted:
    count = found.order_by().values("pk")[: MOST + 1].count()
    rows = found.select_related("organisation").order_by("queue_key", "id")[:SHOWN]
    return Counted(count, tuple(rows) if count else ())


def _kept(seen: QuerySet[Case], week: datetime) -> tuple[int, int]:
    """Of the cases that ended this week, those without a missed promise, and all."""
    own = CaseEvent.objects.filter(case=OuterRef("pk"))
    ended = seen.filter(updated_at__gte=week, status__in=("resolved", "closed")).filter(
        Exists(own.filter(kind__in=("resolved", "closed"), at__gte=week))
    )
    missed = ended.filter(Exists(own.filter(kind="promise_breached")))
    total = ended.count()
    return total - missed.count(), total


def waiting_of(rows: Sequence[Case]) -> tuple[Waiting, ...]:
    """Who has not answered: the longest waiting first, those that nobody waits for last."""
    found = [_waited(one) for one in load_rows(rows)]
    return tuple(sorted(found, key=lambda one: (one.since is None, one.since or one.row.opened_at)))


def _waited(loaded: Loaded) -> Waiting:
    state = loaded.state
    run = state.run_going
    if run is None:
        return Waiting(loaded.row, None)
    silent = [
        (step.fired_at, one)
        for step in run.steps
        if step.fired_at
        for one in state.called_in(run, step)
        if one not in step.passers and _is_silent(state, run.since, one)
    ]
    since = min((at for at, _one in silent), default=None)
    return Waiting(loaded.row, since, frozenset(one for _at, one in silent))


def _is_silent(state: State, since: datetime, person: str) -> bool:
    return not state.has_acknowledged(frozenset({person}), since)
