"""How somebody came to stand behind a role at a moment: override, shift, customer, role, team.

The order is that of `duty`; this only says which of its answers it was.
"""

from datetime import datetime

from charterdesk.engine.charter.values import Role
from charterdesk.engine.explain import Turn as Stands
from charterdesk.engine.explain.notices import TurnKind
from charterdesk.engine.rotation import Held
from charterdesk.oncall.duty import DutyRota


class DutyTurns:
    """Answers `engine.explain` over the desk's people (`engine.explain.Turns`)."""

    def __init__(self, rota: DutyRota) -> None:
        self.rota = rota

    def turn_of(self, role: str, person: str, at: datetime) -> Stands | None:
        """How `person` stands behind the role at a moment; None where nothing says so."""
        meant = self.rota.charter.roles.get(role)
        if meant is None:
            return None
        return self._by_turn(meant, person, at) or self._by_role(meant, person)

    def _by_turn(self, role: Role, person: str, at: datetime) -> Stands | None:
        turns = self.rota.staff.turns_at(at)
        taker = turns.taker(role.name, at)
        held: tuple[Held, ...] = (taker,) if taker else ()
        held += turns.held(role.group, at) if role.kind == "rota" else ()
        for one in held:
            if one.person == person:
                kind: TurnKind = "shift" if one.how in ("shift", "rotation") else "override"
                return Stands(kind, one.span.since, one.span.until)
        return None

    def _by_role(self, role: Role, person: str) -> Stands | None:
        if role.kind == "per customer" and person in self.rota.staff.account_managers:
            return Stands("account manager")
        if person in self.rota.staff.roles.get(role.name, ()):
            return Stands("assigned")
        if role.kind == "team" and person in self.rota.staff.teams.get(role.group, ()):
            return Stands("team")
        return None
