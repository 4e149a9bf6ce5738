"""A rota that is asked for what doesn't change with time only once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from charterdesk.engine.rota import Rota


@dataclass(slots=True)
class Remembering:
    """Answers as `rota` does; implements `engine.rota.Rota`."""

    rota: Rota
    _roles: dict[str, frozenset[str]] = field(default_factory=dict)
    _reached: dict[tuple[str, str], bool] = field(default_factory=dict)

    def on_duty(self, role: str, at: datetime, customer: str) -> Sequence[str]:
        return self.rota.on_duty(role, at, customer)

    def roles_of(self, person: str) -> frozenset[str]:
        if person not in self._roles:
            self._roles[person] = self.rota.roles_of(person)
        return self._roles[person]

    def can_be_reached(self, person: str, means: str) -> bool:
        if (person, means) not in self._reached:
            self._reached[person, means] = self.rota.can_be_reached(person, means)
        return self._reached[person, means]
