"""What the page of people and rotas shows, gathered from the rooms below."""

from collections import defaultdict
from datetime import datetime

from charterdesk.accounts.models import Person
from charterdesk.accounts.queries import people_of_the_desk, teams_with_people
from charterdesk.accounts.rights import may_manage, may_staff
from charterdesk.charters.queries import live_charters
from charterdesk.desk.pages.people import Duty, Office
from charterdesk.desk.pages.rotas import AHEAD, RotaPlan
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.queries import (
    assignments_of,
    holdings_of,
    overrides_ahead,
    plan_of_role,
    rotas_of,
    shifts_ahead,
)

MOST_SHIFTS = 4


def office_of(person: Person, at: datetime) -> Office:
    """Every live charter with its duties, the teams, the people."""
    return Office(
        duties=[_duty(person, charter, at) for charter in live_charters(at)],
        teams=list(teams_with_people(person)),
        people=list(people_of_the_desk(person)),
        may_staff=may_staff(person),
        may_manage=may_manage(person),
    )


def _duty(person: Person, charter: Charter, at: datetime) -> Duty:
    assigned: dict[str, list[Person]] = defaultdict(list)
    for one in assignments_of(person, charter.name):
        assigned[one.role].append(one.person)
    return Duty(
        charter=charter,
        holdings=holdings_of(person, charter, at),
        rotas=tuple(_plans(person, charter, at)),
        assigned=dict(assigned),
    )


def _plans(person: Person, charter: Charter, at: datetime) -> list[RotaPlan]:
    """The rotas that the charter names, made or not, in its order."""
    made = {rota.name: rota for rota in rotas_of(person, charter.name)}
    overrides = list(overrides_ahead(person, charter.name, at))
    plans = []
    for role in charter.roles.values():
        if role.kind != "rota":
            continue
        rota = made.get(role.group)
        stretches = plan_of_role(person, charter, role.name, at, at + AHEAD)
        plans.append(
            RotaPlan(
                name=role.group,
                rota=rota,
                shifts=tuple(shifts_ahead(person, rota, at)[:MOST_SHIFTS]) if rota else (),
                overrides=tuple(one for one in overrides if rota and one.rota_id == rota.pk),
                gaps=tuple(one for one in stretches if not one.people) if rota else (),
                held=next((one for one in stretches if one.since <= at < one.until), None),
            )
        )
    return plans
