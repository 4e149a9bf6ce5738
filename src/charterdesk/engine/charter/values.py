"""A charter as frozen values: what `reader.read_charter` makes of the file, and all that the engine knows of it.

The rules that act stand in fields of their own; words that are only shown to people stand in
`Charter.shown`, so that nothing can be read and silently forgotten (`semantics.md` part 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from charterdesk.engine.calendar import ALWAYS, Calendar, parse_line

ALWAYS_NAME = "always"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule stands in its file; lines and columns count from 1."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place()

TargetKind = Literal["time", "days", "end of day", "asap", "not stated"]


@dataclass(frozen=True, slots=True)
class Target:
    """How much time a promise gives (T4, T5, T6).

    `time` counts `amount` of open time; `days` is the same wall time on the `days`th working
    day; `end of day` is that day's closing; `asap` and `not stated` have no due.
    """

    kind: TargetKind
    amount: timedelta = timedelta()
    days: int = 0
    text: str = ""

    @property
    def has_due(self) -> bool:
        return self.kind not in ("asap", "not stated")


@dataclass(frozen=True, slots=True)
class Hours:
    """A named calendar as written: its lines, and the dates on which no shift opens (T1)."""

    name: str
    lines: tuple[str, ...]
    closed: frozenset[date]
    also_said: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """One kind of promise in one row: its target and the hours that count (2.5)."""

    kind: str
    target: Target
    hours: str = ALWAYS_NAME
    customer_zone: bool = False
    row: str = field(default="", compare=False)
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Row:
    """The promises of one priority, of a contract's priority, or of a ladder while it runs."""

    name: str
    terms: Mapping[str, Term]
    on_raise_from_start: bool = False
    hours: str = ALWAYS_NAME
    place: Place = field(default=NOWHERE, compare=False)


RoleKind = Literal["team", "rota", "person", "per customer", "machine"]


@dataclass(frozen=True, slots=True)
class Role:
    """Who is meant, never a person's name; `otherwise` is the file's `else`, in order (2.9)."""

    name: str
    kind: RoleKind
    group: str = ""
    hours: str = ""
    outside: str = ""
    otherwise: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in. `escalates` names a ladder, `escalates_step` one of its steps."""

    name: str
    address: str = ""
    form: str = ""
    live: bool = False
    machine: bool = False
    hours: str = ""
    marks: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    sets_priority: str = ""
    escalates: str = ""
    escalates_step: str = ""
    subject_has: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Askers:
    """Who may ask. `hold` is how long the mail of others is kept; None: others are let in."""

    who: tuple[str, ...] = ("anyone",)
    hold: timedelta | None = None
    tell: tuple[str, ...] = ()
    authorised_only_under_contract: bool = False
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def registered_only(self) -> bool:
        return self.hold is not None


@dataclass(frozen=True, slots=True)
class Intake:
    """The number's prefix, what is asked, and how late a contact may be written down (2.6 B)."""

    prefix: str = ""
    asks: tuple[str, ...] = ()
    emergency_asks: tuple[str, ...] = ()
    later_allowed: bool = True
    later_at_most: timedelta = timedelta(hours=24)
    access_needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract's levels, the ladders it gives, the roles it demands, the rows it overrides."""

    name: str
    levels: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    starts: str = ""
    rows: Mapping[str, Row] = field(default_factory=dict)
    example: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Priority:
    """`rank` 0 is the strictest. `only_by_escalation`: asking for it is a formal escalation (2.6 J)."""

    name: str
    rank: int
    default: bool = False
    only_by_escalation: bool = False
    when: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SetBy:
    """Who may set a priority: customer, desk, channel or matrix; and whether with a reason."""

    who: str
    with_reason: bool = False


@dataclass(frozen=True, slots=True)
class Matrix:
    """Priority from two axes, e.g. impact down and urgency across (R-HFN-8, R-TER-9)."""

    row_axis: str
    column_axis: str
    columns: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    place: Place = field(default=NOWHERE, compare=False)

    def priority(self, row: str, column: str) -> str | None:
        """The priority of one cell; None for a word that is not on its axis."""
        if row not in self.rows or column not in self.columns:
            return None
        return self.rows[row][self.columns.index(column)]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waiting on somebody pauses (T7), and when the customer is reminded (R-BIC-10)."""

    on: str
    pauses: tuple[str, ...] = ()
    remind: tuple[Target, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


JoinRule = Literal["", "owner asks", "role asks", "bug", "transfer"]
OwnRule = Literal["", "always", "never", "until escalated", "after transfer"]


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier of work (functional escalation): whose it is, who may own, how it joins (2.6 G)."""

    name: str
    roles: tuple[str, ...]
    owns: OwnRule = ""
    joins: JoinRule = ""
    joins_by_role: str = ""
    first_speaker_owns: bool = False
    contact_is_owner: bool = False
    then: str = ""
    starts_with: str = ""
    place: Place = field(default=NOWHERE, compare=False)


NeedKind = Literal[
    "outcome", "message to customer", "open case", "reason", "access", "contract or fact",
    "agreement", "approval", "bug number", "bug closed", "indication", "role told",
    "decision of role", "customer says", "customer agrees", "fact", "mail to channel",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """One known word of a gate, an outcome, a step or a charge (2.12).

    `arguments` by kind: agreement -> the parties; contract or fact -> (contract, fact);
    role told, decision of role -> (role,); mail to channel -> (channel,); fact and
    customer says -> (the fact's word, then words that serve as well).
    """

    kind: NeedKind
    text: str
    arguments: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


RepeatUntil = Literal["acknowledged", "reached", "response", "resolved"]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`repeat: every 3m until acknowledged, times: 3`; times counts those after the first (L3)."""

    every: timedelta
    until: RepeatUntil
    times: int


@dataclass(frozen=True, slots=True)
class Trigger:
    """What starts a ladder: a formal escalation, or the case reaching `priority`."""

    priority: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A ladder's step: fired `at` a time since the start, `after` another was taken, or `when` (L2-L4)."""

    name: str
    notify: tuple[str, ...]
    at: Target | None = None
    after: str = ""
    delay: Target | None = None
    when: tuple[Need, ...] = ()
    within: Target | None = None
    means: tuple[str, ...] = ()
    repeat: Repeat | None = None
    unless: tuple[str, ...] = ()
    keep_informed: bool = False
    owner_becomes: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MayStop:
    """Who may de-escalate, and what it needs (L5)."""

    who: tuple[str, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """A hierarchic escalation: who is told when (2.8)."""

    name: str
    steps: tuple[Step, ...]
    starts: tuple[Trigger, ...] = ()
    contract: str = ""
    hours: str = ALWAYS_NAME
    stops: tuple[str, ...] = ()
    row: Row | None = None
    reasons: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    may_stop: MayStop | None = None
    stand_down_all: bool = False
    place: Place = field(default=NOWHERE, compare=False)

    def step(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)


TellMoment = Literal[
    "opened", "escalated", "resolved", "closed", "reopened", "reply", "update", "warning", "breach",
    "transferred", "handed back", "ladder step", "contract starts", "outcome",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TellRule:
    """What is told once, to customer or staff; `who` holds roles, contact, owner, everyone told so far."""

    name: str
    when: TellMoment
    who: tuple[str, ...]
    outcome: str = ""
    if_priority: str = ""
    if_step: str = ""
    means: tuple[str, ...] = ()
    repeat: Repeat | None = None
    what: str = ""
    sender: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be on the case before an act (2.12)."""

    act: str
    needs: tuple[Need, ...]
    unless_automatic: bool = False
    otherwise_open: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A way to resolve, and what must be there: ours to resolve, the customer's to close."""

    name: str
    needs: tuple[Need, ...] = ()
    counts_as: str = ""
    agreement_needed: bool = True
    place: Place = field(default=NOWHERE, compare=False)


Agreement = Literal["not stated", "customer", "customer and analyst", "by outcome"]


@dataclass(frozen=True, slots=True)
class Closing:
    """How a case ends. `silence`: closed this long after it was resolved; None: never by silence."""

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    agreement: Agreement = "not stated"
    silence: Target | None = None
    reopen: Target | None = None
    closes_bug: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Charge:
    """What costs extra: proposed when one of the facts is recorded, decided by a person."""

    name: str
    when: tuple[Need, ...]
    may: bool = False
    amount: str = ""
    place: Place = field(default=NOWHERE, compare=False)


QueueOrder = Literal["due first", "first come first served within a priority"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule that is only shown to people: its path in the file, and its words."""

    path: str
    words: tuple[str, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Charter:
    """The whole document. A version never changes once it is in force."""

    name: str
    version: int
    zone: str
    last_resort: str
    title: str = ""
    in_force_from: datetime | None = None
    languages: tuple[str, ...] = ("en",)
    assumes: Mapping[str, str] = field(default_factory=dict)
    hours: Mapping[str, Hours] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    askers: Askers = Askers()
    intake: Intake = Intake()
    contracts: Mapping[str, Contract] = field(default_factory=dict)
    priorities: tuple[Priority, ...] = ()
    set_by: tuple[SetBy, ...] = ()
    matrix: Matrix | None = None
    rows: Mapping[str, Row] = field(default_factory=dict)
    aims: Mapping[str, Row] = field(default_factory=dict)
    at_once: timedelta = timedelta(minutes=15)
    warn: float = 0.75
    waiting: Mapping[str, Waiting] = field(default_factory=dict)
    queue: QueueOrder = "due first"
    tiers: tuple[Tier, ...] = ()
    ladders: Mapping[str, Ladder] = field(default_factory=dict)
    tells: tuple[TellRule, ...] = ()
    gates: Mapping[str, Gate] = field(default_factory=dict)
    closing: Closing = Closing()
    checklist: tuple[str, ...] = ()
    charges: tuple[Charge, ...] = ()
    facts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    assumed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shown: tuple[Shown, ...] = ()
    meets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    file: str = ""

    def __hash__(self) -> int:
        return hash((self.name, self.version, self.file))

    def calendar(self, name: str, zone: str = "") -> Calendar:
        """The calendar of that name; lines without a zone of their own follow `zone` (2.6 H)."""
        if name == ALWAYS_NAME:
            return ALWAYS
        return _calendar(self.hours[name], zone or self.zone)

    def priority(self, name: str) -> Priority:
        """The priority of that name; KeyError for an unknown one."""
        for priority in self.priorities:
            if priority.name == name:
                return priority
        raise KeyError(name)

    @property
    def default_priority(self) -> str:
        return next(priority.name for priority in self.priorities if priority.default)

    def contract(self, name: str) -> Contract | None:
        """The contract of that name, or the one that has a level of that name."""
        found = self.contracts.get(name)
        return found or next((c for c in self.contracts.values() if name in c.levels), None)

    def terms(self, priority: str, contract: str) -> Mapping[str, Term]:
        """The promises of a priority; a contract's own kinds override the row's."""
        row = self.rows.get(priority)
        own = self.contract(contract)
        override = own.rows.get(priority) if own else None
        return {**(row.terms if row else {}), **(override.terms if override else {})}


@lru_cache(maxsize=1024)
def _calendar(hours: Hours, zone: str) -> Calendar:
    lines = tuple(parse_line(text, zone) for text in hours.lines)
    return Calendar(name=hours.name, lines=lines, closed=hours.closed, zone=zone)
