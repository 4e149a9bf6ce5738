"""The answers as frozen values. Lengths are seconds, shares lie between 0 and 1.

Field names are the keys of the JSON report; docs/manual/simulate.md lists them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """Promises of one kind: how many were decided, and the share missed with its 95 % interval.

    `measured` were only measured, `open` were still running. `median`, `p90` and `p99` are the
    time that the keeping took, of those that were kept, missed or measured.
    """

    kind: str
    priority: str
    decided: int
    missed: int
    measured: int
    open: int
    share: float | None
    low: float | None
    high: float | None
    median: float | None = None
    p90: float | None = None
    p99: float | None = None


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour of the week, 0 is Monday 00:00 in the charter's zone; promises that began in it.

    All runs together; `low` and `high` are the ends of Wilson's interval of the share missed.
    """

    hour: int
    decided: int
    missed: int
    cases: int
    kind: str = ""
    priority: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """The line: how long until somebody began, and who was answered live (R-ROX-17).

    `first_solved` of `first_known` cases were solved at the first contact (R-HFN-14).
    """

    queued: int
    median: float | None
    p90: float | None
    p99: float | None
    live_asked: int
    live_answered: int
    abandoned: int
    first_known: int = 0
    first_solved: int = 0


@dataclass(frozen=True, slots=True)
class Staffing:
    """One tier in one half-hour of the week (0 is Monday 00:00), as arrivals and work came.

    `needed` people keep the response targets of what comes then at 95 %; `there` were at work.
    """

    tier: str
    half_hour: int
    arrivals: float
    busy: float
    needed: int
    there: float


@dataclass(frozen=True, slots=True)
class RoleNotices:
    """Notices to one role."""

    role: str
    total: int
    per_week: float
    at_night: int


@dataclass(frozen=True, slots=True)
class PersonNotices:
    """Notices to one person. `worst_night` is the evening's date of the night with least rest.

    `rest` is the longest undisturbed stretch of that night, `calls` how often it was disturbed;
    `nights_in_a_row` is the longest row of nights each of which was disturbed.
    """

    person: str
    total: int
    per_week: float
    at_night: int
    busiest_week: int
    worst_night: str
    calls: int
    rest: float | None
    nights_in_a_row: int


@dataclass(frozen=True, slots=True)
class StepReached:
    """A step of a ladder: how many cases reached it, and how long after the escalation."""

    ladder: str
    step: str
    cases: int
    share: float
    median: float | None
    p90: float | None
    longest: float | None
    breached: int


@dataclass(frozen=True, slots=True)
class RoleCalled:
    """In how many cases a ladder called the role, the CEO for one."""

    role: str
    cases: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The share of the cases' lives spent waiting on somebody."""

    on: str
    share: float
    total: float


@dataclass(frozen=True, slots=True)
class Occasion:
    """Promises that began on special days or hours, beside all others.

    `occasion` is `dst night`, `holiday` or `gap`, the last with the calendar's name.
    """

    occasion: str
    decided: int
    missed: int
    share: float | None
    share_elsewhere: float | None
    cases: int


@dataclass(frozen=True, slots=True)
class ChargeProposed:
    """Charges that rules proposed; `amount` is the charter's own words."""

    name: str
    amount: str
    cases: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence and how often it was said: defects, refusals."""

    text: str
    times: int


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers about one charter."""

    cases: int
    runs: int
    weeks: float
    statuses: tuple[Counted, ...]
    promises: tuple[Rate, ...]
    by_priority: tuple[Rate, ...]
    by_hour: tuple[Hour, ...]
    waits: Waits
    staffing: tuple[Staffing, ...]
    roles: tuple[RoleNotices, ...]
    people: tuple[PersonNotices, ...]
    steps: tuple[StepReached, ...]
    called: tuple[RoleCalled, ...]
    waiting: tuple[Waiting, ...]
    occasions: tuple[Occasion, ...]
    charges: tuple[ChargeProposed, ...]
    defects: tuple[Counted, ...]
    refused: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A case that comes out otherwise under the other charter; verdicts by kind."""

    ref: str
    kind: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The shares missed of each kind of promise when something happens; the same draws.

    `usual` are the same promises without it, and `usual_waits` the line; `weeks` is how long the
    load was that both were told by.
    """

    name: str
    detail: str
    promises: tuple[Rate, ...]
    waits: Waits
    usual: tuple[Rate, ...] = ()
    usual_waits: Waits | None = None
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class TriedTarget:
    """A target that was tried, in the charter's own words, and the share kept."""

    target: str
    share: float


@dataclass(frozen=True, slots=True)
class Strictest:
    """The strictest target of a priority's response that is kept at 95 %; "" for none."""

    priority: str
    kind: str
    target: str
    tried: tuple[TriedTarget, ...]
