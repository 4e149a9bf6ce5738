"""The engine's rota (`engine/rota.py`) over the desk's people, for one charter.

On duty is: who has taken the role, else who has the rota by its final schedule, else who is
assigned, for a team its members, for `per customer` the customer's account manager (2.9). Nobody
who is away counts, but for the last resort, who is called rather than nobody. The `else` roles
are the engine's affair.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from charterdesk.accounts.rights import DESK
from charterdesk.customers.queries import account_manager_of
from charterdesk.engine.charter.values import Charter, Role
from charterdesk.oncall.staff import Staff


class DutyRota:
    """Answers `decide`. Use it for one decision or page: it is as old as its making."""

    def __init__(self, charter: Charter, staff: Staff) -> None:
        self.charter = charter
        self.staff = staff

    def on_duty(self, role: str, at: datetime, customer: str) -> Sequence[str]:
        """The people on duty for a role, first to be called first; empty: nobody.

        `customer` is a registered address of the case's asker.
        """
        meant = self.charter.roles.get(role)
        if meant is None:
            return ()
        turn = self._by_turn(meant, at)
        if turn:
            return turn
        standing = (
            self._account_manager(meant, at, customer),
            self.staff.roles.get(role, ()),
            self._team(meant),
        )
        found = (self._present(people, meant, at) for people in standing)
        return next((people for people in found if people), ())

    def roles_of(self, person: str) -> frozenset[str]:
        """All roles that the person can fill, whether on duty now or not."""
        if person not in self.staff.means:
            return frozenset()
        return frozenset(
            role.name for role in self.charter.roles.values() if self._fills(person, role)
        )

    def can_be_reached(self, person: str, means: str) -> bool:
        """Whether the person has an open account and what `means` (phone, sms, mail) needs."""
        return means in self.staff.means.get(person, ())

    def changes(self, since: datetime, until: datetime) -> tuple[datetime, ...]:
        """Every moment strictly between the two at which `on_duty` may change, in order.

        With it the checks judge the cover of the next 90 days (E23). Account managers change with
        customers' contracts and aren't among them.
        """
        return self.staff.changes(since, until)

    def _by_turn(self, role: Role, at: datetime) -> tuple[str, ...]:
        """Whoever has taken the role, else who has its rota."""
        turns = self.staff.turns_at(at)
        taker = turns.taker(role.name, at)
        if taker:
            return (taker.person,)
        held = turns.held(role.group, at) if role.kind == "rota" else ()
        return tuple(dict.fromkeys(one.person for one in held))

    def _present(self, people: Iterable[str], role: Role, at: datetime) -> tuple[str, ...]:
        """Those who are not away; of the last resort everybody, where all are."""
        meant = tuple(people)
        turns = self.staff.turns_at(at)
        here = tuple(person for person in meant if not turns.is_away(person, at))
        return here or (meant if role.name == self.charter.last_resort else ())

    def _account_manager(self, role: Role, at: datetime, customer: str) -> tuple[str, ...]:
        if role.kind != "per customer" or not customer:
            return ()
        manager = account_manager_of(DESK, customer, self.charter.name, at)
        return (manager.username,) if manager else ()

    def _team(self, role: Role) -> tuple[str, ...]:
        return self.staff.teams.get(role.group, ()) if role.kind == "team" else ()

    def _fills(self, person: str, role: Role) -> bool:
        match role.kind:
            case "team":
                members: Iterable[str] = self.staff.teams.get(role.group, ())
            case "rota":
                members = self.staff.rotas.get(role.group, ())
            case "per customer":
                members = self.staff.account_managers
            case "person" | "machine":
                members = ()
        return person in members or person in self.staff.roles.get(role.name, ())
