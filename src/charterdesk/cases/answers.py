"""What a command answers: done, refused in the engine's words, or overtaken by news."""

from dataclasses import dataclass

from charterdesk.cases.models import Case, CaseEvent, Message
from charterdesk.engine.decide import Decision, Refusal


@dataclass(frozen=True, slots=True)
class Done:
    """It happened. `repeated`: it had happened already under the same key; nothing new was done."""

    case: Case
    decision: Decision | None = None
    message: Message | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """No case: the mail of somebody who may not ask is kept aside (R-BIC-13).

    The caller keeps the message; `decision.intents` say who is told.
    """

    decision: Decision


@dataclass(frozen=True, slots=True)
class Conflict:
    """The case went on since its version `seen`. Nothing was done; `news` are the events."""

    case: Case
    seen: int
    news: tuple[CaseEvent, ...]

    @property
    def text(self) -> str:
        """The user's sentence."""
        what = "Something new happened" if len(self.news) == 1 else "New things happened"
        return f"{what} on {self.case.number} while you wrote. Read it, then send again."


Answer = Done | Refusal | Conflict
OpenAnswer = Done | Held | Refusal
