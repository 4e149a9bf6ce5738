"""What a simulation is given and what it gives, one value for each case (semantics.md part 5).

Nothing here is drawn by chance: whatever varies is drawn beforehand and stands in these values,
so that the same values give the same outcomes. Moments are aware UTC, lengths are `timedelta`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from charterdesk.engine.calendar import Calendar, open_spans
from charterdesk.engine.decide.decision import Refusal
from charterdesk.engine.promise import Verdict
from charterdesk.engine.spans import Span, subtract

Axes = tuple[tuple[str, str], ...]

# How long each call of a person takes to be acknowledged, in the order of the calls; None is
# never. The last one stands for all later calls; () means that nobody ever acknowledges.
Acknowledging = tuple[timedelta | None, ...]


class Waited(NamedTuple):
    """A stretch of waiting on `customer`, `supplier`, `bug` or `date`; None: to the end."""

    since: datetime
    until: datetime | None
    on: str = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A case as it really went, to be judged by another charter; nobody queues in it.

    "" leaves a choice to the charter: the default priority, its first channel for people.
    `answered_at` is the first human answer (`live`: in the same talk), `replied_at` later ones,
    `wrote_at` later messages of the customer, `priorities` later changes of the priority.
    `resolved_at` and `reopened_at` take turns. Without `activated_at` work began at the answer.
    """

    ref: str
    opened_at: datetime
    channel: str = ""
    priority: str = ""
    axes: Axes = ()
    contract: str = ""
    asker: str = ""
    zone: str = ""
    subject: str = ""
    live: bool = False
    answered_at: datetime | None = None
    activated_at: datetime | None = None
    replied_at: tuple[datetime, ...] = ()
    wrote_at: tuple[datetime, ...] = ()
    waits: tuple[Waited, ...] = ()
    priorities: tuple[tuple[datetime, str], ...] = ()
    escalated_at: tuple[datetime, ...] = ()
    resolved_at: tuple[datetime, ...] = ()
    reopened_at: tuple[datetime, ...] = ()
    closed_at: datetime | None = None
    facts: tuple[str, ...] = ()
    acknowledges: Acknowledging = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A case that people have yet to work on, with all that was drawn for it.

    `work` are the lengths of handling in order: up to the first answer, then each later contact;
    after the last the case is resolved. `waits` are (on, length) between two contacts, on "" for
    a pause that is nobody's. `tiers` handle each contact; where it ends, the first tier does.
    A caller on a live channel hangs up after `patience` in the line. Cases of one `incident`
    share the fix: only the first is worked on in between, the others answer and end with it.
    `reopens` are (after, work): the customer writes again so long after the resolution.
    """

    ref: str
    at: datetime
    work: tuple[timedelta, ...]
    channel: str = ""
    priority: str = ""
    axes: Axes = ()
    contract: str = ""
    asker: str = ""
    zone: str = ""
    subject: str = ""
    waits: tuple[tuple[str, timedelta], ...] = ()
    tiers: tuple[str, ...] = ()
    patience: timedelta | None = None
    incident: str = ""
    reopens: tuple[tuple[timedelta, timedelta], ...] = ()
    escalates_after: timedelta | None = None
    agrees_after: timedelta | None = None
    facts: tuple[str, ...] = ()
    acknowledges: Acknowledging = ()


class Workers(Protocol):
    """Who works on cases, for which tiers, and when."""

    def of_tier(self, tier: str) -> Sequence[str]:
        """The people who work for a tier, by name; empty: nobody does."""
        ...

    def at_work(self, person: str, since: datetime, until: datetime) -> Iterator[Span]:
        """When the person works, as ordered spans that don't touch."""
        ...


@dataclass(frozen=True, slots=True)
class Worker:
    """One person: the tiers worked for, the hours, and the stretches away in order."""

    name: str
    tiers: tuple[str, ...]
    hours: Calendar
    away: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Staff:
    """Some workers; a `Workers` where there is no people file."""

    workers: tuple[Worker, ...]

    def of_tier(self, tier: str) -> tuple[str, ...]:
        return tuple(worker.name for worker in self.workers if tier in worker.tiers)

    def at_work(self, person: str, since: datetime, until: datetime) -> Iterator[Span]:
        worker = next(worker for worker in self.workers if worker.name == person)
        return subtract(open_spans(worker.hours, since, until), worker.away)


class Promised(NamedTuple):
    """One cycle of a promise as it came out. `verdict` is "" for one that is still open.

    `key` is the bug's number, or the case whose asker is owed; `row` is "" for a kind that the
    charter does not name.
    """

    kind: str
    key: str
    row: str
    hours: str
    start: datetime
    due: datetime | None
    ended: datetime | None
    verdict: Verdict
    breached_at: datetime | None


class Notified(NamedTuple):
    """One notice: to whom, for which roles, by which means, and by which rule or step."""

    at: datetime
    person: str
    roles: tuple[str, ...]
    means: tuple[str, ...]
    about: str
    late: bool


class Climbed(NamedTuple):
    """A step of a ladder that was reached; `after` is counted from the start of the run."""

    ladder: str
    step: str
    at: datetime
    after: timedelta
    taken_at: datetime | None
    breached: bool
    called: tuple[tuple[str, str], ...]


class Handled(NamedTuple):
    """One contact: in the line from `queued_at`, worked on by `person` from `began_at`."""

    tier: str
    person: str
    queued_at: datetime
    began_at: datetime
    ended_at: datetime


class Charged(NamedTuple):
    """A charge that a rule proposed."""

    name: str
    because: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one case came out.

    `queue_wait` is the time in the line before the first contact, None where nobody queued or
    nobody came. `answered_live`: a person took part in the talk in which it was opened.
    `call` and `first_contact` are those of `engine.measures`. `abandoned`: the caller hung up.
    `waiting` gives the time spent waiting, by on whom.
    `refused` are the engine's refusals of what was done, with their sentences.
    """

    ref: str
    priority: str
    contract: str
    channel: str
    opened_at: datetime
    status: str
    promises: tuple[Promised, ...] = ()
    queue_wait: timedelta | None = None
    answered_live: bool = False
    call: str = ""
    first_contact: str = ""
    abandoned: bool = False
    told: tuple[Notified, ...] = ()
    steps: tuple[Climbed, ...] = ()
    handled: tuple[Handled, ...] = ()
    waiting: tuple[tuple[str, timedelta], ...] = ()
    charges: tuple[Charged, ...] = ()
    resolved_at: datetime | None = None
    closed_at: datetime | None = None
    defects: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
