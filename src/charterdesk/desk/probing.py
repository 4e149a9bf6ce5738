"""What may be done on a case now: the engine is asked, and nothing is saved.

An act that it would refuse is shown disabled, with its own sentence as the reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.cases.store import Loaded, moment
from charterdesk.engine.charter.values import Charter
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
class CaseRota:
    """The rota of one case, with the customer's account manager known already: no query is asked.

    An override of the account manager's role is not seen here; an escalation asks the desk's own.
    """

    rota: Rota
    charter: Charter
    manager: str

    def on_duty(self, role: str, at: datetime, customer: str) -> Sequence[str]:
        """As the desk has it, the case's own account manager for `is: per customer`."""
        meant = self.charter.roles.get(role)
        if self.manager and meant is not None and meant.kind == "per customer":
            return (self.manager,)
        return self.rota.on_duty(role, at, "")

    def roles_of(self, person: str) -> frozenset[str]:
        """As the desk has it."""
        return self.rota.roles_of(person)

    def can_be_reached(self, person: str, means: str) -> bool:
        """As the desk has it."""
        return self.rota.can_be_reached(person, means)


def case_rota(loaded: Loaded, rota: Rota) -> CaseRota:
    """The rota for the page of a case, whose organisation and contract are loaded."""
    row = loaded.row
    managers = (
        row.contract.account_manager if row.contract else None,
        row.organisation.account_manager if row.organisation else None,
    )
    manager = next((one.username for one in managers if one and one.is_active), "")
    return CaseRota(rota, loaded.charter, manager)


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
