"""Events of work: owner, tiers, waiting, facts, bugs, and what people should know of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from charterdesk.engine.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Activated(Event):
    """Work has begun (R-ROX-20)."""

    kind: ClassVar[str] = "activated"


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
    """We wait on customer, supplier, bug or date, `what` for; on a date, `until` it comes."""

    kind: ClassVar[str] = "waiting"
    on: str
    what: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEnded(Event):
    kind: ClassVar[str] = "wait_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Event):
    """The `number`th reminder of the present waiting (R-BIC-10)."""

    kind: ClassVar[str] = "reminded"
    number: int


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
