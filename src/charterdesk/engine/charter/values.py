"""A charter as frozen values: what the reader makes of the file, all that the engine knows of it.

The rules that act stand in fields of their own; words that are only shown to people stand in
`Charter.shown`, so that nothing can be read and silently forgotten (`semantics.md` part 3).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from charterdesk.engine.calendar import ALWAYS, Calendar, parse_line
from charterdesk.engine.charter.values_people import (
    Askers,
    Channel,
    Contract,
    Intake,
    JoinRule,
    Matrix,
    OwnRule,
    Priority,
    Role,
    RoleKind,
    SetBy,
    Tier,
    Waiting,
)
from charterdesk.engine.charter.values_rules import (
    Accepted,
    Agreement,
    Charge,
    Closing,
    Gate,
    Ladder,
    MayStop,
    Need,
    NeedKind,
    Outcome,
    QueueOrder,
    Repeat,
    RepeatUntil,
    Shown,
    Step,
    TellMoment,
    TellRule,
    Trigger,
)
from charterdesk.engine.charter.values_time import (
    ALWAYS_NAME,
    NOWHERE,
    Hours,
    Place,
    Row,
    Target,
    TargetKind,
    Term,
)

__all__ = [
    "ALWAYS_NAME",
    "NOWHERE",
    "Accepted",
    "Agreement",
    "Askers",
    "Channel",
    "Charge",
    "Charter",
    "Closing",
    "Contract",
    "Gate",
    "Hours",
    "Intake",
    "JoinRule",
    "Ladder",
    "Matrix",
    "MayStop",
    "Need",
    "NeedKind",
    "Outcome",
    "OwnRule",
    "Place",
    "Priority",
    "QueueOrder",
    "Repeat",
    "RepeatUntil",
    "Role",
    "RoleKind",
    "Row",
    "SetBy",
    "Shown",
    "Step",
    "Target",
    "TargetKind",
    "TellMoment",
    "TellRule",
    "Term",
    "Tier",
    "Trigger",
    "Waiting",
]


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
    accepts: Mapping[str, Accepted] = field(default_factory=dict)
    requirements: Mapping[str, int] = field(default_factory=dict)
    hours: Mapping[str, Hours] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    askers: Askers = field(default_factory=Askers)
    intake: Intake = field(default_factory=Intake)
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
    closing: Closing = field(default_factory=Closing)
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
        known = self._terms.get((priority, contract))
        if known is None:
            known = self._terms[priority, contract] = self._terms_of(priority, contract)
        return known

    @cached_property
    def _terms(self) -> dict[tuple[str, str], Mapping[str, Term]]:
        """What was asked so far: a charter never changes, and each event of a case asks."""
        return {}

    def _terms_of(self, priority: str, contract: str) -> Mapping[str, Term]:
        row = self.rows.get(priority)
        own = self.contract(contract)
        override = own.rows.get(priority) if own else None
        return {**(row.terms if row else {}), **(override.terms if override else {})}


@lru_cache(maxsize=1024)
def _calendar(hours: Hours, zone: str) -> Calendar:
    lines = tuple(parse_line(text, zone) for text in hours.lines)
    return Calendar(name=hours.name, lines=lines, closed=hours.closed, zone=zone)
