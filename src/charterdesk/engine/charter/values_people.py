"""Who is meant and who may ask: roles, channels, contracts, priorities, tiers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from charterdesk.engine.charter.values_time import NOWHERE, Place, Row, Target

END_CUSTOMERS_AMONG = frozenset({"anyone", "registered addresses", "end customers", "end users"})
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
    else_place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Channel:
    """A way in. `escalates` names a ladder, `escalates_step` one of its steps.

    `pbx` is the address from which a telephone system sends voice mail here, for whoever called.
    `recovery_resolves`: what a machine reported is over, and the case is resolved by that, with
    `recovery_outcome`; else it is only noted.
    """

    name: str
    address: str = ""
    form: str = ""
    live: bool = False
    machine: bool = False
    recovery_resolves: bool = False
    recovery_outcome: str = ""
    hours: str = ""
    marks: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    sets_priority: str = ""
    escalates: str = ""
    escalates_step: str = ""
    subject_has: str = ""
    pbx: str = ""
    place: Place = field(default=NOWHERE, compare=False)
    address_place: Place = field(default=NOWHERE, compare=False)
    recovery_place: Place = field(default=NOWHERE, compare=False)


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

    @property
    def end_customers(self) -> bool:
        """Whether a customer or user of the customer is one who may ask (R-HFN-4, R-TER-6)."""
        return not END_CUSTOMERS_AMONG.isdisjoint(self.who)


@dataclass(frozen=True, slots=True)
class Intake:
    """The number's prefix, what is asked, and how late a contact may be written down (2.6 B).

    `files_each` and `files_together` are the bytes that a customer may send in one message.
    """

    prefix: str = ""
    asks: tuple[str, ...] = ()
    emergency_asks: tuple[str, ...] = ()
    later_allowed: bool = True
    later_at_most: timedelta = timedelta(hours=24)
    access_needs: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    files_each: int = 25 * 1024 * 1024
    files_together: int = 25 * 1024 * 1024
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
    gives_place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Priority:
    """`rank` 0 is the strictest; `only_by_escalation` is the rule 2.6 J."""

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

    def cells(self, priority: str) -> tuple[str, ...]:
        """Where a priority stands, a row each: `impact high (urgency high, medium)`."""
        found = []
        for row, priorities in self.rows.items():
            given = zip(self.columns, priorities, strict=True)
            columns = [column for column, one in given if one == priority]
            across = f" ({self.column_axis} {', '.join(columns)})"
            if columns:
                is_whole = len(columns) == len(self.columns)
                found.append(f"{self.row_axis} {row}{'' if is_whole else across}")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waiting on somebody pauses (T7), and when the customer is reminded (R-BIC-10)."""

    on: str
    pauses: tuple[str, ...] = ()
    remind: tuple[Target, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    pauses_place: Place = field(default=NOWHERE, compare=False)


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
