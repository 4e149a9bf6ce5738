"""The people of a story: one for each role, named like it, on duty always, unless it says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from charterdesk.engine.charter.values import Charter


@dataclass(frozen=True)
class Cast:
    """A rota for stories; implements `engine.rota.Rota`. Everybody has mail, sms and phone."""

    charter: Charter
    people: Mapping[str, tuple[str, ...]]

    def on_duty(self, role: str, at: datetime, customer: str) -> tuple[str, ...]:
        """The people named for the role, or for its rota or team; else one named like it."""
        return self._people(role)

    def _people(self, role: str) -> tuple[str, ...]:
        known = self.charter.roles.get(role)
        if role in self.people:
            return self.people[role]
        if known is not None and known.group in self.people:
            return self.people[known.group]
        return (role,) if known is not None and known.kind != "machine" else ()

    def roles_of(self, person: str) -> frozenset[str]:
        filled = (role for role in self.charter.roles if person in self._all_of(role))
        return frozenset(filled)

    def can_be_reached(self, person: str, means: str) -> bool:
        return True

    def _all_of(self, role: str) -> tuple[str, ...]:
        return self._people(role) or (role,)

    def actor(self, name: str) -> str:
        """The person whom a story means: a role stands for the first who fills it."""
        if name not in self.charter.roles:
            return "" if name == "analyst" else name
        people = self._people(name)
        return people[0] if people else name
