"""What an act on many cases is given, by whom it is done, and what became of one case."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import person_named
from charterdesk.cases.answers import Answer, Conflict, Done
from charterdesk.engine.decide import Refusal

Outcome = Literal["done", "skipped", "refused", "failed"]
Given = Mapping[str, str]
# Words a refusal in the language of who reads it.
Say = Callable[[Refusal | Conflict], str]
ASSIGN, KEEP_OWNER = "assign", "keep owner"
LABEL, UNLABEL = "label", "unlabel"
# Several acts, one after the other; they are JSON under "steps".
IN_TURN = "in turn"


@dataclass(frozen=True, slots=True)
class Doing:
    """Who does it, when, and how a refusal is worded."""

    by: Person
    at: datetime
    say: Say
    _known: dict[str, Person | None] = field(default_factory=dict)

    def person(self, username: str) -> Person | None:
        """Somebody of the desk; looked for once."""
        if username not in self._known:
            self._known[username] = person_named(self.by, username)
        return self._known[username]


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a case; `inverse` is what would undo it, empty where nothing can."""

    outcome: Outcome
    words: str
    inverse: Given = field(default_factory=dict)


def became(answer: Answer, words: str, inverse: Given, doing: Doing) -> Became:
    """What a command answered: done in these words, or refused in its own."""
    if isinstance(answer, Done):
        return Became("done", words, inverse)
    return Became("refused", doing.say(answer))


def owned_before(former: str, owner: str) -> Given:
    """What gives a case back to its former owner, while `owner` still has it."""
    if not former:
        return {"act": KEEP_OWNER}
    return {"act": ASSIGN, "owner": former, "if_owner": owner}


def in_turn(steps: Sequence[Given]) -> Given:
    """Several acts as one; none is nothing."""
    if not steps:
        return {}
    return {"act": IN_TURN, "steps": json.dumps([dict(step) for step in steps])}


def steps_of(given: Given) -> list[Given]:
    """The acts of `in_turn` again."""
    found: list[Given] = json.loads(given["steps"])
    return found
