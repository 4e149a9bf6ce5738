"""Events of contact: opened, held, messages both ways, and the row and promises they are under."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from charterdesk.engine.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened(Event):
    """A case is there. `at` is the time of the contact; `answered` means that we spoke live.

    `outage`: the desk opened it for other cases of one cause, so that nobody waits for an answer.
    `confirmed_by` let a contact be written down that lay too far back (R-TER-3).
    """

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
    outage: bool = False
    confirmed_by: str = ""


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
class ReplyWithdrawn(Event):
    """The reply `of` was taken back before it was sent: it is void, as if never written."""

    kind: ClassVar[str] = "reply_withdrawn"
    of: str


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
class MatterSet(Event):
    """The kind of matter or the type of request is corrected (R-TER-8, R-TER-10).

    Only what became another is in it, as in (("kind", "consultation"),), and `was` has the words
    before; "" stands for not said.
    """

    kind: ClassVar[str] = "matter_set"
    words: tuple[tuple[str, str], ...]
    was: tuple[tuple[str, str], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractChanged(Event):
    kind: ClassVar[str] = "contract_changed"
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterChanged(Event):
    kind: ClassVar[str] = "charter_changed"
    version: int
