"""One difference between two charters: what it is, where it stands, and a sentence that says it.

A difference is never silent and never a guess: stricter and looser are the engine's own dues.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from charterdesk.engine.charter.values import NOWHERE, Place
from charterdesk.engine.phrase import Phrase, phrase

# `mixed` is stricter from some starts and looser from others, as 1d of office against 24h always.
ChangeKind = Literal["stricter", "looser", "mixed", "new", "gone", "changed"]
Theme = Literal[
    "document", "hours", "people", "intake", "priorities", "promises", "work", "escalation",
    "gates", "charges",
]  # fmt: skip
# How many cases are open, by (priority, contract or its level, or "").
OpenCases = Mapping[tuple[str, str], int]

HEADINGS: Mapping[Theme, Phrase] = {
    "document": phrase("The document"),
    "hours": phrase("Hours"),
    "people": phrase("Who is who"),
    "intake": phrase("How cases arrive"),
    "priorities": phrase("Priorities and contracts"),
    "promises": phrase("What is promised"),
    "work": phrase("Who works"),
    "escalation": phrase("Who is told when"),
    "gates": phrase("What must be there first, and closing"),
    "charges": phrase("What costs extra"),
}
KINDS: Mapping[ChangeKind, Phrase] = {
    "stricter": phrase("stricter"),
    "looser": phrase("looser"),
    "mixed": phrase("stricter and looser"),
    "new": phrase("new"),
    "gone": phrase("gone"),
    "changed": phrase("changed"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `where` names the rule from the outside in, as (("priority", "high"), ("promise",
    "response")); its first words are priority, contract, promise, ladder, step, role, channel,
    hours, waiting, tier, tell, gate, outcome, charge, fact, axis. `examples` are moments at which
    the dues differ. `open_cases` is how many open cases it would touch if they were moved to the
    new version; None where nobody counted.
    """

    kind: ChangeKind
    theme: Theme
    text: Phrase
    where: tuple[tuple[str, str], ...] = ()
    examples: tuple[Phrase, ...] = ()
    old_place: Place = NOWHERE
    new_place: Place = NOWHERE
    open_cases: int | None = None

    def name_of(self, what: str) -> str:
        """The name of one part of where it stands, e.g. of the priority; "" without one."""
        return dict(self.where).get(what, "")

    @property
    def is_stricter(self) -> bool:
        """Whether something gets stricter, be it from some starts only."""
        return self.kind in ("stricter", "mixed")

    @property
    def is_looser(self) -> bool:
        """Whether something gets looser, be it from some starts only."""
        return self.kind in ("looser", "mixed")
