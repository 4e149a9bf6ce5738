"""What a check says: its number, how grave it is, where in the file, a sentence, how to mend it.

The numbers are those of `semantics.md` part 5: E refuses the version, W must be accepted by name,
I informs.
"""

from dataclasses import dataclass
from typing import Literal

from charterdesk.engine.charter.values import NOWHERE, Place
from charterdesk.engine.phrase import Phrase

Severity = Literal["error", "warning", "info"]
SEVERITIES: dict[str, Severity] = {"E": "error", "W": "warning", "I": "info"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found. `accepted` is why the charter lives with a warning, or ''."""

    number: str
    message: Phrase
    mend: Phrase
    place: Place = NOWHERE
    accepted: str = ""

    @property
    def severity(self) -> Severity:
        """By the number's letter."""
        return SEVERITIES[self.number[0]]

    @property
    def stops(self) -> bool:
        """Whether the version can't be published so: an error, or a warning not accepted."""
        return self.severity == "error" or (self.severity == "warning" and not self.accepted)
