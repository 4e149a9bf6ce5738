"""What is told, what is needed, what closes and what costs: ladders, tells, gates, charges."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from charterdesk.engine.charter.values_time import ALWAYS_NAME, NOWHERE, Place, Row, Target

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
    """A step: fired `at` a time since the start, `after` another was taken, or `when` (L2-L4)."""

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
    """What is told once; `who` holds roles, contact, owner, everyone told so far."""

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
    """How a case ends. `silence`: this long after it was resolved; None: never by silence.

    `asks_score`: once it is closed, the customer is asked by mail how it went.
    """

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    agreement: Agreement = "not stated"
    silence: Target | None = None
    reopen: Target | None = None
    closes_bug: bool = False
    asks_score: bool = False
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Charge:
    """What costs extra: proposed when one of the facts is recorded, decided by a person."""

    name: str
    when: tuple[Need, ...]
    may: bool = False
    amount: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Why the charter lives with a warning of the checks (part 5)."""

    why: str
    place: Place = field(default=NOWHERE, compare=False)


QueueOrder = Literal["due first", "first come first served within a priority"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule that is only shown to people: its path in the file, and its words."""

    path: str
    words: tuple[str, ...]
    place: Place = field(default=NOWHERE, compare=False)
