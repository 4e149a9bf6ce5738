"""The sample's on-call duty: layers with real hand-overs, the sun followed, and what people do.

Somebody stands in, somebody is away and leaves a gap on the second level, and somebody asks you
for cover, so that the page of a rota shows all that it can.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import granted
from charterdesk.accounts.rights import DESK
from charterdesk.charters.queries import charter_in_force, live_charters
from charterdesk.engine.charter.values import Charter
from charterdesk.oncall.commands import (
    add_layer,
    add_rota,
    ask_cover,
    override_shift,
    report_absence,
)
from charterdesk.oncall.commands.layers import LayerPlan
from charterdesk.oncall.models import Rota
from charterdesk.oncall.schedules import schedule_of
from charterdesk.sample.office import LAYERS, PLANS, SHOWN, YOU
from charterdesk.sample.script import Plan, Turns

WEEKS_BACK = 2
DAY = timedelta(days=1)
HANDED_OVER = 9
EVENING = 18


def set_up_duty(people: dict[str, Person], *, at: datetime) -> None:
    """Every rota, then what people have agreed about one of them. Raises Refused."""
    rotas = {(plan.charter, plan.rota): _roster(plan, people, at) for plan in PLANS}
    for turns in LAYERS:
        rota = rotas[turns.charter, turns.rota]
        _layer(rota, turns, people, at)
    _agree(rotas[SHOWN], people, at)


def _roster(plan: Plan, people: dict[str, Person], at: datetime) -> Rota:
    """Turns of a week each, handed over on Mondays at nine on the rota's wall."""
    charter = charter_in_force(plan.charter, at)
    rota = granted(add_rota(charter=charter, name=plan.rota, by=DESK, at=at))
    _layer(rota, Turns(plan.charter, plan.rota, "weeks", plan.people), people, at)
    return rota


def _layer(rota: Rota, turns: Turns, people: dict[str, Person], at: datetime) -> None:
    zone = turns.zone or rota.zone
    today = at.astimezone(ZoneInfo(zone)).date()
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS_BACK)
    plan = LayerPlan(
        name=turns.name, people=[people[name] for name in turns.people],
        first=_wall(monday, turns.hour), each=timedelta(days=turns.days), zone=zone,
        lines=turns.lines, level=turns.level, away=turns.away,
    )  # fmt: skip
    charter = charter_in_force(turns.charter, at)
    granted(add_layer(rota=rota, charter=charter, plan=plan, by=DESK, at=at))


def _agree(rota: Rota, people: dict[str, Person], at: datetime) -> None:
    """Somebody stands in, somebody is away, somebody asks you for cover."""
    charter = charter_in_force(rota.charter, at)
    today = at.astimezone(ZoneInfo(rota.zone)).date()
    granted(
        override_shift(
            charter=charter, rota=rota, person=people["ben"], level=1, by=people["vera"], at=at,
            since=_wall(today + 2 * DAY, EVENING), until=_wall(today + 3 * DAY, 6),
        )
    )  # fmt: skip
    granted(
        report_absence(
            charters=live_charters(at), person=people["pavel"], by=people["pavel"], at=at,
            since=_wall(today + 4 * DAY, 0), until=_wall(today + 7 * DAY, 0),
        )
    )  # fmt: skip
    _ask_you(charter, rota, people, today + 9 * DAY, at)


def _ask_you(
    charter: Charter, rota: Rota, people: dict[str, Person], day: date, at: datetime
) -> None:
    """Whoever has the first level on that evening asks you to take it."""
    since, until = _wall(day, EVENING), _wall(day, EVENING + 4)
    moment = since.replace(tzinfo=ZoneInfo(rota.zone))
    final = schedule_of(DESK, charter, rota.name, moment, moment + DAY / 24).final
    asker = people[final[0].cells[0].people[0]]
    granted(
        ask_cover(
            charter=charter, rota=rota, since=since, until=until, asked=[people[YOU]], by=asker,
            at=at, note="My sister gets married that evening.",
        )
    )  # fmt: skip


def _wall(day: date, hour: int) -> datetime:
    """A naive wall time, as rotas want it."""
    return datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001  # a wall's, in the rota's zone
