"""What would be promised to the case that is being written down, as the page shows it."""

from dataclasses import dataclass
from datetime import datetime

from charterdesk.look.values import Refusal, TraceStep


@dataclass(frozen=True, slots=True)
class AheadPromise:
    """One promise: by when, how it counts, and step by step why."""

    name: str
    words: str
    how: str
    due: datetime | None
    steps: tuple[TraceStep, ...]


@dataclass(frozen=True, slots=True)
class AheadCall:
    """Who is called when, and by which clause, if nobody does anything."""

    at: datetime
    names: str
    why: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadPart:
    """The preview of the promise. `sentence` is all of it in one line, "" where nobody asked.

    `wrong` are what keeps it from being worked out: (label, what is wrong, the field's id).
    """

    sentence: str = ""
    as_of: str = ""
    notes: tuple[str, ...] = ()
    wrong: tuple[tuple[str, str, str], ...] = ()
    refusal: Refusal | None = None
    priority: tuple[TraceStep, ...] = ()
    promises: tuple[AheadPromise, ...] = ()
    calls: tuple[AheadCall, ...] = ()
    uncalled: str = ""


NOT_ASKED = AheadPart()
