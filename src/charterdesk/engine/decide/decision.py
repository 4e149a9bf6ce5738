"""What `decide` answers: events, intents, the next wake, or a refusal in the user's words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import NOWHERE, Place
from charterdesk.engine.events import Event
from charterdesk.engine.intents import Intent
from charterdesk.engine.phrase import Phrase, english


@dataclass(frozen=True, slots=True)
class Because:
    """A clause that was tried: one sentence, the rule's place, and whether it `held`.

    `about` says what it was tried for.
    """

    said: Phrase
    place: Place = NOWHERE
    held: bool = True
    about: Literal["priority", "ladder", "message"] = "priority"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an act may not be done now: one sentence that names what is missing.

    `act` is that of the gate that refused it; "" where it was no gate.
    """

    said: Phrase
    missing: tuple[str, ...] = ()
    place: Place = NOWHERE
    act: str = ""

    @property
    def text(self) -> str:
        """The sentence in English; no moment stands in it, so that no zone matters."""
        return english(self.said, "UTC")


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
