"""What `decide` answers: events, intents, the next wake, or a refusal in the user's words."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import NOWHERE, Place
from charterdesk.engine.events import Event
from charterdesk.engine.intents import Intent


@dataclass(frozen=True, slots=True)
class Because:
    """Why something was decided: one sentence, and the rule's place in the charter."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act may not be done now: one sentence that names what is missing."""

    text: str
    missing: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Decision:
    """The case after the command, and all that follows from it.

    A refusal can still carry events and intents: what was due before it, and whom it is told.
    `next_wake` is the moment at which the next Tick is due; None when nothing will come due.
    """

    case: Case
    events: tuple[Event, ...] = ()
    intents: tuple[Intent, ...] = ()
    next_wake: datetime | None = None
    refused: Refusal | None = None
    because: tuple[Because, ...] = ()
