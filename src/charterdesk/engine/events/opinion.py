"""Events of what the customer says: of a reply, of the whole case, of what they were asked."""

from dataclasses import dataclass
from typing import ClassVar

from charterdesk.engine.events.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Event):
    """The customer's word on the reply `of`: 1 for clear, 0 for not (R-BIC-8).

    With an empty `of` it is about the case as a whole, 1 to 5. The last word counts, all stay.
    """

    kind: ClassVar[str] = "rated"
    of: str = ""
    score: int
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRefused(Event):
    """The customer does not approve an act, or not any more (R-HFN-16, 17)."""

    kind: ClassVar[str] = "approval_refused"
    what: str
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalEnded(Event):
    """What was approved is over; the next time wants an approval of its own (R-HFN-16)."""

    kind: ClassVar[str] = "approval_ended"
    what: str
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskerJudged(Event):
    """An authorised contact says whether somebody who is not may ask (R-TER-6).

    `judge` names the contact. The last word counts, all stay.
    """

    kind: ClassVar[str] = "asker_judged"
    permitted: bool
    judge: str = ""
    says: str = ""
