"""Where a rule stands, how much time it gives, and by which hours (T1, T4-T6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

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
    """A named calendar as written: its lines, and the dates on which no shift opens (T1).

    The places of a key that isn't written are the calendar's own.
    """

    name: str
    lines: tuple[str, ...]
    closed: frozenset[date]
    also_said: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    line_places: tuple[Place, ...] = field(default=(), compare=False)
    closed_place: Place = field(default=NOWHERE, compare=False)
    said_place: Place = field(default=NOWHERE, compare=False)


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
