"""One case in time as frozen values: what is drawn, not how. Moments are aware; nothing is placed.

A picture never knows more than the engine: its dues are the promises' own, its steps the ladder's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from charterdesk.engine.phrase import Phrase
from charterdesk.engine.spans import Span

State = Literal["running", "paused", "met", "missed", "measured", "over", "later"]


@dataclass(frozen=True, slots=True)
class HoursBand:
    """The open stretches of one calendar, within the picture."""

    name: str
    open: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One cycle of a promise. `until` is where it ends: kept, over, due, or the picture's end.

    `counted` are the stretches in which its time passes; the rest of the bar stands still.
    `warning` and `due` are given where they lie in the picture and still matter; `missed` is
    from when it is late, `kept` when it was done.
    """

    start: datetime
    until: datetime
    counted: tuple[Span, ...]
    pauses: tuple[Span, ...] = ()
    due: datetime | None = None
    warning: datetime | None = None
    missed: datetime | None = None
    kept: datetime | None = None
    state: State = "running"


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A kind of promise with its cycles, the last one last, and how that one stands.

    `hours` is the name of its calendar. Without bars it has not begun, and `remark` says when it
    will; else `remark` is due, kept, missed, paused in words.
    """

    name: Phrase
    target: str
    hours: str
    state: State
    remark: Phrase
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a ladder: when it comes, within what its people must be reached, and who they are.

    `called` are (role, person) pairs. `at` is None for a step that no time brings about, or that
    lies beyond the picture.
    """

    ladder: str
    step: str
    remark: Phrase
    at: datetime | None = None
    limit: datetime | None = None
    taken: datetime | None = None
    skipped: bool = False
    called: tuple[tuple[str, str], ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Who is told at one moment, each person once."""

    at: datetime
    people: tuple[str, ...]
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A case in time from `since` until `until`, in the walls of `zone`.

    `now` is the moment of looking at a real case; what lies after it is what comes if nobody acts.
    `knots` are the moments that a scale must keep apart, in order, the two ends among them.
    `clock_changes` are the moments at which the wall clock of the zone is changed.
    """

    title: Phrase
    remark: Phrase
    zone: str
    since: datetime
    until: datetime
    knots: tuple[datetime, ...]
    now: datetime | None = None
    hours: tuple[HoursBand, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    steps: tuple[StepRow, ...] = ()
    notices: tuple[Notice, ...] = ()
    clock_changes: tuple[datetime, ...] = ()
