"""The state of one case: what the fold of its events amounts to; states are derived (2.3).

A value for everybody but `folding`, its only writer.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter

from charterdesk.engine.charter.values import Charter
from charterdesk.engine.events import (
    AskerJudged,
    CaseOpened,
    ChargeDecided,
    ChargeProposed,
    Event,
    FieldSet,
    MailHeld,
    QuoteAnswered,
    QuoteOffered,
    Rated,
    Reminded,
    TimeSpent,
    Told,
)
from charterdesk.engine.ladder import Calling, Run, StepRun, calling_name
from charterdesk.engine.promise import Promise


@dataclass(frozen=True, slots=True)
class Bug:
    """A bug of the case, in a tracker of its own (R-BIC-6, R-TER-5)."""

    number: str
    critical: bool = False
    closed: bool = False
    taken_off: bool = False
    indicated: bool = False
    patched: bool = False

    @classmethod
    def of(cls, number: str, marks: Collection[str]) -> "Bug":
        """The bug with these `marks`, by their names."""
        return cls(number, **dict.fromkeys(marks, True))

    @property
    def marks(self) -> tuple[str, ...]:
        """The names of what is said of it."""
        return tuple(mark for mark in BUG_MARKS if getattr(self, mark))

    def with_marks(
        self,
        *,
        critical: bool = False,
        closed: bool = False,
        taken_off: bool = False,
        indicated: bool = False,
        patched: bool = False,
    ) -> "Bug":
        """The bug with further marks; none is ever taken back."""
        return Bug(
            number=self.number,
            critical=self.critical or critical,
            closed=self.closed or closed,
            taken_off=self.taken_off or taken_off,
            indicated=self.indicated or indicated,
            patched=self.patched or patched,
        )


BUG_MARKS = tuple(field.name for field in fields(Bug) if field.name != "number")


@dataclass(frozen=True, slots=True)
class Lent:
    """What a case was given with a merged one, and how it stood before: to be given back (2.6 E).

    `keys` are those of the answers that came along; `due` is the sooner due of the resolution, if
    the merged case brought it; `resolution` and `priority` are this case's own, as they were.
    `bugs` are those that came along, each with this case's own of that number or None; `owed` are
    (kind, number, start, due) of what came along for them, `own` what this case owed for bugs.
    """

    keys: frozenset[str]
    since: datetime
    priority: str
    due: datetime | None = None
    resolution: Promise | None = None
    bugs: Mapping[str, Bug | None] = field(default_factory=dict)
    owed: tuple[tuple[str, str, datetime, datetime | None], ...] = ()
    own: tuple[Promise, ...] = ()

    def due_of(self, kind: str, key: str) -> datetime | None:
        """The due that a promise of that kind and key brought; None for none."""
        if kind == "resolution":
            return self.due
        dues = (due for of, number, _, due in self.owed if (of, number) == (kind, key))
        return next(dues, None)


@dataclass(slots=True)
class Case:
    """All that is known of a case. Times are aware UTC; people are names the rota knows.

    `charters` are the versions that it has been under, by number; `took_in` gives the asker of
    each case merged into it, by number, `lent` what came with it; `put_aside` are the promises as
    they were before this case was merged itself; `parent` is the outage that it is of, `children`
    the cases of it where it is one itself.
    """

    opening: CaseOpened | None = None
    held: tuple[MailHeld, ...] = ()
    history: tuple[Event, ...] = ()
    last_at: datetime | None = None
    void: frozenset[str] = frozenset()
    version: int = 1
    charters: Mapping[int, Charter] = field(default_factory=dict)

    priority: str = ""
    priority_since: datetime | None = None
    contract: str = ""
    axes: Mapping[str, str] = field(default_factory=dict)

    responded_at: datetime | None = None
    activated_at: datetime | None = None
    worked: bool = False
    promises: tuple[Promise, ...] = ()

    waiting_on: str = ""
    waiting_for: str = ""
    waiting_until: datetime | None = None
    waiting_since: datetime | None = None
    reminded: tuple[Reminded, ...] = ()

    owner: str = ""
    tier: str = ""
    joined: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    field_values: Mapping[str, FieldSet] = field(default_factory=dict)
    approvals: frozenset[str] = frozenset()
    bugs: Mapping[str, Bug] = field(default_factory=dict)

    runs: tuple[Run, ...] = ()
    callings: tuple[Calling, ...] = ()
    notices: tuple[Told, ...] = ()
    reached: tuple[tuple[datetime, str], ...] = ()
    acknowledged: tuple[tuple[datetime, str], ...] = ()

    resolved_at: datetime | None = None
    resolved_automatically: bool = False
    outcome: str = ""
    agreed: frozenset[str] = frozenset()
    closed_at: datetime | None = None
    silence_held: bool = False
    reopened_at: tuple[datetime, ...] = ()
    reopened_why: str = ""
    last_resolved_at: datetime | None = None
    handed_back_at: datetime | None = None
    merged_into: str = ""
    merged_at: datetime | None = None
    took_in: Mapping[str, str] = field(default_factory=dict)
    lent: Mapping[str, Lent] = field(default_factory=dict)
    put_aside: tuple[Promise, ...] = ()
    parent: str = ""
    children: tuple[str, ...] = ()

    articles: tuple[str, ...] = ()
    asker_judged: AskerJudged | None = None
    ratings: Mapping[str, Rated] = field(default_factory=dict)
    charges: tuple[ChargeProposed, ...] = ()
    charges_decided: Mapping[str, ChargeDecided] = field(default_factory=dict)
    time_spent: Mapping[str, TimeSpent] = field(default_factory=dict)
    time_entries: frozenset[str] = frozenset()
    quotes: tuple[QuoteOffered, ...] = ()
    quotes_answered: Mapping[str, QuoteAnswered] = field(default_factory=dict)
    defects: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether there is a case, and not only held mail."""
        return self.opening is not None

    @property
    def opened_at(self) -> datetime:
        """The time of the contact. Raises ValueError where there is no case."""
        return self._opening.at

    @property
    def channel(self) -> str:
        return self._opening.channel

    @property
    def asker(self) -> str:
        if self.opening is None:
            return self.held[-1].asker if self.held else ""
        return self.opening.asker

    @property
    def subject(self) -> str:
        return self._opening.subject

    @property
    def zone(self) -> str:
        """The customer's zone; "" for the charter's (2.6 H)."""
        return self._opening.zone

    @property
    def _opening(self) -> CaseOpened:
        if self.opening is None:
            raise ValueError("there is no case yet")
        return self.opening

    @property
    def status(self) -> str:
        """The derived state of 2.3; "" where there is nothing at all."""
        if self.opening is None:
            return "held" if self.held else ""
        if self.merged_into:
            return "merged"
        if self.handed_back_at:
            return "handed back"
        if self.closed_at:
            return "closed"
        if self.resolved_at:
            return "resolved"
        return self._working_status

    @property
    def _working_status(self) -> str:
        if self.waiting_on:
            return "waiting"
        return "active" if self.activated_at or self.worked else "new"

    @property
    def is_over(self) -> bool:
        """Nothing is done on it any more, other than what outlives a case (2.5, patch)."""
        return bool(self.closed_at or self.merged_into or self.handed_back_at)

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None

    @property
    def has_ended(self) -> bool:
        """Resolved, closed, merged or handed back: nothing is done on it as things stand."""
        return self.is_resolved or self.is_over

    @property
    def is_answered(self) -> bool:
        """No asker waits for a first answer or for another one."""
        return not any(p.is_open and p.kind in ("response", "reply") for p in self.promises)

    def promise(self, kind: str, key: str = "") -> Promise | None:
        """The latest cycle of a kind."""
        for promise in reversed(self.promises):
            if promise.kind == kind and promise.key == key:
                return promise
        return None

    @property
    def open_bugs(self) -> tuple[Bug, ...]:
        return tuple(bug for bug in self.bugs.values() if not bug.closed and not bug.taken_off)

    @property
    def run_going(self) -> Run | None:
        """The latest run that is going."""
        return next((run for run in reversed(self.runs) if run.is_going), None)

    @property
    def quote_waiting(self) -> QuoteOffered | None:
        """The newest quote, where it has no answer; an older one was replaced by it."""
        last = self.quotes[-1] if self.quotes else None
        return None if last is None or last.quote in self.quotes_answered else last

    def called_in(self, run: Run, step: StepRun) -> Mapping[str, tuple[str, ...]]:
        """Everybody whom a step of a run has called so far, with the roles that were asked for."""
        people: dict[str, tuple[str, ...]] = {}
        own = f"{calling_name(run.number, step.name)}/"
        told = [notice for notice in self.notices if notice.key.startswith(own)]
        since = ((role, notice.person) for notice in told for role in notice.roles)
        for role, person in (*step.called, *since):
            people[person] = tuple(dict.fromkeys((*people.get(person, ()), role)))
        return people

    def key_of(self, asker: str) -> str:
        """Under which key this asker is owed an answer: "" for the case's own (2.6 E)."""
        if asker in ("", self.asker):
            return ""
        mine = (number for number, of in self.took_in.items() if of == asker)
        return next(mine, "")

    def has_acknowledged(self, names: frozenset[str], since: datetime) -> bool:
        return any(at >= since and who in names for at, who in self.acknowledged)

    def has_reached(self, names: frozenset[str], since: datetime) -> bool:
        return any(at >= since and who in names for at, who in self.reached)


_values = attrgetter(*(field.name for field in fields(Case)))


def copied(case: Case) -> Case:
    """Another case with the same values, for `folding` to go on with."""
    return Case(*_values(case))
