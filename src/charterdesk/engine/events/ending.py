"""Events that end a case, or open it again (2.6 E, F, 2.12)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from charterdesk.engine.events.event import Event

StepBrought = tuple[
    str,
    str,
    datetime | None,
    datetime | None,
    datetime | None,
    tuple[tuple[str, str], ...],
]
BugBrought = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved(Event):
    """`outcome` given; `message` is the id of the message that went with it, if any."""

    kind: ClassVar[str] = "resolved"
    outcome: str = ""
    message: str = ""
    automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed(Event):
    """`party` is customer or analyst."""

    kind: ClassVar[str] = "agreed"
    party: str
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined(Event):
    kind: ClassVar[str] = "declined"
    party: str
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    kind: ClassVar[str] = "closed"
    silence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceHeld(Event):
    """The case would have closed by silence, but a gate holds it; a person closes it."""

    kind: ClassVar[str] = "silence_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Event):
    """`why`: "customer wrote", "declined", or what a person gave."""

    kind: ClassVar[str] = "reopened"
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningUndone(Event):
    """The message that reopened the case was an agreement: it is resolved as it was (2.3)."""

    kind: ClassVar[str] = "reopening_undone"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedBack(Event):
    kind: ClassVar[str] = "handed_back"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedInto(Event):
    kind: ClassVar[str] = "merged_into"
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TookIn(Event):
    """Another case was merged into this one; it brings its askers' promises (2.6 E).

    `promises` are (kind, key, start, due or None) of promises still owed, `breached` are (kind,
    key, when) of those among them that were missed. `ladder` is "" unless its run got further;
    it counts from `ladder_since`. `steps` are (name, how it stands, fired, limit, taken, called)
    with (role, person) pairs; `calls` are (step, repeats done); `answers` are (when, who,
    acknowledged); `passes` are (step, when, who). `bugs` are (number, marks) of its bugs, whose
    promises are among `promises`.
    """

    kind: ClassVar[str] = "took_in"
    number: str
    priority: str
    promises: tuple[tuple[str, str, datetime, datetime | None], ...] = ()
    breached: tuple[tuple[str, str, datetime], ...] = ()
    ladder: str = ""
    ladder_since: datetime | None = None
    ladder_trigger: str = ""
    steps: tuple[StepBrought, ...] = ()
    calls: tuple[tuple[str, int], ...] = ()
    answers: tuple[tuple[datetime, str, bool], ...] = ()
    passes: tuple[tuple[str, datetime, str], ...] = ()
    asker: str = ""
    bugs: tuple[BugBrought, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeUndone(Event):
    """The case is one of its own again; `into` had taken it in and gives back what it still owes.

    `owed` are (kind, key, start) of answers that this case owes again, `missed` (kind, key, when)
    of breaches that were recorded there meanwhile. `answered_at` is our last answer there,
    `wrote_at` the asker's last message there; None where there was none. `bugs` are (number,
    marks) of the bugs that went along, as they stand there now.
    """

    kind: ClassVar[str] = "merge_undone"
    into: str
    owed: tuple[tuple[str, str, datetime], ...] = ()
    missed: tuple[tuple[str, str, datetime], ...] = ()
    answered_at: datetime | None = None
    wrote_at: datetime | None = None
    bugs: tuple[BugBrought, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GaveBack(Event):
    """A case that was merged into this one is one of its own again: what it brought goes along."""

    kind: ClassVar[str] = "gave_back"
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitOff(Event):
    """Messages of the customer became the case `number` (2.6 E).

    `reply_ends`: the answer that was owed to them is owed there; with `owed_since` one is owed
    here from that message on, which stayed.
    """

    kind: ClassVar[str] = "split_off"
    number: str
    messages: tuple[str, ...]
    reply_ends: bool = False
    owed_since: datetime | None = None
