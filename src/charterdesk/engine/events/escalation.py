"""Events of escalation: ladders, steps, notices, and those who answered (2.8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from charterdesk.engine.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Event):
    """A formal escalation. `noted`: a run was going already, nobody is called twice (L1)."""

    kind: ClassVar[str] = "escalated"
    ladder: str
    reason: str = ""
    step: str = ""
    noted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRefused(Event):
    kind: ClassVar[str] = "escalation_refused"
    ladder: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderStarted(Event):
    """A run, counted from 1; `trigger` is "formal escalation" or "priority NAME"."""

    kind: ClassVar[str] = "ladder_started"
    run: int
    ladder: str
    trigger: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderEnded(Event):
    kind: ClassVar[str] = "ladder_ended"
    run: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderResumed(Event):
    kind: ClassVar[str] = "ladder_resumed"
    run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFired(Event):
    """A step came due; `skipped` because of its `unless`; `called` are (role, person)."""

    kind: ClassVar[str] = "step_fired"
    run: int
    step: str
    skipped: bool = False
    called: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken(Event):
    """All its people were reached, or its limit came first (L2)."""

    kind: ClassVar[str] = "step_taken"
    run: int
    step: str
    breached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonReached(Event):
    """Somebody answered the call or took the message (R-VOX-8): `who`, a role or a person."""

    kind: ClassVar[str] = "step_reached"
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachWithdrawn(Event):
    """What was taken for reaching somebody came back: they were not reached by that step after all.

    A step that was taken by it runs again, to its old limit; steps after it that were taken stay.
    """

    kind: ClassVar[str] = "reach_withdrawn"
    who: str
    run: int
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged(Event):
    """Somebody says "I have it": ends the calling of that person, not the ladder (L4)."""

    kind: ClassVar[str] = "acknowledged"
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPassed(Event):
    """Somebody who was called says that they can't take it: they were reached, but are not called
    again in that step; whoever comes next for these `roles` is (L3, 2.9).
    """

    kind: ClassVar[str] = "call_passed"
    who: str
    run: int
    step: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeEscalated(Event):
    """`consent` of the customer: "given", "asked", or "" where nobody asked (L5)."""

    kind: ClassVar[str] = "de_escalated"
    reason: str = ""
    consent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Event):
    """A notice was given out. `key` is unique in the case; `due_at` is when it was due.

    `roles` are those asked for, `via` those through which the person was found (they differ
    when a fallback stepped in), `calling` names what a repeat belongs to, `sender` holds the roles
    in whose name it goes.
    """

    kind: ClassVar[str] = "told"
    key: str
    about: str
    person: str
    roles: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    text: str = ""
    due_at: datetime
    late: bool = False
    calling: str = ""
    number: int = 0
    sender: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatsMissed(Event):
    """Repeats up to `number` fell into a time without a worker; they are not made up for (2.10)."""

    kind: ClassVar[str] = "repeats_missed"
    calling: str
    number: int
