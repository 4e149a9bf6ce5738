"""What happened to a case, as values: the only truth, of which every other thing is a fold (2.2).

`at` is when it happened, `recorded_at` when we learnt it; the fold runs in the order of `at`,
then of recording. `by` is a person, "customer", or "" for the engine itself. The stored name of
an event, `kind`, and the names of its fields never change.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

CUSTOMER = "customer"
ENGINE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What all events have. Times are aware UTC."""

    kind: ClassVar[str] = ""
    at: datetime
    recorded_at: datetime
    by: str = ENGINE


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """A case is there. `at` is the time of the contact; `answered` means that we spoke live."""

    kind: ClassVar[str] = "opened"
    channel: str
    priority: str
    contract: str = ""
    asker: str = ""
    subject: str = ""
    axes: tuple[tuple[str, str], ...] = ()
    marks: tuple[str, ...] = ()
    answered: bool = False
    authorised: bool = True
    message: str = ""
    zone: str = ""
    split_from: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MailHeld(Event):
    """A message of somebody who may not ask; no case, no promise (R-BIC-13)."""

    kind: ClassVar[str] = "held"
    channel: str
    asker: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerWrote(Event):
    """A message came in. An automatic one is kept and moves nothing (M3)."""

    kind: ClassVar[str] = "customer_wrote"
    message: str = ""
    channel: str = ""
    subject: str = ""
    automatic: bool = False
    asker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplySent(Event):
    """A public message of ours, or a live talk; only a human one keeps a promise (2.5)."""

    kind: ClassVar[str] = "reply_sent"
    message: str = ""
    channel: str = ""
    automatic: bool = False
    live: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAdded(Event):
    """An internal note; the customer never sees it."""

    kind: ClassVar[str] = "note_added"
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryFailed(Event):
    """The message `of` never arrived: it is void, as if it had not been sent (2.6 C)."""

    kind: ClassVar[str] = "undelivered"
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Activated(Event):
    """Work has begun (R-ROX-20)."""

    kind: ClassVar[str] = "activated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritySet(Event):
    """The case goes to another row."""

    kind: ClassVar[str] = "priority_set"
    priority: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified(Event):
    """Words on the matrix' axes, e.g. (("impact", "high"), ("urgency", "low"))."""

    kind: ClassVar[str] = "classified"
    axes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerSet(Event):
    """`owner` is a person; "" when the case lies with a tier."""

    kind: ClassVar[str] = "owner_set"
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TierJoined(Event):
    """A tier helps; ownership stays (R-ROX-9)."""

    kind: ClassVar[str] = "joined"
    tier: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred(Event):
    """The case was passed to a tier (2.6 G)."""

    kind: ClassVar[str] = "transferred"
    tier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingBegan(Event):
    """We wait on customer, supplier, bug or date, `what` for."""

    kind: ClassVar[str] = "waiting"
    on: str
    what: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEnded(Event):
    kind: ClassVar[str] = "wait_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRecorded(Event):
    """A word of the charter's gates is on the case; value "no" takes it off."""

    kind: ClassVar[str] = "fact"
    word: str
    value: str = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(Event):
    """The customer approves an act (R-HFN-16)."""

    kind: ClassVar[str] = "approved"
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActDone(Event):
    """An act of a gate was done; `diagnose` keeps the diagnosis promise."""

    kind: ClassVar[str] = "act_done"
    act: str
    automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BugLinked(Event):
    kind: ClassVar[str] = "bug_linked"
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugCritical(Event):
    kind: ClassVar[str] = "bug_critical"
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugClosed(Event):
    kind: ClassVar[str] = "bug_closed"
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugTakenOff(Event):
    """The bug turned out not to be this case's."""

    kind: ClassVar[str] = "bug_taken_off"
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicationGiven(Event):
    kind: ClassVar[str] = "indication_given"
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchGiven(Event):
    kind: ClassVar[str] = "patch_given"
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkaroundGiven(Event):
    kind: ClassVar[str] = "workaround_given"
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated(Event):
    """A formal escalation was declared. `noted`: a run was going already, nobody is called twice (L1)."""

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
    """A run of a ladder. `trigger` is "formal escalation" or "priority NAME"; `run` counts from 1."""

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
    """A step came due at `at`; `skipped` because of its `unless`. `called` are (role, person) pairs."""

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
class Acknowledged(Event):
    """Somebody says "I have it": ends the calling of that person, not the ladder (L4)."""

    kind: ClassVar[str] = "acknowledged"
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeEscalated(Event):
    kind: ClassVar[str] = "de_escalated"
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Event):
    """A notice was given out. `key` is unique in the case; `due_at` is when it was due.

    `roles` are those asked for, `via` those through which the person was found (they differ
    when a fallback stepped in), `calling` names what a repeat belongs to.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatsMissed(Event):
    """Repeats up to `number` fell into a time without a worker; they are not made up for (2.10)."""

    kind: ClassVar[str] = "repeats_missed"
    calling: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseWarned(Event):
    """The warning of the cycle that started at `start` (T9)."""

    kind: ClassVar[str] = "promise_warned"
    promise: str
    key: str = ""
    start: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseBreached(Event):
    """Not kept: `at` is the first open instant at or after `due_at` (T8)."""

    kind: ClassVar[str] = "promise_breached"
    promise: str
    key: str = ""
    start: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Event):
    """The `number`th reminder of the present waiting (R-BIC-10)."""

    kind: ClassVar[str] = "reminded"
    number: int


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

    `promises` are (kind, key, start, due or None) of promises still owed; `steps` are the names
    of the steps already taken of `ladder`, started at `ladder_since`.
    """

    kind: ClassVar[str] = "took_in"
    number: str
    priority: str
    promises: tuple[tuple[str, str, datetime, datetime | None], ...] = ()
    ladder: str = ""
    ladder_since: datetime | None = None
    steps: tuple[str, ...] = ()
    asker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractChanged(Event):
    kind: ClassVar[str] = "contract_changed"
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterChanged(Event):
    kind: ClassVar[str] = "charter_changed"
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectRaised(Event):
    """Something of ours is broken, such as nobody for a role (2.9); `text` is the sentence."""

    kind: ClassVar[str] = "defect"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeProposed(Event):
    kind: ClassVar[str] = "charge_proposed"
    name: str
    because: str
    amount: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported(Event):
    """Something a manager should know, such as a priority lowered in the last quarter (2.6 A)."""

    kind: ClassVar[str] = "reported"
    text: str
