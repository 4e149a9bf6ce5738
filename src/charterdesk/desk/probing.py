"""What may be done on a case now: the engine is asked, and nothing is saved.

An act that it would refuse is shown disabled, with its own sentence as the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.cases.store import Loaded, moment
from charterdesk.engine.commands import Command
from charterdesk.engine.decide import Decision, Refusal, decide
from charterdesk.engine.rota import Rota


@dataclass(frozen=True, slots=True)
class QuietRota:
    """The roles that people have, with nobody on duty: enough to judge, nothing looked up."""

    rota: Rota

    def on_duty(self, role: str, at: datetime, customer: str) -> Sequence[str]:
        """Nobody."""
        return ()

    def roles_of(self, person: str) -> frozenset[str]:
        """As the desk has it."""
        return self.rota.roles_of(person)

    def can_be_reached(self, person: str, means: str) -> bool:
        """As the desk has it."""
        return self.rota.can_be_reached(person, means)


@dataclass(frozen=True, slots=True)
class Probe:
    """A loaded case, who would act on it, and when."""

    loaded: Loaded
    rota: Rota
    person: Person
    at: datetime

    def decision(self, command: Command) -> Decision:
        """What would follow from a command, with the people who are on duty."""
        return decide(self.loaded.charter, self.loaded.state, command, moment(self.at), self.rota)

    def refusal(self, command: Command) -> Refusal | None:
        """Why a command would be refused; None where it would not."""
        quiet = QuietRota(self.rota)
        charter, state = self.loaded.charter, self.loaded.state
        return decide(charter, state, command, moment(self.at), quiet).refused
