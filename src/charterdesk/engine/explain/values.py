"""What an explanation is: an answer in one sentence, and every step that leads to it.

One code behind every "why?": the command, the desk's pages and the customer's page. Sentences
are `Phrase`s, worded where they are shown.
"""

from dataclasses import dataclass
from typing import Literal

from charterdesk.engine.charter.values import NOWHERE, Place
from charterdesk.engine.phrase import Phrase

# A clause was tried and holds or does not; or the step is arithmetic, or a time not counted.
Verdict = Literal["matched", "not matched", "sum", "pause"]
# To a customer no internal aim, no name of a person and no note is said.
Audience = Literal["desk", "customer"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a heading of a word or two, a sentence, the rule's place, and what came of it."""

    heading: Phrase
    said: Phrase
    place: Place = NOWHERE
    verdict: Verdict = "matched"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer and the steps to it, in the order in which they were taken."""

    answer: Phrase
    steps: tuple[Step, ...] = ()


def tried(heading: Phrase, said: Phrase, place: Place = NOWHERE, *, holds: bool) -> Step:
    """A clause that was tried."""
    return Step(heading, said, place, "matched" if holds else "not matched")
