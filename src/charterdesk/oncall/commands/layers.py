"""Layers of a rota: added, and ended. What a layer said in the past stays as it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from charterdesk.accounts.editions import DUTY, renew_edition
from charterdesk.accounts.models import Person
from charterdesk.accounts.refusal import Refusal, save_valid
from charterdesk.accounts.rights import Actor, demand_staffing
from charterdesk.engine.calendar import parse_line
from charterdesk.engine.charter.values import ALWAYS_NAME, Charter
from charterdesk.oncall.commands.rotas import handover_at
from charterdesk.oncall.commands.shortening import cut_short
from charterdesk.oncall.models import LayerTurn, Rota, RotaLayer

SHORTEST, LONGEST = timedelta(hours=1), timedelta(days=366)
MOST_TURNS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerPlan:
    """What a layer says. `first` and `until` are wall times of `zone`, `each` a wall length.

    `hours` names a calendar of the charter, or `lines` are hours of its own; not both.
    """

    name: str
    people: Sequence[Person]
    first: datetime
    each: timedelta
    zone: str = ""
    until: datetime | None = None
    hours: str = ""
    lines: Sequence[str] = ()
    level: int = 1
    away: str = RotaLayer.Away.NEXT


@transaction.atomic
def add_layer(
    *, rota: Rota, charter: Charter, plan: LayerPlan, by: Actor, at: datetime
) -> RotaLayer | Refusal:
    """One layer more, over all that the rota has."""
    demand_staffing(by)
    if refusal := faulty(plan, charter, plan.zone or rota.zone):
        return refusal
    last: int | None = RotaLayer.objects.filter(rota=rota).aggregate(last=Max("order"))["last"]
    return made(rota, plan, 0 if last is None else last + 1, by, at)


def made(rota: Rota, plan: LayerPlan, order: int, by: Actor, at: datetime) -> RotaLayer | Refusal:
    """The rows of a layer as the plan says it."""
    zone = plan.zone or rota.zone
    row = RotaLayer(
        rota=rota,
        name=plan.name,
        order=order,
        level=plan.level,
        zone=zone,
        first_on=plan.first.date(),
        first_at=plan.first.time(),
        each=plan.each,
        until=handover_at(plan.until, zone) if plan.until else None,
        hours=plan.hours,
        lines="\n".join(plan.lines),
        away=plan.away,
        made_at=at,
        made_by=by if isinstance(by, Person) else None,
    )
    if refusal := save_valid(row):
        return refusal
    LayerTurn.objects.bulk_create(
        LayerTurn(layer=row, position=n, person=person) for n, person in enumerate(plan.people)
    )
    renew_edition(DUTY)
    return row


@transaction.atomic
def end_layer(*, layer: RotaLayer, by: Actor, at: datetime) -> Refusal | None:
    """Take back a layer that lies ahead, or let one that runs end now."""
    demand_staffing(by)
    if layer.until and layer.until <= at:
        return Refusal(_("That layer is over, and what was stays as it was."))
    first = datetime.combine(layer.first_on, layer.first_at)
    cut_short(layer, handover_at(first, layer.zone), at)
    renew_edition(DUTY)
    return None


def faulty(plan: LayerPlan, charter: Charter, zone: str) -> Refusal | None:
    """Why there can be no such layer; None where there can."""
    return (
        _faulty_people(plan.people)
        or _faulty_length(plan)
        or _faulty_hours(plan, charter, zone)
        or _faulty_end(plan, zone)
    )


def _faulty_people(people: Sequence[Person]) -> Refusal | None:
    if not 1 <= len(people) <= MOST_TURNS:
        said = _("A rotation wants 1 to %(most)d people.") % {"most": MOST_TURNS}
        return Refusal(said, "people")
    closed = next((one for one in people if not one.is_active), None)
    if closed:
        said = _("The account of %(name)s is closed: take somebody else.") % {"name": closed.name}
        return Refusal(said, "people")
    return None


def _faulty_length(plan: LayerPlan) -> Refusal | None:
    whole = not plan.each % timedelta(minutes=1) and not plan.first.second
    if whole and SHORTEST <= plan.each <= LONGEST:
        return None
    return Refusal(_("A turn lasts from one hour to 366 days, in whole minutes."), "each")


def _faulty_hours(plan: LayerPlan, charter: Charter, zone: str) -> Refusal | None:
    if plan.hours and plan.hours not in (*charter.hours, ALWAYS_NAME):
        said = {
            "charter": charter.name,
            "name": plan.hours,
            "known": ", ".join((*charter.hours, ALWAYS_NAME)),
        }
        text = _("The charter “%(charter)s” has no hours “%(name)s”: it has %(known)s.") % said
        return Refusal(text, "hours")
    try:
        for line in plan.lines:
            parse_line(line, zone)
    except ValueError as error:
        return Refusal(str(error), "lines")
    return None


def _faulty_end(plan: LayerPlan, zone: str) -> Refusal | None:
    if plan.until is None or plan.until > plan.first:
        return None
    return Refusal(_("A layer ends after its first turn begins: look at both times."), "until")
