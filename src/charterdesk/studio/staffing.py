"""The desk's people and rotas as a people file, so that a simulation tells whom the desk tells.

It goes along with the job as a text: whoever joins or leaves later changes nothing of it. What
stands in it is asked of the very plan that people read, so it can't differ from who is called.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import chain
from typing import Any

from charterdesk.accounts.models import Person
from charterdesk.engine.charter.values import Charter, Role
from charterdesk.engine.charter.words import WORDS
from charterdesk.engine.people.reader import MEANS
from charterdesk.engine.spans import Span, intersect, subtract
from charterdesk.oncall.duty import DutyRota
from charterdesk.oncall.queries import Stretch, people_named, plan_of_role, rota_for
from charterdesk.simulation.values import File

DESK_PEOPLE = "people and rotas of the desk"
Plan = tuple[Stretch, ...]


def desk_people(
    asker: Person, charters: Sequence[Charter], since: datetime, until: datetime
) -> File:
    """The people behind the roles that all `charters` have, with their turns between two moments.

    They are called as people call them. Turns are cut by the minute, in UTC. A role that is no
    rota is filled by those who had it longest. No file where nobody is behind any role.
    """
    staffing = _staffing(asker, charters, since, until)
    names = _names(asker, staffing.people, _taken(charters))
    if not names:
        return File()
    document: dict[str, Any] = {
        "people": charters[0].name,
        "zone": "UTC",
        "persons": {names[one]: staffing.person(one) for one in names},
    }
    if staffing.rotas:
        document["rotas"] = {
            rota: {"shifts": list(_shifts(plan, names))} for rota, plan in staffing.rotas.items()
        }
    return File(name=DESK_PEOPLE, data=json.dumps(document, ensure_ascii=False).encode())


@dataclass(frozen=True)
class _Staffing:
    """Who has which role when: rotas by their names, all other roles by theirs."""

    rota: DutyRota
    since: datetime
    until: datetime
    rotas: Mapping[str, Plan]
    roles: Mapping[str, Plan]
    holders: Mapping[str, tuple[str, ...]]

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody with a role or a turn."""
        turning = (one.people for plan in self.rotas.values() for one in plan)
        return tuple(dict.fromkeys(chain(*self.holders.values(), *turning)))

    def person(self, name: str) -> dict[str, Any]:
        """One of them, in the words of a people file."""
        held = [role for role, holders in self.holders.items() if name in holders]
        means = [one for one in MEANS if self.rota.can_be_reached(name, one)]
        away = [f"{_minute(span.since)} - {_minute(span.until)}" for span in self._away(name, held)]
        return {"by": means} | ({"roles": held} if held else {}) | ({"away": away} if away else {})

    def _away(self, name: str, held: Sequence[str]) -> list[Span]:
        """When the person had none of the roles that are theirs otherwise, and no turn."""
        whole = [Span(self.since, self.until)]
        missing = [list(subtract(whole, _spans(self.roles[role], name))) for role in held]
        if not missing:
            return []
        away = reduce(lambda one, other: list(intersect(one, other)), missing)
        for plan in self.rotas.values():
            away = list(subtract(away, _spans(plan, name)))
        return [span for span in away if _minute(span.since) < _minute(span.until)]


def _staffing(
    asker: Person, charters: Sequence[Charter], since: datetime, until: datetime
) -> _Staffing:
    first = charters[0]
    rota = rota_for(first)
    plans = {
        role: plan_of_role(asker, first, role.name, since, until)
        for role in first.roles.values()
        if role.kind != "machine" and all(_has(one, role) for one in charters)
    }
    rotas = {role.group: plan for role, plan in plans.items() if role.kind == "rota"}
    roles = {role.name: plan for role, plan in plans.items() if role.kind != "rota"}
    holders = {role: _longest(plan) for role, plan in roles.items()}
    for role in plans:
        if role.kind == "per customer" and not holders[role.name]:
            holders[role.name] = tuple(sorted(rota.staff.account_managers))
    return _Staffing(rota, since, until, _turning(rotas), roles, holders)


def _has(charter: Charter, role: Role) -> bool:
    """Whether the charter has the role, and means the same rota by it."""
    own = charter.roles.get(role.name)
    if own is None or (own.kind == "rota") != (role.kind == "rota"):
        return False
    return role.kind != "rota" or own.group == role.group


def _turning(rotas: Mapping[str, Plan]) -> dict[str, Plan]:
    """Those on which somebody has a turn of at least a minute, and only such turns."""
    found = {
        name: tuple(one for one in plan if one.people and _minute(one.since) < _minute(one.until))
        for name, plan in rotas.items()
    }
    return {name: plan for name, plan in found.items() if plan}


def _longest(plan: Plan) -> tuple[str, ...]:
    lengths: Counter[tuple[str, ...]] = Counter()
    for one in plan:
        if one.people:
            lengths[one.people] += int((one.until - one.since) / timedelta(seconds=1))
    return lengths.most_common(1)[0][0] if lengths else ()


def _spans(plan: Plan, person: str) -> list[Span]:
    return [Span(one.since, one.until) for one in plan if person in one.people]


def _names(asker: Person, usernames: Sequence[str], taken: frozenset[str]) -> dict[str, str]:
    """What each is called in the file, by username: the name, told apart where two have it."""
    people = people_named(asker, usernames)
    found: dict[str, str] = {}
    for username in usernames:
        name = people[username].name
        if name in taken or name in found.values():
            name = f"{name} ({username})"
        found[username] = name
    return found


def _taken(charters: Sequence[Charter]) -> frozenset[str]:
    """The words that mean something else in a people file."""
    roles = chain.from_iterable(one.roles for one in charters)
    return frozenset((*roles, *WORDS["who"], "customer"))


def _shifts(plan: Plan, names: Mapping[str, str]) -> Iterable[dict[str, str]]:
    for one in plan:
        for person in one.people:
            yield {
                "who": names[person],
                "from": _minute(one.since),
                "until": _minute(one.until),
            }


def _minute(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"
