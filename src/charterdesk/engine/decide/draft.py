"""A decision in the making: the case so far, and the events, intents and reasons gathered."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from charterdesk.engine.case import Case
from charterdesk.engine.charter.values import NOWHERE, Charter, Place
from charterdesk.engine.decide.decision import Because, Refusal
from charterdesk.engine.events import CUSTOMER, Event
from charterdesk.engine.folding import folded
from charterdesk.engine.intents import Intent
from charterdesk.engine.phrase import Phrase
from charterdesk.engine.rota import Rota

LATE = timedelta(seconds=60)


@dataclass(slots=True)
class Draft:
    """`at` is the moment of the command; `actor` who gives it, once that is known."""

    charter: Charter
    case: Case
    at: datetime
    rota: Rota
    actor: str = ""
    events: list[Event] = field(default_factory=list)
    intents: list[Intent] = field(default_factory=list)
    because: list[Because] = field(default_factory=list)
    refused: Refusal | None = None

    def record(self, event: Event) -> None:
        self.case = folded(self.charter, self.case, event)
        self.events.append(event)

    def refuse(self, said: Phrase, *missing: str, place: Place = NOWHERE, act: str = "") -> None:
        self.refused = self.refused or Refusal(said, missing, place, act)

    def explain(self, because: Because) -> None:
        self.because.append(because)

    def is_late(self, due_at: datetime) -> bool:
        """Whether what was due then is done noticeably later (2.10)."""
        return self.at - due_at > LATE

    @property
    def desk(self) -> tuple[str, ...]:
        """The roles of the first tier; the charter's last resort where it has no tiers."""
        tiers = self.charter.tiers
        return tiers[0].roles if tiers else (self.charter.last_resort,)

    @property
    def by_customer(self) -> bool:
        return self.actor == CUSTOMER

    def roles_of(self, name: str) -> frozenset[str]:
        """The roles of a person; a role's own name stands for itself."""
        own = frozenset((name,)) if name in self.charter.roles else frozenset()
        return self.rota.roles_of(name) | own

    def is_machine(self, name: str) -> bool:
        roles = self.roles_of(name)
        return any(
            self.charter.roles[r].kind == "machine" for r in roles if r in self.charter.roles
        )

    def someone(self, roles: tuple[str, ...]) -> str:
        """The first person on duty for the first of the roles that has one; "" for nobody."""
        for role in roles:
            people = self.rota.on_duty(role, self.at, self.case.asker)
            if people:
                return people[0]
        return ""
